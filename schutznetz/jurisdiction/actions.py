"""Everything that changes who answers: numbers in four eyes, test calls."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from schutznetz.common import phones
from schutznetz.common.errors import DomainError
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber, TestCall
from schutznetz.networks.models import Function


@transaction.atomic
def propose_number(service: DutyService, text: str, by: Function) -> EmergencyNumber:
    """Propose a number for a service; it is dialled by nobody until a second function has confirmed it."""
    found, leftovers = phones.parse_many(text)
    if len(found) != 1 or leftovers:
        raise DomainError(f"„{text}“ ist keine Telefonnummer. Bitte mit Vorwahl angeben, zum Beispiel 030 23125100.")
    if EmergencyNumber.objects.in_force().filter(service=service, number=found[0]).exists():
        raise DomainError(f"{service} hat diese Nummer schon.")
    EmergencyNumber.objects.waiting().filter(service=service).update(ended_at=timezone.now())
    return EmergencyNumber.objects.create(service=service, number=found[0], proposed_by=by, proposed_at=timezone.now())


@transaction.atomic
def confirm_number(number: EmergencyNumber, by: Function) -> EmergencyNumber:
    """Put a proposed number into force; the one before it ends and stays in the history."""
    number = EmergencyNumber.objects.select_for_update().get(pk=number.pk)
    if number.ended_at is not None:
        raise DomainError("Dieser Vorschlag gilt nicht mehr: Es gibt einen neueren.")
    if number.confirmed_at is not None:
        raise DomainError("Diese Nummer ist schon bestätigt.")
    if number.proposed_by_id == by.pk:
        raise DomainError("Wer eine Nummer vorschlägt, kann sie nicht bestätigen. Das muss eine zweite Funktion tun.")
    now = timezone.now()
    EmergencyNumber.objects.in_force().filter(service=number.service_id).update(ended_at=now)
    number.confirmed_by, number.confirmed_at = by, now
    number.save(update_fields=["confirmed_by", "confirmed_at"])
    DutyService.objects.filter(pk=number.service_id).update(changed_at=now)
    return number


def record_test_call(
    number: EmergencyNumber, by: Function, *, was_answered: bool, at: datetime | None = None
) -> TestCall:
    """Write down that a number was dialled, and whether a human answered."""
    if number.confirmed_at is None or number.ended_at is not None:
        raise DomainError("Geprüft werden nur Nummern, die gelten.")
    at = at or timezone.now()
    if at > timezone.now():
        raise DomainError("Ein Probeanruf kann nicht in der Zukunft liegen.")
    return TestCall.objects.create(number=number, called_by=by, was_answered=was_answered, called_at=at)
