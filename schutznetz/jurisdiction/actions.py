"""Everything that changes who answers: numbers in four eyes, test calls, deviating hours, shifts.

Whatever the static pages of "Jetzt Hilfe" show asks for a new edition of them, in the same transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, Actor, record
from schutznetz.audit.enums import Obligation
from schutznetz.common import folders, hours, phones
from schutznetz.common.errors import DomainError
from schutznetz.jobs.queue import named
from schutznetz.jurisdiction import access, events
from schutznetz.jurisdiction.models import DeviatingHours, DutyService, EmergencyNumber, Shift, TestCall
from schutznetz.jurisdiction.presenting.sheets import Area, sheets
from schutznetz.networks.models import Function


@transaction.atomic
def propose_number(
    service: DutyService, text: str, by: Function, *, person: UUID | None = None, session: str = ""
) -> EmergencyNumber:
    """Propose a number for a service; it is dialled by nobody until a second function has confirmed it.

    ``person`` is who did it on a page; by command nobody is known.
    """
    found, leftovers = phones.parse_many(text)
    if len(found) != 1 or leftovers:
        raise DomainError(f"„{text}“ ist keine Telefonnummer. Bitte mit Vorwahl angeben, zum Beispiel 030 23125100.")
    if EmergencyNumber.objects.in_force().filter(service=service, number=found[0]).exists():
        raise DomainError(f"{service} hat diese Nummer schon.")
    EmergencyNumber.objects.waiting().filter(service=service).update(ended_at=timezone.now())
    number = EmergencyNumber.objects.create(
        service=service, number=found[0], proposed_by=by, proposed_at=timezone.now(), proposed_person=person
    )
    about = About("emergencynumber", number.pk)
    record(events.PROPOSED, network=service.network_id, by=Actor(person, by.pk, session), about=about)
    return number


@transaction.atomic
def confirm_number(
    number: EmergencyNumber, by: Function, *, person: UUID | None = None, session: str = ""
) -> EmergencyNumber:
    """Put a proposed number into force; the one before it ends and stays in the history."""
    number = EmergencyNumber.objects.select_for_update().get(pk=number.pk)
    if number.ended_at is not None:
        raise DomainError("Dieser Vorschlag gilt nicht mehr: Es gibt einen neueren.")
    if number.confirmed_at is not None:
        raise DomainError("Diese Nummer ist schon bestätigt.")
    if number.proposed_by_id == by.pk:
        raise DomainError("Wer eine Nummer vorschlägt, kann sie nicht bestätigen. Das muss eine zweite Funktion tun.")
    if person is not None and number.proposed_person == person:
        raise DomainError("Diese Nummer haben Sie selbst vorgeschlagen. Bestätigen muss sie eine zweite Person.")
    now = timezone.now()
    EmergencyNumber.objects.in_force().filter(service=number.service_id).update(ended_at=now)
    number.confirmed_by, number.confirmed_at, number.confirmed_person = by, now, person
    number.save(update_fields=["confirmed_by", "confirmed_at", "confirmed_person"])
    DutyService.objects.filter(pk=number.service_id).update(changed_at=now)
    tell_of_change(number.service)
    record(
        events.CONFIRMED,
        network=number.service.network_id,
        by=Actor(person, by.pk, session),
        about=About("emergencynumber", number.pk),
        obligations=[Obligation.FOUR_EYES],
    )
    return number


@transaction.atomic
def record_test_call(
    number: EmergencyNumber,
    by: Function,
    *,
    was_answered: bool,
    at: datetime | None = None,
    person: UUID | None = None,
    session: str = "",
) -> TestCall:
    """Write down that a number was dialled, and whether a human answered."""
    if number.confirmed_at is None or number.ended_at is not None:
        raise DomainError("Geprüft werden nur Nummern, die gelten.")
    at = at or timezone.now()
    if at > timezone.now():
        raise DomainError("Ein Probeanruf kann nicht in der Zukunft liegen.")
    tell_of_change(number.service)
    about = About("emergencynumber", number.pk)
    record(events.TESTED, network=number.service.network_id, by=Actor(person, by.pk, session), about=about)
    return TestCall.objects.create(number=number, called_by=by, was_answered=was_answered, called_at=at)


@transaction.atomic
def deviate(service: DutyService, first_day: date, last_day: date, text: str, reason: str = "") -> DeviatingHours:
    """Let other hours hold on some days, both included; "off" for a closing period."""
    if last_day < first_day:
        raise DomainError("Der letzte Tag liegt vor dem ersten.")
    written = hours.validate(text)
    if not written:
        raise DomainError("Bitte die Zeiten angeben, zum Beispiel Mo-Fr 08:00-12:00; „off“ heißt geschlossen.")
    tell_of_change(service)
    return DeviatingHours.objects.create(
        service=service, first_day=first_day, last_day=last_day, hours=written, reason=reason
    )


@transaction.atomic
def plan_shift(service: DutyService, begins: datetime, ends: datetime) -> Shift:
    """Write a stretch into the roster of a service (aware moments)."""
    if not service.is_rostered:
        raise DomainError(f"{service} wird nicht nach Dienstplan besetzt.")
    if ends <= begins:
        raise DomainError("Der Dienst endet, bevor er beginnt.")
    tell_of_change(service)
    return Shift.objects.create(service=service, begins=begins, ends=ends)


def tell_of_change(service: DutyService) -> None:
    """Ask for new static pages, and for the tasks of apps above that copy numbers (settings)."""
    renew_fallback_soon()
    slug = service.network.slug if service.network else ""
    for name in settings.TASKS_AFTER_A_NUMBER:
        named(name).using(key=slug).enqueue(network=slug)


def renew_fallback_soon() -> None:
    """Ask for a new edition of the static pages; many changes together cost one."""
    named("jurisdiction.renew_fallback").using(key="change").enqueue()


@dataclass(frozen=True, slots=True)
class Edition:
    """What was written: how many files into which folder, the largest in bytes, and as of when."""

    folder: Path
    files: int
    largest: int
    at: datetime


def write_fallback(folder: Path, at: datetime) -> Edition:
    """Write the static pages that stand in for "Jetzt Hilfe", all at once; the edition before is deleted."""
    areas = [Area.of(network, access.units_of(network), at) for network in access.networks()]
    written = folders.replace_folder(folder, sheets(areas, at))
    return Edition(folder, written.files, written.largest, at)
