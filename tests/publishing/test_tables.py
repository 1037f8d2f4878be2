"""Excel and CSV as a German office opens them: what was a text stays one, and nothing is computed."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from schutznetz.publishing.files import delimited, spreadsheet
from schutznetz.publishing.files.entry import entry
from schutznetz.publishing.files.table import TYPED, UNTYPED
from tests.factories import NOW, make_contact_point, make_function, make_offer, make_organisation, make_site

pytestmark = pytest.mark.django_db
EVIL = ("=1+1", "+SUM(A1)", "-2+3", "@SUM(1)", "\t=1+1", "\r\n=1+1", " =1+1", "＝1+1")


@pytest.fixture
def offer():
    organisation = make_organisation("Größe & Söhne; gGmbH", parent=make_organisation('Träger "Süd"'))
    point = make_contact_point(
        make_function(organisation), phones=["+493023125147", "+431234567", "116111"], hours="Mo,Tu 08:00-12:00",
        email="post@haus.example",
    )  # fmt: skip
    made = make_offer(
        "Elterncafé", organisation=organisation, contact_point=point, site=make_site(organisation, plz="01796"),
        summary="Erst lesen;\r\ndann kommen.", languages=["de", "tr"], confirmed_at=NOW, source="Liste 2026",
    )  # fmt: skip
    made.refresh_from_db()
    return made


def row_of(offer):
    text = b"".join(delimited.lines([entry(offer)])).decode("utf-8-sig")
    return next(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def sheet_of(*offers):
    target = BytesIO()
    spreadsheet.write(map(entry, offers), target)
    target.seek(0)
    return target


def test_csv_has_what_excel_needs_and_keeps_every_zero(offer):
    raw = b"".join(delimited.lines([entry(offer)]))
    row = row_of(offer)

    assert raw.startswith(b"\xef\xbb\xbfAngebot;")
    assert (raw.count(b"\r\n"), raw.count(b"\n")) == (2, 2)
    assert row["Einrichtung"] == "Größe & Söhne; gGmbH"
    assert row["Träger"] == 'Träger "Süd"'
    assert row["PLZ und Ort"] == "01796 Auental"
    assert row["Telefon"] == "030 23125147"
    assert row["Weitere Nummern"] == "0043 1 234567, 116 111"
    assert row["Beschreibung"] == "Erst lesen; dann kommen."
    assert row["Zeiten"] == "Mo, Di 8–12 Uhr"
    assert row["Sprachen"] == "Deutsch, Türkisch"
    assert (row["Zuletzt bestätigt"], row["Quelle"]) == ("07.10.2026", "Liste 2026")


def test_csv_computes_nothing(offer):
    for evil in EVIL:
        offer.title = offer.source = evil
        row = row_of(offer)

        assert {row["Angebot"], row["Quelle"]} == {f"'{evil.strip()}"}


def test_csv_has_no_cell_that_begins_like_a_formula(offer):
    offer.contact_point.phone_numbers.all().delete()
    offer.contact_point.phone_numbers.create(number="+431234567")

    assert [cell for cell in row_of(offer).values() if cell.startswith(delimited.FORMULA)] == []


def test_workbook_has_texts_dates_and_no_formula(offer):
    offer.title = "=1+1"
    made = sheet_of(offer)
    head, row = CalamineWorkbook.from_filelike(made).get_sheet_by_name("Angebote").to_python()
    found = dict(zip(head, row, strict=True))

    assert (found["Angebot"], found["PLZ"], found["Ort"]) == ("=1+1", "01796", "Auental")
    assert found["Telefon"] == "030 23125147"
    assert found["Zuletzt bestätigt"] in {date(2026, 10, 7), datetime(2026, 10, 7)}  # noqa: DTZ001 -- as Excel has it
    parts = ZipFile(made)
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert not [name for name in parts.namelist() if "hyperlink" in name.lower() or "external" in name.lower()]


def test_tables_say_the_same(offer):
    heads = {column.head for column in TYPED} ^ {column.head for column in UNTYPED}

    assert heads == {"PLZ", "Ort", "PLZ und Ort"}
    assert len(CalamineWorkbook.from_filelike(sheet_of()).get_sheet_by_index(0).to_python()) == 1
