"""Bytes → cells, and everything that is refused before it costs memory."""

import json
import zipfile
from dataclasses import replace

import pytest

from schutznetz.directory.importing import limits, reading
from schutznetz.directory.importing.errors import ImportRefused
from tests.directory.importing.files import sheet_with, write_xlsx

TEXT = "Name;Straße\nKita Löwe;Höhe 1\n"
ROWS = [(1, ["Name", "Straße"]), (2, ["Kita Löwe", "Höhe 1"])]


def read(tmp_path, content, name="liste.csv", **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return reading.read(path, **options)


def cells(grid):
    return [(number, list(cells)) for number, cells in grid.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path, encoding):
    (grid,) = read(tmp_path, TEXT.encode(encoding))

    assert cells(grid) == ROWS
    assert cells(grid) == ROWS, "a grid can be read twice"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    (grid,) = read(tmp_path, f'sep={delimiter}\r\nName{delimiter}Ort\r\n"A{delimiter}B"{delimiter}C\r\n')

    assert cells(grid)[1:] == [(2, ["Name", "Ort"]), (3, [f"A{delimiter}B", "C"])]
    (grid,) = read(tmp_path, f'Name{delimiter}Ort\r\n"A{delimiter}B"{delimiter}C\r\n')
    assert cells(grid) == [(1, ["Name", "Ort"]), (2, [f"A{delimiter}B", "C"])]


def test_rows_keep_the_numbers_of_the_file(tmp_path):
    (grid,) = read(tmp_path, 'Titel;\n\n"zwei\nZeilen";x\nA;B\n')

    assert [number for number, _ in grid.rows()] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TEXT.encode("mac-roman"), "Zeichensatz"),
        (TEXT.encode("cp850"), "Zeichensatz"),
        ("Straße\n".encode() + "Höhe;1\n".encode("cp1252"), "mischt Zeichensätze: Zeile 1 .* Zeile 2"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "beschädigt"),
        (bytes(range(256)) * 9, "Zeichensatz|keine Textdatei"),
        (b"a\0\0b;c" * 99, "keine Textdatei|keine Tabelle"),
        (b"", "leer"),
        (b"\n\n\n", "keine Tabelle"),
        (b"nur ein Satz\nund noch einer\n", "keine Tabelle"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0alt", ".xlsx"),
        (b"\x1f\x8bxx", "entpacken"),
        (b"<!doctype html><html>", "Internetseite"),
        (b"PK\x03\x04kaputt", "beschädigt"),
        (b"[" * 100_000, "verschachtelt|JSON"),
        (b'[{"name": "x"', "kein gültiges JSON"),
        (b'[{"plz": ' + b"9" * 5000 + b"}]", "kein gültiges JSON"),
        (b"[1, 2]", "keine Liste"),
        (b'{"type": "FeatureCollection", "features": []}', "keine Einträge"),
        (b'{"name": "A"}\n{"name": kaputt}\n', "Zeile 2"),
        (b'Name;Ort\n"' + b"x" * 3_000_000 + b'";y\n', "Anführungszeichen"),
        (b'A;B;C\n"Kita A;x;y\n' + b"Kita B;x;y\n" * 5, "Zeile 2 .* nicht geschlossen; 6 weitere"),
    ],
)  # fmt: skip
def test_refused_in_german(tmp_path, content, words):
    with pytest.raises(ImportRefused, match=words):
        [list(grid.rows()) for grid in read(tmp_path, content)]


def test_absent_files_and_folders_are_refused(tmp_path):
    with pytest.raises(ImportRefused, match="gibt es nicht"):
        reading.read(tmp_path / "fehlt.csv")
    with pytest.raises(ImportRefused, match="keine Datei"):
        reading.read(tmp_path)
    with pytest.raises(ImportRefused, match="--sheet"):
        read(tmp_path, TEXT, sheet="Blatt")


@pytest.mark.parametrize("name", ["liste.csv", "liste.json", "liste.xlsx"])
def test_a_file_of_one_gigabyte_is_refused_unread(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1 << 30)

    with pytest.raises(ImportRefused, match="1024 MB zu groß"):
        reading.read(path)


def test_too_many_rows_are_refused_while_streaming(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "COMMAND", replace(limits.COMMAND, rows=3))
    (grid,) = read(tmp_path, "A;B\n" * 5)

    with pytest.raises(ImportRefused, match="mehr als"):
        list(grid.rows())


