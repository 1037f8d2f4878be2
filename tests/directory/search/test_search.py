"""What is found by what, the same on both databases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schutznetz.directory.enums import Cost
from schutznetz.directory.models import Offer
from schutznetz.directory.search import engine
from schutznetz.networks.enums import PartnershipState
from tests.factories import (
    TODAY,
    kept_for_module,
    make_confidential_site,
    make_gemeinde,
    make_help_line,
    make_kreis,
    make_land,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db
ALL = {"Schreiambulanz", "Konflikt", "Frühförderung", "Krabbelgruppe", "Kleider", "Väterfrühstück", "Rat"}


@pytest.fixture(scope="module", autouse=True)
def _offers(django_db_setup, django_db_blocker):
    """A small set in which every word stands for one thing."""
    with kept_for_module(django_db_blocker):
        moosbach = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.9, lon=13.0)
        make_offer(
            "Schreiambulanz",
            offer_type=make_type("schreiambulanz", "Schreiambulanz", ["Baby schreit", "Schreibaby"]),
            summary="Wenn das Kleine nachts nicht zur Ruhe kommt.",
            for_pregnancy=True,
            age_to=11,
            access="phone",
            cost="insurance",
        )
        make_offer(
            "Konflikt",
            offer_type=make_type("schwangerschaftsberatung", "Schwangerschaftskonfliktberatung"),
            for_pregnancy=True,
            age_to=35,
            cost="free",
            targets=["expecting"],
        )
        make_offer(
            "Frühförderung",
            offer_type=make_type("fruehfoerderung", "Interdisziplinäre Frühförderstelle"),
            age_to=83,
            cost="insurance",
            site=make_site(gemeinde=moosbach),
            languages=["de", "ar"],
        )
        make_offer(
            "Krabbelgruppe",
            organisation=make_organisation("Pfarrhaus", parent=make_organisation("Kirchenkreis Aue")),
            offer_type=make_type("eltern-kind-gruppe", "Eltern-Kind-Gruppe"),
            site=make_site(gemeinde=moosbach, ortsteil="Oberdorf", street="Lindenallee"),
            age_from=6,
            age_to=35,
            access="open",
            cost="free",
            flags=["childcare"],
        )
        make_offer("Kleider", offer_type=make_type("sachspenden", "Sachspenden"), summary="Möbel und Spielzeug.")
        make_offer(
            "Väterfrühstück",
            offer_type=make_type("vaeter", "Angebote für Väter"),
            targets=["fathers"],
            age_from=36,
            access="open",
        )
        make_offer(
            "Rat", age_from=0, access="registration", description="Bei Geschwisterstreit, Trotz, Trennungsangst."
        )
        yield


def titles(results):
    found = dict(Offer.objects.values_list("pk", "title"))
    return [found[hit.offer_id] for hit in results.hits]


def find(text="", **query):
    return engine.search(engine.Query(text, **query), limit=50)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # titles, in any case and spelling
        ("Krabbelgruppe", {"Krabbelgruppe"}),
        ("KRABBELGRUPPE", {"Krabbelgruppe"}),
        ("krabbelgruppen", {"Krabbelgruppe"}),
        ("Frühförderung", {"Frühförderung"}),
        ("Fruehfoerderung", {"Frühförderung"}),
        ("fruhforderung", {"Frühförderung"}),
        ("Vaeterfruehstueck", {"Väterfrühstück"}),
        # typing errors
        ("Krabelgruppe", {"Krabbelgruppe"}),
        ("Schreiambulans", {"Schreiambulanz"}),
        ("Geschwistersteit", {"Rat"}),
        # beginnings
        ("Krabb", {"Krabbelgruppe"}),
        ("Geschwi", {"Rat"}),
        # parts of compounds
        ("Konflikt", {"Konflikt"}),
        ("Ambulanz", {"Schreiambulanz"}),
        ("Angst", {"Rat"}),
        # words and synonyms for types
        ("Schreibaby", {"Schreiambulanz"}),
        ("Unser Baby schreit", {"Schreiambulanz"}),
        ("Sachspenden", {"Kleider"}),
        # summary and description
        ("Möbel", {"Kleider"}),
        ("Trotz", {"Rat"}),
        ("Ruhe nachts", {"Schreiambulanz"}),
        # place, street, PLZ, organisation and its Träger
        ("Moosbach", {"Krabbelgruppe", "Frühförderung"}),
        ("09902", {"Krabbelgruppe", "Frühförderung"}),
        ("Oberdorf", {"Krabbelgruppe"}),
        ("Lindenallee", {"Krabbelgruppe"}),
        ("Krabbelgruppe Moosbach", {"Krabbelgruppe"}),
        ("Pfarrhaus", {"Krabbelgruppe"}),
        ("Kirchenkreis", {"Krabbelgruppe"}),
        # all words, in any order
        ("Moosbach Krabbelgruppe", {"Krabbelgruppe"}),
        ("Spielzeug für Möbel", {"Kleider"}),
        # nothing said, nothing found
        ("der die das", ALL),
        ("", ALL),
        ("Dudelsack", set()),
    ],
)
def test_question_finds_exactly_these(text, expected):
    results = find(text)

    assert set(titles(results)) == expected
    assert results.total == len(expected) == len(results.hits)
    assert not results.is_widened


def test_offers_with_some_words_are_shown_when_none_has_all():
    results = find("Krabbelgruppe Dudelsack")

    assert (titles(results), results.is_widened) == (["Krabbelgruppe"], True)


def test_title_counts_more_than_the_small_print():
    make_offer("Trotz", offer_type=make_type("sonst", "Sonstiges"))

    assert titles(find("Trotz")) == ["Trotz", "Rat"]


def test_pages_follow_each_other_without_gap():
    one_by_one = [engine.search(engine.Query(), limit=1, offset=offset) for offset in range(len(ALL))]

    assert {title for results in one_by_one for title in titles(results)} == ALL
    assert {results.total for results in one_by_one} == {len(ALL)}
    assert engine.search(engine.Query(), limit=5, offset=99).hits == []
    assert engine.search(engine.Query("Krabbelgruppe"), limit=0).total == 1


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (-1, {"Schreiambulanz", "Konflikt"}),
        (0, {"Schreiambulanz", "Konflikt", "Frühförderung", "Kleider", "Rat"}),
        (6, {"Schreiambulanz", "Konflikt", "Frühförderung", "Krabbelgruppe", "Kleider", "Rat"}),
        (11, {"Schreiambulanz", "Konflikt", "Frühförderung", "Krabbelgruppe", "Kleider", "Rat"}),
        (12, {"Konflikt", "Frühförderung", "Krabbelgruppe", "Kleider", "Rat"}),
        (35, {"Konflikt", "Frühförderung", "Krabbelgruppe", "Kleider", "Rat"}),
        (36, {"Frühförderung", "Kleider", "Väterfrühstück", "Rat"}),
        (83, {"Frühförderung", "Kleider", "Väterfrühstück", "Rat"}),
        (84, {"Kleider", "Väterfrühstück", "Rat"}),
        (216, {"Kleider", "Väterfrühstück", "Rat"}),
    ],
)
def test_age_of_the_child_both_ends_included(months, expected):
    assert set(titles(find(age_months=months))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"offer_type": "fruehfoerderung"}, {"Frühförderung"}),
        ({"offer_type": "gibt-es-nicht"}, set()),
        ({"access": "open"}, {"Krabbelgruppe", "Väterfrühstück"}),
        ({"access": "open", "cost": "free"}, {"Krabbelgruppe"}),
        ({"cost": "insurance"}, {"Schreiambulanz", "Frühförderung"}),
        ({"gemeinde": "14901020"}, {"Krabbelgruppe", "Frühförderung"}),
        ({"kreis": "14901"}, ALL),
        ({"kreis": "14902"}, set()),
        ({"target": "fathers"}, {"Väterfrühstück"}),
        ({"flag": "childcare"}, {"Krabbelgruppe"}),
        ({"load": "FS7"}, set()),
        ({"language": "ar"}, {"Frühförderung"}),
        ({"text": "Moosbach", "cost": "free"}, {"Krabbelgruppe"}),
        ({"text": "Rat", "offer_type": "vaeter"}, set()),
    ],
)
def test_filter_leaves_exactly_these(query, expected):
    assert set(titles(find(**query))) == expected


def test_radius_leaves_out_what_is_too_far_and_measures_the_rest():
    near = find(position=(50.8, 12.9), radius_km=5.0)
    far = find(position=(50.8, 12.9), radius_km=20.0)

    assert set(titles(near)) == ALL - {"Krabbelgruppe", "Frühförderung"}
    assert {hit.distance_km for hit in near.hits} == {0.0}
    assert set(titles(far)) == ALL
    # 0.1° to the north and to the east: 11.1 km and 7.0 km
    assert max(hit.distance_km for hit in far.hits) == pytest.approx(13.2, abs=0.1)


def test_what_comes_home_and_what_hides_its_place_is_near_in_its_kreis():
    kreis = make_kreis()
    there = make_kreis("14902", "Landkreis Bergland")
    make_offer("Zuflucht", site=make_confidential_site())
    make_offer("Hausbesuch", site=None, catchment=[kreis])
    make_offer("Hausbesuch dort", site=None, catchment=[there])
    make_offer("Irgendwo", site=None, contact_point=None)

    def near(**query):
        return set(titles(find(position=(50.8, 12.9), radius_km=5.0, **query)))

    here = ALL - {"Krabbelgruppe", "Frühförderung"}
    assert near() == here
    assert near(home_kreise=("14901",)) == here | {"Zuflucht", "Hausbesuch"}
    assert near(home_kreise=("14901", "14902")) == here | {"Zuflucht", "Hausbesuch", "Hausbesuch dort"}
    # the same with words, which the index narrows by itself
    assert near(text="Hausbesuch") == set()
    assert near(text="Hausbesuch", home_kreise=("14901",)) == {"Hausbesuch"}
    assert near(text="Hausbesuch", home_kreise=("14901", "14902")) == {"Hausbesuch", "Hausbesuch dort"}


def test_nearest_stand_first_without_a_question():
    assert set(titles(find(position=(50.9, 13.0), radius_km=None))[:2]) == {"Krabbelgruppe", "Frühförderung"}
    assert find(position=None).hits[0].distance_km is None


def test_nationwide_lines_are_near_everywhere():
    make_help_line("Elterntelefon", "116112", offer_type=make_type("telefon", "Hilfetelefon"))

    assert "Elterntelefon" in titles(find(position=(48.0, 8.0), radius_km=5.0))


def test_network_shows_its_kreis_its_partners_its_land_and_the_whole_country():
    network = make_network("auental")
    bavaria = make_kreis("09901", "Landkreis Mühlau")
    far = make_gemeinde("Fernau", "09901010", kreis=bavaria, plz="09903")
    partner, left = make_organisation(), make_organisation()
    make_partnership(network, partner)
    make_partnership(network, left, state=PartnershipState.LEFT, valid_until=TODAY)
    make_offer("Partner fern", organisation=partner, site=make_site(partner, far))
    make_offer("Früher Partner", organisation=left, site=make_site(left, far))
    make_offer("Fremd", site=make_site(gemeinde=far))
    make_offer("Zuflucht", site=make_confidential_site())
    make_offer("Hausbesuch", site=None, catchment=[network.kreis])
    make_offer("Hausbesuch dort", site=None, catchment=[bavaria])
    make_help_line("Überall", "116112")
    make_help_line("In diesem Land", "116113", area="land", land=network.kreis.land)
    make_help_line("In jenem Land", "116114", area="land", land=make_land("09"))

    here = {"Partner fern", "Zuflucht", "Hausbesuch", "Überall", "In diesem Land"}
    assert set(titles(find(network=network))) == ALL | here
    assert set(titles(find())) == ALL | here | {"Früher Partner", "Fremd", "Hausbesuch dort", "In jenem Land"}


def test_facets_count_all_hits_and_not_only_those_shown():
    results = engine.search(engine.Query(), limit=1, with_details=True)

    assert results.facets["offer_type_id"] == dict.fromkeys(
        ["schreiambulanz", "schwangerschaftsberatung", "fruehfoerderung", "eltern-kind-gruppe", "sachspenden", "vaeter",
         "erziehungsberatung"], 1
    )  # fmt: skip
    assert results.facets["gemeinde"] == {"14901010": 5, "14901020": 2}
    assert results.facets["access"] == {"phone": 1, "open": 2, "registration": 1, "unknown": 3}
    assert results.facets["cost"] == {"insurance": 2, "free": 2, "unknown": 3}
    assert results.facets["target"] == {"expecting": 1, "fathers": 1}
    assert results.facets["flag"] == {"childcare": 1}
    assert results.facets["language"] == {"de": 1, "ar": 1}


@pytest.mark.parametrize(
    "text", [" ".join(["9" * 60] * 40), " ".join("9" * 3000), "ﷺ" * 300, "㌀" * 3000, "ß" * 5000, "x" * 5000]
)
def test_no_word_is_too_long_for_the_database(text):
    """PostgreSQL refuses a word of 2 kB in a question, and with it the whole page."""
    assert engine.search(engine.Query(f"Dudelsack {text}"), limit=5).hits == []
    assert engine.search(engine.Query("Rat", offer_type=text), limit=5).total == 0


@pytest.mark.parametrize("type_id", ["kita | hort", "kita') OR (1=1", "kita:*", "kita & !hort", '"', "marks : kita"])
def test_kind_of_help_is_no_query(type_id):
    assert engine.search(engine.Query("Rat", offer_type=type_id), limit=5).total == 0
    assert engine.search(engine.Query(offer_type=type_id), limit=5).total == 0


def test_question_that_fits_too_much_is_cut_and_says_so(monkeypatch, client):
    for number in range(4):
        make_offer(f"Dudelsack {number}", cost=Cost.FREE if number < 2 else Cost.FEE)
    monkeypatch.setattr(engine, "MOST_HITS", 3)

    found = engine.search(engine.Query("Dudelsack"), limit=10)

    assert found.is_too_wide
    assert found.total == len(found.hits) >= 3
    # filters come before the cut: what they leave is counted whole
    narrow = engine.search(engine.Query("Dudelsack", cost=Cost.FREE), limit=10)
    assert (narrow.total, narrow.is_too_wide) == (2, False)
    assert not engine.search(engine.Query(), limit=10).is_too_wide
    page = client.get("/suche/?q=Dudelsack").content.decode()
    assert "Mehr als 3 Angebote" in page
    assert "kostenlos (" not in page
    assert "Zurzeit passen mehr als 3 Angebote" in client.get("/suche/filter/?q=Dudelsack").content.decode()


def test_facets_count_what_the_filters_leave():
    results = find(cost="free")

    assert results.facets["access"] == {"open": 1, "unknown": 1}
    assert find("Dudelsack").facets["access"] == {}


HOSTILE = [
    *["'", '"', "''", '""', "\\", "NEAR(a b, 3)", "a NEAR b", "NOT", "AND OR", "a AND", "*", "rat*", "^rat"],
    *["title: rat", "{title} : rat", "-", "+", "a+b", "(", ")", "((", "rat)", "!", "!rat", "&", "|", "<->", ":*", ":A"],
    *["%", "_", ";--", "\x00", "rat\x00rat", "\x1a", "\ufffe", "\uff9e", "\u037a", "\ufc5e", "ﷺ", "½", "ŀ", "ﬃ"],
    *["\U0001d52f\U0001d51e", "\U0001f469\u200d\U0001f467", "\u202e"],
    *["a" * 200_000, "a " * 100_000, "§" * 500, "1" * 5000, "ä" * 500],
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:14]))
def test_hostile_text_is_a_question_like_any_other(text):
    assert find(text).total <= len(ALL)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=120))
def test_any_text_is_a_question(text):
    results = find(text)

    assert results.total == len(results.hits) <= len(ALL)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="'\"\\*():&|!<>-+^~{}[]%_$ §aeiou09\x00\uff9e\u037a", max_size=40))
def test_any_mix_of_signs_is_a_question(text):
    assert find(text).total <= len(ALL)
