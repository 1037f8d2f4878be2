"""Does a mirror stay equal to its home, whatever happens between them?

The home is this database behind its own API, asked in process; the mirror lies beside it. Between both everything goes
wrong that goes wrong in networks: answers come twice, too late, for another question, in another order, by half or not
at all, and the home's clock jumps. The same seed makes the same troubles.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from schutznetz.api.views.frame import BASE
from schutznetz.directory.models import Offer, OfferType
from schutznetz.exchange.access import Asked, Organisations, Services
from schutznetz.exchange.actions import note_changes, sync
from schutznetz.exchange.enums import Form
from schutznetz.exchange.importing.asking import Answer
from schutznetz.exchange.importing.errors import ConnectionCut
from schutznetz.exchange.importing.schutznetz import read_schutznetz
from schutznetz.exchange.models import Mirror, Source
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Network, Organisation

ADDRESS = "https://heimat.example/api/hsds/v3/"
MOST_OFFERS = 5
# One in so many answers goes wrong, and each so many rounds home and mirror are compared.
TROUBLE, LOOK = 4, 10
FARTHEST_HOURS = 72


class Troubled:
    """The API of this process, over a bad line."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.is_bad, self.requests = chance, True, RequestFactory(headers={"host": "localhost"})
        self.kept: dict[str, Answer] = {}
        self.troubles = 0

    def get(self, path: str) -> Answer:
        if self._goes_wrong():
            return self._wrong(path)
        self.kept[path] = self._asked(path)
        return self.kept[path]

    def lines(self, path: str, asked: dict[str, Any]) -> Iterator[bytes]:
        response = _answered(self.requests.post(BASE + path, asked, content_type="application/json"))
        lines = b"".join(response.streaming_content).splitlines(keepends=True)
        if not self._goes_wrong():
            yield from lines
            return
        end = self.chance.choice(("cut", "twice", "mixed"))
        self.chance.shuffle(lines)
        yield from lines[: len(lines) // 2] if end == "cut" else lines * 2 if end == "twice" else lines
        if end == "cut":
            raise ConnectionCut("Die Verbindung zur Heimat ist abgerissen.")

    def _asked(self, path: str) -> Answer:
        response = _answered(self.requests.get(BASE + path))
        return Answer(response.status_code, response.content)

    def _goes_wrong(self) -> bool:
        is_wrong = self.is_bad and self.chance.randrange(TROUBLE) == 0
        self.troubles += is_wrong
        return is_wrong

    def _wrong(self, path: str) -> Answer:
        """Give an earlier answer, one to another question, half of one, or none."""
        fine = self._asked(path)
        others = list(self.kept.values()) or [fine]
        answers = (
            self.kept.get(path, fine), self.chance.choice(others), Answer(200, fine.body[: len(fine.body) // 2]),
            Answer(self.chance.choice((429, 502, 503)), b""),
        )  # fmt: skip
        return self.chance.choice(answers)


class Torture:
    """Some rounds of edits at home and attempts to follow them."""

    def __init__(self, network: Network, seed: int = 1) -> None:
        self.chance = random.Random(seed)  # noqa: S311 -- troubles that can be repeated, no secret
        self.home, self.gone, self.number = Troubled(self.chance), list[tuple[UUID, UUID]](), 0
        self.kind = OfferType.objects.order_by("pk")[0]
        self.source = Source.objects.create(network=network, address=ADDRESS, keeps_names=True)
        self.counted = {"rounds": 0, "edits": 0, "cut": 0, "compared": 0, "different": 0}

    def run(self, rounds: int) -> dict[str, int]:
        for number in range(1, rounds + 1):
            self._live()
            self._follow(whole=self.chance.randrange(10) == 0)
            if number % LOOK == 0 or number == rounds:
                self._compare()
        self.counted["rounds"] = rounds
        return {**self.counted, "troubles": self.home.troubles, "records": Mirror.objects.standing().count()}

    def _live(self) -> None:
        """Let the home change, at whatever time its clock shows."""
        acts: tuple[Callable[[], None], ...] = (
            self._create, self._create, self._edit, self._edit, self._rename, self._delete, self._hide, self._return,
        )  # fmt: skip
        hours = self.chance.randint(-FARTHEST_HOURS, FARTHEST_HOURS)
        with patch("django.utils.timezone.now", _clock(timedelta(hours=hours))):
            for _ in range(self.chance.randint(1, 3)):
                self.chance.choice(acts)()
                self.counted["edits"] += 1
            if self.chance.randrange(2):  # else a mirror that looks now sees what may be taken back
                note_changes()

    def _follow(self, *, whole: bool = False) -> None:
        self.source.refresh_from_db()
        try:
            sync(self.source, read_schutznetz(self.home, self.source.cursor, whole=whole), ours=lambda _: set())
        except ConnectionCut:
            self.counted["cut"] += 1

    def _compare(self) -> None:
        """After a night, ask once over a good line, for changes only; then both must say the same."""
        note_changes(whole=True)
        self.home.is_bad = False
        self._follow()
        self.home.is_bad = True
        told = {record["id"]: record for feed in (Services, Organisations) for record in feed(Asked()).all(Form.FULL)}
        ours = {str(row.record): row.body for row in Mirror.objects.standing().filter(source=self.source)}
        self.counted["compared"] += 1
        self.counted["different"] += _plain(told) != _plain(ours)

    def _create(self) -> None:
        if Offer.objects.count() < MOST_OFFERS:
            self.number += 1
            house = Organisation.objects.create(name=f"Haus {self.number}")
            self._offer(house)

    def _offer(self, house: Organisation, **values: Any) -> None:
        title = f"Angebot {self.chance.randrange(10**6)}"
        Offer.objects.create(organisation=house, offer_type=self.kind, title=title, **values)

    def _edit(self) -> None:
        for offer in self._some():
            offer.title = f"Angebot {self.chance.randrange(10**6)}"
            offer.save()

    def _rename(self) -> None:
        for offer in self._some():
            offer.organisation.name = f"Haus {self.chance.randrange(10**6)}"
            offer.organisation.save()

    def _delete(self) -> None:
        for offer in self._some():
            self.gone.append((offer.pk, offer.organisation_id))
            offer.delete()
            if self.chance.random() < 0.5:
                Organisation.objects.filter(pk=self.gone[-1][1]).delete()

    def _hide(self) -> None:
        for offer in self._some():
            is_public = offer.visibility == Visibility.PUBLIC
            offer.visibility = Visibility.NETWORK if is_public else Visibility.PUBLIC
            offer.save()

    def _return(self) -> None:
        """Create what was deleted anew, under its old key."""
        if self.gone:
            record, owner = self.gone.pop(self.chance.randrange(len(self.gone)))
            house = Organisation.objects.get_or_create(pk=owner, defaults={"name": "Zurück"})[0]
            self._offer(house, pk=record)

    def _some(self) -> list[Offer]:
        found = list(Offer.objects.select_related("organisation").order_by("pk"))
        return [self.chance.choice(found)] if found else []


def figures(network: Network, rounds: int) -> dict[str, Any]:
    began = time.perf_counter()
    said = Torture(network).run(rounds)
    return {**said, "seconds": round(time.perf_counter() - began, 1), "budget": {}, "ok": said["different"] == 0}


def _answered(request: Any) -> Any:
    """Ask the view itself: what pages need around it would take most of the time."""
    found = resolve(request.path)
    response = found.func(request, *found.args, **found.kwargs)
    return response.render() if hasattr(response, "render") else response


def _clock(by: timedelta) -> Callable[[], Any]:
    real = timezone.now
    return lambda: real() + by


def _plain(records: dict[str, Any]) -> str:
    return json.dumps(records, sort_keys=True)
