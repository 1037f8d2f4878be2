"""The steps of setting up a network: what is done, what is open, and the one sentence that says what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from schutznetz.common import phones
from schutznetz.jurisdiction.models import DutyService
from schutznetz.networks.enums import EXPECTED_VALUES, ValueKey
from schutznetz.networks.models import Network, Organisation, Unit
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.ui.components import Link

MOST_NAMED = 3
TWO_PEOPLE = 2
DAYS = {"Tu": "Di", "We": "Mi", "Th": "Do", "Su": "So", "PH": "Feiertage", "SH": "Ferien", "off": "geschlossen"}


@dataclass(frozen=True, slots=True)
class SetUpState:
    """What is known of a network that is being set up; ``checked`` is what ``check_jurisdiction`` finds."""

    network: Network
    said: dict[ValueKey, str]
    partners: int
    units: list[Unit]
    services: list[DutyService]
    checked: dict[str, Any]
    confirmers: int
    invited: int


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """``page`` is the name of the page on which it is done; ``open_points`` is empty when nothing is missing."""

    key: str
    title: str
    page: str
    open_points: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        return not self.open_points


def steps_of(state: SetUpState) -> list[SetUpStep]:
    return [
        SetUpStep("texts", "Name, Farbe und Texte", "networks:network", _texts(state)),
        SetUpStep("partners", "Partner", "coordination:partners", _partners(state)),
        SetUpStep("places", "Wer ist wo zuständig?", "coordination:places", _places(state)),
        SetUpStep("times", "Wer antwortet wann?", "coordination:times", _times(state)),
        SetUpStep("people", "Menschen einladen", "networks:members", _people(state)),
        SetUpStep("numbers", "Notfallnummern bestätigen", "numbers:list", _numbers(state)),
    ]


def missing(state: SetUpState) -> list[str]:
    """Everything that is open, as sentences."""
    return [point for step in steps_of(state) for point in step.open_points]


def _texts(state: SetUpState) -> tuple[str, ...]:
    open_ = [key.label for key in EXPECTED_VALUES if not state.said[key]]
    return (f"Noch leer: {_named(open_, most=len(EXPECTED_VALUES))}.",) if open_ else ()


def _partners(state: SetUpState) -> tuple[str, ...]:
    return () if state.partners else ("Noch ist kein Partner da. Lesen Sie eine Liste ein oder legen Sie einen an.",)


def _places(state: SetUpState) -> tuple[str, ...]:
    holes = list(dict.fromkeys(row["ortsteil"] or row["gemeinde"] for row in state.checked["holes"]))
    points = []
    if not state.units:
        points.append("Noch ist keine Einheit angelegt, die zuständig sein kann.")
    elif holes:
        points.append(f"Niemand ist zuständig für: {_named(holes)}.")
    both = [f"{row['where']} ({' und '.join(row['units'])})" for row in state.checked["overlaps"]]
    if both:
        points.append(f"Zwei sind zuständig für: {_named(both)}.")
    return tuple(points)


def _times(state: SetUpState) -> tuple[str, ...]:
    known = {service.unit_id for service in state.services if service.hours or service.is_rostered}
    silent = [unit.name for unit in state.units if unit.pk not in known]
    if not state.units:
        return ("Noch geht niemand ans Telefon: Zuerst braucht es eine Einheit.",)
    points = [f"Ohne Zeiten: {_named(silent)}."] if silent else []
    if not silent and not state.checked["without_number"] and state.checked["unanswered"]:
        names = [row["unit"] for row in state.checked["unanswered"]]
        points.append(f"Zeitweise antwortet nur die 110: {_named(names)}. Tragen Sie ein, wer danach ans Telefon geht.")
    return tuple(points)


def _people(state: SetUpState) -> tuple[str, ...]:
    if state.confirmers >= TWO_PEOPLE:
        return ()
    if state.invited >= TWO_PEOPLE:
        return ("Eine Einladung ist noch nicht angenommen oder freigegeben.",)
    return ("Notfallnummern brauchen zwei Menschen. Laden Sie die Leitung des Sozialen Dienstes ein.",)


def _numbers(state: SetUpState) -> tuple[str, ...]:
    if not state.services:
        return ("Noch ist kein Dienst eingetragen, der eine Nummer haben kann.",)
    without = state.checked["without_number"]
    return (f"Ohne bestätigte Nummer: {_named(without)}.",) if without else ()


def _named(names: list[str], most: int = MOST_NAMED) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} und {len(names) - most} weitere"


@dataclass(frozen=True, slots=True)
class Card:
    """One step on the page: its state in a word, what is open, and where it is done; ``also`` is another way."""

    title: str
    state: str
    text: str
    href: str
    also: Link | None = None


def cards(steps: Iterable[SetUpStep], network: Network, office: Organisation | None) -> list[Card]:
    found, here = [], reverse("coordination:setting_up")
    for number, step in enumerate(steps, start=1):
        of_office = step.page == "networks:members"
        href = reverse(step.page, args=[office.pk] if of_office and office else []) if office or not of_office else ""
        also = Link("Liste einlesen", and_back(reverse("lists:upload"), here)) if step.key == "partners" else None
        state, points = "fertig" if step.is_done else "offen", " ".join(step.open_points)
        found.append(Card(f"{number}. {step.title}", state, points, and_back(href, here) if href else "", also))
    return found


@dataclass(frozen=True, slots=True)
class ServiceRow:
    title: str
    hours: str
    after: str
    phone: str
    href: str


def service_rows(services: Iterable[DutyService]) -> list[ServiceRow]:
    return [
        ServiceRow(
            title=service.name,
            hours="nach Dienstplan" if service.is_rostered else hours_in_german(service.hours),
            after=f"danach: {service.successor.name if service.successor else '110'}",
            phone=_phone(service),
            href=reverse("coordination:service", args=[service.pk]),
        )
        for service in services
    ]


def _phone(service: DutyService) -> str:
    """Return the number that holds, and whether another one waits for its confirmation."""
    holds, waits = service.in_force, service.waiting  # type: ignore[attr-defined]  # prefetched in access
    said = [phones.display(row.number) for row in holds[:1]]
    said += [f"{phones.display(row.number)} wartet auf Bestätigung" for row in waits[:1]]
    return "; ".join(said) or "noch keine Nummer"


def hours_in_german(hours: str) -> str:
    """Say the days in German; the rest of the notation reads itself."""
    if hours == "24/7":
        return "rund um die Uhr"
    for code, word in DAYS.items():
        hours = re.sub(rf"\b{code}\b", word, hours)
    return hours or "noch keine Zeiten"
