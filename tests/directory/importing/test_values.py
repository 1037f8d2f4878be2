"""One cell in, one value out, or a problem."""

import pytest

from schutznetz.directory.importing.values import address, contact, plain
from schutznetz.directory.importing.vocabulary import is_missing, is_placeholder_record, is_protected

IN_AUENTAL = {"plz": "09901", "ort": "Auental"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Am Anger 3, 09901 Auental", {"strasse": "Am Anger", "hausnummer": "3", **IN_AUENTAL}),
        (
            "Am Anger 3 09901 Auental OT Nord",
            {"strasse": "Am Anger", "hausnummer": "3", **IN_AUENTAL, "ortsteil": "Nord"},
        ),
        ("  09901\u00a0Auental   OT Nord ", {**IN_AUENTAL, "ortsteil": "Nord"}),
        ("9901 Auental", IN_AUENTAL),
        ("Hauptstr. 5 a · D-09901 Auental", {"strasse": "Hauptstraße", "hausnummer": "5a", **IN_AUENTAL}),
        (
            "Kita Sonne, Weg 12 – 15, Haus D, 09901 Auental",
            {"strasse": "Weg", "hausnummer": "12-15", **IN_AUENTAL, "zusatz": "Kita Sonne, Haus D"},
        ),
        (
            "Weg 2 / 4, Raum 050, Auental",
            {"strasse": "Weg", "hausnummer": "2/4", "ort": "Auental", "zusatz": "Raum 050"},
        ),
        ("Straße des 17. Juni 135", {"strasse": "Straße des 17. Juni", "hausnummer": "135"}),
        ('Straße der Jugend 9 "IGEL"', {"strasse": "Straße der Jugend", "hausnummer": "9", "zusatz": '"IGEL"'}),
        ("Postfach 10 01, 09901 Auental", {**IN_AUENTAL, "zusatz": "Postfach 10 01"}),
        ("Waldweg 3\n09901 Auental", {"strasse": "Waldweg", "hausnummer": "3", **IN_AUENTAL}),
        ("Waldweg", {"strasse": "Waldweg"}),
        ("Waldweg 0, 09901 Auental", {"strasse": "Waldweg", **IN_AUENTAL}),
    ],
)
def test_address(text, parts):
    assert address.parse(text).filled() == parts


@pytest.mark.parametrize(
    ("text", "found", "is_problem"),
    [
        ("a@b.de", ["a@b.de"], False),
        ("netz[at]amt.de", ["netz@amt.de"], False),
        ("netz (at) amt (punkt) de", ["netz@amt.de"], False),
        ("a@b.de; c@d.de", ["a@b.de", "c@d.de"], False),
        ("mailto:a@b.de", ["a@b.de"], False),
        ("info@a-b.deinfo-c@d-e.de", [], True),
        ("kein Postfach", [], True),
        ("a@b.de, c@", ["a@b.de"], True),
    ],
)
def test_email(text, found, is_problem):
    addresses, problem = contact.emails(text)

    assert (addresses, problem is not None) == (found, is_problem)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("www.amt.de/kinder", "https://www.amt.de/kinder"),
        ("http://amt.de", "http://amt.de"),
        ("https:\\\\amt.de", "https://amt.de"),
        ("amt.de:8080/x", "https://amt.de:8080/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://amt.de", ""),
        ("amt", ""),
        ("https://a@b.de/", ""),
        ("https://amt.de/" + "x" * 200, ""),
    ],
)
def test_url(text, found):
    address, problem = contact.url(text)

    assert (address, problem is None) == (found, bool(found))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("09901", "09901"),
        ("9901", "09901"),
        ("D-09901", "09901"),
        ("9901.0", "09901"),
        ("990", ""),
        ("x", ""),
        ("00000", ""),
    ],
)
def test_plz(text, code):
    found, problem = plain.plz(text)

    assert (found, problem is None) == (code, bool(code))


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("50,8", "12,9", (50.8, 12.9)),
        ("50.8", "12.9", (50.8, 12.9)),
        ("12.9", "50.8", None),
        ("5630000", "4560000", None),
        ("50.8", "", None),
        ("0", "0", None),
        ("1e5", "nan", None),
    ],
)
def test_coordinates(lat, lon, point):
    assert plain.coordinates(lat, lon)[0] == point


@pytest.mark.parametrize(
    ("text", "bare_is_months", "months"),
    [
        ("36", True, 36),
        ("3", False, 36),
        ("6 Monate", False, 6),
        ("6 Jahre", True, 72),
        ("ab drei", False, None),
        ("99", False, None),
    ],
)
def test_age(text, bare_is_months, months):
    assert plain.age_in_months(text, bare_is_months=bare_is_months)[0] == months


@pytest.mark.parametrize(
    ("text", "answer"),
    [("x", True), ("Ja", True), ("1", True), ("0", False), ("", False), ("nein", False), ("vielleicht", None)],
)
def test_yes_or_no(text, answer):
    assert plain.yes_or_no(text) is answer


def test_cells_are_cleaned():
    assert plain.clean("  a\u00a0\u00a0b\x07\u200b  c ") == "a b c"
    assert plain.clean("a \r\n  b") == "a\nb"
    assert plain.clean("Straße  „Löwe“") == "Straße „Löwe“"


@pytest.mark.parametrize("text", ["a\0b", "a\ufffdb", "a" + chr(0xD800), "StraÃŸe", "LÃ¶we", "â€žX"])
def test_damage_is_named(text):
    assert plain.damage(text).code == "damaged_text"


@pytest.mark.parametrize("text", ["Löwe", "São Paulo", "Château", "Ä", "“x”"])
def test_foreign_letters_are_no_damage(text):
    assert plain.damage(text) is None


@pytest.mark.parametrize("text", ["", "-", "n. n.", "k. A.", "keine Angabe", "über Kontaktformular auf der Seite", "…"])
def test_missing(text):
    assert is_missing(text)


@pytest.mark.parametrize("text", ["Kita", "0", "x", "Keine Sorge e. V.", "a@b.de"])
def test_not_missing(text):
    assert not is_missing(text)


def test_placeholders_and_protected_addresses():
    assert is_placeholder_record("Dummy-Einrichtung für alle")
    assert not is_placeholder_record("Kita Dumme Gans")
    assert is_protected("(Adresse geschützt)")
    assert not is_protected("Geschützter Weg 3")


def test_a_rounded_number_is_refused_and_a_name_beside_a_number_is_not_kept():
    assert contact.telephone("3,71495E+10", "", (), is_fax=False)[1].code == "phone_rounded"
    numbers, _ = contact.telephone("030 23125100 (Frau Beispiel), 030 23125200 (Büro)", "", (), is_fax=False)
    assert [number.note for number in numbers] == ["", "Büro"]
