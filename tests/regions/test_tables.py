"""What the shipped tables answer: names and PLZ with one meaning, with several, with none."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from schutznetz.regions.access import LONGEST_QUERY, find_places, locate, plz_centre
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Land, Place, PLZGemeinde

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("region_tables"),
    pytest.mark.usefixtures("region_tables"),
]
TABLES = {
    "Länder": Land,
    "Kreise": Kreis,
    "Gemeinden": Gemeinde,
    "PLZ": PLZ,
    "PLZ je Gemeinde": PLZGemeinde,
    "Orte": Place,
}
# One in so many of all names, so that every run sees some of each kind of place.
STEP = 100


def labels(text):
    return [place.label for place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chemnitz", ["Stadt Chemnitz"]),
        ("CHEMNITZ", ["Stadt Chemnitz"]),
        ("Stadt Chemnitz", ["Stadt Chemnitz"]),
        ("Erzgebirgskreis", ["Erzgebirgskreis"]),
        ("Görlitz (Landkreis Görlitz)", ["Görlitz (Landkreis Görlitz)"]),
        ("Goerlitz", ["Görlitz (Landkreis Görlitz)", "Landkreis Görlitz"]),
        # one name, several places: all of them, never a guess
        ("Leipzig", ["Stadt Leipzig", "Landkreis Leipzig"]),
        ("Rostock", ["Stadt Rostock", "Landkreis Rostock"]),
        ("Frankfurt", ["Stadt Frankfurt (Oder)", "Stadt Frankfurt am Main"]),
        ("Frankfurt/Oder", ["Stadt Frankfurt (Oder)"]),
        # an Ortsteil, and names that begin so
        ("Connewitz", ["Connewitz (Stadt Leipzig)"]),
        ("Annaberg", ["Annaberg-Buchholz (Erzgebirgskreis)"]),
        ("annab", ["Annaberg-Buchholz (Erzgebirgskreis)", "Annaburg (Landkreis Wittenberg)"]),
        # PLZ
        ("09111", ["09111 Chemnitz"]),
        ("01796", ["01796 Dohma", "01796 Pirna", "01796 Struppen"]),
        ("01796 Pirna", ["01796 Pirna"]),
        ("Pirna 01796", ["01796 Pirna"]),
        ("01796 Nirgendwo", ["01796 Dohma", "01796 Pirna", "01796 Struppen"]),
        ("22929 Köthel", ["22929 Köthel (Kreis Herzogtum Lauenburg)", "22929 Köthel (Kreis Stormarn)"]),
        # nothing that anybody knows
        ("Nirgendwo", []),
        ("00000", []),
        ("99999 Leipzig", []),
        ("Lei", []),
        ("", []),
        ("   ", []),
        ("()", []),
        ("(((((", []),
        ("\x00", []),
        ("%", []),
        ("____", []),
        ("x" * 200_000, []),
        ("(" * 200_000 + ")", []),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_text_means_exactly_these_places(text, expected):
    assert labels(text) == expected


def test_neustadt_means_towns_and_quarters_all_over_germany():
    found = find_places("Neustadt")

    assert len({place.label for place in found}) == len(found) >= 13
    assert {place.kreis.land_id for place in found} >= {"14", "07", "09", "12", "03"}
    assert "Neustadt in Sachsen (Landkreis Sächsische Schweiz-Osterzgebirge)" in labels("Neustadt")


def test_nul_and_spaces_in_a_name_do_no_harm():
    assert labels("Chem\x00nitz") == []
    assert labels("\x00 Chemnitz \x00") == ["Stadt Chemnitz"]


def test_only_the_beginning_of_a_very_long_text_is_read():
    assert labels("Chemnitz" + " " * 200_000 + "Nirgendwo") == ["Stadt Chemnitz"]
    assert labels("x" * LONGEST_QUERY + " Chemnitz") == []


def test_kreisfreie_stadt_answers_with_its_gemeinde_and_a_landkreis_without_one():
    (city,) = find_places("Stadt Leipzig")
    (rural,) = find_places("Landkreis Leipzig")

    assert (city.kreis.ags, city.gemeinde.ags) == ("14713", "14713000")
    assert (rural.kreis.ags, rural.gemeinde) == ("14729", None)
    assert 51.0 < rural.lat < 51.5
    assert 12.2 < rural.lon < 12.9


def test_place_without_known_position_has_none():
    (place,) = find_places("09111")

    assert place.position == (place.lat, place.lon)
    PLZ.objects.filter(code="09111").update(lat=None, lon=None)
    assert plz_centre("09111") is plz_centre("00000") is plz_centre("\x00") is None
    # then the middle of the Gemeinde is taken
    assert find_places("09111")[0].position == (place.gemeinde.lat, place.gemeinde.lon)


def names():
    for model, field in ((Gemeinde, "name"), (Place, "name"), (PLZ, "code"), (Kreis, "name")):
        known = sorted(set(model.objects.values_list(field, flat=True)))
        yield from known[:: STEP if len(known) > 1000 else 10]
    yield from (
        "Neustadt",
        "Mühlhausen",
        "Ahlbeck",
        "Husby",
        "Halle",
        "Köthel",
        "Goslar",
        "Zschadraß",
        "Lutter",
        "22929",
    )


def test_every_place_is_found_again_by_its_label_and_nothing_else_is():
    found = {name: find_places(name) for name in names()}
    places = [place for places in found.values() for place in places]

    assert len(places) > 350
    assert [place.label for place in places if find_places(place.label) != [place]] == []
    assert [name for name, places in found.items() if len({place.label for place in places}) != len(places)] == []


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=130))
def test_any_text_can_be_asked(text):
    assert isinstance(find_places(text), list)


@pytest.mark.parametrize(
    ("plz", "town", "ortsteil", "gemeinde", "kreis", "is_certain"),
    [
        ("09111", "Chemnitz", "", "14511000", "14511", True),
        ("09111", "", "", "14511000", "14511", True),
        ("", "Chemnitz", "", "14511000", "14511", True),
        # one PLZ, several Gemeinden: the town decides, also by its short name
        ("01796", "Pirna", "", "14628270", "14628", True),
        ("01796", "Struppen", "", "14628390", "14628", True),
        # an Ortsteil stands where the town should
        ("04277", "Connewitz", "", "14713000", "14713", True),
        ("01796", "", "", None, "14628", False),
        ("01796", "Nirgendwo", "", None, "14628", False),
        # two Gemeinden of one name in two Kreise: not even the Kreis is sure
        ("22929", "Köthel", "", None, None, False),
        ("", "Mühlhausen", "", None, None, False),
        ("00000", "", "", None, None, False),
        ("", "", "", None, None, False),
        ("x\x00", "\x00", "\x00", None, None, False),
    ],
)
def test_address_lies_in_this_gemeinde(plz, town, ortsteil, gemeinde, kreis, is_certain):
    location = locate(plz, town, ortsteil)

    assert (location.gemeinde and location.gemeinde.ags) == gemeinde
    assert (location.kreis and location.kreis.ags) == kreis
    assert location.is_certain is is_certain
    assert (location.lat is not None) is is_certain


def test_uncertain_address_names_its_candidates():
    assert [gemeinde.name for gemeinde in locate("01796", "").candidates] == ["Dohma", "Pirna", "Struppen"]
    assert [gemeinde.ags[:5] for gemeinde in locate("22929", "Köthel").candidates] == ["01053", "01062"]


def test_loading_again_changes_nothing(region_tables, capsys):
    before = {name: model.objects.count() for name, model in TABLES.items()}
    samples = [Kreis.objects.order_by("pk").values()[7], Gemeinde.objects.order_by("pk").values()[700]]

    call_command("load_regions")

    assert before == region_tables == {name: model.objects.count() for name, model in TABLES.items()}
    assert [Kreis.objects.order_by("pk").values()[7], Gemeinde.objects.order_by("pk").values()[700]] == samples
    assert capsys.readouterr().out == "".join(f"{name}: {number}\n" for name, number in before.items())


def test_counts_of_the_register():
    assert Land.objects.count() == 16
    assert Kreis.objects.real().count() == Kreis.objects.count() == 400
    assert Gemeinde.objects.filter(kreis__land="14").count() == 418
    assert Gemeinde.objects.filter(kreis__land="13").count() == 724


def test_every_gemeinde_of_saxony_and_mecklenburg_has_a_plz_and_a_position():
    here = Gemeinde.objects.filter(kreis__land__in=["13", "14"])

    assert list(here.filter(plz=None)) == []
    assert list(here.filter(lat=None)) == []


@pytest.mark.postgresql
def test_the_database_knows_at_once_what_lies_in_the_tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tablename::text FROM pg_stats WHERE tablename LIKE 'regions%'")
        known = {name for (name,) in cursor.fetchall()}
    assert known == {model._meta.db_table for model in TABLES.values()}
