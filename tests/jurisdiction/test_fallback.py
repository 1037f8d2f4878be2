"""The static pages behind "Jetzt Hilfe": the right number for every hour of eight days, and nothing else of anybody."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from schutznetz.common import phones
from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction.answering.chain import now_and_then
from schutznetz.jurisdiction.answering.reading import Chains
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.models import DutyService
from schutznetz.jurisdiction.presenting import days, sheets
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from tests.factories import (
    TODAY,
    make_confidential_site,
    make_function,
    make_gemeinde,
    make_help_line,
    make_kreis,
    make_network,
    make_site,
)
from tests.jurisdiction.duty import DUTY, OFFICE, WAITING, cover, make_service, make_unit, put_into_force
from tests.jurisdiction.static_pages import HEAVIEST, links, page_of, rows, sheets_of, soup, words


class TestPageOfAUnit:
    def test_says_who_answers_until_when_and_who_after_that(self, network, unit):
        page = page_of(unit, network)

        assert rows(page, "Mittwoch, 7. Oktober") == [
            ("bis 8 Uhr", f"tel:{DUTY}"),
            ("danach, 8 bis 15:30 Uhr", f"tel:{OFFICE}"),
            ("danach, ab 15:30 Uhr", f"tel:{DUTY}"),
        ]
        assert rows(page, "Samstag, 10. Oktober") == [("den ganzen Tag", f"tel:{DUTY}")]

    def test_shows_today_and_seven_days_and_never_says_today(self, network, unit):
        page = page_of(unit, network)
        headings = [h.get_text() for h in soup(page).select("h2")]

        assert headings[:8] == [days.day_name(TODAY + timedelta(days=offset)) for offset in range(8)]
        assert not re.search(r"\b(heute|morgen|jetzt offen)\b", words(page), re.IGNORECASE)

    def test_says_when_it_was_written_and_that_it_may_be_out_of_date(self, network, unit):
        text = " ".join(soup(page_of(unit, network)).get_text(" ").split())

        assert "Stand: Mittwoch, 7. Oktober 2026, 10:00 Uhr." in text
        assert "Zeiten und Nummern können sich seither geändert haben." in text

    @pytest.mark.parametrize("name", ["start", "unit", "gestoert"])
    def test_begins_with_the_way_out_and_the_emergency_numbers(self, network, unit, name):
        pages = sheets_of(network)
        page = {
            "start": pages[f"{sheets.HOME}index.html"],
            "unit": page_of(unit, network),
            "gestoert": pages[f"{sheets.HOME}gestoert.html"],
        }[name]

        assert [link["href"] for link in soup(page).select("a")[:3]] == ["/verlassen/", "tel:110", "tel:112"]

    def test_page_for_all_other_pages_names_the_lines_and_speaks_english_too(self, network):
        make_help_line("Elterntelefon", number="+498001110550")
        page = sheets_of(network)[f"{sheets.HOME}gestoert.html"]

        assert "Elterntelefon 0800 1110550 rund um die Uhr" in words(page)
        assert "not available right now" in soup(page).select_one("p[lang=en]").get_text()

    def test_on_a_holiday_of_the_land_the_duty_answers(self, network, unit):
        # Buß- und Bettag, a holiday in Sachsen alone
        page = page_of(unit, network, at=datetime(2026, 11, 16, 8, tzinfo=UTC))

        assert rows(page, "Mittwoch, 18. November") == [("den ganzen Tag", f"tel:{DUTY}")]
        assert len(rows(page, "Donnerstag, 19. November")) == 3

    def test_where_nobody_answers_stands_110(self, network):
        unit = make_unit()
        make_service(network, OFFICE, unit=unit, hours="Mo-Fr 08:00-15:30")

        assert rows(page_of(unit, network), "Samstag, 10. Oktober") == [("den ganzen Tag", "tel:110")]

    def test_unit_answers_in_every_network_of_its_kreis(self, network, unit):
        second = make_network("zweites", "A zuerst", kreis=network.kreis)

        assert rows(page_of(unit, second), "Samstag, 10. Oktober") == [("den ganzen Tag", f"tel:{DUTY}")]

    def test_number_that_nobody_confirmed_is_not_shown(self, network):
        unit = make_unit()
        put_into_force(make_service(network, None, unit=unit), WAITING, is_confirmed=False)
        page = page_of(unit, network)

        assert WAITING not in page
        assert rows(page, "Mittwoch, 7. Oktober") == [("den ganzen Tag", "tel:110")]

    def test_example_says_so_once(self, network, unit):
        DutyService.objects.filter(unit=unit).update(is_example=True)
        DutyService.objects.filter(unit=None).update(is_example=True, name="Bereitschaft (Beispiel)")
        text = words(page_of(unit, network))

        assert "Sozialer Dienst Nord (Beispiel)" in text
        assert "(Beispiel) (Beispiel)" not in text

    def test_names_the_nationwide_lines_with_their_hours(self, network, unit):
        make_help_line("Elterntelefon", number="+498001110550")
        line = make_help_line("Kindertelefon", number="116111")
        line.contact_point.hours = "Mo-Sa 14:00-20:00"
        line.contact_point.save()
        text = words(page_of(unit, network))

        assert "Elterntelefon 0800 1110550 rund um die Uhr" in text
        assert "Kindertelefon 116 111 Mo–Sa 14–20 Uhr, So geschlossen" in text


class TestClock:
    def test_both_hours_of_the_night_that_has_three_o_clock_twice_are_told_apart(self, network):
        begin = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30 in summer time
        link = Link("a", "Nacht", "duty", OFFICE, "24/7", shifts=((begin, begin + timedelta(hours=1)),))

        night = days.timetable([link], datetime(2026, 10, 24, 12, tzinfo=UTC))[1]

        assert [row.when for row in night.rows] == [
            "bis 2:30 Uhr (Sommerzeit)",
            "danach, 2:30 (Sommerzeit) bis 2:30 Uhr (Winterzeit)",
            "danach, ab 2:30 Uhr (Winterzeit)",
        ]

    def test_night_without_three_o_clock_has_no_gap(self):
        link = Link("a", "Nacht", "duty", OFFICE, "Mo-Su 02:30-08:00")

        night = days.timetable([link], datetime(2026, 3, 28, 12, tzinfo=UTC))[1]

        assert (night.name, [row.when for row in night.rows]) == (
            "Sonntag, 29. März",
            ["bis 3 Uhr", "danach, 3 bis 8 Uhr", "danach, ab 8 Uhr"],
        )

    @pytest.mark.parametrize("first", [date(2026, 3, 25), date(2026, 10, 21), date(2026, 12, 28), date(2028, 2, 25)])
    def test_at_every_half_hour_the_page_names_the_number_of_the_application(self, network, unit, first):
        at = datetime(first.year, first.month, first.day, tzinfo=ZONE)
        chain = Chains([network], at).of_unit(unit.pk)
        table = days.timetable(chain, at)

        for half_hour in range(0, 8 * 48, 5):
            moment = (at.astimezone(UTC) + timedelta(minutes=30 * half_hour)).astimezone(ZONE)
            day = next((day for day in table if day.name == days.day_name(moment.date())), None)
            if day is not None:
                turn, _ = now_and_then(chain, moment)
                assert _row_at(day, moment).number.href == phones.href(turn.link.phone)


def _row_at(day, moment):
    """Read the rows as a person does: the last one whose beginning is not after the clock."""
    clock = f"{moment:%H:%M}"
    beginnings = [re.match(r"danach, (?:ab )?(\d+)(?::(\d+))?", row.when) for row in day.rows]
    times = [f"{int(b[1]):02d}:{b[2] or '00'}" if b else "00:00" for b in beginnings]
    assert times == sorted(times)
    return [row for row, begins in zip(day.rows, times, strict=True) if begins <= clock][-1]


class TestHoursInWords:
    @pytest.mark.parametrize(
        ("expression", "said"),
        [
            ("24/7", "rund um die Uhr"),
            ("Mo,We,Fr 09:00-17:00; Tu,Th 09:00-19:00", "Mo, Mi, Fr 9–17 Uhr, Di, Do 9–19 Uhr, Sa–So geschlossen"),
            ("Mo-Su 08:00-24:00", "8–24 Uhr"),
            ("Mo-Fr 08:30-12:00,13:00-16:00", "Mo–Fr 8:30–12 und 13–16 Uhr, Sa–So geschlossen"),
            ("", "Zeiten nicht bekannt"),
        ],
    )
    def test_says_a_week(self, expression, said):
        assert days.weekly(expression, TODAY, "14") == said


class TestWay:
    """From a place to the page of its unit."""

    def test_gemeinde_leads_to_its_unit(self, network, unit):
        make_gemeinde("Auental")
        pages = sheets_of(network)
        start = pages[f"{sheets.HOME}netz/auental/index.html"]

        assert links(start)["Auental"] == sheets._unit_path(unit.pk)
        assert soup(start).base["href"] == "/jetzt/aushang/netz/auental/"
        assert links(pages[f"{sheets.HOME}index.html"])["Auental, Landkreis Auental"] == (
            f"netz/auental/{sheets._unit_path(unit.pk)}"
        )

    def test_ortsteil_leads_on_where_it_decides(self, network, unit):
        gemeinde = make_gemeinde("Auental")
        south = make_unit("Sozialer Dienst Süd")
        cover(south, network.kreis, gemeinde, ortsteil="Südhang")
        cover(unit, network.kreis, gemeinde, ortsteil="Nordhang")
        pages = sheets_of(network)
        start = links(pages[f"{sheets.HOME}netz/auental/index.html"])

        assert start["Südhang (Auental)"] == sheets._unit_path(south.pk)
        assert start["Nordhang (Auental)"] == sheets._unit_path(unit.pk)
        assert start["Auental"] == "14901010/"
        said = words(pages[f"{sheets.HOME}netz/auental/14901010/index.html"])
        assert "Südhang: Sozialer Dienst Süd" in said
        assert "alle anderen: Sozialer Dienst Nord" in said

    def test_street_and_plz_that_decide_are_named(self, network, unit):
        gemeinde = make_gemeinde("Auental")
        south = make_unit("Sozialer Dienst Süd")
        cover(south, network.kreis, gemeinde, street="Lange Straße", number_from=2, number_to=40, parity="even")
        cover(south, network.kreis, gemeinde, plz="09902")
        said = words(sheets_of(network)[f"{sheets.HOME}netz/auental/14901010/index.html"])

        assert "Lange Straße 2–40 (gerade): Sozialer Dienst Süd" in said
        # a stretch of street is narrower than a PLZ and may lie in it
        assert "PLZ 09902: Sozialer Dienst Süd" in said

    def test_place_without_a_unit_says_so_and_names_the_lines(self, network):
        make_gemeinde("Auental")
        make_help_line("Elterntelefon", number="+498001110550")
        said = words(sheets_of(network)[f"{sheets.HOME}netz/auental/14901010/index.html"])

        assert "Zuständig ist das Jugendamt: Landkreis Auental. Seine Nummer kennen wir noch nicht." in said
        assert "Elterntelefon" in said

    def test_every_link_leads_to_a_page(self, network, unit):
        for number in range(130):
            make_gemeinde(f"Ort {number}", f"14901{number + 100}", plz="")
        cover(make_unit("Sozialer Dienst Süd"), network.kreis, make_gemeinde("Auental"), ortsteil="Südhang")
        pages = sheets_of(network, make_network("seental", kreis=make_kreis("14902", "Landkreis Seental")))

        followed = 0
        for path, html in pages.items():
            if path.endswith(".css"):
                continue
            base = soup(html).base["href"].lstrip("/")
            for href in links(html).values():
                target = f"{base}{href.removeprefix('./')}index.html"
                assert href.startswith("/") or target in pages, (path, href)
                followed += 1
        assert followed > 260
        assert "jetzt/aushang/orte/o-2/index.html" in pages

    def test_no_network_still_has_numbers(self, db):
        pages = sheets_of()

        assert set(pages) == {f"{sheets.HOME}{name}" for name in ("index.html", "gestoert.html", "aushang.css")}
        assert "bei Gefahr die 110" in words(pages[f"{sheets.HOME}index.html"])


class TestWhatIsNotThere:
    def test_no_address_and_no_name_of_a_person(self, network, unit):
        gemeinde = make_gemeinde("Auental")
        make_site(unit.organisation, gemeinde, street="Geheimweg", house_number="77")
        make_confidential_site(unit.organisation, network.kreis)
        Holder.objects.create(
            function=make_function(unit.organisation, unit=unit), name="Erika Beispielname",
            visibility=Visibility.NETWORK, valid_from=date(2020, 1, 1),
        )  # fmt: skip
        everything = "".join(sheets_of(network).values())

        assert "Sozialer Dienst Nord" in everything
        for betraying in ("Geheimweg", "Am Anger", "09901", "Beispielname"):
            assert betraying not in everything

    def test_no_script_no_style_and_nothing_from_elsewhere(self, network, unit):
        for path, html in sheets_of(network).items():
            assert "//" not in re.sub(r"/\*.*?\*/", "", html), path
            assert not soup(html).select("script, style, [style], img, form, iframe, [onclick]"), path


class TestWeight:
    def test_busy_unit_stays_under_twenty_kilobytes(self, network, unit):
        for number in range(15):
            make_help_line(f"Hilfetelefon für alle, die etwas bedrückt {number}", number=f"+4930231252{number:02d}")
        DutyService.objects.filter(unit=unit).update(hours="Mo-Su 07:00-09:00,10:00-12:00,13:00-15:00,16:00-18:00")

        assert len(page_of(unit, network).encode()) <= HEAVIEST

    def test_large_kreis_stays_under_twenty_kilobytes(self, network, unit):
        town = make_gemeinde("Auental")
        south = make_unit("Sozialer Dienst für den Süden und Südosten der Stadt")
        for number in range(240):
            make_gemeinde(f"Oberhausen-Niederhausen {number}", f"14901{number + 100}", plz="")
            cover(south, network.kreis, town, ortsteil=f"Ortsteil an der Langen Wiese {number}")
        pages = sheets_of(network)

        assert max(len(html.encode()) for html in pages.values()) <= HEAVIEST
