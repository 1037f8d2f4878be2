"""Contacts and calendars, read by the libraries that telephones' makers would take."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from schutznetz.common import hours
from schutznetz.publishing.files import calendars, contacts
from schutznetz.publishing.files.entry import entry
from tests.factories import NOW, make_contact_point, make_function, make_offer, make_organisation, make_site

DAY = date(2026, 10, 7)
BERLIN = ZoneInfo("Europe/Berlin")


def cards(*offers):
    return list(vobject.readComponents(b"".join(contacts.cards(map(entry, offers))).decode()))


def events(*offers):
    return Calendar.from_ical(b"".join(calendars.calendar(map(entry, offers), DAY, "Netz"))).walk("VEVENT")


def occurrences(event, days=calendars.WEEKS_AHEAD * 7):
    """Return when an event happens, as a calendar program works it out."""
    from dateutil.rrule import rruleset, rrulestr

    start = event["DTSTART"].dt
    found = rruleset()
    if "RRULE" in event:
        found.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start))
    else:
        found.rdate(start)
    for name, add in (("RDATE", found.rdate), ("EXDATE", found.exdate)):
        for one in event[name].dts if name in event else ():
            add(one.dt)
    return [moment.date() for moment in found.between(start - timedelta(1), start + timedelta(days), inc=True)]


def offer_with(expression="Mo-Fr 08:00-12:00", **values):
    organisation = make_organisation("Haus, am Bach; Süd")
    point = make_contact_point(
        make_function(organisation, "Anmeldung"), hours=expression, email="post@haus.example",
        site=values.get("site") or make_site(organisation),
    )  # fmt: skip
    made = make_offer("Elterncafé für Väter und Mütter", organisation=organisation, contact_point=point, **values)
    made.refresh_from_db()
    return made


@pytest.mark.django_db
def test_card_is_of_a_function_with_everything_to_reach_it():
    offer = offer_with(confirmed_at=NOW)
    offer.contact_point.phone_numbers.create(number="+493023125148", kind="fax", position=1)
    (card,) = cards(offer)

    assert card.version.value == "3.0"
    assert card.fn.value == "Haus, am Bach; Süd: Anmeldung"
    assert card.org.value == ["Haus, am Bach; Süd", "Anmeldung"]
    assert {row.value for row in card.tel_list} == {"+493023125147", "+493023125148"}
    assert card.email.value == "post@haus.example"
    assert (card.adr.value.street, card.adr.value.code, card.adr.value.city) == ("Am Anger 3", "09901", "Auental")
    assert "Mo, Di, Mi, Do, Fr 8–12 Uhr" in card.note.value
    assert "zuletzt bestätigt am 07.10.2026" in card.note.value


@pytest.mark.django_db
def test_offers_of_one_contact_share_a_card():
    first = offer_with()
    second = make_offer("Krabbelgruppe", organisation=first.organisation, contact_point=first.contact_point)
    without = make_offer("Ohne Weg", contact_point=None)
    (card,) = cards(first, second, without)

    assert "Elterncafé für Väter und Mütter, Krabbelgruppe" in card.note.value


@pytest.mark.parametrize("expression", [
    "Mo-Fr 08:00-12:00; Tu 14:00-18:00; PH off",  # holidays of Sachsen, among them one that only Sachsen has
    "Mo-Fr 08:00-16:00",  # nothing said about holidays: they are not certain
    "Fr 22:00-06:00",
    "Mo[1] 10:00-12:00",
    "Dec-Feb Mo 10:00-12:00; Mar-Nov Mo 09:00-12:00",
])  # fmt: skip
def test_calendar_says_what_the_directory_says(expression):
    """Every day of the half year: what repeats, less what is taken out, is what our own evaluation calls open."""
    found = calendars.series_of(expression, DAY, "14")
    said = {(day, series.opens, series.lasts) for series in found for day in series.days}
    spans = hours.open_spans(expression, DAY, "14", calendars.WEEKS_AHEAD * 7)

    assert said == {(begin.date(), begin.time(), end.replace(tzinfo=None) - begin.replace(tzinfo=None))
                    for begin, end in spans}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("expression", "number"), [
    ("Mo-Fr 08:00-12:00; Tu 14:00-18:00; PH off", 2), ("Mo[1] 10:00-12:00", 1), ("24/7", 0), ("", 0),
])  # fmt: skip
def test_events_happen_when_somebody_is_there(expression, number):
    found = events(offer_with(expression))
    opened = {begin.date() for begin, _ in hours.open_spans(expression, DAY, "14", 26 * 7)} if number else set()

    assert len(found) == number
    assert {day for event in found for day in occurrences(event)} == opened
    for event in found:
        assert event["DTSTART"].dt.tzinfo.key == "Europe/Berlin"
        assert str(event["LOCATION"]) == "Am Anger 3, 09901 Auental"
        assert str(event["SUMMARY"]) == "Elterncafé für Väter und Mütter"


@pytest.mark.django_db
def test_holiday_is_taken_out_and_the_key_of_an_event_stays():
    offer = offer_with("Mo-Fr 08:00-12:00; PH off")
    (event,) = events(offer)

    assert datetime(2026, 12, 25, 8, tzinfo=BERLIN) in [one.dt for one in event["EXDATE"].dts]
    assert event["DTSTAMP"].dt == max(offer.changed_at, offer.contact_point.changed_at).replace(microsecond=0)
    later = b"".join(calendars.calendar([entry(offer)], DAY + timedelta(days=30), "Netz"))
    assert [str(one["UID"]) for one in Calendar.from_ical(later).walk("VEVENT")] == [str(event["UID"])]


@pytest.mark.django_db
def test_long_lines_are_folded_between_letters():
    offer = offer_with()
    offer.title = "Ä" * 200
    raw = b"".join(calendars.calendar([entry(offer)], DAY, "Netz"))

    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert str(events(offer)[0]["SUMMARY"]) == "Ä" * 200
