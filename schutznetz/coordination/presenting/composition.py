"""The composition of a network against § 3 (2) KKG, and the letter that wins who is missing."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from schutznetz.coordination.presenting.partners import page_of, state_of
from schutznetz.coordination.sources.gaps import Numbers
from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Network, Partnership
from schutznetz.ui.components import Link

# The law names the first nineteen; the others are what networks do besides.
IN_THE_LAW = 19
SUBJECT = "Machen Sie mit im Netzwerk für Kinder und Familien?"
LETTER = """\
Guten Tag,

im {network} arbeiten alle zusammen, die für Kinder und Familien da sind. Wir möchten Sie gern dabeihaben.

{why}

Was es Ihnen bringt: Sie werden gefunden, und Sie finden zu jeder Zeit, wer wofür da ist.
Was Sie dafür tun: einmal im halben Jahr Ihre Angaben bestätigen. Das dauert eine Minute.

So melden Sie sich:
{link}

Oder antworten Sie einfach auf diese E-Mail.

Mit freundlichen Grüßen
Netzwerkkoordination {network}
"""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One type of partners: how many there are, and the way to them."""

    title: str
    numbers: str
    href: str


@dataclass(frozen=True, slots=True)
class MissingType:
    """A type nobody is of: the letter to copy, and the same as a link for a mail program."""

    title: str
    paragraphs: tuple[str, ...]
    mail: Link
    check: str = ""


@cache
def _texts() -> Mapping[str, Any]:
    path = files("schutznetz.coordination") / "data" / "gewinnen.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def stand() -> str:
    return f"Stand der Texte: {date_format(_texts()['stand'], 'j. F Y')}. Quelle: {_texts()['quelle']}."


def kinds_of_law() -> list[PartnerType]:
    return list(PartnerType)[:IN_THE_LAW]


def kinds_of_practice() -> list[PartnerType]:
    return list(PartnerType)[IN_THE_LAW:]


def rows(kinds: Iterable[PartnerType], there: Mapping[str, Numbers]) -> list[TypeRow]:
    """Those types of which there is somebody, with numbers."""
    page = reverse("coordination:partners")
    return [
        TypeRow(str(kind.label), _numbers(there[kind.value]), f"{page}?art={kind.value}")
        for kind in kinds
        if kind.value in there
    ]


def _numbers(numbers: Numbers) -> str:
    named = ((numbers.active, "aktiv"), (numbers.dormant, "ruht"), (numbers.coming, "eingeladen oder zugesagt"))
    return ", ".join(f"{number} {word}" for number, word in named if number)


def missing(kinds: Iterable[PartnerType], there: Mapping[str, Numbers], network: Network) -> list[MissingType]:
    return [_missing(kind, network) for kind in kinds if kind.value not in there]


def _missing(kind: PartnerType, network: Network) -> MissingType:
    letter = LETTER.format(network=network.name, why=_texts()["warum"][kind.value], link=_join_address(network))
    check = _texts()["zu_pruefen"].get(kind.value, "")
    return MissingType(
        title=str(kind.label),
        paragraphs=tuple(letter.strip().split("\n\n")),
        mail=Link("In Ihrem Mailprogramm öffnen", f"mailto:?subject={quote(SUBJECT)}&body={quote(letter)}"),
        check=f"Zu prüfen, bevor Sie es verschicken: {check}." if check else "",
    )


def _join_address(network: Network) -> str:
    return f"{settings.PUBLIC_ADDRESS or 'http://localhost:8000'}{reverse('join:join', args=[network.slug])}"


def gone(partnerships: Iterable[Partnership]) -> list[Link]:
    return [
        Link(each.organisation.name, page_of(each.organisation), f"{_label(each)}, {state_of(each)}")
        for each in partnerships
    ]


def _label(partnership: Partnership) -> str:
    return str(PartnerType(partnership.partner_type).label)
