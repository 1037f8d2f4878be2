"""``manage.py import_regions``: territory changes keep their history, nothing is deleted, another file is refused."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from schutznetz.regions import access
from schutznetz.regions.importing.record import shown
from schutznetz.regions.models import Gemeinde, Kreis, Place
from tests.factories import make_gemeinde, make_kreis, make_land
from tests.regions.official import card, feature, line, register, square

pytestmark = pytest.mark.django_db
TOWNS = {"14901010": "Auental", "14901020": "Bergdorf", "14901030": "Tann", "14901040": "Eich", "14901050": "Birk"}


@pytest.fixture(autouse=True)
def tables():
    """One Kreis with five Gemeinden in Sachsen, and another Land that no file is about."""
    kreis = make_kreis("14901", "Landkreis Auental")
    for ags, name in TOWNS.items():
        make_gemeinde(name, ags, kreis=kreis, official_name=name)
    elsewhere = make_kreis("13901", "Landkreis Küste", land=make_land("13", "Mecklenburg-Vorpommern"))
    make_gemeinde("Strand", "13901010", kreis=elsewhere, plz="09903")
    access.forget()


@pytest.fixture
def run(tmp_path, capsys):
    def call(text, *arguments, kind="gv100ad"):
        (tmp_path / "amtlich").write_text(text, encoding="utf-8")
        call_command("import_regions", f"--{kind}", tmp_path / "amtlich", "--json", *arguments)
        return json.loads(capsys.readouterr().out)

    return call


def without(*ags, **new):
    return {key: name for key, name in TOWNS.items() if key not in ags} | new


def test_same_register_changes_nothing(run):
    said = run(register(TOWNS))

    assert said["gemeinden"] == {"new": [], "renamed": [], "moved": 0, "ended": [], "back": [], "unchanged": 5}
    assert said["stand"] == "2026-09-30"


def test_new_gemeinde_begins_with_the_day_of_the_file_and_is_found(run):
    said = run(register(TOWNS | {"14901060": "Neuau, Stadt"}))

    assert said["gemeinden"]["new"] == [{"ags": "14901060", "name": "Neuau"}]
    row = Gemeinde.objects.get(pk="14901060")
    assert (row.official_name, row.valid_from, row.kreis_id) == ("Neuau, Stadt", date(2026, 9, 30), "14901")
    assert [place.gemeinde for place in access.find_places("Neuau")] == [row]


def test_gemeinde_that_is_gone_ends_and_stays(run):
    said = run(register(without("14901030")))

    assert said["gemeinden"]["ended"] == [{"ags": "14901030", "name": "Tann", "successor": None}]
    assert said["without_successor"] == ["14901030"]
    assert Gemeinde.objects.get(pk="14901030").valid_until == date(2026, 9, 29)


def test_table_names_the_successor_and_the_old_name_is_still_found(run, tmp_path):
    (tmp_path / "wohin.csv").write_text("ags_alt;ags_neu;gilt_ab\n14901030;14901010;2026-01-01\n", encoding="utf-8")

    said = run(register(without("14901030")), "--successors", tmp_path / "wohin.csv")

    row = Gemeinde.objects.get(pk="14901030")
    assert (row.valid_until, row.successor_id) == (date(2025, 12, 31), "14901010")
    assert said["without_successor"] == []
    assert [place.gemeinde.name for place in access.find_places("Tann")] == ["Auental"]
    assert Place.objects.get(name="Tann").kind == "former_gemeinde"


def test_same_name_under_another_key_is_the_successor_and_a_kreis_ends_with_it(run):
    moved = {f"14902{ags[5:]}": name for ags, name in TOWNS.items()}
    more = {f"14903{number:03}": f"Ort {number}" for number in range(20)}
    kreis = make_kreis("14903", "Landkreis Weit")
    for ags, name in more.items():
        make_gemeinde(name, ags, kreis=kreis, official_name=name)

    said = run(register(moved | more, kreise={"14902": "Neukreis", "14903": "Weit"}))

    assert {row["successor"] for row in said["gemeinden"]["ended"]} == set(moved)
    assert said["kreise"] == {
        "new": [{"ags": "14902", "name": "Landkreis Neukreis"}],
        "ended": [{"ags": "14901", "name": "Landkreis Auental", "successor": "14902"}],
    }
    assert Kreis.objects.get(pk="14901").valid_until == date(2026, 9, 29)


def test_new_name_replaces_the_old_one_and_a_new_title_does_not(run):
    Gemeinde.objects.filter(pk="14901010").update(name="Auental (Sachsen)")

    said = run(register(TOWNS | {"14901010": "Auental, Stadt", "14901020": "Bergstadt"}))

    assert {row["ags"]: row["before"] for row in said["gemeinden"]["renamed"]} == {
        "14901010": "Auental", "14901020": "Bergdorf",
    }  # fmt: skip
    names = dict(Gemeinde.objects.filter(pk__in=["14901010", "14901020"]).values_list("pk", "name"))
    assert names == {"14901010": "Auental (Sachsen)", "14901020": "Bergstadt"}


def test_gemeinde_that_was_ended_by_mistake_comes_back(run):
    run(register(without("14901030")))

    said = run(register(TOWNS))

    assert said["gemeinden"]["back"] == [{"ags": "14901030", "name": "Tann"}]
    assert Gemeinde.objects.get(pk="14901030").valid_until is None


def test_land_that_is_not_in_the_file_stays_as_it_is(run):
    run(register(TOWNS))

    assert Gemeinde.objects.get(pk="13901010").valid_until is None


def test_invented_kreis_of_the_demo_never_ends(run):
    demo = make_kreis("14999", "Musterkreis", is_example=True)
    make_gemeinde("Musterstadt", "14999010", kreis=demo)

    run(register(TOWNS))

    assert Kreis.objects.get(pk="14999").valid_until is None
    assert Gemeinde.objects.get(pk="14999010").valid_until is None


def test_forest_without_people_is_not_taken_up(run):
    said = run(register(TOWNS | {"14901444": ("Großer Wald", "66")}))

    assert said["gemeinden"]["new"] == []


def test_dry_run_says_the_same_and_writes_nothing(run):
    file = register(without("14901030") | {"14901060": "Neuau"})
    dry = run(file, "--dry-run")

    assert Gemeinde.objects.filter(valid_until=None, kreis="14901").count() == 5
    assert run(file) == dry | {"dry_run": False}


def test_people_read_numbers_and_names(tmp_path, capsys):
    (tmp_path / "amtlich").write_text(register(without("14901030")), encoding="iso-8859-1")

    call_command("import_regions", "--gv100ad", tmp_path / "amtlich", "--dry-run")

    out = capsys.readouterr().out
    assert "Gebietsstand 30.09.2026" in out
    assert "Ohne Nachfolger (bitte mit --successors nennen): Tann (14901030)" in out
    assert out.endswith("Nichts ist geschrieben: Das war die Probe.\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name;Ort\nKita;Auental\n", "Zeile 1 beginnt nicht mit einer Satzart"),
        ("", "Es steht keine Gemeinde darin"),
        (line("60", "20260930", "1490101", "Auental"), "In Zeile 1 fehlen Schlüssel oder Name"),
        (line("60", "20261330", "149010100001", "Auental"), "kein Gebietsstand"),
        (register(TOWNS) + register(TOWNS), "ein zweites Mal"),
        (register(TOWNS, kreise={"14902": "X"}), "Der Kreis 14901 fehlt, seine Gemeinden sind da"),
        (register(TOWNS) + line("10", "20250101", "14", "Sachsen"), "mehr als einen Gebietsstand"),
        (register({"15901010": "Fern"}), "Das Land 15 kennen wir nicht"),
        (
            register({"14901010": "Auental"}),
            "Im Land 14 fehlen 4 von 5 Gemeinden. Die Datei ist wohl nicht vollständig",
        ),
    ],
)
def test_another_file_is_refused_with_a_sentence(run, text, sentence):
    with pytest.raises(CommandError, match=sentence) as caught:
        run(text)

    assert caught.value.returncode == 2
    assert Gemeinde.objects.filter(valid_until=None).count() == 6


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("alt;neu\n1;2\n", "braucht die Spalten"),
        ("ags_alt;ags_neu;gilt_ab\n14901030;14901010;1.1.26\n", "Zeile 2: gilt_ab bitte so schreiben"),
        ("ags_alt;ags_neu;gilt_ab\n14901030;14901030;2026-01-01\n", "Zeile 2: Bitte zwei verschiedene Schlüssel"),
        ("ags_alt;ags_neu;gilt_ab\n14901030;14901999;2026-01-01\n", "Der Nachfolger 14901999 von Tann"),
    ],
)
def test_unusable_table_of_successors_is_refused(run, tmp_path, text, sentence):
    (tmp_path / "wohin.csv").write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=sentence):
        run(register(without("14901030")), "--successors", tmp_path / "wohin.csv")


def test_map_gives_the_middle_and_ends_nothing(run):
    said = run(card(feature("14901010", "Auental", [square(12.0, 50.0)])), kind="vg250")

    row = Gemeinde.objects.get(pk="14901010")
    assert (row.lat, row.lon) == (50.05, 12.05)
    assert (said["gemeinden"]["moved"], said["gemeinden"]["ended"], said["stand"]) == (1, [], None)


def test_largest_part_counts_and_water_does_not(run):
    small, large, lake = square(12.0, 50.0, 0.01), square(13.0, 51.0, 0.2), square(14.0, 52.0, 0.9)
    run(
        card(feature("14901010", "Auental", [small, large], GF=4), feature("14901010", "Auental", [lake], GF=2)),
        kind="vg250",
    )

    row = Gemeinde.objects.get(pk="14901010")
    assert (row.lat, row.lon) == (51.1, 13.1)


def test_new_gemeinde_of_a_map_has_its_title(run):
    run(card(feature("14901060", "Neuau", [square(12.0, 50.0)], kind="Stadt")), kind="vg250")

    assert Gemeinde.objects.get(pk="14901060").official_name == "Neuau, Stadt"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "kein JSON"),
        ("[]", "„features“ fehlt"),
        ('{"features": [1]}', "keine Eigenschaften"),
        (card(), "Es steht keine Gemeinde darin"),
        (card(feature("14901", "Auental", [square(12.0, 50.0)])), "Bitte die Ebene GEM ausgeben, nicht KRS"),
        (card(feature("x", "Auental", [square(12.0, 50.0)])), "kein Schlüssel einer Gemeinde"),
        (card(feature("14901010", "", [square(12.0, 50.0)])), "fehlt der Name"),
        (card(feature("14901010", "Auental", [square(350000.0, 5600000.0)])), "Bitte als WGS 84"),
        (card(feature("14901010", "Auental", [])), "Fläche nicht zu lesen"),
        (card(feature("14901010", "Auental", [[[12.0, 50.0], [12.0, 50.0]]])), "Fläche nicht zu lesen"),
        (card(feature("14888010", "Fern", [square(12.0, 50.0)])), "Den Kreis 14888 kennen wir nicht"),
    ],
)
def test_another_map_is_refused_with_a_sentence(run, text, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(text, kind="vg250")


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="„fehlt“ ist nicht zu lesen"):
        call_command("import_regions", "--gv100ad", tmp_path / "fehlt")


@pytest.mark.parametrize(
    ("official", "name"),
    [("Görlitz, Stadt", "Görlitz"), ("Bautzen/Budyšin, Stadt", "Bautzen"), ("Baden-Baden", "Baden-Baden")],
)
def test_name_is_shown_without_title_and_sorbian_part(official, name):
    assert shown(official) == name
