"""``manage.py search``: the search of the portal on the command line."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.http import Http404
from django.utils import timezone

from schutznetz.common.words import storable
from schutznetz.directory import access
from schutznetz.directory.enums import Access, Cost, Flag, LoadFactor, TargetGroup
from schutznetz.directory.models import Offer
from schutznetz.directory.search import reasons
from schutznetz.directory.search.engine import DEFAULT_RADIUS_KM, Query, Results
from schutznetz.networks.models import Network
from schutznetz.regions.access import FoundPlace, find_places, plz_centre


class Command(BaseCommand):
    help = "Sucht Angebote: nach Wörtern, Ort, Alter und Art der Hilfe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="?", default="", help="was gesucht wird, in eigenen Worten")
        parser.add_argument("--network", help="nur das Portal dieses Netzwerks")
        parser.add_argument("--plz", help="rund um diese Postleitzahl")
        parser.add_argument("--radius", type=float, default=DEFAULT_RADIUS_KM, metavar="KM", help="Umkreis (20 km)")
        parser.add_argument(
            "--age-months", type=int, metavar="N", help="Alter des Kindes in Monaten, -1: Schwangerschaft"
        )
        parser.add_argument("--type", default="", help="Angebotstyp, zum Beispiel schreiambulanz")
        parser.add_argument("--target", default="", choices=TargetGroup.values, help="für wen, zum Beispiel fathers")
        parser.add_argument("--load", default="", choices=LoadFactor.values, help="Belastung, zum Beispiel FS2")
        parser.add_argument("--flag", default="", choices=Flag.values, help="Eigenschaft, zum Beispiel anonymous")
        parser.add_argument("--access", default="", choices=Access.values, help="Zugang, zum Beispiel open")
        parser.add_argument("--cost", default="", choices=Cost.values, help="Kosten, zum Beispiel free")
        parser.add_argument("--language", default="", metavar="CODE", help="Sprache, zum Beispiel uk")
        parser.add_argument("--open-now", action="store_true", help="jetzt erreichbar")
        parser.add_argument("--free-places", action="store_true", help="mit freien Plätzen")
        parser.add_argument("--barrier-free", action="store_true", help="barrierefrei")
        parser.add_argument("--limit", type=int, default=10, metavar="N", help="so viele Treffer (10)")
        parser.add_argument("--explain", action="store_true", help="zeigt, wie die Frage verstanden wurde")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, **options: Any) -> None:
        query = self._query(options)
        began = time.perf_counter()
        results, offers = access.search(query, limit=max(options["limit"], 0), with_details=True)
        took = (time.perf_counter() - began) * 1000
        answer = _answer(results, offers, took, explain=options["explain"])
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._print(answer)

    def _query(self, options: dict[str, Any]) -> Query:
        network = None
        if options["network"]:
            try:
                network = access.get_network(options["network"])
            except Http404 as error:
                known = ", ".join(network.slug for network in access.networks()) or "noch keines"
                message = f"Das Netzwerk „{options['network']}“ gibt es nicht. Vorhanden: {known}."
                raise CommandError(message, returncode=2) from error
        if options["plz"]:
            text, places, position = options["text"], find_places(options["plz"]), plz_centre(options["plz"])
            if position is None:
                raise CommandError(f"Die Postleitzahl „{options['plz']}“ kennen wir nicht.", returncode=2)
        else:
            text, places = _place_in(options["text"], network)
            position = places[0].position if places else None
        return Query(
            text=text,
            network=network,
            position=position,
            radius_km=options["radius"] if options["plz"] or not network else None,
            home_kreise=tuple(sorted({place.kreis.ags for place in places})),
            age_months=options["age_months"],
            offer_type=storable(options["type"]),
            target=options["target"],
            load=options["load"],
            flag=options["flag"],
            access=options["access"],
            cost=options["cost"],
            language=storable(options["language"]),
            open_at=timezone.now() if options["open_now"] else None,
            free_places=options["free_places"],
            barrier_free=options["barrier_free"],
        )

    def _print(self, answer: dict[str, Any]) -> None:
        self.stdout.write(f"{answer['total']} Treffer in {answer['took_ms']} ms")
        for result in answer["results"]:
            about = "etwa " if result["distance_is_rough"] else ""
            distance = "" if result["distance_km"] is None else f", {about}{result['distance_km']} km"
            self.stdout.write(f"  {result['title']} – {result['organisation']}{distance}")
            for reason in result.get("why", ()):
                self.stdout.write(f"    weil: {reason}")
        explain = answer.get("explain", {"words": [], "types": []})
        for group in explain["words"]:
            alternatives = " | ".join(" + ".join(terms) for terms in group["alternatives"])
            self.stdout.write(f"  „{group['asked']}“: {alternatives}")
        for meaning in explain["types"]:
            self.stdout.write(f"  gemeint ist {meaning['type']} ({meaning['weight']}) wegen „{meaning['because']}“")


def _place_in(text: str, network: Network | None) -> tuple[str, list[FoundPlace]]:
    """Return a question without its place, and that place; unchanged if no single place is meant."""
    split = access.split_place(text, network)
    found = [place for place in find_places(split.place) if network is None or place.kreis.ags == network.kreis_id]
    if len(found) == 1 and found[0].position:
        return split.text, found
    return text, []


def _answer(results: Results, offers: list[Offer], took_ms: float, *, explain: bool) -> dict[str, Any]:
    distances = {hit.offer_id: hit.distance_km for hit in results.hits}
    answer: dict[str, Any] = {
        "total": results.total,
        "took_ms": round(took_ms, 1),
        "results": [
            {
                "id": str(offer.pk),
                "title": offer.title,
                "organisation": offer.organisation.name,
                "offer_types": [offer.offer_type_id],
                "distance_km": distances[offer.pk],
                "distance_is_rough": offer.site is not None and offer.site.lat is None,
            }
            for offer in offers
        ],
        "facets": {
            "type": results.facets["offer_type_id"],
            "gemeinde": results.facets["gemeinde"],
            "access": results.facets["access"],
            "cost": results.facets["cost"],
        },
    }
    if explain:
        answer["explain"] = results.plan.explain()
        for result, offer in zip(answer["results"], offers, strict=True):
            result["why"] = reasons.why(offer, results.plan, distances[offer.pk])
    return answer
