"""The numbers people call in an emergency: in force only when a second function has confirmed them."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import public_id
from schutznetz.jurisdiction.models.services import DutyService
from schutznetz.networks.models import Function
from schutznetz.networks.policy import Where


class EmergencyNumberQuerySet(models.QuerySet["EmergencyNumber"]):
    def in_force(self) -> "EmergencyNumberQuerySet":
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def waiting(self) -> "EmergencyNumberQuerySet":
        return self.filter(confirmed_at=None, ended_at=None)


class EmergencyNumber(models.Model):
    """A number of a service, from proposal to end. Two different functions stand behind each (four eyes).

    ``number`` is E.164, a short number as it is dialled. Rows are ended, never changed or deleted: they are the
    history.
    """

    id = public_id()
    service = models.ForeignKey(DutyService, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField("Nummer", max_length=20)
    proposed_by = models.ForeignKey(
        Function, on_delete=models.PROTECT, related_name="+", verbose_name="vorgeschlagen von"
    )
    proposed_at = models.DateTimeField("vorgeschlagen am")
    confirmed_by = models.ForeignKey(
        Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bestätigt von"
    )
    confirmed_at = models.DateTimeField("bestätigt am", null=True, blank=True)
    ended_at = models.DateTimeField("beendet am", null=True, blank=True)
    # Keys of persons, not links: who holds two functions is one pair of eyes. Empty where it was done by command.
    proposed_person = models.UUIDField("vorgeschlagen von Person", null=True, blank=True, editable=False)
    confirmed_person = models.UUIDField("bestätigt von Person", null=True, blank=True, editable=False)

    objects = EmergencyNumberQuerySet.as_manager()

    class Meta:
        verbose_name = "Notfallnummer"
        verbose_name_plural = "Notfallnummern"
        constraints = [
            models.CheckConstraint(
                name="emergency_number_four_eyes",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="emergency_number_two_people",
                condition=Q(proposed_person=None)
                | Q(confirmed_person=None)
                | ~Q(confirmed_person=F("proposed_person")),
            ),
            models.CheckConstraint(
                name="emergency_number_confirmed_by_somebody",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="emergency_number_one_in_force",
                fields=["service"],
                condition=Q(confirmed_at__isnull=False, ended_at=None),
            ),
            models.CheckConstraint(name="emergency_number_not_empty", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number

    def was_proposed_by(self, person: UUID | None, function: UUID | None) -> bool:
        """Tell whether somebody cannot confirm it, because they have proposed it, or somebody in their function has."""
        same_person = self.proposed_person is not None and self.proposed_person == person
        return same_person or self.proposed_by_id == function

    def where(self) -> Where:
        return self.service.where()


class TestCall(models.Model):
    """Somebody dialled the number, and this is what came of it."""

    __test__ = False  # its name looks like a test to pytest

    number = models.ForeignKey(EmergencyNumber, on_delete=models.CASCADE, related_name="test_calls")
    called_at = models.DateTimeField("angerufen am")
    called_by = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+", verbose_name="angerufen von")
    was_answered = models.BooleanField("ein Mensch hat abgenommen")

    class Meta:
        verbose_name = "Probeanruf"
        verbose_name_plural = "Probeanrufe"
        indexes = [models.Index(fields=["number", "-called_at"], name="test_call_latest")]

    def __str__(self) -> str:
        return f"{self.number}: {self.called_at:%d.%m.%Y}"
