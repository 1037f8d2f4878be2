"""Where the header stands, what is title and footer, and what a column's name says."""

import pytest

from schutznetz.directory.importing import table
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Log
from schutznetz.directory.importing.headers import column_word, target_of_content
from schutznetz.directory.importing.reading.grid import Grid

NAMES = ["Name", "Straße", "PLZ", "Ort", "Telefon"]
KITA = ["Kita A", "Am Anger 3", "09901", "Auental", "030 23125100"]


def grid(*rows, **values):
    return Grid("", lambda: enumerate(rows, start=1), **values)


def test_title_blank_rows_heading_and_footer():
    found = table.find(
        grid(["Kitas in Auental"], [], NAMES, KITA, [], ["Ortsteil Nord"], KITA, ["Stand: 2024", "", ""])
    )
    log = Log()

    assert (found.header, found.header_row, found.title) == (tuple(NAMES), 3, "Kitas in Auental")
    assert [number for number, _ in found.rows(log)] == [4, 7]
    assert [(entry.row, entry.code, entry.value) for entry in log.warnings] == [
        (6, "not_a_record", "Ortsteil Nord"),
        (8, "not_a_record", "Stand: 2024"),
    ]


def test_repeated_header_is_no_row():
    assert [number for number, _ in table.find(grid(NAMES, KITA, NAMES, KITA)).rows()] == [2, 4]


@pytest.mark.parametrize("merged", [{1: {2: 1, 3: 1}}, {}])
def test_header_of_two_rows(merged):
    above = ["", "Einrichtung", "", "", "Träger", ""]
    names = ["Nr.", "Name", "Straße", "PLZ", "Name", "Telefon"]

    found = table.find(grid(above, names, ["1", *KITA], merged=merged))

    assert found.header[1:4] == ("Einrichtung Name", "Straße", "PLZ")
    assert found.header[4] == "Träger Name"


def test_names_that_nobody_knows_still_make_a_header():
    assert table.find(grid(["Spalte A", "Spalte B"], ["x", "030 23125100"])).header == ("Spalte A", "Spalte B")


def test_a_list_without_a_header_is_refused():
    with pytest.raises(ImportRefused, match="keine Kopfzeile"):
        table.find(grid(KITA, KITA))


def test_sheet_of_mere_text_is_no_table():
    assert table.find(grid([], ["Nur ein Deckblatt"])) is None
    assert table.find(grid([], [])) is None


def test_columns_without_or_with_the_same_name_stay_apart():
    found = table.find(grid(["Name", "", "Telefon", "Telefon"], KITA))

    assert found.header == ("Name", "Spalte 2", "Telefon", "Telefon (2)")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("STRASSE", "street"),
        ("TRAEGER", "traeger"),
        ("Name der Einrichtung", "name"),
        ("Name des Trägers", "traeger"),
        ("Träger der Einrichtung", "traeger"),
        ("Name der Ansprechpartnerin", "person"),
        ("Telefonnummer", "phone"),
        ("Telefon / Fax", "phone"),
        ("Telefon Leitung", "phone"),
        ("E-Mail-Adresse", "email"),
        ("Anschrift der Schule", "address"),
        ("PLZ/Ort", "address"),
        ("address.postalcode", "plz"),
        ("kreis_ags", "kreis"),
        ("Öffnungszeiten (Büro)", "hours"),
        ("lfd. Nr.", None),
        ("Bemerkung", None),
        ("Straßenschlüssel", None),
        ("Telefon Träger", None),
        ("Adresse des Trägers", None),
        ("", None),
        ("x" * 200, None),
    ],
)
def test_name_of_a_column(name, target):
    word = column_word(name)

    assert (word[0] if word else None) == target


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (["a@b.de", "c[at]d.de"], "email"),
        (["www.a.de", "https://b.de/c"], "url"),
        (["50,8", "50.8123", "50,12345"], "lat"),
        (["12,9123", "13.8123"], "lon"),
        (["09901", "9901"], "plz"),
        (["Am Anger 3, 09901 Auental", "Weg 1 09901 Auental"], "address"),
        (["030 23125100", "0341/123456"], "phone"),
        (["Hauptstraße 5", "Waldweg 7b"], "street"),
        (["Mo-Fr 8-16 Uhr", "Di 9-12 Uhr"], "hours"),
        (["Kita", "Hort"], None),
        (["a@b.de", "x", "y"], None),
        (["a@b.de"], None),
        ([], None),
    ],
)
def test_content_of_a_column(cells, target):
    assert target_of_content(cells) == target
