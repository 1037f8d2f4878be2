"""Hours on paper: an ordinary week, holidays, closing days; only what is certain."""

from datetime import UTC, date, datetime

import pytest

from schutznetz.jurisdiction.answering.timetable import Deviation, Link
from schutznetz.publishing.presenting import times

TODAY = date(2026, 11, 22)


def link(hours, **values):
    return Link("a", "Dienst", "unit", "110", hours, land="14", **values)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("24/7", "rund um die Uhr"),
        ("Mo-Fr 08:00-16:00; PH off", "Mo–Fr 8–16 Uhr, nicht an Feiertagen"),
        ("Mo-Fr 08:00-12:00; Tu,Th 08:00-12:00,13:00-18:00; PH off",
         "Mo, Mi, Fr 8–12 Uhr; Di, Do 8–12 und 13–18 Uhr, nicht an Feiertagen"),
        ("Mo-Sa 14:00-20:00", "Mo–Sa 14–20 Uhr, Feiertage: keine Angabe"),
        ("Mo-Su 08:00-24:00", "täglich 8–24 Uhr, auch an Feiertagen"),
        ("Mo-Fr 07:30-15:30; PH 10:00-12:00", "Mo–Fr 7:30–15:30 Uhr, an Feiertagen 10–12 Uhr"),
        ("Mo-Su,PH 18:00-08:00", "täglich 18–8 Uhr, auch an Feiertagen"),
        ("Fr 16:00-24:00; Sa,Su 00:00-24:00; PH off", "Fr 16 Uhr bis Mo 0 Uhr, nicht an Feiertagen"),
        ("Tu[1] 10:00-12:00", "weitere Zeiten, nicht in jeder Woche"),
        ("Mo 08:00-10:00; PH off; Tu[2] 10:00-12:00",
         "Mo 8–10 Uhr, weitere Zeiten, nicht in jeder Woche, nicht an Feiertagen"),
        ("", "Zeiten nicht bekannt"),
        ('unknown "nach Vereinbarung"', "Zeiten nicht bekannt"),
        # the end is not known: nothing after the beginning is certain
        ("Mo 07:30+", "Zeiten nicht bekannt"),
    ],
)  # fmt: skip
def test_hours_read_as_people_say_them(hours, said):
    assert times.in_words(link(hours), TODAY) == said


def test_the_week_between_the_years_is_no_ordinary_week():
    assert times.in_words(link("Mo-Fr 08:00-16:00; PH off"), date(2026, 12, 22)).startswith("Mo–Fr 8–16 Uhr")


def test_a_rostered_service_promises_only_its_roster():
    shift = (datetime(2026, 11, 23, 17, tzinfo=UTC), datetime(2026, 11, 24, 7, tzinfo=UTC))

    assert times.in_words(link("24/7", shifts=(shift,)), TODAY) == "nach Dienstplan"
    assert times.in_words(link("Mo-Fr 17:00-22:00; PH off", shifts=()), TODAY) == (
        "nach Dienstplan, Mo–Fr 17–22 Uhr, nicht an Feiertagen"
    )


def test_coming_closing_days_are_named_past_and_far_ones_are_not():
    days = [(date(2026, 12, 24), date(2026, 12, 24), "off"), (date(2026, 12, 28), date(2026, 12, 31), "off"),
            (date(2027, 1, 4), date(2027, 1, 4), "Mo 10:00-12:00"), (date(2026, 1, 2), date(2026, 1, 2), "off"),
            (date(2027, 12, 24), date(2027, 12, 24), "off")]  # fmt: skip

    said = times.in_words(link("24/7", deviations=tuple(Deviation(*row) for row in days)), TODAY)

    assert said == "rund um die Uhr, geschlossen am 24.12. und vom 28.12. bis 31.12., andere Zeiten am 4.1."
