"""Handing over, arriving, and the coordination's own handover, in words."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schutznetz.common import phones
from schutznetz.coordination.models import HandoverMark
from schutznetz.directory.models import ContactPoint
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Function, Membership
from schutznetz.ui.components import Fact


@dataclass(frozen=True, slots=True)
class Hanging:
    """Everything that hangs on the function of a membership, as rows and numbers."""

    contact_point: ContactPoint | None
    address_is_personal: bool
    offers: int
    substitute: Function | None
    stands_in_for: tuple[Function, ...]
    names: tuple[str, ...]
    proposals: int
    requests: int
    invited: int
    is_last_keeper: bool
    is_alone: bool


@dataclass(frozen=True, slots=True)
class FiveMinutes:
    """What a function is for, and with what to begin."""

    purpose: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One line of the checklist. ``key`` is what its button posts; a line that the program checks has none."""

    text: str
    how: str
    is_done: bool
    state: str
    key: str
    verb: str


def hanging_facts(hanging: Hanging) -> list[Fact]:
    """Say what hangs on a function, and what becomes of it."""
    said = [
        Fact("Erreichbar unter", _reached(hanging), "Das bleibt an der Funktion." if hanging.contact_point else ""),
        Fact("Persönliche E-Mail-Adresse", _personal(hanging)),
        Fact("Angebote, die so erreicht werden", str(hanging.offers) if hanging.offers else ""),
        Fact("Vertritt", ", ".join(str(function) for function in hanging.stands_in_for)),
        Fact("Wird vertreten durch", str(hanging.substitute) if hanging.substitute else ""),
        Fact(
            "Name im Verzeichnis", ", ".join(hanging.names), "Der Name wird sofort entfernt." if hanging.names else ""
        ),
        Fact("Vorschläge, die warten", _number(hanging.proposals)),
        Fact("Bitten um Bestätigung", _number(hanging.requests)),
        Fact("Eingeladene, die auf Freigabe warten", _number(hanging.invited)),
        Fact("Pflege der Einträge", "Danach pflegt sie sonst niemand." if hanging.is_last_keeper else ""),
    ]
    return [fact for fact in said if fact.value]


def _reached(hanging: Hanging) -> str:
    point = hanging.contact_point
    if point is None:
        return ""
    return ", ".join([*(phones.display(row.number) for row in point.phone_numbers.all()), *filter(None, [point.email])])


def _personal(hanging: Hanging) -> str:
    return "wird durch die der Nachfolge ersetzt" if hanging.address_is_personal else ""


def _number(count: int) -> str:
    return str(count) if count else ""


def choices(memberships: Iterable[Membership], leaving: Membership) -> list[tuple[str, str]]:
    """Name who could take over: the same function as successor, every other as substitute."""
    return [(str(each.pk), f"{each.user.name if each.user else ''}, {_as(each, leaving)}") for each in memberships]


def _as(membership: Membership, leaving: Membership) -> str:
    if membership.function_id == leaving.function_id:
        return f"{membership.function} (Nachfolge)"
    return f"{membership.function} (Vertretung)"


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("schutznetz.coordination") / "data" / name).read_text(encoding="utf-8"))


def five_minutes(role: FunctionRole) -> FiveMinutes:
    """Return the short introduction into a role; one without its own gets that of everybody."""
    texts = _data("fuenf_minuten.toml")
    found = texts.get(role.value, texts["default"])
    return FiveMinutes(found["purpose"], tuple(found["steps"]))


def handover_keys() -> frozenset[str]:
    """Return the lines that somebody marks by hand."""
    return frozenset(line["key"] for line in _data("uebergabe.toml")["line"] if "check" not in line)


def handover_lines(marks: Mapping[str, HandoverMark], checks: Mapping[str, bool]) -> list[HandoverLine]:
    """Return the checklist; what can be looked up is looked up and cannot be ticked."""
    return [_line(line, marks.get(line["key"]), checks) for line in _data("uebergabe.toml")["line"]]


def _line(line: Mapping[str, str], mark: HandoverMark | None, checks: Mapping[str, bool]) -> HandoverLine:
    if "check" in line:
        is_done = checks[line["check"]]
        return HandoverLine(line["text"], line["how"], is_done, "erledigt" if is_done else "noch offen", "", "")
    state = f"erledigt am {mark.done_on:%d.%m.%Y}" if mark else "noch offen"
    return HandoverLine(
        line["text"], line["how"], mark is not None, state, line["key"], "Wieder öffnen" if mark else "Erledigt"
    )
