"""The one mail that leaves for a visitor: what they have kept, to themselves."""

from collections.abc import Sequence

from schutznetz.common import phones
from schutznetz.jobs.actions import post
from schutznetz.jobs.outbox.checking import LONGEST_TEXT
from schutznetz.networks.mails import address
from schutznetz.publishing.files.entry import Entry

PINBOARD = """\
Guten Tag,

das ist die Merkliste, die Sie sich haben schicken lassen.

{entries}

Zeiten und Nummern ändern sich. Was gerade gilt, steht auf der Seite hinter jedem Link.
Ist ein Kind in Gefahr? Rufen Sie 110 an.

Sie haben diese Mail nicht bestellt? Dann hat sich jemand bei der Adresse vertippt. Sie können sie löschen.
"""


def pinboard(to: str, entries: Sequence[Entry]) -> None:
    """Send what has been kept; where all of it is too long for a mail, each entry in its short form."""
    texts = (PINBOARD.format(entries=_told(entries, is_short=is_short)) for is_short in (False, True))
    text = next(text for text in texts if len(text) <= LONGEST_TEXT)
    post(to=to, subject="Ihre Merkliste", text=text, kind="pinboard")


def _told(entries: Sequence[Entry], *, is_short: bool) -> str:
    return "\n\n".join(_entry(number, entry, is_short=is_short) for number, entry in enumerate(entries, 1))


def _entry(number: int, entry: Entry, *, is_short: bool) -> str:
    """Return a few lines about an offer; the place of a protected house is not among what ``Entry`` knows."""
    where = ", ".join(filter(None, (entry.street, f"{entry.plz} {entry.town}".strip())))
    calls = f"Telefon: {', '.join(map(phones.display, entry.phones))}" if entry.phones else ""
    times = f"Erreichbar: {entry.week}" if entry.week else ""
    link = address("portal:offer", entry.id)
    lines = (calls, link) if is_short else (entry.organisation, calls, where, times, link)
    return "\n   ".join((f"{number}. {entry.title}", *filter(None, lines)))
