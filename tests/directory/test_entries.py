"""Cards, contact blocks, facts and freshness: finished German sentences."""

from datetime import date, timedelta

import pytest

from schutznetz.directory.models import Site
from schutznetz.directory.presenting import entries
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from schutznetz.ui.components import Fact, Freshness, HoursRow, Link, Phone
from tests.factories import (
    NOW,
    TODAY,
    make_confidential_site,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_help_line,
    make_kreis,
    make_land,
    make_network,
    make_offer,
    make_site,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def card(offer, **values):
    return entries.result_card(offer, **{"network": None, "now": NOW, **values})


def test_card_has_one_number_and_never_a_fax():
    contact_point = make_contact_point(phones=())
    contact_point.phone_numbers.create(number="+493023125100", kind="fax")
    contact_point.phone_numbers.create(number="+493023125101", position=1)

    assert card(make_offer(contact_point=contact_point)).phone == Phone("030 23125101", "tel:+493023125101")
    assert card(make_offer(contact_point=make_contact_point(phones=()))).phone is None
    assert card(make_offer(contact_point=None)).phone is None


@pytest.mark.parametrize(
    ("hours", "state", "said"),
    [
        ("", "unknown", "Zeiten nicht bekannt"),
        ("24/7", "open", "rund um die Uhr"),
        ("We 08:00-16:00", "open", "jetzt offen, heute bis 16 Uhr"),
        ("We 12:00-16:00", "closed", "geschlossen, öffnet heute um 12 Uhr"),
        ("Th 08:30-12:00", "closed", "geschlossen, öffnet morgen um 8:30 Uhr"),
        ('unknown "nach Vereinbarung"', "unknown", "nach Vereinbarung"),
    ],
)
def test_card_says_whether_somebody_is_there_now(hours, state, said):
    found = card(make_offer(contact_point=make_contact_point(hours=hours)))

    assert (found.open_state, found.open_text) == (state, said)


def test_card_leads_into_the_portal_it_stands_in():
    offer = make_offer()

    assert card(offer).href == f"/angebot/{offer.pk}/"
    assert card(offer, network=make_network("auental")).href == f"/auental/angebot/{offer.pk}/"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Erziehungsberatung"),
        ({"targets": ["parents"]}, "Eltern"),
        ({"age_to": 35}, "Kinder bis zum 3. Geburtstag"),
        (
            {"targets": ["young_parents"], "for_pregnancy": True, "age_to": 11},
            "Sehr junge Eltern, Schwangerschaft bis zum 1. Geburtstag",
        ),
        ({"age_from": 36, "targets": ["fathers", "parents", "relatives"]}, "Eltern, Väter, ab 3 Jahre"),
        # flags and loads are no target groups
        ({"flags": ["anonymous"], "loads": ["FS7"]}, "Erziehungsberatung"),
    ],
)
def test_for_whom_an_offer_is_stands_in_one_line(values, said):
    assert entries.for_whom(make_offer(**values)) == said


def test_place_of_an_offer():
    site = make_site(gemeinde=make_gemeinde("Moosbach", "14901020", plz="09902"), ortsteil="Altstadt")

    assert entries.place(make_offer(site=site)) == "Moosbach, Altstadt"
    assert entries.place(make_offer(site=make_site())) == "Auental"
    assert entries.place(make_offer(site=make_confidential_site())) == "geschützter Ort"
    assert entries.place(make_offer(site=None)) == "ohne festen Ort"
    assert entries.place(make_help_line()) == "bundesweit, am Telefon"
    assert entries.place(make_help_line(area="land", land=make_land())) == "landesweit, am Telefon"


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        (
            {"name": "Haus A", "street": "Am Anger", "house_number": "3", "plz": "09901", "town": "Auental"},
            ["Haus A", "Am Anger 3", "09901 Auental"],
        ),
        ({"street": "Am Anger", "town": "Auental", "ortsteil": "Altstadt"}, ["Am Anger", "Auental, Altstadt"]),
        ({"plz": "09901"}, ["09901"]),
        ({}, []),
        (
            {"is_confidential": True, "street": "Geheimweg", "town": "Moosbach"},
            ["Der Ort ist geschützt. Sie erfahren ihn am Telefon."],
        ),
    ],
)
def test_lines_of_an_address(values, lines):
    assert entries.address(Site(**values)) == lines


def block(contact_point):
    return entries.contact_block(contact_point, now=NOW)


def test_contact_block_says_how_a_function_is_reached():
    function = make_function(title="Anmeldung")
    function.substitute = make_function(function.organisation, "Leitung")
    contact_point = make_contact_point(function, email="rat@anger.example", url="https://anger.example/rat/")
    contact_point.phone_numbers.create(number="+493023125100", kind="fax", position=1)
    contact_point.phone_numbers.create(number="+493023125101", note="abends", position=2)

    found = block(contact_point)

    assert (found.title, found.substitute, found.person) == ("Anmeldung", "Leitung", "")
    assert (found.email, found.website) == (
        "rat@anger.example",
        Link("anger.example/rat", "https://anger.example/rat/"),
    )
    assert sorted((phone.display, phone.note) for phone in found.phones) == [
        ("030 23125100", "Fax"),
        ("030 23125101", "abends"),
        ("030 23125147", ""),
    ]
    assert (found.open_state, found.open_text, found.hours) == ("unknown", "Zeiten nicht bekannt", ())


