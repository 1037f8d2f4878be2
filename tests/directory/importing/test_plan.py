"""Columns → targets: proposed by name and content, or fixed by a mapping file."""

import pytest

from schutznetz.directory.importing import mapping as mappings
from schutznetz.directory.importing import plan, table
from schutznetz.directory.importing.area_codes import AreaCodes
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Log
from schutznetz.directory.importing.mapping import Mapping
from schutznetz.directory.importing.reading.grid import Grid
from schutznetz.directory.importing.survey import survey
from schutznetz.directory.models import Site


def make_table(header, *rows, title=""):
    return table.find(Grid("", lambda: enumerate(rows, start=1), header=tuple(header), title=title))


def targets(found):
    return {column.name: column.target for column in found.columns}


def test_proposed_by_name_flags_and_content(types):
    one = make_table(
        [
            "OBJECTID",
            "ID",
            "TRAEGER",
            "BEZEICHNUNG",
            "STRASSE",
            "HAUSBEZ",
            "KITA",
            "HORT",
            "Kontakt",
            "INTEGRATIV",
            "STRSCHL",
        ],
        ["1", "7", "Anger e. V.", "Kita A", "Am Anger", "3", "1", "0", "a@b.de", "1", "55"],
        ["2", "8", "Anger e. V.", "Hort B", "Am Anger", "4", "0", "1", "c@d.de", "0", "56"],
    )
    log = Log()

    found = plan.propose(one, types, "", log)

    assert targets(found) == {
        "OBJECTID": "source_key",
        "ID": "source_key",
        "TRAEGER": "traeger",
        "BEZEICHNUNG": "name",
        "STRASSE": "street",
        "HAUSBEZ": "house_number",
        "KITA": "type:kita",
        "HORT": "type:hort",
        "Kontakt": "email",
        "INTEGRATIV": "note:Integrative Plätze",
    }
    assert [(entry.code, entry.column) for entry in log.warnings] == [
        ("column_by_content", "Kontakt"),
        ("columns_unused", "STRSCHL"),
    ]
    assert survey([(one, found)]).key_column == "ID"


@pytest.mark.parametrize(
    ("title", "file_title", "expected"),
    [
        ("Kindertageseinrichtungen der Stadt Auental (ohne Tagespflege)", "", "kita"),
        ("", "grundschulen_2024", "schule"),
        ("", "liste", ""),
    ],
)
def test_what_a_list_is_about(types, title, file_title, expected):
    one = make_table(["Name", "Telefon"], ["A", "030 23125100"], title=title)

    assert plan.propose(one, types, file_title, Log()).proposed_type == expected


def test_type_that_nearly_all_rows_name_is_the_list_s_type(types):
    rows = [["Schule", "Grundschule", "030 23125100"]] * 9 + [["Amt", "Behörde", "030 23125200"]]

    assert plan.propose(make_table(["Name", "Art", "Telefon"], *rows), types, "", Log()).proposed_type == "schule"


def test_town_of_the_title_fills_a_missing_column(types):
    one = make_table(["Name", "Straße", "PLZ"], ["A", "Weg 1", "09901"], title="Schulen in Auental")

    assert plan.propose(one, types, "", Log()).constants == {"town": "Auental"}


def test_the_column_that_says_what_is_offered_wins_over_the_kind_of_school(types):
    header = ["schultyp", "projekt", "schule", "telefon"]
    found = plan.propose(
        make_table(header, ["Grundschule", "Schulsozialarbeit", "Angerschule", "030 23125100"]), types, "", Log()
    )

    assert targets(found) == {"projekt": "type", "schule": "site_name", "telefon": "phone"}
    found = plan.propose(make_table(["schule", "telefon"], ["Angerschule", "030 23125100"]), types, "", Log())
    assert targets(found)["schule"] == "name"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (["Farbe", "Größe"], ["rot", "XL"]),
        (["Name", "Farbe"], ["A", "rot"]),
        (["Telefon", "Farbe"], ["030 23125100", "rot"]),
    ],
)
def test_what_is_no_directory_is_refused(types, header, cells):
    with pytest.raises(ImportRefused, match="kein Verzeichnis"):
        plan.propose(make_table(header, cells), types, "", Log())


def test_header_without_rows_is_refused(types):
    with pytest.raises(ImportRefused, match="keinen einzigen Eintrag"):
        plan.propose(make_table(["Name", "Telefon"]), types, "", Log())


def test_mapping_survives_its_file(tmp_path):
    mapping = Mapping(
        "kitas auental",
        "Stadt „Auental“",
        {'Name "kurz"': "name", "Tel\\Fax": "phone", "X": ""},
        {"type": "kita"},
        {"Blatt 1": {"town": "Auental"}},
        {"Sonstige": "schule"},
    )
    path = tmp_path / "m.toml"
    path.write_text(mappings.dump(mapping), encoding="utf-8")

    assert mappings.load(path) == mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kaputt", "kann nicht gelesen werden"),
        ('[columns]\nName = "nme"', "unbekannte Ziel „nme“"),
        ("[columns]\nName = 1", "müssen alle Werte Texte"),
        ("[spalten]\n", "Unbekanntes: spalten"),
        ('[constants]\nfarbe = "rot"', "keine Konstante „farbe“"),
    ],
)
def test_mapping_that_is_not_understood_is_refused(tmp_path, text, words):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ImportRefused, match=words):
        mappings.load(path)


def test_mapping_file_that_is_absent_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="kann nicht gelesen werden"):
        mappings.load(tmp_path / "fehlt.toml")


def test_mapping_names_columns_that_are_gone():
    log = Log()
    found = plan.from_mapping(
        make_table(["Name", "Tel"], ["A", "030 23125100"]),
        Mapping(columns={"Name": "name", "Tel": "phone", "Alt": "fax"}),
        log,
    )

    assert targets(found) == {"Name": "name", "Tel": "phone"}
    assert [(entry.code, entry.column) for entry in log.warnings] == [("column_missing", "Alt")]


@pytest.mark.parametrize(("ids", "key"), [(["1", "2"], "ID"), (["1", "1"], ""), (["1", ""], ""), (["1", "-"], "")])
def test_ids_count_only_if_they_are_unique_and_filled(types, ids, key):
    rows = [[number, "Kita A", "030 23125100"] for number in ids]
    one = make_table(["ID", "Name", "Telefon"], *rows)

    assert survey([(one, plan.propose(one, types, "", Log()))]).key_column == key


def test_area_codes_of_a_list_and_of_a_town():
    codes = AreaCodes()
    for local in ("100200", "100201", "100202"):
        codes.see(f"03761 {local}", "09901", "Auental")

    assert codes.known("09901", "Auental") == ("03761",)
    assert codes.certain("100203", "09901", "Auental") == "03761"
    codes.see("03762 100204", "09901", "Auental")
    assert codes.certain("100203", "09901", "Auental") == "", "two codes in one PLZ: not certain"
    assert AreaCodes().known("", "Berlin") == ("030",)
    assert AreaCodes().certain("23125100", "", "Berlin") == "030"
    assert AreaCodes().certain("100200", "", "Berlin") == ""


def test_running_number_is_no_house_number(load):
    head = "Nr;Name;Art;Straße;PLZ;Ort\n"
    report = load(head + "".join(f"{n};Kita {n};Kita;Am Anger {n + 4};09901;Auental\n" for n in range(1, 5)))

    assert sorted(Site.objects.values_list("street", "house_number")) == [("Am Anger", str(n)) for n in range(5, 9)]
    assert report.errors == []
