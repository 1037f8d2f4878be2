"""Runs a plan: hits, total and facets in one statement, the same text on both databases.

An offer is a hit if it has all the words of the question, or if its type is what the question means. Each part of
the score lies between 0 and 1, so that the two databases, which rank words differently, agree on the order.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.formats import number_format

from schutznetz.directory.search import backends, knowledge, marks
from schutznetz.directory.search.plan import Plan, make_plan
from schutznetz.networks.models import Network

KM_PER_DEGREE = 111.32
DEFAULT_RADIUS_KM = 20.0
# At this distance an offer counts half of what it counts next door.
HALF_AT_KM = 25.0
# Nationwide lines have no place; they count as if they were this far away.
EVERYWHERE_KM = 12.0
# What the type of an offer weighs if the question means it, and what its words weigh beside that.
MEANT_WEIGHT = 2.0
WORDS_WEIGHT = 0.8
ALL_WORDS_BONUS = 0.5
# Entries that nobody has confirmed for so long stand a little behind.
FRESH_DAYS = 180
STALE_FACTOR = 0.93
# The n-th offer of one type counts less, so that a first page shows more than one kind of help.
REPEAT_PENALTY = 0.22
# So many of the best hits take part in that; ordering all of them would cost more than it shows.
FEWEST_COMPARED = 300
COMPARED_PER_SHOWN = 5
# So many hits are weighed and counted; more says only that the question is too wide. A network has no more than that.
MOST_HITS = 1000
# No Kreis has more Gemeinden; all 11,000 of the country would cost more to send than to count.
MOST_PLACES = 300
COLUMNS = (
    "e.id, e.offer_id, e.offer_type_id, e.gemeinde, e.access, e.cost, e.confirmed_on, e.contact_point, "
    "e.barrier_free, e.free_places"
)
TRAITS = "SELECT 1 FROM directory_offertrait t WHERE t.offer_id = e.offer_id"
LANGUAGES = "SELECT 1 FROM directory_offerlanguage l WHERE l.offer_id = e.offer_id"
OPEN = (
    "SELECT 1 FROM directory_openinterval o WHERE o.contact_point_id = e.contact_point "
    "AND o.begins <= %s AND o.ends > %s"
)
YES_OR_NO = ("barrier_free", "free_places")
DETAIL_FACETS = ("target", "load", "flag", "language", *YES_OR_NO, "open")
FACETS = ("offer_type_id", "access", "cost")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Ages are months, -1 means pregnancy; ``position`` is latitude and longitude in degrees.

    Without ``radius_km`` distance only orders the hits. ``home_kreise`` are the AGS of the Kreise in which
    ``position`` lies: what serves them without a place of its own (home visits, shelters) is near, too.
    """

    text: str = ""
    network: Network | None = None
    position: tuple[float, float] | None = None
    radius_km: float | None = DEFAULT_RADIUS_KM
    home_kreise: tuple[str, ...] = ()
    age_months: int | None = None
    offer_type: str = ""
    kreis: str = ""
    gemeinde: str = ""
    access: str = ""
    cost: str = ""
    target: str = ""
    load: str = ""
    flag: str = ""
    language: str = ""
    barrier_free: bool = False
    free_places: bool = False
    open_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Which hits are wanted, and whether all facets are counted (``with_details``) or only the usual ones."""

    limit: int
    offset: int
    with_details: bool


@dataclass(frozen=True, slots=True)
class Hit:
    offer_id: UUID
    score: float
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Results:
    """``total`` counts all hits; ``facets`` maps a column to the number of hits per value.

    A question with more than ``MOST_HITS`` hits is too wide: ``total`` and ``facets`` count some of them.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]
    plan: Plan
    is_widened: bool = False

    @property
    def is_too_wide(self) -> bool:
        return bool(self.plan.groups or self.plan.meanings) and self.total >= MOST_HITS

    @property
    def most(self) -> str:
        """The number beyond which hits are not counted, as it is written."""
        return number_format(MOST_HITS, force_grouping=True)


@dataclass(slots=True)
class Sql:
    """Text with its parameters in order."""

    text: str = ""
    parameters: list[Any] = field(default_factory=list)

    def add(self, text: str, *parameters: Any) -> "Sql":
        self.text += text
        self.parameters.extend(parameters)
        return self

    def join(self, other: "Sql") -> "Sql":
        return self.add(other.text, *other.parameters)


