"""Writes the Jugendamt of a network as a plan says it: units, who answers when, who is responsible where.

What is there already stays as it is; where it differs from the plan, the log says so.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from schutznetz.common.errors import DomainError
from schutznetz.common.hours import ZONE
from schutznetz.coordination.actions.setting_up.covering import rows_of
from schutznetz.coordination.actions.setting_up.log import Log
from schutznetz.coordination.configuring import Plan, Service
from schutznetz.jurisdiction.models import Catchment, DeviatingHours, DutyService, Shift
from schutznetz.networks.enums import FunctionRole, PartnershipState, PartnerType, ProviderKind
from schutznetz.networks.models import Function, Network, Organisation, Partnership, Unit
from schutznetz.regions.models import Gemeinde

YEARS = 3
WEEKS = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the facts come from; ``real_source`` is for lines that are real although the rest is invented."""

    source: str
    stand: date
    is_example: bool = False
    real_source: str = ""
    partner_since: date | None = None


@dataclass
class Office:
    """The Jugendamt of one network, written from its plan; needs the network and the regions."""

    plan: Plan
    network: Network
    origin: Origin
    now: datetime
    log: Log = field(default_factory=Log)

    def __post_init__(self) -> None:
        self.organisation = self._organisation()
        self.lead = self._function("Leitung Sozialer Dienst", FunctionRole.ASD_LEAD)
        self.coordination = self._function("Netzwerkkoordination", FunctionRole.COORDINATION)
        self.services: dict[str, DutyService] = {}

    def write(self) -> None:
        units = {row.name: self._unit(row.name) for row in self.plan.units}
        of_service = {row.service: units[row.name] for row in self.plan.units if row.service}
        for row in self.plan.services:
            self.services[row.key] = self._service(row, of_service.get(row.key))
        self._catchments(units)

    def _organisation(self) -> Organisation:
        name = self.plan.organisation or f"Jugendamt {self.network.kreis.name}"
        seat = Partnership.objects.standing().filter(network=self.network, partner_type=PartnerType.OEFF_JUGENDHILFE)
        by_name = Organisation.objects.at_home().filter(name=name)
        found = by_name.filter(held_by=self.network).first() or by_name.filter(partnerships__in=seat).first()
        if found:
            self.log.found("Jugendamt", name)
        else:
            found = Organisation.objects.create(
                name=name, held_by=self.network, source=self.origin.source, provider_kind=ProviderKind.PUBLIC
            )
            self.log.created("Jugendamt", name)
        partnership = Partnership.objects.standing().filter(network=self.network, organisation=found).first()
        if partnership is None:
            Partnership.objects.create(
                network=self.network, organisation=found, partner_type=PartnerType.OEFF_JUGENDHILFE,
                valid_from=self.origin.partner_since or self.origin.stand,
            )  # fmt: skip
        elif partnership.state != PartnershipState.ACTIVE:
            state = PartnershipState(partnership.state).label
            self.log.differs("Jugendamt", name, f"ist als Partner „{state}“. Bitte im Portal auf „aktiv“ setzen.")
        return found

    def _function(self, title: str, role: FunctionRole) -> Function:
        found = Function.objects.filter(organisation=self.organisation, role=role).order_by("title", "pk").first()
        if found:
            self.log.found("Funktion", found.title)
            return found
        self.log.created("Funktion", title)
        return Function.objects.create(organisation=self.organisation, title=title, role=role)

    def _unit(self, name: str) -> Unit:
        unit, created = Unit.objects.get_or_create(organisation=self.organisation, name=name)
        (self.log.created if created else self.log.found)("Einheit", name)
        return unit

    def _service(self, row: Service, unit: Unit | None) -> DutyService:
        is_real = row.is_real or row.phone == "110"
        successor = self.services.get(row.successor)
        said = {
            "kind": row.kind, "hours": row.hours, "is_rostered": row.weekly_shifts is not None, "note": row.note,
            "successor": successor,
        }  # fmt: skip
        service = DutyService.objects.filter(network=self.network, name=row.name).select_related("successor").first()
        if service:
            self.log.found("Dienst", row.name, _differences(service, said))
        else:
            service = DutyService.objects.create(
                network=self.network, unit=unit, land_id=self.network.kreis.land_id, name=row.name,
                is_example=self.origin.is_example and not is_real, stand=self.origin.stand,
                source=self.origin.real_source if is_real and self.origin.real_source else self.origin.source, **said,
            )  # fmt: skip
            self.log.created("Dienst", row.name)
        self._deviations(service, row)
        self._shifts(service, row)
        return service

    def _deviations(self, service: DutyService, row: Service) -> None:
        """Write a yearly deviation ("12-24") for this year and the next ones."""
        this_year = self.now.astimezone(ZONE).year
        known = set(service.deviations.values_list("first_day", "last_day"))
        new = []
        for said in row.deviations:
            is_yearly = len(said.first) == len("12-24")
            for year in range(this_year, this_year + YEARS) if is_yearly else [0]:
                days = _day(said.first, year), _day(said.last, year)
                if days not in known:
                    first, last = days
                    new.append(
                        DeviatingHours(
                            service=service, first_day=first, last_day=last, hours=said.hours, reason=said.reason
                        )
                    )
        DeviatingHours.objects.bulk_create(new)
        if new:
            self.log.created("Abweichende Zeiten", service, f"{len(new)} Zeiträume")

    def _shifts(self, service: DutyService, row: Service) -> None:
        today = self.now.astimezone(ZONE).date()
        monday = today - timedelta(days=today.weekday())
        # A roster that is written down already is only continued.
        last = service.shifts.aggregate(last=Max("begins"))["last"]
        new = [
            Shift(service=service, begins=begins, ends=_after(begins, day, shift.ends))
            for shift in row.weekly_shifts or ()
            for week in range(WEEKS)
            for weekday in shift.days
            for day in [monday + timedelta(days=7 * week + weekday)]
            for begins in [_at(day, shift.begins)]
            if last is None or begins > last
        ]
        Shift.objects.bulk_create(new)
        if new:
            self.log.created("Dienstplan", service, f"{len(new)} Dienste")

    def _catchments(self, units: dict[str, Unit]) -> None:
        gemeinden = {row.name: row for row in Gemeinde.objects.filter(kreis=self.network.kreis, valid_until=None)}
        problems: list[str] = []
        for row in self.plan.units:
            unit = units[row.name]
            said = rows_of(unit, row.cover, self.plan, self.network.kreis, gemeinden, problems)
            stored = {_sign(each) for each in Catchment.objects.filter(unit=unit)}
            new = [each for each in said if _sign(each) not in stored]
            Catchment.objects.bulk_create(new)
            if new:
                self.log.created("Zuständigkeit", unit, f"{len(new)} Zeilen")
            elif said:
                self.log.found("Zuständigkeit", unit)
            if more := len(stored - {_sign(each) for each in said}):
                self.log.differs("Zuständigkeit", unit, f"{more} Zeilen stehen nur in der Datenbank. Sie bleiben.")
        if problems:
            raise DomainError("\n".join(f"{self.plan.file}, {problem}" for problem in problems))


def _differences(service: DutyService, said: dict[str, object]) -> dict[str, tuple[object, object]]:
    titles = {"kind": "Art", "hours": "Zeiten", "is_rostered": "Dienstplan", "note": "Hinweis", "successor": "danach"}
    return {titles[name]: (getattr(service, name), value) for name, value in said.items()}


def _sign(row: Catchment) -> tuple[object, ...]:
    return (
        row.gemeinde_id, row.plz, row.ortsteil_key, row.street_key, row.number_from, row.number_to, row.parity
    )  # fmt: skip


def _day(text: str, year: int) -> date:
    if len(text) > len("12-24"):
        return date.fromisoformat(text)
    month, day = map(int, text.split("-"))
    is_leap = month == 2 and day == 29 and not _is_leap(year)
    return date(year, month, 28 if is_leap else day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def _after(begins: datetime, day: date, clock: str) -> datetime:
    """Return the end of a stretch: on the next day if the clock says no later than it began."""
    ends = _at(day, clock)
    return ends if ends > begins else _at(day + timedelta(days=1), clock)
