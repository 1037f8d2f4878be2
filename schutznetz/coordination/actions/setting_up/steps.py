"""Setting up step by step on pages: a unit, its Gemeinden, who answers when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.common.errors import DomainError
from schutznetz.common.words import storable
from schutznetz.coordination import events
from schutznetz.coordination.access.setting_up import assignable_units, is_elsewhere, office_of, whole_gemeinden
from schutznetz.coordination.enums import FindingKind
from schutznetz.coordination.models import Finding
from schutznetz.directory.importing.values import hours_text
from schutznetz.jurisdiction import actions as jurisdiction
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DutyService
from schutznetz.networks import access as networks
from schutznetz.networks.models import Network, Unit
from schutznetz.networks.policy import Acting
from schutznetz.regions.models import Gemeinde

SOURCE = "Netzwerkkoordination"


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers when, as it is typed: ``unit`` is empty for a service behind the units."""

    name: str
    hours: str
    unit: Unit | None = None
    successor: DutyService | None = None
    note: str = ""
    phone: str = ""


@transaction.atomic
def add_unit(network: Network, name: str, by: Acting) -> Unit:
    """Make a unit in the Jugendamt of a network."""
    office = office_of(network)
    if office is None:
        raise DomainError("Das Jugendamt ist noch nicht angelegt. Bitte fragen Sie den Betrieb des Portals.")
    unit, is_new = Unit.objects.get_or_create(organisation=office, name=storable(name).strip())
    if not is_new:
        raise DomainError(f"„{unit.name}“ gibt es schon.")
    record(events.UNIT_ADDED, network=network.pk, by=by.actor, about=About("unit", unit.pk))
    return unit


@transaction.atomic
def assign(network: Network, said: Mapping[Gemeinde, Unit | None], by: Acting) -> int:
    """Say which unit is responsible for whole Gemeinden; finer rules (PLZ, Ortsteil, street) stay as they are.

    Returns how many Gemeinden have changed. What held until yesterday stays readable with its end.
    """
    Network.objects.select_for_update().get(pk=network.pk)
    units = {unit.pk for unit in assignable_units(network)}
    today = timezone.localdate()
    before = whole_gemeinden(network, today)
    changed = 0
    for gemeinde, unit in said.items():
        if unit and unit.pk not in units:
            raise DomainError("Diese Einheit gehört nicht zu diesem Netzwerk.")
        rows = before.get(gemeinde.pk, [])
        if is_elsewhere(rows, units):
            raise DomainError(f"Für {gemeinde.name} ist eine Einheit eines anderen Netzwerks zuständig.")
        if {row.unit_id for row in rows} != ({unit.pk} if unit else set()):
            _end(rows, today)
            if unit:
                Catchment.objects.create(unit=unit, kreis=network.kreis, gemeinde=gemeinde, valid_from=today)
            changed += 1
    _forget_holes(network, {gemeinde.pk for gemeinde, unit in said.items() if unit})
    if changed:
        jurisdiction.renew_fallback_soon()
        record(events.PLACES_ASSIGNED, network=network.pk, by=by.actor, about=About("network", network.pk))
    return changed


def _forget_holes(network: Network, gemeinden: set[str]) -> None:
    """Take what is mended out of "Zu tun" at once; whether anything else is open the night sees."""
    holes = Finding.objects.filter(network=network, kind=FindingKind.HOLE).values_list("pk", "key")
    Finding.objects.filter(pk__in=[pk for pk, key in holes if key.partition(":")[0] in gemeinden]).delete()


def _end(rows: list[Catchment], today: date) -> None:
    for row in rows:
        if row.valid_from == today:
            row.delete()
        else:
            row.valid_until = today - timedelta(days=1)
            row.save(update_fields=["valid_until"])


@transaction.atomic
def add_service(network: Network, said: Answering, by: Acting) -> DutyService:
    """Write down who answers when; the number is proposed, a second person confirms it."""
    if DutyService.objects.filter(network=network, name=said.name).exists():
        raise DomainError(f"„{said.name}“ gibt es schon. Bitte einen anderen Namen wählen.")
    if said.unit and DutyService.objects.filter(unit=said.unit).exists():
        raise DomainError(f"Für „{said.unit}“ steht schon da, wer wann antwortet.")
    service = DutyService.objects.create(
        network=network, unit=said.unit, land_id=network.kreis.land_id, name=storable(said.name).strip(),
        kind=ServiceKind.UNIT if said.unit else ServiceKind.DUTY, hours=read_hours(said.hours),
        successor=said.successor, note=storable(said.note), stand=timezone.localdate(), source=SOURCE,
        is_example=network.kreis.is_example,
    )  # fmt: skip
    if said.phone:
        by_function = networks.function(by)
        jurisdiction.propose_number(service, said.phone, by_function, person=by.person, session=by.session)
    _tell(service, by)
    return service


@transaction.atomic
def change_service(service: DutyService, said: Answering, by: Acting) -> None:
    """Write down other hours, another successor or another note; numbers have their own pages."""
    held = DutyService.objects.select_for_update().get(pk=service.pk)
    _check_no_circle(held, said.successor)
    held.hours, held.successor, held.note = read_hours(said.hours), said.successor, storable(said.note)
    held.stand, held.source = timezone.localdate(), SOURCE
    held.save(update_fields=["hours", "successor", "note", "stand", "source", "changed_at"])
    _tell(held, by)


def read_hours(text: str) -> str:
    """Return hours as people write them in the form in which they are kept."""
    found, problem = hours_text.parse(text)
    if problem or not found:
        raise DomainError("Bitte schreiben Sie die Zeiten so: „Mo-Do 8-16 Uhr, Fr 8-12 Uhr“ oder „rund um die Uhr“.")
    return found


def _check_no_circle(service: DutyService, successor: DutyService | None) -> None:
    while successor is not None:
        if successor.pk == service.pk:
            raise DomainError("So würde sich die Kette im Kreis drehen. Bitte wählen Sie einen anderen Nachfolger.")
        successor = successor.successor


def _tell(service: DutyService, by: Acting) -> None:
    jurisdiction.tell_of_change(service)
    record(
        events.SERVICE_KEPT, network=service.network_id, by=by.actor, about=About("dutyservice", service.pk)
    )  # fmt: skip