def search(query: Query, *, limit: int, offset: int = 0, with_details: bool = False) -> Results:
    """Return one page of hits. If no offer has all words or is of a type that is meant, those with some words."""
    # Without words nothing needs to be known of them, and a process that never searched reads that for half a second.
    plan = make_plan(query.text, knowledge.current()) if query.text.strip() else Plan()
    page = Page(limit, offset, with_details)
    results = _run(query, plan, page, any_word=False)
    if not results.total and len(plan.groups) > 1:
        results = _run(query, plan, page, any_word=True)
    return results


def _run(query: Query, plan: Plan, page: Page, *, any_word: bool) -> Results:
    is_empty = not plan.groups and not plan.meanings
    sql = _listed(query, page) if is_empty else _ranked(query, plan, page, any_word=any_word)
    sql.add("SELECT 'hit' AS kind, CAST(offer_id AS VARCHAR(36)) AS value, final, d2 FROM top ")
    sql.add("UNION ALL SELECT 'total', '', COUNT(*), NULL FROM m ")
    sql.join(_facets(page.with_details))
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.parameters)
        return _results(cursor.fetchall(), plan, is_widened=any_word)


def _facets(with_details: bool) -> Sql:
    """Numbers of hits per value; of places, properties, languages and open times only on request: they cost more."""
    sql = Sql()
    for name in FACETS:
        sql.add(f"UNION ALL SELECT '{name}', {name}, COUNT(*), NULL FROM m WHERE {name} <> '' GROUP BY {name} ")  # noqa: S608
    if not with_details:
        return sql
    sql.add("UNION ALL SELECT * FROM (SELECT 'gemeinde', gemeinde, COUNT(*), CAST(NULL AS REAL) FROM m ")
    sql.add("WHERE gemeinde <> '' GROUP BY gemeinde ORDER BY COUNT(*) DESC, gemeinde LIMIT %s) AS places ", MOST_PLACES)
    traits = "directory_offertrait t JOIN m ON m.offer_id = t.offer_id"
    sql.add(f"UNION ALL SELECT t.kind, t.code, COUNT(*), NULL FROM {traits} GROUP BY t.kind, t.code ")  # noqa: S608
    spoken = "directory_offerlanguage l JOIN m ON m.offer_id = l.offer_id"
    sql.add(f"UNION ALL SELECT 'language', l.code, COUNT(*), NULL FROM {spoken} GROUP BY l.code ")  # noqa: S608
    for name in YES_OR_NO:
        sql.add(f"UNION ALL SELECT '{name}', 'yes', COUNT(*), NULL FROM m WHERE {name} = %s ", True)  # noqa: S608
    is_open = OPEN.replace("e.contact_point", "m.contact_point")
    sql.add(f"UNION ALL SELECT 'open', 'yes', COUNT(*), NULL FROM m WHERE EXISTS ({is_open}) ")  # noqa: S608
    return sql.add("", *_moments(timezone.now()))


def _listed(query: Query, page: Page) -> Sql:
    """Everything that the filters leave, the nearest first: ``m`` all, ``top`` the asked page."""
    sql = (
        Sql(f"WITH m AS MATERIALIZED (SELECT {COLUMNS}, ").join(_distance(query.position)).add(" AS d2, 0.0 AS final ")
    )
    if within := _within(query):
        match = backends.current().match(backends.Asked(within=within))
        sql.add(f"FROM {match.source} WHERE {match.condition}", *match.condition_parameters)
    else:
        sql.add("FROM directory_searchentry e WHERE 1 = 1")
    sql.join(_filters(query))
    return sql.add(
        "), top AS (SELECT * FROM m ORDER BY COALESCE(d2, 1e9), id LIMIT %s OFFSET %s) ", page.limit, page.offset
    )


def _ranked(query: Query, plan: Plan, page: Page, *, any_word: bool) -> Sql:
    """Hits in the order of their score: ``m`` all, ``top`` the asked page."""
    sql = Sql("WITH ").join(_hits(query, plan, any_word=any_word))
    sql.add(f", m AS MATERIALIZED (SELECT {COLUMNS}, h.s, h.every_word, ").join(_distance(query.position))
    sql.add(" AS d2, ").join(_meant(plan)).add(" AS meant ")
    # CROSS JOIN keeps SQLite from starting with the entries and walking all hits for each of them
    sql.add("FROM hits h CROSS JOIN directory_searchentry e WHERE e.id = h.id")
    return sql.add("), ").join(_scored(page))


