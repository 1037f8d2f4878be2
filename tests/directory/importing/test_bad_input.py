"""What nobody should send, in every format: a German sentence, the right exit code, nothing half written."""

import io
import json
import os
import sys
import zipfile
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schutznetz.directory import importing
from schutznetz.directory.importing import limits
from schutznetz.directory.models import ContactPoint, Offer, Site
from schutznetz.networks.models import Organisation
from tests.directory.importing.files import sheet_with, write_xlsx
from tests.directory.reading import read
from tests.factories import NOW

HEADER = ["Name", "Art", "Straße", "PLZ", "Ort", "Telefon", "Beschreibung"]
GOOD = ["Kita Sonne", "Kita", "Am Anger 3", "09901", "Auental", "030 23125100", "Schön"]
OTHER = ["Hort Mond", "Hort", "Am Anger 5", "09901", "Auental", "030 23125101", "Ruhig"]


def write_delimited(delimiter):
    def write(path, rows):
        lines = (delimiter.join('"{}"'.format(str(cell).replace('"', '""')) for cell in row) for row in rows)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return write


def write_json(path, rows):
    header, *rest = rows
    path.write_text(json.dumps([dict(zip(header, row, strict=True)) for row in rest]), encoding="utf-8")


def write_geojson(path, rows):
    header, *rest = rows
    features = [
        {"type": "Feature", "properties": dict(zip(header, row, strict=True)), "geometry": None} for row in rest
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


FORMATS = {
    "csv": write_delimited(";"),
    "tsv": write_delimited("\t"),
    "xlsx": lambda path, rows: write_xlsx(path, {"Blatt": rows}),
    "json": write_json,
    "geojson": write_geojson,
}
TEXTS = ["csv", "tsv", "json", "geojson"]


@pytest.fixture(params=FORMATS)
def suffix(request):
    return request.param


@pytest.fixture
def bring(network, tmp_path, capsys):
    """Write rows in a format, or bytes as they are, and call the command: (exit code, report, error output)."""

    def run(suffix, content, *, in_folder=False):
        folder = tmp_path / "listen"
        folder.mkdir(exist_ok=True)
        path = folder / f"liste.{suffix}"
        path.write_bytes(content) if isinstance(content, bytes) else FORMATS[suffix](path, content)
        return command(folder if in_folder else path, capsys)

    return run


def command(path, capsys):
    code = 0
    try:
        call_command("import_directory", str(path), "--network", "auental", "--json")
    except SystemExit as stop:
        code = stop.code
    except CommandError as error:
        code = error.returncode
        print(error, file=sys.stderr)
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def assert_refused(answer, *words):
    code, report, err = answer
    assert (code, Offer.objects.count(), Organisation.objects.count()) == (2, 0, 0)
    assert report["errors"][0]["message"] == err.strip()
    assert any(word in err for word in words), err
    assert err.count(".") or err.count("?"), "a whole sentence"


@pytest.mark.parametrize("in_folder", [False, True])
def test_a_sound_list_comes_in(bring, suffix, in_folder):
    code, report, _ = bring(suffix, [HEADER, GOOD, OTHER], in_folder=in_folder)

    assert (code, report["created"], Offer.objects.count()) == (0, 2, 2)


def test_empty_file(bring, suffix):
    assert_refused(bring(suffix, b""), "Die Datei ist leer")


def test_only_a_header(bring, suffix):
    assert_refused(bring(suffix, [HEADER]), "keinen einzigen Eintrag", "keine Einträge", "keine Liste von Einträgen")


def test_only_a_header_with_a_mapping(network, tmp_path):
    (tmp_path / "a.csv").write_text(";".join(HEADER), encoding="utf-8")
    mapping = importing.Mapping(columns={"Name": "name", "Telefon": "phone"}, constants={"type": "kita"})

    with pytest.raises(importing.ImportRefused, match="keinen einzigen Eintrag"):
        importing.run(tmp_path / "a.csv", network=network, now=NOW, mapping=mapping)


def test_file_of_a_gigabyte(bring, suffix, network, tmp_path, capsys):
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as file:
        file.truncate(1 << 30)

    assert_refused(command(path, capsys), "1024 MB zu groß")


def test_limit_is_200_megabytes_and_500_unpacked():
    assert (limits.COMMAND.bytes, limits.COMMAND.unpacked) == (200 * 1024**2, 500 * 1024**2)


def test_16384_columns(bring, suffix):
    far = [f"Spalte {number}" for number in range(16_384 - len(HEADER))]
    if suffix == "xlsx":
        cells = "".join(f'<c r="{_column(n)}1" t="inlineStr"><is><t>S{n}</t></is></c>' for n in range(1, 16_385))
        wide = f'<row r="1">{cells}</row><row r="500"><c r="XFD500"><v>1</v></c></row>'
        answer = bring("xlsx", _package(sheet_with(wide)))
    else:
        answer = bring(suffix, [[*HEADER, *far], [*GOOD, *["x"] * len(far)]])

    assert_refused(answer, "16384 Spalten")


def _column(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _package(sheet):
    held = io.BytesIO()
    write_xlsx(held, {"Blatt": []}, raw=sheet)
    return held.getvalue()


@pytest.mark.parametrize("column", [0, 2, 5, 6])
def test_cell_of_200000_characters_refuses_its_row_only(bring, suffix, column):
    long = [*GOOD[:column], "x" * 200_000, *GOOD[column + 1 :]]

    code, report, _ = bring(suffix, [HEADER, long, OTHER])

    assert (code, report["created"], Offer.objects.get().title) == (1, 1, "Hort Mond")
    (error,) = report["errors"]
    assert (error["code"], error["column"], len(error["value"])) == ("cell_too_long", HEADER[column], 200)
    assert "Bitte kürzen" in error["message"]


@pytest.mark.parametrize("suffix", ["json", "geojson"])
@pytest.mark.parametrize("damaged", ["Kita \0 Sonne", "Kita \udfff"])
def test_damaged_cell_refuses_its_row_only(bring, suffix, damaged):
    code, report, _ = bring(suffix, [HEADER, [damaged, *GOOD[1:]], OTHER])

    assert (code, report["created"], report["errors"][0]["code"]) == (1, 1, "damaged_text")


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_nul_bytes_refuse_the_row_or_a_file_full_of_them(bring, suffix):
    many = [[f"Kita {number}", *GOOD[1:]] for number in range(40)]
    code, report, _ = bring(suffix, [HEADER, ["Kita \0", *GOOD[1:]], *many])
    assert (code, report["created"], report["errors"][0]["code"]) == (1, 40, "damaged_text")

    code, _, err = bring(suffix, ("\t".join(GOOD) + "\n").encode() + b"\0" * 500)
    assert code == 2
    assert "keine Textdatei" in err or "beschädigt" in err


def test_nul_in_a_workbook_is_damage(bring):
    assert_refused(bring("xlsx", _package(sheet_with('<row r="1"><c r="A1"><v>\0</v></c></row>'))), "beschädigt")


@pytest.mark.parametrize("suffix", TEXTS)
def test_wrong_and_mixed_encodings(bring, suffix):
    text = "Name;Straße\nKita Löwe;Höhe 1\n"
    assert_refused(bring(suffix, text.encode("mac-roman")), "Zeichensatz")
    assert_refused(bring(suffix, text.encode() + "Höhe;1\n".encode("cp1252")), "mischt Zeichensätze")
    assert_refused(bring(suffix, b"\xff\xfe" + text.encode("utf-16-le")[:-1]), "beschädigt")


@pytest.mark.parametrize("suffix", ["json", "geojson"])
def test_json_of_two_encodings_is_refused(bring, suffix):
    mixed = '[{"Name": "Kita Löwe",\n'.encode() + ' "Ort": "Höhe"}]'.encode("cp1252")

    assert_refused(bring(suffix, mixed), "mischt Zeichensätze")


def test_workbook_with_broken_text_inside(bring):
    raw = '<?xml version="1.0" encoding="UTF-8"?>' + sheet_with('<row r="1"/>')

    assert_refused(bring("xlsx", _package(raw.encode()[:-30] + b"\xff\xfe")), "beschädigt")


@pytest.mark.parametrize("in_folder", [False, True])
def test_zip_bomb(bring, monkeypatch, in_folder):
    monkeypatch.setattr(limits, "COMMAND", replace(limits.COMMAND, unpacked=3_000_000))

    code, report, _ = bring("xlsx", _package(sheet_with(f"<row>{' ' * 4_000_000}</row>")), in_folder=in_folder)

    assert (code, Offer.objects.count(), report["errors"][0]["code"]) == (2, 0, "too_large")


def test_archive_in_an_archive_is_no_list(bring, tmp_path):
    inner = tmp_path / "innen.zip"
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("liste.csv", "x")

    assert_refused(bring("csv", inner.read_bytes()), "keine Excel-Datei")


EVIL = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE x; --"]


@pytest.mark.parametrize("evil", EVIL)
def test_formula_and_script_are_text_and_shown_escaped(bring, client, suffix, evil):
    header = [
        "Name",
        "Träger",
        "Art",
        "Straße",
        "PLZ",
        "Ort",
        "Telefon",
        "Beschreibung",
        "Leitung",
        "Profil",
        "Öffnungszeiten",
    ]
    row = [f"Kita {evil}", f"T {evil}", "Kita", f"{evil} 3", "09901", "Auental", "030 23125100", evil, evil, evil, evil]

    code, report, _ = bring(suffix, [header, row, ["Kita B", "T", "Kita", "Am Anger 3", "09901", "Auental", *[""] * 5]])

    assert (code, report["created"]) == (0, 2)
    offer = Offer.objects.get(title__startswith="Kita " + evil[:3])
    assert offer.organisation.name == f"Kita {evil}"
    assert evil in offer.description
    for path in (f"/angebot/{offer.pk}/", f"/einrichtung/{offer.organisation_id}/", "/suche/?q=Kita"):
        page = read(client, path).decode()
        assert "<script>alert" not in page
        assert "Kita" in page


def test_formula_of_a_workbook_gives_its_value(bring):
    cells = "".join(
        f'<c r="{chr(65 + n)}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for n, name in enumerate(["Name", "Telefon", "Art"])
    )
    row = (
        '<c r="A2" t="str"><f>HYPERLINK("http://x.example")</f><v>Kita A</v></c>'
        '<c r="B2" t="inlineStr"><is><t>030 23125100</t></is></c><c r="C2" t="inlineStr"><is><t>Kita</t></is></c>'
    )

    bring("xlsx", _package(sheet_with(f'<row r="1">{cells}</row><row r="2">{row}</row>')))

    assert Offer.objects.get().title == "Kita A"


def test_what_a_file_says_of_itself_is_made_storable(bring):
    feature = {
        "type": "Feature",
        "properties": dict(zip(HEADER, GOOD, strict=True)) | {"\ud800x": "y"},
        "geometry": None,
    }
    data = {"type": "FeatureCollection", "name": "Kitas \0", "attribution": "Stadt\0 \ud800", "features": [feature]}

    code, report, _ = bring("geojson", json.dumps(data).encode())

    assert (code, report["created"], Offer.objects.get().source) == (0, 1, "Stadt")


def test_file_name_that_is_no_text(network, tmp_path, capsys):
    path = tmp_path / os.fsdecode(b"li\xffste.csv")
    FORMATS["csv"](path, [HEADER, GOOD])

    code, report, _ = command(path, capsys)

    assert (code, report["created"], Offer.objects.get().source) == (0, 1, "liste.csv")


def test_paths_that_lead_nowhere(network, tmp_path, capsys):
    loop, fifo = tmp_path / "schleife.csv", tmp_path / "rohr.csv"
    loop.symlink_to(loop)
    os.mkfifo(fifo)

    for path, words in [(loop, "gibt es nicht"), (fifo, "keine Datei"), (tmp_path / ("x" * 300), "kann nicht gelesen")]:
        assert_refused(command(path, capsys), words)


def test_unreadable_file_is_refused(network, tmp_path, capsys):
    # the memory of a process can be opened, but not read from its beginning; even the administrator may not
    code, report, _ = command("/proc/self/attr/../mem", capsys)

    assert (code, report["errors"][0]["code"]) in {(2, "empty"), (2, "unreadable")}


def test_folder_without_lists_and_with_links_that_lead_nowhere(network, tmp_path, capsys):
    (tmp_path / "tief").mkdir()
    (tmp_path / "tief" / "kreis").symlink_to(tmp_path)
    (tmp_path / "lies.md").write_text("nichts")
    assert_refused(command(tmp_path, capsys), "liegt keine Liste")

    (tmp_path / "weg.csv").symlink_to(tmp_path / "gibt-es-nicht.csv")
    assert command(tmp_path, capsys)[0] == 2
    FORMATS["csv"](tmp_path / "liste.csv", [HEADER, GOOD])
    code, report, _ = command(tmp_path, capsys)
    assert (code, report["created"]) == (1, 1)
    assert [(error["file"], error["code"]) for error in report["errors"]] == [("weg.csv", "not_found")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"[{", b'{"', b"Name;Ort\n", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused_in_german(network, tmp_path, noise, start):
    path = tmp_path / "liste.csv"
    path.write_bytes(start + noise)
    before = Offer.objects.count()

    try:
        report = importing.run(path, network=network, now=NOW)
    except importing.ImportRefused as refusal:
        assert str(refusal).endswith((".", "?", ")", "“"))  # noqa: PT017 -- refusing is one of two right answers
        return

    assert Offer.objects.count() - before == report.created
    assert ContactPoint.objects.count() >= Site.objects.count() - before
