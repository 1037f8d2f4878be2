"""The long proof of the campaign: many functions, a mail server that fails half-way, and somebody who kills.

Both who writes the mails and who sends them is killed in the middle; what the mail server has taken is counted.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from schutznetz.coordination.actions import run_campaign
from schutznetz.demo.benchmarking.post import PostOffice
from schutznetz.directory.models import ContactPoint, Offer, OfferType
from schutznetz.jobs.models import OutgoingMail
from schutznetz.jobs.queue.worker import Worker
from schutznetz.networks.actions import create_network
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network, Organisation, Partnership

SLUG, KREIS = "messung", "14522"
NO_LIMIT = 1_000_000
GIVE_UP_SECONDS = 900


def build(number: int) -> Network:
    """Make so many partners, each with a keeping function and one offer that nobody has confirmed."""
    network = create_network(slug=SLUG, name="Messung", kreis_ags=KREIS)
    houses = Organisation.objects.bulk_create(Organisation(name=f"Haus {each}") for each in range(number))
    Partnership.objects.bulk_create(
        Partnership(network=network, organisation=house, partner_type=PartnerType.KITA) for house in houses
    )
    keepers = Function.objects.bulk_create(
        Function(organisation=house, role=FunctionRole.STEWARD, title="Eintragspflege") for house in houses
    )
    confirmed = timezone.now() + timedelta(days=1)
    points = ContactPoint.objects.bulk_create(
        ContactPoint(function=keeper, email=f"pflege{each}@haus.example", confirmed_at=confirmed)
        for each, keeper in enumerate(keepers)
    )
    kind = OfferType.objects.order_by("position").first()
    if kind is None:
        raise ValueError("The catalogue has to be loaded first.")
    Offer.objects.bulk_create(
        Offer(organisation=house, contact_point=point, offer_type=kind, title="Elterncafé")
        for house, point in zip(houses, points, strict=True)
    )
    return network


def prove(number: int) -> dict[str, Any]:
    """Run the campaign to its end in spite of everything, and count what arrived."""
    network = build(number)
    with tempfile.TemporaryDirectory(prefix="schutznetz-") as folder:
        book = Path(folder) / "book"
        book.touch()
        office = open_office(book, number // 2)
        began = time.perf_counter()
        writing = write(network, number)
        written = time.perf_counter() - began
        kills = writing + send(book, number)
        office.kill()
        arrived = Counter(book.read_text().split())
    return {
        "seconds_writing": round(written, 1),
        "seconds": round(time.perf_counter() - began, 1),
        "kills": kills,
        "arrived": len(arrived),
        "missing": number - len(arrived),
        "doubled": sum(arrived.values()) - len(arrived),
        "ok": len(arrived) == number and sum(arrived.values()) - len(arrived) <= 1,
    }


def open_office(book: Path, fails_after: int) -> ForkProcess:
    server = PostOffice(book, fails_after)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
    settings.MAILS_PER_MINUTE = NO_LIMIT
    process = start(server.serve_forever)
    server.socket.close()
    return process


def write(network: Network, number: int) -> int:
    """Write the mails; the first who does is killed half-way, the second finds what is left."""
    first = start(lambda: run_campaign(network, timezone.now()))
    _wait_until(lambda: OutgoingMail.objects.count() >= number // 2 or not first.is_alive())
    was_alive = first.is_alive()
    first.kill()
    first.join()
    second = start(lambda: run_campaign(network, timezone.now()))
    second.join()
    return int(was_alive)


def send(book: Path, number: int) -> int:
    """Send the mails; the first worker is killed when a quarter has arrived."""
    first = start(lambda: Worker().work(once=False))
    _wait_until(lambda: len(book.read_text().split()) >= number // 4)
    first.kill()
    first.join()
    second = start(lambda: Worker().work(once=False))
    _wait_until(lambda: not OutgoingMail.objects.waiting().exists())
    second.terminate()
    second.join()
    return 1


def _wait_until(is_done: Callable[[], bool]) -> None:
    until = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < until and not is_done():
        time.sleep(0.02)


def start(work: Callable[[], object]) -> ForkProcess:
    # A forked child must not talk on its parent's connection.
    connection.close()
    process = get_context("fork").Process(target=work)
    process.start()
    return process
