"""A page costs the same number of queries for one row and for three."""

import pytest

from schutznetz.common import kept
from schutznetz.directory.enums import OfferGroup
from schutznetz.networks.enums import PartnerType
from tests.directory.test_portal_browsing import here
from tests.factories import make_gemeinde, make_help_line, make_kreis, make_network, make_partnership, make_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network("auental", "Netzwerk Auental")


@pytest.fixture
def count(django_assert_num_queries, client, network):
    def get(path, queries):
        assert client.get(path).status_code == 200
        kept.forget_all()
        with django_assert_num_queries(queries):
            client.get(path)

    make_help_line("Nummer gegen Kummer")
    return get


@pytest.fixture(params=[1, 3])
def rows(request, network):
    kreis = make_kreis()
    for number in range(request.param):
        gemeinde = make_gemeinde(f"Ort {number}", f"149012{number}0", plz=f"0990{number}")
        kind = make_type(f"art-{number}", f"Hilfe {number}", group=OfferGroup.values[number])
        for place in (gemeinde, make_gemeinde()):
            offer = here(f"Rat {number}", place, offer_type=kind, catchment=[kreis], flags=["digital"])
            make_partnership(network, offer.organisation, partner_type=PartnerType.values[number])
        here(f"Beratung {number}")
    return request.param


def test_topics(count, rows):
    # network, search, offer types; help lines, their numbers
    count("/auental/themen/", 5)


def test_topic(count, rows):
    # network, type, search, offers, traits, numbers; help lines, their numbers
    count("/auental/themen/erziehungsberatung/", 8)


def test_gemeinden(count, rows):
    # network, search, Gemeinden; help lines, their numbers
    count("/auental/orte/", 5)


def test_gemeinde(count, rows):
    # network, Gemeinde, offers of each group, from elsewhere; help lines, their numbers
    count("/auental/orte/14901010/", 6)


def test_group_in_a_gemeinde(count, rows):
    # network, Gemeinde, number, offers, traits, numbers; help lines, their numbers
    count("/auental/orte/14901010/?thema=beratung-fur-familien", 8)


def test_about(count, rows):
    # network, freshness, partners of each type; help lines, their numbers
    count("/auental/netzwerk/", 6)


def test_partners(count, rows):
    # network, number, partners; help lines, their numbers
    count(f"/auental/netzwerk/?art={PartnerType.values[0]}", 5)
