"""How fast the open API answers: pages of a hundred in both forms, at the front and deep inside, and all at once.

Judged is the work (``clock``), not the clock on the wall: the machines of this project are shared.
"""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.test import Client
from django.utils import timezone

from schutznetz.api.views.frame import BASE
from schutznetz.common.postgresql import statistics
from schutznetz.demo.benchmarking import beside, data, measure
from schutznetz.directory.models import Offer
from schutznetz.exchange.actions import note_changes
from schutznetz.exchange.enums import RecordKind
from schutznetz.exchange.models import Announcement
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.models import Network, Organisation, Partnership

SIZE = 100
# So many services are new when the changes are noted.
NEW = 1000
ROUNDS = 8
INVITED_ONE_OF = 20
# Milliseconds of work for a page of a hundred.
LIST_MS, FULL_MS = 100, 250
LISTS = ("services", "organizations", "service_at_locations")
FILTERS = ("minimum_age=3&maximum_age=3", "postcode=09111&proximity=20000", "modified_after=2026-01-01T00:00:00Z")


def figures(offers: int) -> dict[str, Any]:
    """Return p50 and p99 of both forms, and what sending everything took; the directory is already built."""
    _take_in_partners()
    _announce_all_but(NEW)
    statistics.renew()  # as after the first minute of a real one
    began = time.perf_counter()
    noted = note_changes()
    found: dict[str, Any] = {"noting_s": round(time.perf_counter() - began, 1), "noted": noted["new"]}
    lines = beside.read_all(set())
    found |= {"ndjson_records": lines.records, "ndjson_cpu_s": lines.cpu_seconds, "ndjson_added_mib": lines.added_mib}
    asked = {"list": _pages(offers, ""), "full": _pages(offers, "&full=true"), "filtered": _filtered()}
    for name, calls in asked.items():
        found |= {f"{name}_{key}": value for key, value in measure.timed(calls).items()}
    budget = {"list_cpu_p99_ms": LIST_MS, "full_cpu_p99_ms": FULL_MS}
    is_ok = all(found[key] <= most for key, most in budget.items()) and lines.added_mib <= beside.MOST_MIB
    return {**found, "max_rss_mib": measure.max_rss_mib(), "budget": budget, "ok": is_ok}


def _take_in_partners() -> None:
    """Make every house a partner, one of twenty only invited: each page has to know who stands in no list."""
    if Partnership.objects.exists():  # measured before on the same database
        return
    network = Network.objects.get(slug="messung")
    houses = Organisation.objects.filter(source=data.SOURCE).order_by("pk").values_list("pk", flat=True)
    said = {"network": network, "partner_type": PartnerType.KITA}
    states = (PartnershipState.INVITED, *[PartnershipState.ACTIVE] * (INVITED_ONE_OF - 1))
    rows = [
        Partnership(organisation_id=key, state=states[at % INVITED_ONE_OF], **said) for at, key in enumerate(houses)
    ]
    Partnership.objects.bulk_create(rows, batch_size=1000)


def _announce_all_but(number: int) -> None:
    """Write what a directory that runs for long has: an announcement of every record, but for so many services."""
    if Announcement.objects.exists():  # measured before on the same database
        return
    later, position = timezone.now() + timedelta(days=1), 0
    for kind, model in ((RecordKind.ORGANIZATION, Organisation), (RecordKind.SERVICE, Offer)):
        keys = list(model._default_manager.order_by("created_at", "pk").values_list("pk", flat=True))
        known = keys[: len(keys) - number] if kind == RecordKind.SERVICE else keys
        said = {"kind": kind, "digest": "0" * 32, "changed_at": timezone.now(), "looked_at": later}
        rows = [Announcement(record=key, position=position + at, **said) for at, key in enumerate(known, 1)]
        Announcement.objects.bulk_create(rows, batch_size=1000)
        position += len(rows)


def _pages(offers: int, form: str) -> list[Callable[[], object]]:
    """Turn to the first page of each list, to the last and to one between."""
    last = max(1, offers // (4 * SIZE))
    numbers = (1, last // 2 + 1, last)
    return _calls(f"{name}?per_page={SIZE}&page={number}{form}" for name in LISTS for number in numbers)


def _filtered() -> list[Callable[[], object]]:
    return _calls(f"services?per_page={SIZE}&{asked}" for asked in FILTERS)


def _calls(addresses: Iterable[str]) -> list[Callable[[], object]]:
    client = Client()
    calls: list[Callable[[], object]] = [partial(_get, client, address) for address in addresses]
    return calls * ROUNDS


def _get(client: Client, address: str) -> bytes:
    response = client.get(BASE + address, headers={"host": "localhost"})
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    return response.content
