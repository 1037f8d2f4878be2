"""The coordination's list in a network of this size: so many partners, three offers each; the whole page, all lines."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.test import Client
from django.utils import timezone

from schutznetz.accounts.actions import add_app
from schutznetz.accounts.models import User
from schutznetz.coordination import actions
from schutznetz.demo.benchmarking.data import SOURCE
from schutznetz.demo.benchmarking.data import build as build_offers
from schutznetz.directory.models import OfferType, SearchEntry, SearchMiss, Site
from schutznetz.networks.enums import FunctionRole, MembershipState, PartnerType, Visibility
from schutznetz.networks.models import Function, Holder, Membership, Network, Organisation, Partnership
from schutznetz.regions.models import Gemeinde

ENTRIES_EACH = 3
TIMES = 100
PAGE = "/konto/zu-tun/?alle"
COORDINATOR = "koordination@beispiel.example"
# Of so many partners one has nobody who keeps its entries, a name that runs out, a person who goes.
EACH = 20


def build(partners: int, now: datetime) -> Network:
    """Write a network with so many partners in its Kreis; every twentieth needs a hand in each way."""
    network = build_offers(partners * ENTRIES_EACH, now)
    houses = list(Organisation.objects.filter(source=SOURCE).order_by("pk"))
    with transaction.atomic():
        _move_home(network)
        _make_partners(network, houses)
        _make_people(network, houses, now)
        _make_names(houses, now)
        _make_requests(network)
        _make_coordinator(network, now)
    actions.renew_findings(network, timezone.localdate(now))
    return network


def _move_home(network: Network) -> None:
    gemeinde = Gemeinde.objects.filter(kreis=network.kreis).order_by("pk").first()
    Site.objects.filter(organisation__source=SOURCE).update(kreis=network.kreis, gemeinde=gemeinde)
    SearchEntry.objects.filter(offer__source=SOURCE).update(kreis=network.kreis_id)


def _make_partners(network: Network, houses: list[Organisation]) -> None:
    kinds = list(PartnerType)[:-3]
    Partnership.objects.bulk_create(
        Partnership(network=network, organisation=house, partner_type=kinds[number % len(kinds)])
        for number, house in enumerate(houses)
    )


def _make_people(network: Network, houses: list[Organisation], now: datetime) -> None:
    user = User.objects.make(email="messung@beispiel.example", name="Messung", password=None)
    until = timezone.localdate(now) + timedelta(days=10)
    functions = [
        Function(organisation=house, role=FunctionRole.STEWARD, title="Eintragspflege")
        for number, house in enumerate(houses)
        if number % EACH
    ]
    Function.objects.bulk_create(functions)
    Membership.objects.bulk_create(
        Membership(
            user=user, function=function, network=network, state=MembershipState.APPROVED, accepted_at=now,
            approved_at=now, valid_until=until if number % EACH == 1 else None,
        )
        for number, function in enumerate(functions)
    )  # fmt: skip


def _make_names(houses: list[Organisation], now: datetime) -> None:
    today = timezone.localdate(now)
    functions = Function.objects.filter(organisation__in=[house.pk for house in houses[::EACH]])
    Holder.objects.bulk_create(
        Holder(
            function=function, name="Frau Beispiel", valid_from=today - timedelta(days=90),
            visibility=Visibility.PUBLIC, consent_on=today - timedelta(days=90),
            consent_expires_on=today + timedelta(days=20 if number % 2 else -1),
        )
        for number, function in enumerate(functions)
    )  # fmt: skip


def _make_requests(network: Network) -> None:
    for number in range(10):
        said = {"name": f"Spielkreis {number}", "partner_type": "mgh", "town": "Aue", "phone": "+493023125100"}
        actions.offer_to_join(network, **said)
    month = timezone.localdate().replace(day=1)
    for kind in islice(OfferType.objects.order_by("position"), 10):
        SearchMiss.objects.create(offer_type=kind, kreis=network.kreis_id, month=month, number=9)


def _make_coordinator(network: Network, now: datetime) -> None:
    user = User.objects.make(email=COORDINATOR, name="Koordination", password=None)
    add_app(user, generate_totp_secret())
    office = Organisation.objects.create(name="Jugendamt", source="Messung")
    Partnership.objects.create(network=network, organisation=office, partner_type=PartnerType.OEFF_JUGENDHILFE)
    function = Function.objects.create(organisation=office, role=FunctionRole.COORDINATION, title="Koordination")
    Membership.objects.create(
        user=user, function=function, network=network, state=MembershipState.APPROVED, accepted_at=now, approved_at=now
    )


def calls() -> list[Callable[[], object]]:
    """The page with all its lines, asked for again and again by the coordination."""
    client = Client()
    client.force_login(User.objects.get(email=COORDINATOR))

    def look() -> None:
        response = client.get(PAGE, headers={"host": "localhost"})
        if response.status_code != 200:
            raise RuntimeError(f"{PAGE}: {response.status_code}")

    return [look] * TIMES
