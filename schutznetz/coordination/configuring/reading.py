"""Reads the file of a network (TOML). All that is wrong is said at once: file, place, key, what to write instead."""

import tomllib
from collections import Counter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from schutznetz.common import phones
from schutznetz.common.errors import DomainError
from schutznetz.coordination.configuring.plan import (
    Cover,
    Deviation,
    Invited,
    ListFile,
    Plan,
    Service,
    UnitPlan,
    WeeklyShift,
)
from schutznetz.coordination.configuring.table import Table
from schutznetz.directory.importing.values import hours_text
from schutznetz.jurisdiction.enums import Parity, ServiceKind
from schutznetz.networks.enums import FunctionRole, ValueKey
from schutznetz.networks.roles import WITHOUT_NETWORK

ROLES = [role.value for role in FunctionRole if role not in WITHOUT_NETWORK]
PLZ_DIGITS = 5
LAST_WEEKDAY = 6


class Refused(DomainError):
    """The file cannot be used; ``problems`` are sentences, each names its place."""

    def __init__(self, file: str, problems: list[str]) -> None:
        super().__init__("\n".join(f"{file}, {problem}" for problem in problems))
        self.problems = problems


def read_file(path: Path) -> Plan:
    """Read a file; the lists that it names are looked for beside it."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused(path.name, [f"ist nicht zu lesen ({error.strerror}). Bitte den Pfad prüfen."]) from error
    except UnicodeDecodeError as error:
        raise Refused(path.name, ["ist kein Text in UTF-8. Bitte in einem Texteditor so speichern."]) from error
    return read_text(text, path.name, path.parent)


def read_text(text: str, file: str, folder: Path | None = None) -> Plan:
    try:
        rows = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(file, [f"ist kein TOML ({error}). Texte stehen in geraden Anführungszeichen."]) from error
    table = Table(rows, "", [])
    plan = _plan(table, file, folder or Path())
    table.close()
    _check_names(plan, table)
    if table.problems:
        raise Refused(file, table.problems)
    return plan


def _plan(table: Table, file: str, folder: Path) -> Plan:
    long = {ValueKey.ABOUT: 1500, ValueKey.IMPRINT: 1000, ValueKey.WELCOME: 200}
    values: dict[ValueKey, str] = {}
    for key in ValueKey:
        if key is ValueKey.CONFIRM_EVERY_DAYS:
            days = table.number(key.value)
            values[key] = str(days) if days else ""
        else:
            values[key] = table.text(key.value, longest=long.get(key, 100))
    return Plan(
        file=file, network=table.text("network"), organisation=table.text("organisation", longest=200),
        source=table.text("source", longest=200), stand=_stand(table),
        values={key: value for key, value in values.items() if value},
        services=tuple(_service(row) for row in table.tables("service")),
        units=tuple(_unit(row) for row in table.tables("unit")),
        lists=tuple(_list(row, folder) for row in table.tables("list")),
        invitations=tuple(_invited(row) for row in table.tables("invite")),
    )  # fmt: skip


def _stand(table: Table) -> str:
    if "stand" not in table.rows:
        table.asked.add("stand")
        return ""
    found = table.day("stand")
    if found and len(found) == len("12-24"):
        table.complain("stand", "Bitte mit dem Jahr schreiben: stand = 2026-11-22")
    return found


def _service(table: Table) -> Service:
    rostered = "weekly_shifts" in table.rows
    found = Service(
        key=table.text("key", needed=True), name=table.text("name", needed=True, longest=120),
        kind=table.text("kind", needed=True, choices=ServiceKind.values, example='"unit"'),
        hours=_hours(table, "hours", needed=not rostered), phone=_phone(table),
        successor=table.text("successor"), note=table.text("note", longest=200),
        is_real=bool(table.take("real", bool, "true")),
        deviations=tuple(_deviation(row) for row in table.tables("deviations")),
        weekly_shifts=tuple(_shift(row) for row in table.tables("weekly_shifts")) if rostered else None,
    )  # fmt: skip
    table.close()
    return found


def _hours(table: Table, key: str, *, needed: bool = True) -> str:
    said = table.text(key, needed=needed, example='"Mo-Do 8-16 Uhr, Fr 8-12 Uhr"', longest=500)
    if said == "off":
        return said
    found, problem = hours_text.parse(said) if said else ("", None)
    if problem:
        table.complain(key, f'„{said}“ ist nicht eindeutig. Zum Beispiel: {key} = "Mo-Do 8-16 Uhr, Fr 8-12 Uhr"')
    return found


def _phone(table: Table) -> str:
    said = table.text("phone", needed=True, example='"030 23125000"')
    found, leftovers = phones.parse_many(said) if said else ([], [])
    if said and (len(found) != 1 or leftovers):
        table.complain("phone", f'„{said}“ ist keine Telefonnummer. Zum Beispiel: phone = "030 23125000"')
        return ""
    return found[0] if found else ""


def _deviation(table: Table) -> Deviation:
    found = Deviation(table.day("first"), table.day("last"), _hours(table, "hours"), table.text("reason", longest=100))
    table.close()
    return found


def _shift(table: Table) -> WeeklyShift:
    days = table.take("days", list, "[0, 1, 2]") or []
    if not days or not all(isinstance(day, int) and 0 <= day <= LAST_WEEKDAY for day in days):
        table.complain("days", "Bitte Wochentage als Zahlen schreiben, Montag ist 0: days = [0, 1, 2]")
        days = []
    found = WeeklyShift(tuple(days), table.clock("from"), table.clock("until"))
    table.close()
    return found


def _unit(table: Table) -> UnitPlan:
    found = UnitPlan(
        name=table.text("name", needed=True, longest=120), service=table.text("service"),
        cover=tuple(_cover(row) for row in table.tables("cover")),
    )  # fmt: skip
    table.close()
    return found


def _cover(table: Table) -> Cover:
    numbers = {
        "number_from": table.number("number_from"), "number_to": table.number("number_to"),
        "parity": table.text("parity", choices=Parity.values) or None,
    }  # fmt: skip
    found = Cover(
        gemeinde=table.text("gemeinde"), plz=table.text("plz"), ortsteile=table.texts("ortsteile"),
        districts=table.texts("districts"), street=table.text("street"), nearest=table.text("nearest"),
        numbers={key: value for key, value in numbers.items() if value is not None},
    )  # fmt: skip
    whole = table.take("kreis", bool, "true")
    table.close()
    if found.plz and not (len(found.plz) == PLZ_DIGITS and found.plz.isascii() and found.plz.isdigit()):
        table.complain("plz", 'Bitte fünf Ziffern schreiben: plz = "02826"')
    if (found.ortsteile or found.districts or found.street) and not found.gemeinde:
        table.complain("gemeinde", 'fehlt. Ortsteile und Straßen brauchen ihre Gemeinde: gemeinde = "…"')
    if found.numbers and not found.street:
        table.complain("street", 'fehlt. Hausnummern brauchen ihre Straße: street = "…"')
    if not (found.gemeinde or found.plz or found.nearest or whole):
        table.complain("gemeinde", "fehlt. Für den ganzen Kreis schreiben Sie: kreis = true")
    return found


def _list(table: Table, folder: Path) -> ListFile:
    path, mapping = table.text("path", needed=True, longest=500), table.text("mapping", longest=500)
    found = ListFile(folder / path, folder / mapping if mapping else None, table.text("sheet"))
    table.close()
    for key, file in (("path", found.path), ("mapping", found.mapping)):
        if table.rows.get(key) and file is not None and not file.exists():
            table.complain(key, f"Die Datei „{table.rows[key]}“ gibt es nicht. Gesucht wird neben dieser Datei.")
    return found


def _invited(table: Table) -> Invited:
    email = table.text("email", needed=True, example='"koordination@amt.example"', longest=254)
    role = table.text("role", choices=ROLES) or FunctionRole.COORDINATION.value
    table.close()
    try:
        validate_email(email)
    except ValidationError:
        if email:
            table.complain("email", f"„{email}“ ist keine E-Mail-Adresse.")
    return Invited(email, FunctionRole(role) if role in ROLES else FunctionRole.COORDINATION)


def _check_names(plan: Plan, table: Table) -> None:
    """Complain about names that lead nowhere, or to two things."""
    keys = Counter(service.key for service in plan.services)
    for name, title in ((keys, "key"), (Counter(unit.name for unit in plan.units), "name")):
        for twice in (each for each, times in name.items() if each and times > 1):
            table.complain(title, f"„{twice}“ kommt zweimal vor. Bitte verschieden nennen.")
    known = {service.key: service for service in plan.services}
    so_far: set[str] = set()
    for at, service in enumerate(plan.services, 1):
        if service.successor and service.successor not in so_far:
            table.problems.append(
                f"[[service]] {at}, „successor“: „{service.successor}“ muss weiter oben als key stehen."
            )
        so_far.add(service.key)
    for at, unit in enumerate(plan.units, 1):
        if unit.service and (unit.service not in known or known[unit.service].kind != ServiceKind.UNIT):
            table.problems.append(
                f'[[unit]] {at}, „service“: Bitte den key eines [[service]] mit kind = "unit" nennen.'
            )
    _check_services_have_units(plan, table)


def _check_services_have_units(plan: Plan, table: Table) -> None:
    used = Counter(unit.service for unit in plan.units if unit.service)
    for at, service in enumerate(plan.services, 1):
        if service.kind == ServiceKind.UNIT and used[service.key] != 1:
            remedy = f'Zu „{service.key}“ gehört genau eine [[unit]] mit service = "{service.key}".'
            table.problems.append(f"[[service]] {at}, „kind“: {remedy}")
