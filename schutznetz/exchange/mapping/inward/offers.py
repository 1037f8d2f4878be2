"""Services as offers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schutznetz.directory.enums import Access, Area, Cost
from schutznetz.directory.models import NO_ADDRESS, OLDEST_MONTHS
from schutznetz.exchange.enums import Obstacle
from schutznetz.exchange.mapping import terms
from schutznetz.exchange.mapping.inward.contacts import ContactTold, contact_of
from schutznetz.exchange.mapping.inward.known import Known
from schutznetz.exchange.mapping.inward.places import SiteTold, first_location, site_told
from schutznetz.exchange.mapping.inward.values import (
    NotShown,
    begin_of,
    below,
    cut,
    day,
    inside,
    line,
    number,
    said,
    whole,
)
from schutznetz.exchange.mapping.records import Record
from schutznetz.networks.enums import Visibility

LONGEST_SENTENCE, LONGEST_NOTE, LONGEST_CODE, MOST_PLACES = 300, 120, 8, 32_000
MONTHS_A_YEAR = 12
_TRAITS = {name: kind for kind, name in terms.OF_TRAITS.items()}


@dataclass(frozen=True, slots=True)
class OfferTold:
    """``traits`` are (kind, code), ``catchments`` (Kreis, Gemeinde or None)."""

    values: dict[str, Any]
    site: SiteTold | None
    contact: ContactTold | None
    languages: frozenset[str]
    traits: frozenset[tuple[str, str]]
    catchments: frozenset[tuple[str, str | None]]
    confirmed_by: str


def offer_told(service: Record, known: Known) -> OfferTold:
    """Return what a service becomes. Raises ``NotShown``."""
    _refuse_hidden(service)
    meanings = list(_meanings(service, known))
    offer_type = _offer_type(service, meanings, known)
    catchments = frozenset(_catchments(service, known))
    area, land = _area(service, known)
    site = _site(service, catchments, known)
    if site is None and not catchments and area == Area.LOCAL:
        raise NotShown(Obstacle.NO_PLACE)
    contact, freshness = contact_of(service), inside(service, "freshness")
    if area != Area.LOCAL and contact and any(number in known.help_lines for number, *_ in contact.numbers):
        raise NotShown(Obstacle.OURS)
    values = {
        "title": line(service, "name", 200), "offer_type_id": offer_type, "area": area, "land_id": land,
        **_texts(service), **_ages(service), **_capacity(service),
        "legal_basis": line(service, "legal_basis", LONGEST_NOTE),
        "confirmed_at": begin_of(day(freshness, "confirmed_on") or day(service, "assured_date")),
    }  # fmt: skip
    return OfferTold(
        values, site, contact, frozenset(_languages(service)),
        frozenset((_TRAITS[name], code) for name, code in meanings if name in _TRAITS), catchments,
        line(freshness, "confirmed_by", LONGEST_NOTE),
    )  # fmt: skip


def _refuse_hidden(service: Record) -> None:
    if (said(service, "visibility") or Visibility.PUBLIC) != Visibility.PUBLIC:
        raise NotShown(Obstacle.NOT_PUBLIC)
    if said(service, "status") in {"inactive", "defunct"}:
        raise NotShown(Obstacle.OVER)


def _meanings(service: Record, known: Known) -> Iterator[tuple[str, str]]:
    """Yield the terms of ours that a service carries: (catalogue, code)."""
    for attribute in below(service, "attributes"):
        key = said(inside(attribute, "taxonomy_term"), "id") or said(attribute, "taxonomy_term_id")
        if key in known.meanings:
            yield known.meanings[key]


def _offer_type(service: Record, meanings: list[tuple[str, str]], known: Known) -> str:
    """Return the kind of help: by our own term, else by the words of the home, if they mean one kind only."""
    ours = [code for name, code in meanings if name == terms.TYPES and code in known.types.labels]
    if ours:
        return ours[0]
    names = [said(inside(attribute, "taxonomy_term"), "name") for attribute in below(service, "attributes")]
    for words in (*names, said(service, "name")):
        if found := known.types.of_text(words):
            return found[0]
    raise NotShown(Obstacle.NO_TYPE)


def _texts(service: Record) -> dict[str, Any]:
    """Return the texts; what is too long for a short field stands in the description, so that nothing is lost."""
    first, _, rest = said(service, "description").partition("\n\n")
    summary, description = (first, rest.strip()) if len(first) <= LONGEST_SENTENCE else ("", first + "\n\n" + rest)
    access, cost = said(service, "access_route"), said(service, "cost_kind") or _free(service)
    found = {
        "access": access if access in Access.values else Access.UNKNOWN,
        "cost": cost if cost in Cost.values else Cost.UNKNOWN,
    }
    labels = {"access": str(Access(found["access"]).label), "cost": str(Cost(found["cost"]).label)}
    for name, said_by, heading in (
        ("access", "application_process", "Zugang"), ("cost", "fees_description", "Kosten"),
    ):  # fmt: skip
        note = said(service, said_by).removeprefix(labels[name]).lstrip(", ")
        found[f"{name}_note"] = note if len(note) <= LONGEST_NOTE else ""
        if len(note) > LONGEST_NOTE:
            description = f"{description}\n\n{heading}: {note}"
    return {**found, "summary": cut(summary, LONGEST_SENTENCE), "description": description.strip()}


def _free(service: Record) -> str:
    amounts = [number(option, "amount") for option in below(service, "cost_options")]
    return Cost.FREE if amounts and not any(amounts) and None not in amounts else ""


def _ages(service: Record) -> dict[str, Any]:
    """Return ages in months, both ends included: exact from a Schutznetz, from elsewhere whole years."""
    begin, end = (whole(service, f"{name}imum_age_months", OLDEST_MONTHS) for name in ("min", "max"))
    if begin is None and (years := number(service, "minimum_age")) is not None:
        begin = round(years * MONTHS_A_YEAR)
    if end is None and (years := number(service, "maximum_age")) is not None:
        end = round(years * MONTHS_A_YEAR) + (MONTHS_A_YEAR - 1 if years == int(years) else 0)
    begin = begin if begin is not None and 0 <= begin <= OLDEST_MONTHS else None
    end = end if end is not None and (begin or 0) <= end <= OLDEST_MONTHS else None
    return {"age_from": begin, "age_to": end, "for_pregnancy": service.get("from_pregnancy") is True}


def _capacity(service: Record) -> dict[str, Any]:
    """Return free places and waiting time, each only with its day."""
    told: Record = next(iter(below(service, "capacities")), {})
    as_of = day(service, "capacity_on") or day(told, "updated")
    if as_of is None:
        return {"free_places": None, "waiting_weeks": None, "capacity_on": None}
    places, weeks = whole(told, "available", MOST_PLACES), whole(service, "waiting_weeks", MOST_PLACES)
    return {"free_places": places, "waiting_weeks": weeks, "capacity_on": as_of}


def _site(service: Record, catchments: frozenset[tuple[str, str | None]], known: Known) -> SiteTold | None:
    """Return where a service stands. Of a protected place nothing is known but, perhaps, for which Kreis it is."""
    if service.get("redacted") is True:
        kreise = {kreis for kreis, _ in catchments}
        values = {**NO_ADDRESS, "is_confidential": True, "kreis_id": kreise.pop() if len(kreise) == 1 else None}
        values["gemeinde_id"] = values.pop("gemeinde")
        return SiteTold(f"protected:{said(service, 'id')}", values)
    return site_told(first_location(service), known)


def _catchments(service: Record, known: Known) -> Iterator[tuple[str, str | None]]:
    for area in below(service, "service_areas"):
        extent = said(area, "extent")
        if said(area, "extent_type") != "AGS":
            continue
        if kreis := known.kreis_of(extent):
            yield kreis, extent
        elif known.has_kreis(extent):
            yield extent, None


def _area(service: Record, known: Known) -> tuple[str, str | None]:
    """Return how far a service reaches, and the Land where it is one."""
    for area in below(service, "service_areas"):
        kind, extent = said(area, "extent_type"), said(area, "extent")
        if (kind, extent) == ("ISO 3166-1", "DE"):
            return Area.NATION, None
        if kind == "ISO 3166-2" and extent in known.laender:
            return Area.LAND, known.laender[extent]
    return Area.LOCAL, None


def _languages(service: Record) -> Iterator[str]:
    for language in below(service, "languages"):
        code = said(language, "code")
        if 2 <= len(code) <= LONGEST_CODE and code.replace("-", "").isalnum() and code.isascii():
            yield code.lower()
