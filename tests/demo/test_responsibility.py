"""For every unit of the example networks there is somebody at every minute of 400 days (R01, R03)."""

import csv
from datetime import datetime, time
from itertools import pairwise

import pytest

from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.answering import reading
from schutznetz.jurisdiction.answering.answers import Address, Question
from schutznetz.jurisdiction.answering.chain import POLICE, now_and_then, turns
from schutznetz.jurisdiction.answering.reading import Chains
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.jurisdiction.presenting.checks import report
from schutznetz.networks.models import Network
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
DAYS = 400
SLUGS = ("musterkreis", "leipzig", "erzgebirgskreis", "nordwestmecklenburg", "saechsische-schweiz")
POLICE_FIRST = "Polizei: ruft nachts die Bereitschaft des Jugendamts"


def chains():
    found = Chains(Network.objects.filter(slug__in=SLUGS), NOW)
    return {unit.name: found.of_unit(pk) for pk, unit in reading.units(found.units()).items()}


def label_at(unit, *moment):
    turn, _ = now_and_then(chains()[unit], datetime(*moment, tzinfo=ZONE))
    return turn.link.label


def test_every_minute_of_400_days_has_one_answer_with_a_number():
    units = chains()
    begin = datetime.combine(TODAY, time(), ZONE)

    assert len(units) == 3 + 10 + 4 + 2 + 3
    for unit, links in units.items():
        found = turns(links, NOW, DAYS)

        assert (found[0].begins, found[-1].ends) == (begin, None), unit
        assert all(one.ends == other.begins for one, other in pairwise(found)), unit
        assert all(turn.link.phone for turn in found), unit
        assert all(one.link is not other.link for one, other in pairwise(found)), unit
        # nobody is left with 110 alone
        assert [turn for turn in found if turn.link is POLICE] == [], unit


@pytest.mark.parametrize(
    ("unit", "moment", "expected"),
    [
        ("Sozialer Dienst Musterstadt", (2026, 11, 23, 9), "Sozialer Dienst Musterstadt"),
        # closed afternoon of a working day
        ("Sozialer Dienst Musterstadt", (2026, 11, 23, 14), "Bereitschaftsdienst des Jugendamts"),
        ("Sozialer Dienst Musterstadt", (2026, 11, 24, 17, 59), "Sozialer Dienst Musterstadt"),
        # Buß- und Bettag is a holiday in Sachsen only
        ("Sozialer Dienst Musterstadt", (2027, 11, 17, 9), "Bereitschaftsdienst des Jugendamts"),
        ("Sozialer Dienst Wismar (Beispiel)", (2027, 11, 17, 9), "Kinderschutz-Hotline Mecklenburg-Vorpommern"),
        ("Sozialer Dienst Wismar (Beispiel)", (2027, 11, 18, 9), "Sozialer Dienst Wismar (Beispiel)"),
        # Frauentag is a holiday in Mecklenburg-Vorpommern only; Reformationstag in both, here on a Sunday
        ("Sozialer Dienst Wismar (Beispiel)", (2027, 3, 8, 9), "Kinderschutz-Hotline Mecklenburg-Vorpommern"),
        ("Sozialer Dienst Musterstadt", (2027, 3, 8, 9), "Sozialer Dienst Musterstadt"),
        ("Sozialer Dienst Musterstadt", (2026, 12, 24, 9), "Bereitschaftsdienst des Jugendamts"),
        ("Sozialer Dienst Musterstadt", (2026, 12, 28, 9), "Sozialer Dienst Musterstadt"),
        ("Sozialer Dienst Fichtenrode", (2026, 12, 28, 9), "Bereitschaftsdienst des Jugendamts"),
        ("Sozialer Dienst Musterstadt", (2026, 12, 31, 9), "Bereitschaftsdienst des Jugendamts"),
        # the night of the clock change, forward and back
        ("Sozialer Dienst Mitte (Beispiel)", (2027, 3, 28, 2, 30), "Kinder- und Jugendnotdienst (Beispiel)"),
        ("Sozialer Dienst Mitte (Beispiel)", (2027, 10, 31, 2, 30), "Kinder- und Jugendnotdienst (Beispiel)"),
        # between two shifts of the roster the police answers and calls
        ("Sozialer Dienst Stollberg (Beispiel)", (2026, 11, 25, 17), "Abendbereitschaft des Jugendamts (Beispiel)"),
        ("Sozialer Dienst Stollberg (Beispiel)", (2026, 11, 25, 22), POLICE_FIRST),
    ],
)  # fmt: skip
def test_answer_of_the_hour(unit, moment, expected):
    if moment == (2027, 11, 17, 9) and "Wismar" in unit:
        # an ordinary Wednesday there, on which this office is closed
        assert not DutyService.objects.get(name=unit).hours.count("We")
    assert label_at(unit, *moment) == expected


