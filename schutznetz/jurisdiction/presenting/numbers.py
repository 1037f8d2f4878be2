"""Emergency numbers as those see them who look after them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from schutznetz.common import phones
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.networks.policy import Acting, Allow, decide
from schutznetz.networks.roles import Act
from schutznetz.ui.components import Fact, Phone


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One service: the number people call now, since when, and what waits for a second pair of eyes."""

    title: str
    number: str
    since: str
    waiting: str
    propose_href: str
    confirm_href: str
    test_href: str


def number_rows(services: Iterable[DutyService], waiting: Iterable[EmergencyNumber], acting: Acting) -> list[NumberRow]:
    """Show each service with its number; the links are those that whoever looks may use."""
    proposals = {number.service_id: number for number in waiting}
    return [_row(service, proposals.get(service.pk), acting) for service in services]


def _row(service: DutyService, proposal: EmergencyNumber | None, acting: Acting) -> NumberRow:
    in_force = next(iter(service.in_force), None)  # type: ignore[attr-defined]  # prefetched by access.services_of
    confirmed = in_force.confirmed_at if in_force else None
    may_confirm = proposal is not None and proposal.proposed_by_id != acting.function
    return NumberRow(
        title=str(service),
        number=phones.display(in_force.number) if in_force else "noch keine Nummer",
        since=f"gilt seit {date_format(confirmed, 'j. F Y')}" if confirmed else "",
        waiting=f"Vorgeschlagen: {phones.display(proposal.number)}" if proposal else "",
        propose_href=_href(acting, Act.PROPOSE_NUMBER, service, "numbers:propose"),
        confirm_href=_href(acting, Act.CONFIRM_NUMBER, proposal, "numbers:confirm") if may_confirm else "",
        test_href=_href(acting, Act.TEST_NUMBER, service, "numbers:test_call") if in_force else "",
    )


def _href(acting: Acting, act: Act, thing: DutyService | EmergencyNumber | None, name: str) -> str:
    allowed = thing is not None and isinstance(decide(acting, act, thing), Allow)
    return reverse(name, args=[thing.pk]) if thing and allowed else ""


def phone_of(number: EmergencyNumber) -> Phone:
    return Phone(phones.display(number.number), phones.href(number.number))


def facts_of(number: EmergencyNumber) -> tuple[Fact, ...]:
    return (
        Fact("Bereitschaft", str(number.service)),
        Fact("Neue Nummer", phones.display(number.number)),
        Fact("Vorgeschlagen von", number.proposed_by.title),
        Fact("Vorgeschlagen am", date_format(number.proposed_at, "j. F Y, H:i") + " Uhr"),
    )
