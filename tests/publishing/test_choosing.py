"""Which offers stand in a brochure or a file: chosen by the words of the portal, always the public tier."""

import pytest

from schutznetz.common import kept
from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import OfferGroup, TargetGroup
from schutznetz.networks.enums import Visibility
from schutznetz.publishing.access import choosing
from schutznetz.publishing.access.choosing import choose
from tests.factories import (
    make_contact_point,
    make_gemeinde,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db


def titles(**words):
    return [offer.title for offer in choosing.offers(choose(**words))]


@pytest.fixture
def town():
    """Auental has two offers for different ages and people; far away in the same Kreis there is a third."""
    make_network()
    near, far = make_gemeinde(), make_gemeinde("Talheim", "14901020", plz="09902", lat=51.4)
    make_offer("Rat", site=make_site(gemeinde=near), targets=["fathers"], age_from=0, age_to=35)
    treff = make_type("jugendtreff", "Jugendtreff", group=OfferGroup.YOUTH)
    make_offer("Treff", site=make_site(gemeinde=near), offer_type=treff, age_from=144, age_to=215)
    make_offer("Amt", site=make_site(gemeinde=far), for_pregnancy=True, age_to=11)
    make_offer("Anderswo", site=make_site(gemeinde=make_gemeinde("Fern", "14902010", kreis=make_kreis("14902", "Kreis"),
                                                               plz="09999", lat=54)))  # fmt: skip


def test_offers_are_chosen_by_the_words_of_the_search(town):
    here = {"network": "auental"}
    for words, found in (
        ({}, ["Amt", "Anderswo", "Rat", "Treff"]),
        (here, ["Amt", "Rat", "Treff"]),
        ({**here, "place": "09901"}, ["Rat", "Treff"]),
        ({"place": "09902"}, ["Amt"]),
        ({**here, "topic": "jugendtreff"}, ["Treff"]),
        ({**here, "topic": "jugend"}, ["Treff"]),
        ({**here, "topic": "beratung-fur-familien", "place": "09901"}, ["Rat"]),
        ({**here, "age": "2 Jahre"}, ["Rat"]),
        ({**here, "age": "Schwangerschaft"}, ["Amt"]),
        ({**here, "age": "13 Jahre"}, ["Treff"]),
        ({**here, "audience": "Väter"}, ["Rat"]),
        ({**here, "audience": "fathers", "age": "5 Jahre"}, []),
    ):
        assert titles(**words) == found, words


def test_what_cannot_be_understood_is_said():
    make_network()
    for words, said in (
        ({"network": "nirgends"}, "Das Netzwerk „nirgends“ gibt es nicht. Vorhanden: auental."),
        ({"place": "Entenhausen"}, "Den Ort „Entenhausen“ kennen wir nicht."),
        ({"topic": "raumfahrt"}, "Das Thema „raumfahrt“ gibt es nicht. Möglich sind jede Art der Hilfe und: "),
        ({"age": "uralt"}, "Dieses Alter verstehen wir nicht."),
        ({"audience": "tanten"}, "Die Zielgruppe „tanten“ gibt es nicht. Bekannt: expecting, "),
        ({"offer": "17"}, "„17“ ist keine Kennung eines Angebots."),
    ):
        with pytest.raises(DomainError) as error:
            choose(**words)
        assert str(error.value).startswith(said)


def test_a_place_that_may_be_two_is_asked_back():
    make_gemeinde("Aue", "14901010")
    make_gemeinde("Aue", "14902010", kreis=make_kreis("14902", "Landkreis Fern"), plz="09999", lat=54)

    with pytest.raises(DomainError, match="„Aue“ kann mehreres heißen"):
        choose(place="Aue")


def test_audience_is_what_the_portal_calls_it():
    assert choose(audience="alleinerziehende").audience == TargetGroup.SINGLE_PARENTS


def test_only_what_is_public_is_chosen_and_told():
    make_offer("Geheim", visibility=Visibility.NETWORK)
    house = make_organisation()
    shown = make_offer("Offen", contact_point=make_contact_point(visibility=Visibility.NETWORK), organisation=house)

    assert [(offer.title, offer.contact_point) for offer in choosing.offers(choose())] == [("Offen", None)]
    assert choosing.keys(choose(offer=str(shown.pk))) == [shown.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_offers_cost_the_same_queries_for_one_and_for_three(number, django_assert_num_queries):
    network = make_network()
    for _ in range(number):
        make_offer(languages=["de"], targets=["fathers"])
    chosen = choose(network=network.slug)

    kept.forget_all()

    with django_assert_num_queries(8):
        assert len(list(choosing.offers(chosen))) == number
