"""The invented Kreis: whole, varied, findable, and never mistaken for a real one."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from schutznetz.common import hours
from schutznetz.directory.models import ContactPoint, Offer, OfferType, PhoneNumber, SearchEntry, Site
from schutznetz.directory.search import engine
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.regions.access import find_places, plz_centre
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, PLZGemeinde
from tests.directory.reading import read
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
# Ranges that are kept free for films and examples.
MEDIA = re.compile(r"\+49(3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3})")
KREIS = "14999"


def own():
    return Offer.objects.filter(held_by__slug="musterkreis")


def test_there_are_enough_offers_of_every_type():
    kinds = Counter(own().values_list("offer_type", flat=True))

    assert kinds.total() >= 255
    assert set(OfferType.objects.values_list("pk", flat=True)) - kinds.keys() <= {"notruf"}
    assert own().count() == SearchEntry.objects.filter(kreis=KREIS).count()


def test_every_gemeinde_has_offers():
    per_gemeinde = Counter(own().exclude(site__gemeinde=None).values_list("site__gemeinde__name", flat=True))

    assert per_gemeinde.keys() == set(Gemeinde.objects.filter(kreis=KREIS).values_list("name", flat=True))
    assert len(per_gemeinde) == 8
    assert min(per_gemeinde.values()) >= 3


def test_no_number_could_belong_to_anybody():
    numbers = PhoneNumber.objects.filter(contact_point__held_by__slug="musterkreis")
    local = numbers.exclude(contact_point__offers__area="nation")

    assert local.count() > 200
    assert [row.number for row in local if not MEDIA.fullmatch(row.number)] == []


def test_no_two_organisations_share_a_number():
    rows = PhoneNumber.objects.filter(contact_point__held_by__slug="musterkreis")
    owners = {
        (row.number, row.contact_point.function.organisation_id)
        for row in rows.select_related("contact_point__function")
    }

    assert [number for number, times in Counter(number for number, _ in owners).items() if times > 1] == []


def test_no_address_leads_out_of_the_example():
    points = ContactPoint.objects.filter(held_by__slug="musterkreis")
    domains = {point.email.rpartition("@")[2] for point in points if point.email}
    domains |= {re.sub(r"^https?://|/.*$", "", point.url) for point in points if point.url}

    assert len(domains) > 50
    assert [domain for domain in domains if not domain.endswith(".example")] == []


@pytest.mark.parametrize("field", ["title", "summary", "description"])
def test_no_two_offers_say_the_same(field):
    said = Counter(value.strip().lower() for value in own().values_list(field, flat=True) if value)

    assert [text for text, times in said.items() if times > 1] == []
    assert said.total() > 200


def test_every_offer_is_complete():
    for offer in own().select_related("contact_point").prefetch_related("contact_point__phone_numbers", "catchments"):
        assert offer.title, offer
        assert offer.summary, offer
        assert offer.contact_point, offer
        assert offer.contact_point.phone_numbers.all() or offer.contact_point.email, offer
        assert offer.catchments.all(), offer
        assert offer.confirmed_at, offer


def test_all_hours_can_be_evaluated():
    points = ContactPoint.objects.filter(held_by__slug="musterkreis").exclude(hours="")
    written = set(points.values_list("hours", flat=True))

    assert len(written) > 50
    for text in written:
        assert hours.validate(text)
    # at ten on a Wednesday many are open, and not everybody
    states = Counter(hours.state(point.hours, NOW, "14").status for point in points)
    assert states["open"] > 50
    assert states["closed"] > 50


def lost(first):
    """Titles that do not bring up their offer among the first hits."""
    network = Network.objects.get(slug="musterkreis")
    for offer in own():
        hits = engine.search(engine.Query(offer.title, network=network), limit=first).hits
        if offer.pk not in {hit.offer_id for hit in hits}:
            yield offer.title


def test_every_offer_is_found_on_the_first_page_by_its_own_title():
    assert list(lost(20)) == []


def test_every_offer_is_among_the_first_three_by_its_own_title():
    assert list(lost(3)) == []


def test_some_entries_are_overdue_and_most_are_fresh():
    ages = [(NOW - offer.confirmed_at).days for offer in own()]

    assert 0.03 < sum(age > 180 for age in ages) / len(ages) < 0.25


def test_musterkreis_is_an_example_and_counts_in_no_total():
    assert Kreis.objects.get(pk=KREIS).is_example
    assert Kreis.objects.filter(is_example=True).count() == 1
    assert Kreis.objects.real().count() == 400
    assert Kreis.objects.get(pk=KREIS).land_id == "14"


def test_no_real_plz_leads_to_musterkreis():
    example = PLZGemeinde.objects.filter(gemeinde__kreis=KREIS)

    assert sorted(example.values_list("plz", flat=True)) == [f"0010{number}" for number in range(1, 9)]
    assert not PLZGemeinde.objects.filter(plz__code__startswith="001").exclude(gemeinde__kreis=KREIS).exists()


def test_no_search_around_a_real_place_meets_musterkreis():
    real = Gemeinde.objects.exclude(kreis=KREIS).exclude(lat=None)
    sites = Site.objects.filter(kreis=KREIS).exclude(lat=None)

    assert sites.count() > 100
    for lat, lon in ((min(row.lat for row in sites), min(row.lon for row in sites)), (55.4, 5.0)):
        near = real.filter(lat__range=(lat - 0.5, lat + 0.5), lon__range=(lon - 0.8, lon + 0.8))
        assert not near.exists()
    assert engine.search(engine.Query(position=plz_centre("09111"), radius_km=50.0, kreis=KREIS), limit=5).total == 0
    assert PLZ.objects.filter(code="09111").exists()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("00101", "00101 Musterstadt"),
        ("Auenrode", "Auenrode (Musterkreis)"),
        ("Musterkreis", "Musterkreis"),
        ("Waldhäuser (Musterkreis)", "Waldhäuser (Musterkreis)"),
    ],
)
def test_its_own_places_are_found(text, label):
    assert [place.label for place in find_places(text)] == [label]


def test_shelter_keeps_its_place_secret():
    secret = Site.objects.filter(is_confidential=True)

    assert secret.count() >= 1
    for site in secret:
        offers = site.offers.all()
        assert offers
        for offer in offers:
            assert (offer.search_entry.lat, offer.search_entry.gemeinde) == (None, "")


def test_no_function_is_without_a_substitute_of_its_own_house():
    for function in Function.objects.exclude(substitute=None).select_related("substitute"):
        assert function.organisation_id == function.substitute.organisation_id


def test_organisations_are_partners_of_the_network():
    network = Network.objects.get(slug="musterkreis")

    assert (
        Organisation.objects.filter(held_by=network).count() == Organisation.objects.partners_of(network).count() > 100
    )


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        address = dict(attrs).get("href" if tag == "a" else "action", "") or ""
        if tag in {"a", "form"} and address.startswith("/"):
            self.found.append(address.partition("#")[0])


def kind_of(path):
    """What kind of page an address is of: ids and answers do not count."""
    bare = re.sub(r"^/[\w-]+/wegweiser-a\d", "/…/wegweiser", path.partition("?")[0])
    return re.sub(r"[0-9a-f-]{36}|(?<=themen/)[\w-]+|(?<=orte/)\d+", "…", bare) + ("?" if "?" in path else "")


def test_every_link_leads_somewhere(client):
    """A walk from the first page: two pages of every kind, and each must be there."""
    waiting, seen, kinds = ["/"], {"/"}, Counter()
    while waiting:
        path = waiting.pop(0)
        kinds[kind_of(path)] += 1
        if kinds[kind_of(path)] > 2:
            continue
        # the way out leads to somebody else's page
        leaves = path.endswith("/verlassen/")
        response = client.get(path, follow=not leaves)
        assert response.status_code == (303 if leaves else 200), path
        links = Links()
        if response.headers["Content-Type"].startswith("text/html"):  # a file to take along leads nowhere
            links.feed(response.content.decode())
        fresh = [link for link in dict.fromkeys(links.found) if link not in seen]
        seen.update(fresh)
        waiting += fresh

    assert {"/", "/musterkreis/", "/musterkreis/suche/?", "/musterkreis/angebot/…/", "/impressum/"} <= kinds.keys()


def test_start_page_of_the_demo_shows_its_network(client):
    assert "Netzwerk Kinderschutz und Frühe Hilfen Musterkreis" in read(client, "/").decode()
