"""The stopwatch, and what is measured with it."""

import json
import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import quantiles
from typing import Any

from django.test import Client

from schutznetz.common.pauses import look_seldom
from schutznetz.demo.benchmarking import clock
from schutznetz.demo.benchmarking.data import templates
from schutznetz.directory import access
from schutznetz.directory.search import engine
from schutznetz.directory.search.engine import Query
from schutznetz.networks.models import Network
from schutznetz.regions.access import plz_centre

# What people ask, in the mixture of stack.md 2: exact, mistyped, umlauts, parts, beginnings, whole sentences.
QUESTIONS = (
    "Kita", "Hebamme", "Schreibaby", "baby schreit nur noch", "Erziehungsberatung", "Frühförderung", "fruehfoerderung",
    "Fruhforderung", "Schwangerschaftskonfliktberatung", "Schulsozialarbeit", "Sucht Beratung", "Papa trinkt zu viel",
    "Frauenhaus", "mein Mann schlägt mich", "kein Geld für Essen", "Wohnung verloren", "SPZ", "SPFH", "Kinderarzt",
    "kinderartzt", "Logopädie", "logopedie", "Trennung Kind Umgang", "Familienpaten", "Eltern-Kind-Gruppe",
    "Krabbelgrupe", "Jugendclub", "Mobbing in der Klasse", "Tafel", "Schuldnerberatung", "schulden", "Dolmetscher",
    "Hebam", "Kinderg", "Beratung", "Hilfe", "Kind", "Pflegefamilie", "Tagesmutter", "Psychotherapie Kind", "ADHS",
    "meine Tochter isst nichts mehr", "§ 31", "110", "Jugendamt", "jugenamt", "ich kann nicht mehr", "midwife",
)  # fmt: skip
PLACES = ("01067", "04103", "18055", "09111", "23966", "80331", "")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Budget:
    """Milliseconds that must not be exceeded (design.md 7)."""

    p50_ms: float
    p99_ms: float


BUDGETS = {
    "search": Budget(8, 60),
    "suggest": Budget(20, 20),
    "pages": Budget(20, 80),
    "jetzt": Budget(15, 15),
    "todo": Budget(300, 300),
}


def timed(calls: Sequence[Callable[[], object]]) -> dict[str, float]:
    """Return p50 and p99 of all calls after a warm-up, in milliseconds by the clock and of work (``clock``)."""
    for call in calls[:50]:
        call()
    look_seldom()  # as the application server does
    before = clock.ticks()
    found = [clock.taken(call) for call in calls]
    cuts, work = quantiles([each.ms for each in found], n=100), quantiles([each.work_ms for each in found], n=100)
    shown = {"p50_ms": cuts[49], "p99_ms": cuts[98], "cpu_p50_ms": work[49], "cpu_p99_ms": work[98]}
    return {name: round(value, 2) for name, value in shown.items()} | {"stolen_percent": clock.stolen_percent(before)}


def max_rss_mib() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def search_calls(network: Network) -> list[Callable[[], object]]:
    """A thousand searches, each with 20 hits, total and the usual facets: everywhere, near, in a network, filtered."""
    queries = []
    for number in range(1000):
        plz = PLACES[number % len(PLACES)]
        queries.append(
            Query(
                text=QUESTIONS[number * 7 % len(QUESTIONS)],
                network=network if number % 5 == 0 else None,
                position=plz_centre(plz) if plz and number % 2 else None,
                age_months=(None, 6, 36, -1)[number % 4] if number % 3 == 0 else None,
                offer_type="" if number % 11 else "kita",
            )
        )
    return [partial(engine.search, query, limit=SHOWN) for query in queries]


def suggest_calls(network: Network) -> list[Callable[[], object]]:
    typed = [question[:length] for question in QUESTIONS for length in range(2, min(len(question), 9))]
    calls: list[Callable[[], object]] = [partial(access.suggest, text, None, places_only=False) for text in typed]
    towns = ["Le", "Leip", "0410", "Neust", "Frank", "Aue", "Ber", "Roth", "1", "09"]
    calls.extend(partial(access.suggest, town, None, places_only=True) for town in towns * 20)
    return calls


def page_calls(network: Network) -> list[Callable[[], object]]:
    """Result pages over the whole stack of the application, one visitor after the other."""
    client = Client()

    def get(address: str, **parameters: Any) -> None:
        response = client.get(address, parameters, headers={"host": "localhost"})
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")

    calls: list[Callable[[], object]] = []
    for number in range(300):
        question, plz = QUESTIONS[number % len(QUESTIONS)], PLACES[number % len(PLACES)]
        address = "/suche/" if number % 2 else f"/{network.slug}/suche/"
        calls.append(partial(get, address, q=question, ort=plz))
    return calls


def import_file(offers: int, path: Any) -> None:
    """Write a list as a Träger would send it: one line an institution, 13 columns."""
    texts = templates()
    names = ["Nummer", "Name", "Träger", "Straße", "Hausnummer", "PLZ", "Ort", "Telefon", "Fax", "E-Mail", "Internet",
             "Öffnungszeiten", "Art"]  # fmt: skip
    towns = [("01067", "Dresden"), ("04103", "Leipzig"), ("09111", "Chemnitz"), ("18055", "Rostock")]
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(names) + "\n")
        for number in range(offers):
            organisation = texts[number % len(texts)].organisation["name"].replace(";", " ").replace('"', "")
            plz, town = towns[number % len(towns)]
            file.write(
                f"{number};{organisation} {number};Träger {number % 40};Hauptstraße;{number % 200 + 1};{plz};{town};"
                f"030 23125{number % 1000:03d};;post{number}@beispiel.example;;Mo-Fr 08:00-16:00;Kita\n"
            )


def as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
