"""The mail that asks whether entries are still right: three links, one for each answer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.coordination.enums import Step
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.jobs.actions import post
from schutznetz.jobs.models import OutgoingMail
from schutznetz.networks.mails import address
from schutznetz.networks.models import Network

SUBJECT = {
    Step.FIRST: "Stimmen Ihre Einträge noch?",
    Step.REMINDER: "Erinnerung: Stimmen Ihre Einträge noch?",
    Step.SUBSTITUTE: "In Vertretung: Stimmen diese Einträge noch?",
    Step.ORGANISATION: "Bitte weitergeben: Stimmen diese Einträge noch?",
}
WHY = {
    Step.FIRST: "Sie pflegen Einträge im Verzeichnis „{network}“. Bitte sehen Sie kurz nach, ob noch alles stimmt.",
    Step.REMINDER: "vor zwei Wochen haben wir Sie gefragt, ob Ihre Einträge im Verzeichnis „{network}“ noch stimmen. "
    "Vielleicht ist die Mail untergegangen.",
    Step.SUBSTITUTE: "Sie vertreten eine Funktion, die Einträge im Verzeichnis „{network}“ pflegt. Dort hat bisher "
    "niemand geantwortet. Können Sie kurz nachsehen, ob noch alles stimmt?",
    Step.ORGANISATION: "Ihre Einrichtung steht im Verzeichnis „{network}“. Ob die Einträge noch stimmen, wissen wir "
    "nicht: Auf unsere Mails hat bisher niemand geantwortet. Bitte sehen Sie nach oder geben Sie diese Mail weiter.",
}
TEXT = """\
Guten Tag,

{why}

{house}:
{entries}

Alles richtig:
{link}

Etwas ändern:
{change}

Gibt es nicht mehr:
{gone}

Ein Konto brauchen Sie dafür nicht. Jeder Link zeigt erst, worum es geht; nichts geschieht, bevor Sie dort auf den Knopf
drücken. Die Links gelten bis zum {until}.

Wer im Verzeichnis Hilfe sucht, sieht bei jedem Eintrag, wann er zuletzt bestätigt wurde.

{sender}
"""
# A mail is read on a telephone; the page shows all.
MOST_ENTRIES = 12


def ask(
    *, to: str, network: Network, house: str, entries: Sequence[Offer | ContactPoint], step: Step, token: str,
    until: datetime, key: str,
) -> OutgoingMail:  # fmt: skip
    """Write the mail of a step; a second one with the same key changes nothing."""
    text = TEXT.format(
        why=WHY[step].format(network=plain(network.name)), house=plain(house), entries=_list(entries),
        link=address("confirming:confirm", token), change=address("confirming:change", token),
        gone=address("confirming:gone", token), until=date_format(timezone.localtime(until), "j. F Y"),
        sender=f"Ihre Koordination\n{plain(network.name)}",
    )  # fmt: skip
    return post(to=to, subject=SUBJECT[step], text=text, kind="confirm", key=key)


def _list(entries: Sequence[Offer | ContactPoint]) -> str:
    lines = [f"- {plain(title_of(entry))}" for entry in entries[:MOST_ENTRIES]]
    more = len(entries) - MOST_ENTRIES
    if more > 0:
        lines.append("- und ein weiterer" if more == 1 else f"- und {more} weitere")
    return "\n".join(lines)


def title_of(entry: Offer | ContactPoint) -> str:
    """Name an entry the way people know it: a contact by its function."""
    return entry.title if isinstance(entry, Offer) else f"Kontakt: {entry.function.title}"


def plain(text: str) -> str:
    """Return one line without control characters, whatever somebody typed into a name."""
    return "".join(character if character.isprintable() else " " for character in text).strip()
