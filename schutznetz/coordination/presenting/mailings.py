"""Mailings, as those see them who write and those who get them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.coordination.models import Mailing
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network
from schutznetz.ui.components import Fact, Link

FIRST = 10
PREVIEW = 60


@dataclass(frozen=True, slots=True)
class Recipients:
    """Functions with their address, each address once; and how many were left out, and why."""

    functions: list[Function]
    unsubscribed: int
    dead: int


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the key of a link names."""

    network: Network
    function: Function


def addresses(number: int) -> str:
    return "eine Adresse" if number == 1 else f"{number} Adressen"


def rows(mailings: Iterable[Mailing]) -> list[Link]:
    """What was sent: the beginning of its text, when, to how many."""
    return [
        Link(_beginning(each.text), reverse("coordination:mailing", args=[each.pk]), f"{_when(each)}, an {_to(each)}")
        for each in mailings
    ]


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= PREVIEW else f"{line[:PREVIEW].rsplit(' ', 1)[0]} …"


def _when(mailing: Mailing) -> str:
    return date_format(timezone.localtime(mailing.sent_at), "j. F Y, H:i") + " Uhr" if mailing.sent_at else ""


def _to(mailing: Mailing) -> str:
    return addresses(mailing.addressed)


def facts(mailing: Mailing, to: Recipients | None) -> tuple[Fact, ...]:
    """Say to whom it goes, or went, and who is left out."""
    if to:
        number, unsubscribed, dead = len(to.functions), to.unsubscribed, to.dead
    else:
        number, unsubscribed, dead = mailing.addressed, mailing.unsubscribed, mailing.dead
    said = (
        ("Verschickt", _when(mailing)),
        ("Geht an" if to else "Ging an", addresses(number) if number else "niemanden"),
        ("Auswahl", _choice(mailing)),
        ("Hat abbestellt", str(unsubscribed) if unsubscribed else ""),
        ("Adresse antwortet nicht", str(dead) if dead else ""),
    )
    return tuple(Fact(label, value) for label, value in said if value)


def _choice(mailing: Mailing) -> str:
    chosen = (
        str(PartnerType(mailing.partner_type).label) if mailing.partner_type else "",
        str(FunctionRole(mailing.role).label) if mailing.role else "",
        mailing.gemeinde.name if mailing.gemeinde else "",
    )
    return ", ".join(filter(None, chosen)) or "alle Partner"


def first_houses(to: Recipients) -> list[str]:
    """Name the first houses, so that a wrong choice is noticed; the last line says how many more there are."""
    named = [f"{each.organisation.name}: {each.title}" for each in to.functions[:FIRST]]
    more = len(to.functions) - FIRST
    return [*named, f"und {more} weitere"] if more > 0 else named


def facts_of_subscription(subscription: Subscription) -> tuple[Fact, ...]:
    function = subscription.function
    return (
        Fact("Netzwerk", subscription.network.name),
        Fact("Einrichtung", function.organisation.name),
        Fact("Funktion", function.title),
    )
