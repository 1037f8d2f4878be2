"""Runs a plan: hits, total and facets in one statement, the same text on both databases."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from schutznetz.directory.search import backends, knowledge
from schutznetz.directory.search.plan import Plan, make_plan
from schutznetz.networks.models import Network

KM_PER_DEGREE = 111.32
DEFAULT_RADIUS_KM = 10.0
# Twice as far counts as much as half as fitting, from about this distance on.
NEAR_KM = 15.0
FACETS = ("offer_type_id", "gemeinde", "access", "cost")
MOST_FACET_VALUES = 100


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Ages are months, -1 means pregnancy; ``position`` is latitude and longitude in degrees."""

    text: str = ""
    network: Network | None = None
    position: tuple[float, float] | None = None
    radius_km: float = DEFAULT_RADIUS_KM
    age_months: int | None = None
    offer_type: str = ""
    kreis: str = ""
    gemeinde: str = ""
    access: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    offer_id: UUID
    score: float
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Results:
    """``total`` counts all hits; ``facets`` maps a column to the number of hits per value."""

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]
    plan: Plan
    is_widened: bool = False


@dataclass(slots=True)
class _Where:
    conditions: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, condition: str, *parameters: object) -> None:
        self.conditions.append(condition)
        self.parameters.extend(parameters)


def search(query: Query, *, limit: int, offset: int = 0) -> Results:
    """Return one page of hits. If no offer has all words, those with some of them (``is_widened``)."""
    plan = make_plan(query.text, knowledge.current())
    results = _run(query, plan, (limit, offset), any_group=False)
    if not results.total and len(plan.groups) > 1:
        results = _run(query, plan, (limit, offset), any_group=True)
    return results


def _run(query: Query, plan: Plan, page: tuple[int, int], *, any_group: bool) -> Results:
    match = backends.current().match(plan, any_group=any_group) if plan.groups else backends.everything()
    where = _filters(query)
    distance, distance_parameters = _distance(query.position)
    order = "score / (1.0 + COALESCE(d2, 100.0) / %s) DESC, d2, id" if plan.groups else "COALESCE(d2, 1e9), id"
    sql = f"""
        WITH m AS MATERIALIZED (
            SELECT e.id, e.offer_id, e.offer_type_id, e.gemeinde, e.access, e.cost,
                   {match.score} AS score, {distance} AS d2
            FROM {match.source} WHERE {" AND ".join([match.condition, *where.conditions])}
        ), top AS (SELECT * FROM m ORDER BY {order} LIMIT %s OFFSET %s)
        SELECT 'hit' AS kind, CAST(offer_id AS VARCHAR(36)) AS value, score, d2 FROM top
        UNION ALL SELECT 'total', '', COUNT(*), NULL FROM m
        {"".join(_facet(name) for name in FACETS)}
    """  # noqa: S608 -- pieces are constants of this package; everything a person typed is a parameter
    parameters = [*match.score_parameters, *distance_parameters, *match.condition_parameters, *where.parameters]
    if plan.groups:
        parameters.append(NEAR_KM**2)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *page])
        return _results(cursor.fetchall(), plan, is_widened=any_group)


def _facet(name: str) -> str:
    return f" UNION ALL SELECT '{name}', {name}, COUNT(*), NULL FROM m WHERE {name} <> '' GROUP BY {name}"  # noqa: S608


def _results(rows: list[tuple[str, str, float, float | None]], plan: Plan, *, is_widened: bool) -> Results:
    hits: list[Hit] = []
    facets: dict[str, dict[str, int]] = defaultdict(dict)
    total = 0
    for kind, value, number, d2 in rows:
        if kind == "hit":
            hits.append(Hit(UUID(value), float(number), round(math.sqrt(d2), 1) if d2 is not None else None))
        elif kind == "total":
            total = int(number)
        else:
            facets[kind][value] = int(number)
    return Results(hits, total, {name: facets[name] for name in FACETS}, plan, is_widened)


def _distance(position: tuple[float, float] | None) -> tuple[str, list[float]]:
    """Return SQL for the squared distance in km²: equirectangular, error below 0.3 % up to 50 km (stack.md 3)."""
    if position is None:
        return "NULL", []
    lat, lon = position
    wide = KM_PER_DEGREE * math.cos(math.radians(lat))
    tall = KM_PER_DEGREE
    return "(e.lat - %s) * (e.lat - %s) * %s + (e.lon - %s) * (e.lon - %s) * %s", [
        lat, lat, tall * tall, lon, lon, wide * wide,
    ]  # fmt: skip


def _filters(query: Query) -> _Where:
    where = _Where()
    equal = {
        "offer_type_id": query.offer_type,
        "kreis": query.kreis,
        "gemeinde": query.gemeinde,
        "access": query.access,
        "cost": query.cost,
    }
    for column, value in equal.items():
        if value:
            where.add(f"e.{column} = %s", value)
    if query.age_months is not None:
        where.add("e.age_from <= %s AND e.age_to >= %s", query.age_months, query.age_months)
    if query.network:
        _only_network(where, query.network)
    if query.position:
        _only_near(where, query.position, query.radius_km)
    return where


def _only_network(where: _Where, network: Network) -> None:
    """Offers in the network's Kreis, of its partners elsewhere, and what serves the whole Land or country."""
    where.add(
        "(e.kreis = %s OR e.area = 'nation' OR (e.area = 'land' AND e.land = %s) OR e.offer_id IN ("
        "SELECT o.id FROM directory_offer o JOIN networks_partnership p ON p.organisation_id = o.organisation_id "
        "WHERE p.network_id = %s AND p.state = 'active'))",
        network.kreis_id,
        network.kreis.land_id,
        Network._meta.pk.get_db_prep_value(network.pk, connection),
    )


def _only_near(where: _Where, position: tuple[float, float], radius_km: float) -> None:
    lat, lon = position
    tall = radius_km / KM_PER_DEGREE
    wide = radius_km / (KM_PER_DEGREE * max(math.cos(math.radians(lat)), 0.01))
    exact, parameters = _distance(position)
    where.add(
        f"(e.area <> 'local' OR (e.lat BETWEEN %s AND %s AND e.lon BETWEEN %s AND %s AND {exact} <= %s))",
        lat - tall, lat + tall, lon - wide, lon + wide, *parameters, radius_km**2,
    )  # fmt: skip