def _hits(query: Query, plan: Plan, *, any_word: bool) -> Sql:
    """``hits``: entries with all the words, or of a type that is meant.

    Some words of the question order what a type has found; they make no hits by themselves. Where a type is meant,
    its word must stand in title or organisation: half of all descriptions mention a Kita.
    """
    types = [marks.offer_type(meaning.type_id) for meaning in plan.meanings] if not any_word else []
    within = _within(query)
    # FTS5 ranks only in a query of its own, hence one table each: its rows, whether they have every word, are hits
    asked: list[tuple[backends.Asked, int, int]] = []
    if plan.groups:
        every = backends.Asked(plan.groups, any_group=any_word, is_narrow=bool(types), within=within)
        asked.append((every, 1, 1))
    if types:
        asked.append((backends.Asked(within=[types, *within]), 0, 1))
    if types and plan.telling and len(plan.groups) > 1:
        asked.append((backends.Asked(plan.telling, any_group=True, within=[types, *within]), 0, 0))
    tables = [_found(f"w{number}", what, query) for number, (what, _, _) in enumerate(asked)]
    sql = Sql()
    for table in tables:
        sql.join(table).add(", ")
    rows = [
        f"SELECT id, s, {every} AS every_word, {hit} AS is_hit FROM w{n}"  # noqa: S608 -- numbers of our own
        for n, (_, every, hit) in enumerate(asked)
    ]
    sql.add("hits AS MATERIALIZED (SELECT id, MAX(s) AS s, MAX(every_word) AS every_word FROM (")
    return sql.add(" UNION ALL ".join(rows)).add(") AS found GROUP BY id HAVING MAX(is_hit) = 1)")


def _within(query: Query) -> list[list[str]]:
    """Return the marks that hits must have, one of each list; the exact filters follow."""
    within = []
    if query.offer_type:
        within.append([marks.offer_type(query.offer_type)])
    if query.network:
        within.append([marks.kreis(query.network.kreis_id), marks.network(query.network.pk), marks.FAR])
    if query.kreis:
        within.append([marks.kreis(query.kreis)])
    if query.position and query.radius_km is not None:
        cells = marks.cells_around(*query.position, query.radius_km)
        within.append([*cells, *map(marks.home, query.home_kreise), marks.FAR])
    return within


def _found(name: str, asked: backends.Asked, query: Query) -> Sql:
    """Entries with these words and marks that pass the filters, at most ``MOST_HITS``, in a table called ``name``."""
    match = backends.current().match(asked)
    sql = Sql(f"{name} AS MATERIALIZED (SELECT e.id, ").add(f"{match.score} AS s ", *match.score_parameters)
    sql.add(f"FROM {match.source} WHERE {match.condition}", *match.condition_parameters)
    return sql.join(_filters(query)).add(" LIMIT %s)", MOST_HITS)


def _scored(page: Page) -> Sql:
    """``top``: the score of the best hits from its parts, less for each further offer of the same type."""
    sql = Sql("best AS (SELECT m.*, (%s * meant + %s * s / ", [MEANT_WEIGHT, WORDS_WEIGHT])
    sql.add("COALESCE(NULLIF((SELECT MAX(s) FROM m), 0.0), 1.0) + every_word * %s)", ALL_WORDS_BONUS)
    sql.add(" / (1.0 + COALESCE(d2, %s) / %s)", EVERYWHERE_KM**2, HALF_AT_KM**2)
    fresh = connection.ops.adapt_datefield_value(timezone.localdate() - timedelta(days=FRESH_DAYS))
    sql.add(" * CASE WHEN confirmed_on >= %s THEN 1.0 ELSE %s END AS base FROM m ", fresh, STALE_FACTOR)
    sql.add("ORDER BY base DESC, id LIMIT %s)", max(FEWEST_COMPARED, COMPARED_PER_SHOWN * (page.offset + page.limit)))
    sql.add(", top AS (SELECT best.*, base / (1.0 + %s * (", REPEAT_PENALTY)
    sql.add("ROW_NUMBER() OVER (PARTITION BY offer_type_id ORDER BY base DESC, id) - 1)) AS final FROM best")
    return sql.add(" ORDER BY final DESC, id LIMIT %s OFFSET %s) ", page.limit, page.offset)


