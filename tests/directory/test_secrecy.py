"""What must never become public: shelters' places (R50), the network's own entries, names without consent (R82)."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from schutznetz.directory.models import NO_ADDRESS, OpenInterval, SearchEntry, SearchTerm, Site
from schutznetz.directory.search import index
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from tests.directory.reading import main, read, text, titles
from tests.factories import (
    make_contact_point,
    make_function,
    make_gemeinde,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOT_PUBLIC = [Visibility.NETWORK, Visibility.CONFIDENTIAL]


@pytest.fixture
def shelter():
    """An offer whose place was known once and has become confidential: it could still leak from anywhere."""
    network = make_network("auental")
    gemeinde = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.91234, lon=13.04567)
    organisation = make_organisation("Zuflucht für Frauen")
    make_partnership(network, organisation)
    site = make_site(organisation, gemeinde, street="Geheimweg", house_number="77", ortsteil="Hinterhof")
    contact_point = make_contact_point(make_function(organisation), site=site, hours="24/7")
    offer = make_offer("Frauenhaus", organisation=organisation, site=site, contact_point=contact_point)
    Site.objects.filter(pk=site.pk).update(is_confidential=True, **NO_ADDRESS)
    index.rebuild()
    return offer


# What would betray the place: words of its address, its Gemeinde by name and key, its coordinates.
BETRAYING = [
    "Geheimweg",
    "geheimweg",
    "Hinterhof",
    "hinterhof",
    "Moosbach",
    "moosbach",
    "09902",
    "14901020",
    "50.9",
    "13.0",
]


def assert_keeps_the_secret(said):
    assert [word for word in BETRAYING if word in said] == []


def pages_of(offer):
    for prefix in ("", "/auental"):
        yield f"{prefix}/angebot/{offer.pk}/"
        yield f"{prefix}/einrichtung/{offer.organisation_id}/"
        yield f"{prefix}/suche/?q=Frauenhaus"
        yield f"{prefix}/suche/filter/?q=Frauenhaus"


def test_no_page_shows_where_a_shelter_is(client, shelter):
    for path in pages_of(shelter):
        page = read(client, path)
        # the word Frauenhaus must be there, or nothing was tested
        assert "Frauenhaus" in page.decode()
        assert_keeps_the_secret(page.decode())


def test_page_of_a_shelter_says_how_to_learn_the_place(client, shelter):
    page = read(client, f"/angebot/{shelter.pk}/")

    assert text(page.find("address")) == "Der Ort ist geschützt. Sie erfahren ihn am Telefon."
    assert "030 23125147" in text(main(page))
    (card,) = read(client, "/suche/?q=Frauenhaus").find_all("article")
    assert "geschützter Ort" in text(card)


def test_search_knows_nothing_of_the_place_of_a_shelter(shelter):
    row = SearchEntry.objects.filter(offer=shelter).values().get()
    own = {"id", "offer_id", "contact_point"}

    assert (row["gemeinde"], row["plz"], row["lat"], row["lon"]) == ("", "", None, None)
    assert_keeps_the_secret(" ".join(str(value) for name, value in row.items() if name not in own))
    assert_keeps_the_secret(" ".join(SearchTerm.objects.values_list("term", flat=True)))


def test_search_on_the_command_line_says_no_place_of_a_shelter(shelter, capsys):
    call_command("search", "Frauenhaus", "--json")

    answer = json.loads(capsys.readouterr().out)
    (result,) = answer["results"]
    assert result["distance_km"] is None
    assert answer["facets"]["gemeinde"] == {}
    assert_keeps_the_secret(json.dumps([result["title"], result["organisation"], answer["facets"]]))


def test_distance_to_a_shelter_is_never_told(client, shelter):
    for place in ("Moosbach", "09902"):
        (card,) = read(client, f"/auental/suche/?q=Frauenhaus&ort={place}").find_all("article")
        assert " km" not in text(card)


def test_search_for_the_place_of_a_shelter_does_not_find_it(client, shelter):
    for word in ("Geheimweg", "Hinterhof"):
        assert titles(read(client, f"/suche/?q={word}")) == []


@pytest.mark.parametrize("visibility", NOT_PUBLIC)
def test_offer_of_the_network_is_on_no_public_page_and_not_in_the_index(client, visibility):
    make_network("auental")
    offer = make_offer("Fallbesprechung unter uns", visibility=visibility)
    other = make_offer("Rat für Eltern", organisation=offer.organisation, site=offer.site, contact_point=None)

    assert not SearchEntry.objects.filter(offer=offer).exists()
    assert not SearchTerm.objects.filter(term__startswith="fallbesprech").exists()
    for path in ("/suche/", "/auental/suche/?q=Fallbesprechung", f"/einrichtung/{offer.organisation_id}/", "/auental/"):
        assert "Fallbesprechung unter uns" not in read(client, path).decode()
    assert titles(read(client, f"/einrichtung/{offer.organisation_id}/")) == [other.title]
    for prefix in ("", "/auental"):
        assert client.get(f"{prefix}/angebot/{offer.pk}/").status_code == 404


@pytest.mark.parametrize("visibility", NOT_PUBLIC)
def test_offer_that_is_made_private_is_hidden_even_before_it_is_indexed_anew(client, visibility):
    offer = make_offer("Fallbesprechung unter uns")
    type(offer).objects.filter(pk=offer.pk).update(visibility=visibility)

    assert titles(read(client, "/suche/?q=Fallbesprechung")) == []
    assert client.get(f"/angebot/{offer.pk}/").status_code == 404


@pytest.mark.parametrize("visibility", NOT_PUBLIC)
def test_contact_of_the_network_is_on_no_public_page_and_not_in_the_index(client, visibility):
    organisation = make_organisation("Beratungsstelle")
    inner = make_contact_point(
        make_function(organisation, "Diensthandy der Leitung"),
        phones=["+493023125199"],
        email="leitung@intern.example",
        hours="24/7",
        visibility=visibility,
    )
    offer = make_offer("Rat für Eltern", organisation=organisation, contact_point=inner)
    make_contact_point(make_function(organisation, "Anmeldung"), phones=["+493023125101"])

    for path in ("/suche/", f"/angebot/{offer.pk}/", f"/einrichtung/{organisation.pk}/"):
        said = read(client, path).decode()
        assert "Rat für Eltern" in said
        for secret in ("23125199", "intern.example", "Diensthandy", "rund um die Uhr"):
            assert secret not in said
    assert "030 23125101" in text(read(client, f"/einrichtung/{organisation.pk}/"))
    entry = SearchEntry.objects.get(offer=offer)
    assert entry.contact_point is None
    assert "23125199" not in f"{entry.text.title} {entry.text.organisation} {entry.text.body}"
    assert titles(read(client, "/suche/?q=03023125199")) == []
    # whether somebody answers there now is nobody's business either
    assert titles(read(client, "/suche/?offen=1")) == []
    assert OpenInterval.objects.filter(contact_point=inner).exists()


def make_holder(function, name, **values):
    today = timezone.localdate()
    row = {"visibility": Visibility.PUBLIC, "valid_from": today - 100 * DAY}
    row |= {"consent_on": today - 10 * DAY, "consent_expires_on": today + 10 * DAY}
    return Holder.objects.create(function=function, name=name, **{**row, **values})


def test_name_is_shown_while_consent_holds_and_never_before_or_after(client):
    today = timezone.localdate()
    organisation = make_organisation()
    function = make_function(organisation)
    offer = make_offer(organisation=organisation, contact_point=make_contact_point(function))
    make_holder(function, "Toni Heute")
    make_holder(function, "Kim Zukunft", consent_on=today + DAY, consent_expires_on=today + 9 * DAY)
    make_holder(function, "Alex Gestern", consent_on=today - 9 * DAY, consent_expires_on=today - DAY)
    make_holder(function, "Sascha Ohne", visibility=Visibility.NETWORK)
    make_holder(function, "Robin Geheim", visibility=Visibility.CONFIDENTIAL)
    make_holder(function, "Jule Frueher", valid_until=today - DAY)
    make_holder(function, "Mika Spaeter", valid_from=today + DAY)

    for path in (f"/angebot/{offer.pk}/", f"/einrichtung/{organisation.pk}/"):
        page = read(client, path)
        assert "Ansprechperson: Toni Heute" in text(main(page))
        for hidden in ("Zukunft", "Gestern", "Ohne", "Geheim", "Frueher", "Spaeter"):
            assert hidden not in page.decode()


def test_name_is_in_no_list_and_not_in_the_index(client):
    organisation = make_organisation()
    function = make_function(organisation)
    make_holder(function, "Toni Heute")
    offer = make_offer(organisation=organisation, contact_point=make_contact_point(function))

    assert "Toni" not in read(client, "/suche/").decode()
    assert titles(read(client, "/suche/?q=Toni")) == []
    entry = SearchEntry.objects.get(offer=offer)
    assert "toni" not in f"{entry.text.title} {entry.text.organisation} {entry.text.body}"