def test_week_begins_today_and_says_the_times_as_people_do():
    found = block(
        make_contact_point(hours='Mo-Fr 08:00-12:00; We 08:00-12:00,13:30-17:00; Sa unknown "nach Vereinbarung"')
    )

    assert found.hours == (
        HoursRow("Mittwoch", "8–12 und 13:30–17 Uhr", is_today=True),
        HoursRow("Donnerstag", "8–12 Uhr"),
        HoursRow("Freitag", "8–12 Uhr"),
        HoursRow("Samstag", "nach Vereinbarung"),
        HoursRow("Sonntag", "geschlossen"),
        HoursRow("Montag", "8–12 Uhr"),
        HoursRow("Dienstag", "8–12 Uhr"),
    )


def test_week_round_the_clock_and_into_the_night():
    always = block(make_contact_point(hours="24/7"))
    nights = block(make_contact_point(hours="We 20:00-06:00; Fr 18:00-24:00"))

    assert {row.times for row in always.hours} == {"rund um die Uhr"}
    assert [row.times for row in nights.hours[:3]] == ["20–6 Uhr", "geschlossen", "18–24 Uhr"]


def test_holiday_is_that_of_the_land_where_the_place_is():
    saxony = make_gemeinde("Auental", "14901010")
    bavaria = make_gemeinde("Mühlau", "09901010", kreis=make_kreis("09901", "Landkreis Mühlau"), plz="09903")
    day_of_prayer = NOW.replace(month=11, day=18)

    def state(gemeinde):
        point = make_contact_point(hours="We 08:00-16:00; PH off", site=make_site(gemeinde=gemeinde))
        return entries.contact_block(point, now=day_of_prayer).open_state

    # Buß- und Bettag is a holiday in Saxony only
    assert (state(saxony), state(bavaria)) == ("closed", "open")


def test_name_of_a_person_stands_in_the_block_only_with_consent():
    function = make_function()
    contact_point = make_contact_point(function)
    consent = {"visibility": Visibility.PUBLIC, "consent_on": TODAY - DAY, "consent_expires_on": TODAY + DAY}
    Holder.objects.create(function=function, name="Toni Muster", valid_from=TODAY, **consent)
    Holder.objects.create(function=function, name="Kim Beispiel", valid_from=TODAY)

    assert block(contact_point).person == "Toni Muster"
    assert entries.contact_block(contact_point, now=NOW + 2 * DAY).person == ""
    assert entries.contact_block(contact_point, now=NOW - 2 * DAY).person == ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, None),
        ({"free_places": 3, "capacity_on": TODAY}, "3 (Stand 07.10.2026)"),
        ({"free_places": 0, "capacity_on": TODAY}, "keine (Stand 07.10.2026)"),
        ({"waiting_weeks": 12, "capacity_on": TODAY}, "Wartezeit etwa 12 Wochen (Stand 07.10.2026)"),
        (
            {"free_places": 0, "waiting_weeks": 1, "capacity_on": date(2026, 9, 1)},
            "keine, Wartezeit etwa 1 Woche (Stand 01.09.2026)",
        ),
    ],
)
def test_capacity_is_shown_with_its_day(values, said):
    facts = {fact.label: fact.value for fact in entries.facts(make_offer(**values))}

    assert facts.get("Freie Plätze") == said


def test_facts_leave_out_what_is_not_known():
    assert entries.facts(make_offer()) == [
        Fact("Für wen", "Erziehungsberatung"),
        Fact("Zugang", "nicht bekannt"),
        Fact("Kosten", "nicht bekannt"),
    ]


@pytest.mark.parametrize(
    ("days", "interval", "level", "said"),
    [
        (0, 180, "confirmed", "Heute bestätigt"),
        (1, 180, "confirmed", "Gestern bestätigt"),
        (3, 180, "confirmed", "Vor 3 Tagen bestätigt"),
        (180, 180, "confirmed", "Vor 6 Monaten bestätigt"),
        (181, 180, "overdue", "Zuletzt vor 6 Monaten bestätigt. Bitte fragen Sie nach, ob noch alles stimmt."),
        (31, 30, "overdue", "Zuletzt vor 31 Tagen bestätigt. Bitte fragen Sie nach, ob noch alles stimmt."),
        (181, 730, "confirmed", "Vor 6 Monaten bestätigt"),
    ],
)
def test_freshness_is_said_openly(days, interval, level, said):
    function = make_function(title="Leitung")
    offer = make_offer(confirmed_at=NOW - days * DAY, confirmed_by_function=function)

    found = entries.freshness(offer, interval_days=interval, source="Quelle: Liste", now=NOW)

    exact = f"am {TODAY - days * DAY:%d.%m.%Y}, durch: Leitung"
    assert found == Freshness(level, said, exact, "Quelle: Liste")


def test_entry_that_nobody_confirmed_says_so():
    expected = Freshness("never", "Diesen Eintrag hat noch niemand bestätigt.", "", "Quelle: Liste")

    assert entries.freshness(make_offer(), source="Quelle: Liste", now=NOW) == expected


def test_help_line_is_one_number_with_its_state():
    offer = make_help_line("Nummer gegen Kummer", "116111")
    offer.contact_point.audience = "Kinder und Jugendliche"

    found = entries.help_line(offer, now=NOW)

    assert (found.title, found.phone.display, found.phone.href) == ("Nummer gegen Kummer", "116 111", "tel:116111")
    assert (found.state, found.state_text, found.for_whom) == ("open", "rund um die Uhr", "Kinder und Jugendliche")
    assert (found.is_emergency, found.checked) == (False, True)


def test_help_line_without_a_number_is_none():
    assert entries.help_line(make_offer(contact_point=None), now=NOW) is None
    assert entries.help_line(make_offer(contact_point=make_contact_point(phones=())), now=NOW) is None