def test_leap_day_has_an_answer():
    assert label_at("Sozialer Dienst Musterstadt", 2028, 2, 29, 9) == "Sozialer Dienst Musterstadt"


@pytest.mark.parametrize("slug", SLUGS)
def test_check_finds_nothing_to_do(slug):
    assert report(Network.objects.select_related("kreis").get(slug=slug), NOW)["ok"]


def test_every_number_was_confirmed_by_a_second_function():
    assert not EmergencyNumber.objects.filter(confirmed_at=None).exists()


def ask(**address):
    return access.answer(Question(Address.of(**address), datetime(2026, 11, 24, 9, tzinfo=ZONE)))


@pytest.mark.parametrize(
    ("address", "units"),
    [
        ({"plz": "00101", "ortsteil": "Nordhang"}, ["Sozialer Dienst Fichtenrode"]),
        ({"plz": "00102", "ortsteil": "Zentrum", "street": "Lange Str. 7"}, ["Sozialer Dienst Musterstadt"]),
        ({"plz": "00102", "ortsteil": "Zentrum", "street": "Lange Straße 8"}, ["Sozialer Dienst Sonnenrode"]),
        ({"plz": "00102", "ortsteil": "Zentrum"}, ["Sozialer Dienst Musterstadt", "Sozialer Dienst Sonnenrode"]),
        ({"ort": "Gohlis"}, ["Sozialer Dienst Nord (Beispiel)"]),
        ({"plz": "04207", "ort": "Grünau"}, ["Sozialer Dienst West (Beispiel)"]),
        ({"ort": "Aue"}, ["Sozialer Dienst Aue-Bad Schlema (Beispiel)"]),
    ],
)
def test_address_leads_to_its_unit(address, units):
    answer = ask(**address)

    assert sorted(one.unit.name for one in answer.candidates if one.unit) == units
    assert answer.is_ambiguous == (len(units) > 1)


def test_city_and_landkreis_of_one_name_are_told_apart():
    answer = ask(ort="Leipzig")

    assert answer.is_ambiguous
    assert {one.kreis.name for one in answer.candidates} == {"Stadt Leipzig", "Landkreis Leipzig"}
    assert all(one.tell_apart.startswith(one.kreis.name) for one in answer.candidates)


def test_place_outside_every_network_gets_its_kreis_by_name_and_numbers():
    (candidate,) = ask(plz="80331").candidates

    assert (candidate.kreis.name, candidate.network, candidate.unit) == ("Stadt München", None, None)
    assert candidate.now.link is POLICE


def test_every_plz_of_saxony_and_mecklenburg_names_all_its_kreise(test_data):
    """Right is the same set of Kreise, ambiguous more; one missing would be wrong (R06)."""
    expected: dict[str, set[str]] = {}
    with (test_data / "regions" / "plz_kreis.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kreis_ags"][:2] in {"13", "14"}:
                expected.setdefault(row["plz"], set()).add(row["kreis_ags"])
    found = {}
    for plz in expected:
        answer = ask(plz=plz)
        found[plz] = {one.kreis.ags for one in answer.candidates}
        assert answer.is_ambiguous or len(found[plz]) == 1, plz

    assert len(expected) > 550
    assert [plz for plz, kreise in expected.items() if not kreise <= found[plz]] == []


@pytest.mark.parametrize(
    ("name", "kreise"),
    [
        ("Rostock", {"Stadt Rostock", "Landkreis Rostock"}),
        ("Wismar", {"Landkreis Nordwestmecklenburg"}),
        ("Greifswald", {"Landkreis Vorpommern-Greifswald"}),
        ("Stralsund", {"Landkreis Vorpommern-Rügen"}),
        ("Neubrandenburg", {"Landkreis Mecklenburgische Seenplatte"}),
        ("Plauen", {"Vogtlandkreis"}),
        ("Görlitz", {"Landkreis Görlitz"}),
        ("Hoyerswerda", {"Landkreis Bautzen"}),
        ("Zwickau", {"Landkreis Zwickau"}),
    ],
)
def test_former_cities_of_their_own_and_namesakes_lead_to_todays_kreis(name, kreise):
    assert kreise <= {one.kreis.name for one in ask(ort=name).candidates}


@pytest.mark.parametrize(
    "text", ["", "a" * 10_000, "51.34, 12.37", "<script>alert(1)</script>", "\x00", "1010", "99999"]
)
def test_what_cannot_be_a_place_gets_numbers(text):
    answer = ask(ort=text)

    assert answer.candidates == []
    assert [one.link.phone for one in answer.fallback[:2]] == ["110", "112"]
