"""Institutions in real Kreise: in places that exist, and never mistaken for real ones."""

from collections import Counter

import pytest

from schutznetz.common import hours
from schutznetz.demo.actions import texts
from schutznetz.directory.models import Offer, PhoneNumber, SearchEntry, Site
from schutznetz.networks.models import Network, Organisation
from schutznetz.regions.models import PLZGemeinde
from tests.demo.test_musterkreis import MEDIA
from tests.directory.reading import read, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
FILLED = ("leipzig", "erzgebirgskreis", "nordwestmecklenburg")
# The small one shows a pattern of responsibility.
SLUGS = (*FILLED, "saechsische-schweiz")
# What is asked most often: every network shows it.
WANTED = {
    "jugendamt-asd", "kinderschutz-meldung", "inobhutnahme-notdienst", "insofa-beratung", "frauenhaus",
    "netzwerkkoordination", "fruehe-hilfen", "familienhebamme-fgkikp", "willkommensbesuch", "schwangerschaftsberatung",
    "eltern-kind-gruppe", "erziehungsberatung", "familienzentrum", "kita", "hort", "schulsozialarbeit", "kinderarzt",
    "fruehfoerderung", "spz", "kjp", "suchtberatung", "schuldnerberatung", "sachhilfen",
}  # fmt: skip


def of(slug):
    return Offer.objects.filter(held_by__slug=slug)


@pytest.mark.parametrize("slug", FILLED)
def test_network_has_what_is_asked_most(slug):
    kinds = Counter(of(slug).values_list("offer_type", flat=True))

    assert 40 <= kinds.total() <= 60
    assert WANTED - kinds.keys() == set()
    network = Network.objects.get(slug=slug)
    assert of(slug).count() == SearchEntry.objects.filter(kreis=network.kreis_id).count()
    assert Organisation.objects.partners_of(network).count() == Organisation.objects.filter(held_by=network).count()


def test_every_name_says_that_it_is_an_example():
    names = set(Organisation.objects.filter(held_by__slug__in=SLUGS).values_list("name", flat=True))

    assert len(names) > 120
    assert [name for name in names if not name.endswith(texts.SIGN)] == []


def test_no_number_could_belong_to_anybody_and_none_stands_twice():
    numbers = list(PhoneNumber.objects.filter(contact_point__held_by__isnull=False).values_list("number", flat=True))
    examples = PhoneNumber.objects.filter(contact_point__held_by__slug__in=SLUGS)

    assert [number for number in numbers if not MEDIA.fullmatch(number)] == []
    assert [row.number for row in examples if numbers.count(row.number) > 1] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_sites_are_in_real_places_of_the_kreis(slug):
    sites = Site.objects.filter(held_by__slug=slug)
    known = set(PLZGemeinde.objects.values_list("plz", "gemeinde"))

    assert sites.filter(is_confidential=True).count() == (slug in FILLED)
    for site in sites.filter(is_confidential=False):
        assert (site.plz, site.gemeinde_id) in known, site
        assert site.street, site
        assert site.house_number, site
        assert site.gemeinde.kreis_id == Network.objects.get(slug=slug).kreis_id


@pytest.mark.parametrize("field", ["title", "summary", "description"])
def test_no_two_offers_in_any_network_say_the_same(field):
    said = Counter(
        value.strip().lower() for value in Offer.objects.filter(held_by__isnull=False).values_list(field, flat=True)
    )

    assert [text for text, times in said.items() if times > 1 and text] == []


def test_hours_can_be_evaluated():
    written = {offer.contact_point.hours for slug in SLUGS for offer in of(slug).select_related("contact_point")}

    assert len(written) > 60
    assert [text for text in written if text and not hours.validate(text)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_pages_say_that_all_of_it_is_invented(client, settings, slug):
    settings.IS_DEMO = True

    assert "Beispieldaten: Alle Einrichtungen sind erfunden." in text(read(client, f"/{slug}/"))


def test_a_short_entry_is_spelled_out():
    usual = {"alle": {"at_home": False, "role": "lead", "function": "Leitung", "hours": "", "cost": "free"},
             "kita": {"partner_type": "kita", "cost": "fee"}}  # fmt: skip
    row = {
        "name": "Kita Übermut",
        "type": "kita",
        "street": "Am Weg 3",
        "plz": "04103",
        "gemeinde": "Leipzig",
        "phones": [],
    }

    found = texts.spelled_out({**row, "title": "Kita"}, usual)

    assert (found["key"], found["name"]) == ("kita-ubermut", "Kita Übermut (Beispiel)")
    assert found["site"] == [
        {"key": "haupt", "street": "Am Weg", "house_number": "3", "plz": "04103", "gemeinde": "Leipzig"}
    ]
    assert found["function"][0]["url"] == "https://kita-ubermut.example"
    assert found["offer"] == [{"type": "kita", "cost": "fee", "title": "Kita", "site": "haupt", "contact": "kontakt"}]
    assert texts.spelled_out({**row, "at_home": True}, usual)["site"] == []
    del row["street"]
    assert texts.spelled_out(row, usual)["site"] == [{"key": "haupt", "confidential": True}]