def _meant(plan: Plan) -> Sql:
    """How surely the question means the type of an offer, 0 to 1."""
    if not plan.meanings:
        return Sql("0.0")
    sql = Sql("CASE e.offer_type_id ")
    for meaning in plan.meanings:
        sql.add("WHEN %s THEN %s ", meaning.type_id, meaning.weight)
    return sql.add("ELSE 0.0 END")


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
    return Results(
        hits, total, {name: facets[name] for name in (*FACETS, "gemeinde", *DETAIL_FACETS)}, plan, is_widened
    )


def _distance(position: tuple[float, float] | None) -> Sql:
    """Squared distance in km²: equirectangular, error below 0.3 % up to 50 km (stack.md 3)."""
    if position is None:
        return Sql("CAST(NULL AS REAL)")
    lat, lon = position
    tall, wide = KM_PER_DEGREE, KM_PER_DEGREE * math.cos(math.radians(lat))
    text = "(e.lat - %s) * (e.lat - %s) * %s + (e.lon - %s) * (e.lon - %s) * %s"
    return Sql(text, [lat, lat, tall * tall, lon, lon, wide * wide])


def _filters(query: Query) -> Sql:
    sql = Sql()
    equal = {
        "offer_type_id": query.offer_type,
        "kreis": query.kreis,
        "gemeinde": query.gemeinde,
        "access": query.access,
        "cost": query.cost,
    }
    for column, value in equal.items():
        if value:
            sql.add(f" AND e.{column} = %s", value)
    if query.age_months is not None:
        sql.add(" AND e.age_from <= %s AND e.age_to >= %s", query.age_months, query.age_months)
    sql.join(_details(query))
    if query.network:
        sql.join(_only_network(query.network))
    if query.position and query.radius_km is not None:
        sql.join(_only_near(query.position, query.radius_km, query.home_kreise))
    return sql


def _details(query: Query) -> Sql:
    """Filters that few people set: properties, languages, places, and whether somebody answers."""
    sql = Sql()
    for kind, code in (("target", query.target), ("load", query.load), ("flag", query.flag)):
        if code:
            sql.add(f" AND EXISTS ({TRAITS} AND t.kind = %s AND t.code = %s)", kind, code)
    if query.language:
        sql.add(f" AND EXISTS ({LANGUAGES} AND l.code = %s)", query.language)
    if query.barrier_free:
        sql.add(" AND e.barrier_free = %s", True)
    if query.free_places:
        sql.add(" AND e.free_places = %s", True)
    if query.open_at:
        sql.add(f" AND EXISTS ({OPEN})", *_moments(query.open_at))
    return sql


def _moments(at: datetime) -> list[Any]:
    """Return one moment twice, as the database at hand wants it in plain SQL."""
    return [connection.ops.adapt_datetimefield_value(at)] * 2


def _only_network(network: Network) -> Sql:
    """Offers in the network's Kreis, of its partners elsewhere, and what serves the whole Land or country."""
    return Sql(
        " AND (e.kreis = %s OR e.area = 'nation' OR (e.area = 'land' AND e.land = %s) OR e.offer_id IN ("
        "SELECT o.id FROM directory_offer o JOIN networks_partnership p ON p.organisation_id = o.organisation_id "
        "WHERE p.network_id = %s AND p.state = 'active'))",
        [network.kreis_id, network.kreis.land_id, Network._meta.pk.get_db_prep_value(network.pk, connection)],
    )


def _only_near(position: tuple[float, float], radius_km: float, home_kreise: tuple[str, ...]) -> Sql:
    lat, lon = position
    tall = radius_km / KM_PER_DEGREE
    wide = radius_km / (KM_PER_DEGREE * max(math.cos(math.radians(lat)), 0.01))
    box = [lat - tall, lat + tall, lon - wide, lon + wide]
    sql = Sql(" AND (e.area <> 'local' OR ")
    if home_kreise:
        sql.add(f"(e.lat IS NULL AND e.kreis IN ({', '.join(['%s'] * len(home_kreise))})) OR ", *home_kreise)
    sql.add("(e.lat BETWEEN %s AND %s AND e.lon BETWEEN %s AND %s AND ", *box)
    return sql.join(_distance(position)).add(" <= %s))", radius_km**2)
