"""Emergency numbers that wait for a second pair of eyes, or should be dialled again."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.jurisdiction import access as jurisdiction

OWN = "Von Ihnen vorgeschlagen. Sie gilt erst, wenn eine zweite Person in einer anderen Funktion sie bestätigt hat."


def numbers_to_confirm(desk: Desk) -> Iterator[Task]:
    for number in jurisdiction.waiting_numbers(desk.network):
        is_own = number.was_proposed_by(desk.person, desk.function)
        yield Task(
            key=f"number:{number.pk}",
            weight=Weight.SOMEBODY_WAITS,
            since=timezone.localdate(number.proposed_at),
            title=f"Neue Notfallnummer: {number.service}",
            why=OWN if is_own else "Sie gilt erst, wenn eine zweite Funktion sie bestätigt hat.",
            verb="Ansehen" if is_own else "Bestätigen",
            href=reverse("numbers:confirm", args=[number.pk]),
        )


def test_calls_due(desk: Desk) -> Iterator[Task]:
    for service, last in jurisdiction.numbers_to_dial(desk.network, desk.today):
        yield Task(
            key=f"testcall:{service.pk}",
            weight=Weight.AN_ENTRY_IS_DOUBTFUL,
            since=last + timedelta(days=service.test_every_days),
            title=f"Probeanruf: {service}",
            why=f"Zuletzt geprüft am {date_format(last, 'j. F Y')}. Geht noch ein Mensch ans Telefon?",
            verb="Anrufen und eintragen",
            href=reverse("numbers:test_call", args=[service.pk]),
        )
