"""A row → a record whole, or the reason why not. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.directory.importing import plan, records, table
from schutznetz.directory.importing.findings import Log
from schutznetz.directory.importing.reading.grid import Grid
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.survey import survey
from schutznetz.directory.importing.types import TypeWords
from tests.directory.importing.conftest import TYPES

KITA = {
    "Name": "Kita Sonne",
    "Art": "Kita",
    "Straße": "Am Anger 3",
    "PLZ": "09901",
    "Ort": "Auental",
    "Telefon": "030 23125100",
}


def build(*rows, title="", header=None):
    """Return what the rows become, and the log."""
    header = header or tuple(dict.fromkeys(name for row in rows for name in row))
    grid = Grid("", lambda: enumerate(([row.get(name, "") for name in header] for row in rows), start=1), header, title)
    one = table.find(grid)
    log = Log()
    types = TypeWords(TYPES)
    its_plan = plan.propose(one, types, "", Log())
    context = records.Context(its_plan, types, survey([(one, its_plan)]), "liste", "", len(one.header))
    return [records.build(number, cells, context, log) for number, cells in one.rows()], log


def one(title="", **cells):
    (record,), log = build({**KITA, **cells}, title=title)
    return record, [(entry.code, entry.field) for entry in log.warnings], [entry.code for entry in log.errors]


def test_a_full_row():
    record, warnings, errors = one(
        Träger="Anger e. V.",
        **{
            "E-Mail": "a@b.de",
            "Internet": "www.b.de",
            "Öffnungszeiten": "Mo-Fr 8-16 Uhr",
            "barrierefrei": "ja",
            "Leitung": "Anna Beispiel",
        },
    )

    assert (warnings, errors) == ([], [])
    assert (record.title, record.name, record.traeger, record.type_id) == (
        "Kita Sonne",
        "Kita Sonne",
        "Anger e. V.",
        "kita",
    )
    assert record.address.filled() == {"strasse": "Am Anger", "hausnummer": "3", "plz": "09901", "ort": "Auental"}
    assert [phone.number for phone in record.phones] == ["+493023125100"]
    assert (record.email, record.url, record.hours) == (
        "a@b.de",
        "https://b.de".replace("b.de", "www.b.de"),
        "Mo-Fr 08:00-16:00",
    )
    assert (record.barrier, record.person) == ("yes", "Anna Beispiel")


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"Telefon": "030"}, "phone", "phone"),
        ({"E-Mail": "a@b"}, "email", "email"),
        ({"Internet": "javascript:alert(1)"}, "url", "url"),
        ({"Öffnungszeiten": "mal so, mal so"}, "hours", "hours"),
        ({"Öffnungszeiten": "8-16 Uhr"}, "hours_without_days", "hours"),
        ({"PLZ": "990"}, "plz", "plz"),
        ({"barrierefrei": "vielleicht"}, "barrier", "barrier"),
        ({"Breite": "12.9", "Länge": "50.8"}, "coordinates", "lat"),
        ({"Kreis AGS": "x"}, "kreis", "kreis"),
        ({"Alter von": "6", "Alter bis": "3"}, "age_range", "age_to"),
        ({"Alter von": "jung"}, "age", "age_from"),
        ({"Art": "Kita und Hort"}, "several_types", "type"),
        ({"Internet": "#NV"}, "formula_error", "url"),
    ],
)
def test_a_value_that_is_not_understood_is_named_and_left_out(cells, code, field):
    record, warnings, errors = one(**cells)

    assert isinstance(record, Record)
    assert (warnings, errors) == ([(code, field)], [])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Name": ""}, "no_name"),
        ({"Art": "Rathaus"}, "no_type"),
        ({"Art": "Hochschule"}, "no_type"),
        ({"Name": "Kita\0Sonne"}, "damaged_text"),
        ({"Name": "Kita LÃ¶we"}, "damaged_text"),
        ({"Name": "x" * 201}, "cell_too_long"),
        ({"Beschreibung": "x" * 200_000}, "cell_too_long"),
        ({"Straße": "", "PLZ": "", "Ort": "", "Telefon": ""}, "unreachable"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_with_its_reason(cells, code):
    # the second row keeps the columns known even where the first leaves them empty
    (record, other), log = build({**KITA, **cells}, {**KITA, "Beschreibung": "x"})

    assert record is None
    assert [(entry.row, entry.code) for entry in log.errors] == [(1, code)]
    assert isinstance(other, Record)


def test_cells_behind_the_header_mean_that_a_text_was_cut():
    header = tuple(KITA)
    grid = Grid("", lambda: iter([(2, [*KITA.values(), "zu viel"])]), header)
    found = table.find(grid)
    types = TypeWords(TYPES)
    its_plan = plan.propose(found, types, "", Log())
    log = Log()

    assert (
        records.build(
            2,
            [*KITA.values(), "zu viel"],
            records.Context(its_plan, types, survey([(found, its_plan)]), "l", "", len(header)),
            log,
        )
        is None
    )
    assert [entry.code for entry in log.errors] == ["too_many_cells"]


def test_placeholder_is_skipped_and_named():
    record, warnings, errors = one(Name="Dummy-Einrichtung für alles")

    assert (type(record), warnings, errors) == (records.Skipped, [("placeholder", "name")], [])


@pytest.mark.parametrize(
    ("name", "street", "kind", "title"),
    [
        ('Am Anger 3 "SONNE"', "Am Anger 3", "Kita", "Kita „SONNE“"),
        ('Am Anger 3 "Kindergarten Sonne"', "Am Anger 3", "Kita", "Kindergarten Sonne"),
        ("Am Anger 3", "Am Anger 3", "Kita", "Kita Am Anger 3"),
        ("Am Anger 3/5", "Am Anger 3", "Hort", "Hort Am Anger 3/5"),
        ("Am Anger 3, Hort der Angerschule", "Am Anger 3", "Hort", "Hort der Angerschule"),
        ('Am Anger 3 Haus "Esche"', "Am Anger 3", "Kita", "Haus „Esche“"),
        ("Am Anger 33", "Am Anger 3", "Kita", "Am Anger 33"),
        ("Waldweg 5, Hort", "Am Anger 3", "Hort", "Waldweg 5, Hort"),
        ('Schule "Am Anger"', "Am Anger 3", "Schule", "Schule „Am Anger“"),
    ],
)
def test_title_is_readable_and_the_name_stays(name, street, kind, title):
    record, _, _ = one(Name=name, Straße=street, Art=kind)

    assert (record.title, record.name) == (title, name)


def test_two_flags_give_one_offer_that_names_both():
    (record,), log = build(
        {"Name": "Am Anger 3", "Straße": "Am Anger 3", "Telefon": "030 23125100", "HORT": "1", "KITA": "1"}
    )

    assert (record.type_id, record.title, record.summary) == ("kita", "Kita mit Hort Am Anger 3", "Auch: Hort.")
    assert [entry.code for entry in log.warnings] == ["several_types"]


def test_title_names_the_second_type_unless_it_says_so_already():
    both = {"Telefon": "030 23125100", "HORT": "1", "KITA": "1"}
    (first, second), _ = build({"Name": "Sonnenschein", **both}, {"Name": "Kita und Hort Mond", **both})

    assert (first.title, second.title) == ("Sonnenschein (Kita mit Hort)", "Kita und Hort Mond")


def test_no_flag_takes_the_type_of_the_list_and_says_so():
    row = {"Name": "A", "Telefon": "030 23125100", "HORT": "0", "KITA": "1"}
    (_, record), log = build(row, {**row, "Name": "B", "KITA": "0"}, title="Kindertageseinrichtungen")

    assert record.type_id == "kita"
    assert [(entry.row, entry.code) for entry in log.warnings] == [(2, "type_from_list")]


def test_row_without_a_name_belongs_to_its_traeger():
    (record,), _ = build(
        {"Träger": "Anger e. V.", "Leistungen": "Schulsozialarbeit", "Straße": "Am Anger 3", "Name": ""}
    )

    assert (record.name, record.traeger, record.title) == ("", "Anger e. V.", "Schulsozialarbeit, Am Anger 3")


def test_kind_of_a_traeger_is_no_organisation_and_a_traeger_of_the_same_name_no_parent():
    record, _, _ = one(Träger="Kommunal")
    assert (record.traeger, record.description) == ("", "Träger: Kommunal")
    record, _, _ = one(Träger="Kita  Sonne")
    assert record.traeger == ""


@pytest.mark.parametrize("cells", [{"Straße": "(Adresse geschützt)"}, {"Art": "frauenhaus"}])
def test_a_protected_address_is_in_no_field_and_not_in_the_key(cells):
    record, _, _ = one(Name="Schutzhaus", **{"Breite": "50.8", "Länge": "12.9", **cells})

    assert record.is_confidential
    assert (record.address.filled(), record.point, record.directions, record.site_name) == ({}, None, "", "")
    assert "anger" not in record.key
    assert "Anger" not in record.description


def test_hours_from_two_columns_and_in_milliseconds():
    record, _, _ = one(openingHoursFrom="27000000", openingHoursTo="57600000")
    assert record.hours == '07:30-16:00 unknown "Wochentage nicht angegeben"'
    record, warnings, _ = one(openingHoursFrom="16:00", openingHoursTo="8:00")
    assert (record.hours, warnings) == ("", [("hours", "hours_from")])


def test_ages_are_months_if_any_of_them_cannot_be_years():
    (first, second), _ = build({**KITA, "careFrom": "12", "careTo": "72"}, {**KITA, "careFrom": "3", "careTo": "6"})
    assert [(record.age_from, record.age_to) for record in (first, second)] == [(12, 72), (3, 6)]
    record, _, _ = one(**{"Alter von": "3", "Alter bis": "6"})
    assert (record.age_from, record.age_to) == (36, 72)


def test_street_with_a_number_of_its_own_keeps_it():
    record, _, _ = one(Straße="Straße 74", Hausnummer="5")

    assert (record.address.strasse, record.address.hausnummer) == ("Straße 74", "5")


def test_part_of_town_in_brackets_and_long_additions():
    record, _, _ = one(Straße="Am Anger (Nord) 3", Ort="Auental OT Süd")
    assert record.address.ortsteil == "Süd"
    record, _, _ = one(Straße=f"Am Anger 3, Haus D, {'x' * 130}")
    assert record.directions == ""
    assert "Haus D" in record.description


def test_more_mail_addresses_are_kept_in_the_text():
    record, _, _ = one(**{"E-Mail": "a@b.de, c@d.de"})

    assert (record.email, record.description) == ("a@b.de", "Weitere E-Mail: c@d.de")


def test_digest_ignores_the_row_and_sees_every_value():
    (first, moved, changed), _ = build(KITA, KITA, {**KITA, "Telefon": "030 23125200"})

    assert first.digest() == moved.digest() != changed.digest()


CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "x", "Kita", "Am Anger 3", "09901", "Auental", "030 23125100", "a@b.de", "=1+1", "<script>", "\0", "-"]
    ),
)


@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys((*KITA, "E-Mail", "Träger", "Öffnungszeiten", "Leitung"), CELL)),
        min_size=1,
        max_size=4,
    )
)
def test_any_row_is_stored_whole_or_named_in_the_report(rows):
    rows = [{**KITA, "E-Mail": "a@b.de", "Träger": "T", "Öffnungszeiten": "24/7", "Leitung": "A"}, *rows]
    built, log = build(*rows)
    refused = {entry.row for entry in log.errors}
    skipped = {entry.row for entry in log.warnings if entry.code == "placeholder"}
    blank = len(rows) - len(built)

    assert blank == sum(all(not cell or cell.isspace() for cell in row.values()) for row in rows)
    assert sum(isinstance(record, Record) for record in built) == len(built) - len(refused) - len(skipped)
    for record in built:
        if isinstance(record, Record):
            assert record.organisation
            assert record.title
