"""The commands of the directory: search, load_catalogue, rebuild_search, refresh_hours."""

import json

import pytest
from django.core.management import CommandError, call_command

from schutznetz.directory.models import OpenInterval, SearchText
from schutznetz.directory.search import index
from tests.factories import (
    make_confidential_site,
    make_contact_point,
    make_gemeinde,
    make_help_line,
    make_network,
    make_offer,
    make_organisation,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db


def search(capsys, *arguments):
    call_command("search", *arguments, "--json")
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def found(capsys, *arguments):
    return sorted(result["title"] for result in search(capsys, *arguments)["results"])


def test_answer_has_exactly_the_promised_keys(capsys):
    offer = make_offer("Rat für Eltern", organisation=make_organisation("Beratungsstelle"), access="open", cost="free")

    answer = search(capsys, "Rat", "--plz", "09901")

    assert answer.keys() == {"total", "took_ms", "results", "facets"}
    assert answer["took_ms"] >= 0
    assert answer["total"] == 1
    assert answer["results"] == [
        {
            "id": str(offer.pk),
            "title": "Rat für Eltern",
            "organisation": "Beratungsstelle",
            "offer_types": ["erziehungsberatung"],
            "distance_km": 0.0,
            "distance_is_rough": False,
        }
    ]
    assert answer["facets"] == {
        "type": {"erziehungsberatung": 1},
        "gemeinde": {"14901010": 1},
        "access": {"open": 1},
        "cost": {"free": 1},
    }


def test_answer_without_a_hit_has_the_same_keys(capsys):
    make_offer()

    answer = search(capsys, "Dudelsack")

    assert (answer["total"], answer["results"]) == (0, [])
    assert answer["facets"] == {"type": {}, "gemeinde": {}, "access": {}, "cost": {}}


def test_without_a_network_everything_is_found(capsys):
    make_network("auental")
    far = make_gemeinde("Fernau", "14902010", plz="09903")
    make_offer("Hier")
    make_offer("Dort", site=make_site(gemeinde=far))

    assert found(capsys) == ["Dort", "Hier"]
    assert found(capsys, "--network", "auental") == ["Hier"]


def test_every_option_narrows_the_search(capsys):
    make_offer("Andere", age_from=120, access="phone", cost="fee", site=make_site(lat=53.0, lon=10.0))
    make_offer(
        "Gesucht",
        offer_type=make_type("schreiambulanz", "Schreiambulanz"),
        site=make_site(barrier="yes"),
        contact_point=make_contact_point(hours="24/7"),
        age_from=0,
        age_to=35,
        access="open",
        cost="free",
        targets=["fathers"],
        loads=["FS2"],
        flags=["anonymous"],
        languages=["uk"],
        free_places=2,
        capacity_on="2026-01-01",
    )

    for narrowed in (
        ["Gesucht"],
        ["--plz", "09901"],
        ["--plz", "09901", "--radius", "5"],
        ["--age-months", "6"],
        ["--type", "schreiambulanz"],
        ["--target", "fathers"],
        ["--load", "FS2"],
        ["--flag", "anonymous"],
        ["--access", "open"],
        ["--cost", "free"],
        ["--language", "uk"],
        ["--open-now"],
        ["--free-places"],
        ["--barrier-free"],
    ):
        assert found(capsys, *narrowed) == ["Gesucht"], narrowed
    assert found(capsys, "--plz", "09901", "--radius", "500") == ["Andere", "Gesucht"]


def test_shelter_is_found_around_a_plz_of_its_kreis(capsys):
    make_gemeinde("Fernau", "14902010", plz="09903")
    make_offer("Zuflucht", site=make_confidential_site(kreis=make_gemeinde().kreis))

    assert found(capsys, "Zuflucht", "--plz", "09901") == ["Zuflucht"]
    assert found(capsys, "Zuflucht in 09901") == ["Zuflucht"]
    assert found(capsys, "Zuflucht", "--plz", "09903") == []


def test_limit_cuts_the_list_and_not_the_total(capsys):
    for _ in range(3):
        make_offer()

    for limit, shown in (("2", 2), ("0", 0), ("-1", 0), ("99", 3)):
        answer = search(capsys, "--limit", limit)
        assert (len(answer["results"]), answer["total"]) == (shown, 3)


def test_place_in_the_question_is_understood(capsys):
    make_gemeinde("Moosbach", "14901020", plz="09902", lat=52.0, lon=13.0)
    make_offer("Krabbelkreis")

    assert search(capsys, "Krabbelkreis in Moosbach")["total"] == 0
    assert (
        search(capsys, "Krabbelkreis in Moosbach", "--network", make_network().slug)["results"][0]["distance_km"] > 100
    )


def test_explain_says_how_the_question_was_understood(capsys):
    make_offer("Rat", offer_type=make_type("schreiambulanz", "Schreiambulanz", ["Baby schreit"]))

    explain = search(capsys, "Baby schreit", "--explain")["explain"]

    assert explain.keys() == {"words", "types"}
    assert [row["asked"] for row in explain["words"]] == ["baby", "schreit"]
    assert explain["types"] == [{"type": "schreiambulanz", "weight": 1.0, "because": "Baby schreit"}]


def test_people_read_a_list(capsys):
    make_offer("Rat für Eltern", organisation=make_organisation("Beratungsstelle"))

    call_command("search", "Rat", "--plz", "09901", "--explain")

    first, second, *explained = capsys.readouterr().out.splitlines()
    assert first.startswith("1 Treffer in ")
    assert second == "  Rat für Eltern – Beratungsstelle, 0.0 km"
    assert explained[:2] == ["    weil: „rat“ steht im Titel", "    weil: 0,0 km entfernt"]
    assert "bestätigt" in explained[2]
    assert explained[3].startswith("  „rat“: rat (Wort)")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_unknown_network_is_named_with_those_that_exist(capsys, options):
    make_network("auental")
    make_network("bergland", "Netzwerk Bergland")

    with pytest.raises(CommandError) as caught:
        call_command("search", "Rat", "--network", "nirgendwo", *options)

    assert str(caught.value) == "Das Netzwerk „nirgendwo“ gibt es nicht. Vorhanden: auental, bergland."
    assert caught.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_unknown_network_where_there_is_none():
    with pytest.raises(CommandError, match="Vorhanden: noch keines"):
        call_command("search", "Rat", "--network", "nirgendwo")


@pytest.mark.parametrize("plz", ["99999", "abc", "0990", "' OR 1=1"])
def test_unknown_plz_is_refused(capsys, plz):
    make_gemeinde()

    with pytest.raises(CommandError) as caught:
        call_command("search", "Rat", "--plz", plz, "--json")

    assert str(caught.value) == f"Die Postleitzahl „{plz}“ kennen wir nicht."
    assert caught.value.returncode == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["'", '"', "NEAR(a b)", "*", "a" * 200_000, "§ 8a", "\x00", "-", "💚"])
def test_any_text_is_a_question(capsys, text):
    make_offer()

    assert search(capsys, text)["total"] >= 0


def test_rebuild_search_says_how_many_offers_are_in_the_index(capsys):
    make_offer("Rat für Eltern")
    make_help_line()
    make_offer("Unter uns", visibility="network")
    SearchText.objects.update(title="kaputt")

    call_command("rebuild_search")

    assert capsys.readouterr().out == "Angebote im Index: 2\n"
    assert found(capsys, "Eltern") == ["Rat für Eltern"]


def test_refresh_hours_writes_the_open_times_anew(capsys):
    offer = make_offer(contact_point=make_contact_point(hours="24/7"))
    OpenInterval.objects.all().delete()
    assert found(capsys, "--open-now") == []

    call_command("refresh_hours")

    assert capsys.readouterr().out == f"Offene Zeiten: {OpenInterval.objects.count()}\n"
    assert found(capsys, "--open-now") == [offer.title]
    assert index.rebuild() == 1