def test_geojson_gives_properties_point_and_what_it_says_of_itself(tmp_path):
    feature = {"type": "Feature", "id": 7, "properties": {"NAME": "Kita", "OFFEN": True, "PLZ": 9901.0, "LEER": None}}
    feature["geometry"] = {"type": "Point", "coordinates": [12.9, 50.8]}
    area = {"type": "Feature", "properties": {"NAME": "Fläche"}, "geometry": {"type": "Polygon", "coordinates": []}}
    data = {"type": "FeatureCollection", "name": "Kitas", "attribution": "Stadt", "features": [feature, area, None]}

    (grid,) = read(tmp_path, json.dumps(data))

    assert grid.header == ("NAME", "OFFEN", "PLZ", "LEER", "geometry.lon", "geometry.lat", "id")
    assert cells(grid)[0] == (1, ["Kita", "ja", "9901", "", "12.9", "50.8", "7"])
    assert [number for number, _ in grid.rows()] == [1, 2, 3]
    assert (grid.title, grid.source) == ("Kitas", "Stadt")


def test_json_lists_wrapped_nested_and_as_lines(tmp_path):
    items = [{"name": "A", "ort": {"plz": "1", "tags": ["x", "y"]}, "telefone": [{"nr": 1}, {"nr": 2}]}]
    expected = ("name", "ort.plz", "ort.tags", "telefone.1.nr", "telefone.2.nr")

    for data in (items, {"meta": [{"a": 1}][:0], "ergebnis": {"index": items}}):
        (grid,) = read(tmp_path, json.dumps(data))
        assert (grid.header, cells(grid)) == (expected, [(1, ["A", "1", "x, y", "1", "2"])])
    (grid,) = read(tmp_path, '{"name": "A"}\n{"name": "B"}\n')
    assert [row[0] for _, row in cells(grid)] == ["A", "B"]


def test_xlsx_sheets_numbers_and_merged_cells(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx", {"Eins": [["Titel"], [], ["PLZ", "Ort"], [9901, "Auental"]], "Zwei": [["x"]]}, ["A1:B1"]
    )

    first, second = reading.read(path)

    assert (first.sheet, second.sheet) == ("Eins", "Zwei")
    assert cells(first) == [(1, ["Titel"]), (2, []), (3, ["PLZ", "Ort"]), (4, ["9901", "Auental"])]
    assert first.merged == {1: {1: 0}}
    assert [grid.sheet for grid in reading.read(path, "Zwei")] == ["Zwei"]
    with pytest.raises(ImportRefused, match="„Eins“, „Zwei“"):
        reading.read(path, "Drei")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('<row r="1048576"><c r="A1048576"/></row>', "mehr als"),
        ('<row r="100000"><c r="XFD100000"/></row>', "16384 Spalten"),
        ("<row><c  t='s' r = 'xfd100000' /></row>", "16384 Spalten"),
        ('<x:row xmlns:x="y"><x:c r="&#88;FD100000"/></x:row>', "16384 Spalten"),
        ('<row><c r="ABCDEFGH1"/></row>', "Spalten"),
        ("<row><c></row>", "beschädigt"),
    ],
)
def test_one_far_cell_does_not_fill_the_memory(tmp_path, cells, words):
    path = write_xlsx(tmp_path / "a.xlsx", {"A": []}, raw=sheet_with(cells))

    with pytest.raises(ImportRefused, match=words):
        reading.read(path)


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'

    with pytest.raises(ImportRefused, match="beschädigt"):
        reading.read(write_xlsx(tmp_path / "a.xlsx", {"A": []}, raw=bomb))


def test_zip_bomb_is_refused_before_parsing(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "COMMAND", replace(limits.COMMAND, unpacked=3_000_000))
    path = write_xlsx(tmp_path / "a.xlsx", {"A": []}, raw=sheet_with(f"<row>{' ' * 4_000_000}</row>"))

    assert path.stat().st_size < 20_000
    with pytest.raises(ImportRefused, match="entpackt größer"):
        reading.read(path)


def test_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("liste.csv", TEXT)

    with pytest.raises(ImportRefused, match="keine Excel-Datei"):
        reading.read(path)
