"""A page costs the same number of queries for one row, for three and for a hundred."""

import pytest

from schutznetz.common import kept
from schutznetz.networks.models import Holder
from tests.factories import (
    TODAY,
    make_contact_point,
    make_function,
    make_help_line,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def count(django_assert_num_queries, client):
    """Get a page and count; the first visit fills what the search keeps, what is kept for a minute is asked anew."""

    def get(path, queries):
        assert client.get(path).status_code == 200
        kept.forget_all()
        with django_assert_num_queries(queries):
            client.get(path)

    make_help_line("Nummer gegen Kummer", "116111")
    make_help_line("Polizei-Notruf", "110")
    return get


def full_offers(number, **values):
    """Offers with one of everything that a page shows."""
    for position in range(number):
        organisation = values.get("organisation") or make_organisation(parent=make_organisation())
        function = make_function(organisation, f"Anmeldung {position}", substitute=make_function(organisation))
        Holder.objects.create(function=function, name="Toni Muster", valid_from=TODAY)
        full = {"targets": ["parents"], "flags": ["anonymous"], "loads": ["FS7"], "languages": ["de", "ar"]}
        full |= {"catchment": [make_kreis()], "organisation": organisation, "site": make_site(organisation)}
        full |= {"confirmed_by_function": function, "confirmed_at": "2026-01-01T12:00Z"}
        full |= {"contact_point": make_contact_point(function, hours="24/7")}
        yield make_offer(f"Rat für Eltern {position}", **full)


@pytest.mark.parametrize("number", [1, 3, 100])
def test_results(count, number):
    list(full_offers(number))

    # search, offers, traits, numbers; offer types; help lines, their numbers
    count("/suche/?q=Rat", 7)


@pytest.mark.parametrize("number", [1, 3])
def test_results_in_a_network_around_a_place(count, number):
    make_network("auental")
    list(full_offers(number))

    # as above, with the network, the place: its Gemeinden, the centre of the PLZ
    count("/auental/suche/?q=Rat&ort=09901", 10)


@pytest.mark.parametrize("number", [1, 3])
def test_filters(count, number):
    list(full_offers(number))

    # search, offer types; help lines, their numbers
    count("/suche/filter/?q=Rat", 4)


@pytest.mark.parametrize("number", [1, 3])
def test_offer(count, number):
    (*_, offer) = full_offers(number)
    for position in range(number):
        make_function(offer.organisation, f"Noch eine {position}")
        offer.contact_point.phone_numbers.create(number=f"+4930231251{position:02d}")
        offer.traits.create(kind="flag", code=["digital", "outreach", "childcare"][position])

    # offer; traits, numbers, holders, languages, catchments with their Kreise; help lines, their numbers;
    # what is said to be over
    count(f"/angebot/{offer.pk}/", 10)


@pytest.mark.parametrize("number", [1, 3])
def test_organisation(count, number):
    organisation = make_organisation(parent=make_organisation())
    list(full_offers(number, organisation=organisation))
    for _ in range(number):
        make_organisation(parent=organisation)

    # organisation; offers with traits and numbers; contact points with numbers and holders; institutions; sites;
    # help lines, their numbers; what is said to be over
    count(f"/einrichtung/{organisation.pk}/", 12)


@pytest.mark.parametrize("number", [1, 3])
def test_welcome(count, number):
    for position in range(number):
        kreis = make_kreis(f"1490{position}", f"Landkreis {position}")
        make_network(f"netz-{position}", kreis=kreis)

    # networks; help lines, their numbers
    count("/", 3)


@pytest.mark.parametrize("number", [1, 3])
def test_start_page(count, number):
    make_network("auental")
    list(full_offers(number))

    # network, what it says; help lines, their numbers
    count("/auental/", 4)


@pytest.mark.parametrize("number", [1, 3])
def test_types_cost_nothing_more(count, number):
    for position in range(number):
        make_type(f"typ-{position}", f"Hilfe {position}", synonyms=[f"Rat {position}"])
        make_offer(f"Rat {position}", offer_type=make_type(f"typ-{position}"))

    count("/suche/?q=Rat", 7)
