"""What nobody should send in the browser: a German sentence that says what to do next, and nothing kept."""

import pytest
from django.conf import settings

from schutznetz.directory.forms.uploads import TOO_LARGE
from schutznetz.directory.importing.limits import BROWSER
from schutznetz.directory.models import ListUpload
from tests.directory.importing.files import HEADER, row, write_xlsx
from tests.directory.keeping.pages import words
from tests.directory.lists.conftest import LISTS

pytestmark = pytest.mark.django_db
BOX = b"\xd0\xcf\x11\xe0"
LOCKED = BOX + b"\0" * 5000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99
TEXT = "Name;Straße;Öffnungszeiten\nKita Schön;Größenweg 1;früh\n" * 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer"),
        (b"%PDF-1.7", "PDF-Datei"),
        (BOX + b"\0" * 9000, "speichern Sie sie als .xlsx"),
        (LOCKED, "mit einem Kennwort geschützt"),
        (b"PK\x03\x04kaputt", "beschädigt"),
        (bytes(range(256)) * 99, "Zeichensatz"),
        (b"a\0\0b;c" * 99, "Bitte speichern Sie die Liste als CSV oder XLSX"),
        (TEXT.encode("mac-roman"), "speichern Sie die Datei neu als „CSV UTF-8“"),
        (b"<html><body>", "Internetseite"),
        (b"nur ein Satz\nund noch einer\n", "keine Tabelle"),
        (HEADER.encode(), "keinen einzigen Eintrag"),
        (b'{"name": "x"', "kein gültiges JSON"),
    ],
)
def test_refused_in_german_and_not_kept(send, content, said):
    page = send(content)

    assert said in words(page)
    assert page.context["problem"]
    assert not ListUpload.objects.exists()


def test_no_file_at_all(client):
    assert "Bitte wählen Sie eine Datei" in words(client.post(LISTS, {}))


def test_larger_than_five_megabytes_is_dropped_and_explained(client, send):
    said = words(send(b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)))

    assert TOO_LARGE in said
    assert "import_directory" in said
    assert not ListUpload.objects.exists()


def test_a_little_too_large_is_explained_as_well(send):
    assert "zu groß; gelesen werden höchstens 5 MB" in words(send(b"x" * (BROWSER.bytes + 1)))


def test_more_rows_than_the_browser_takes(send, monkeypatch):
    from dataclasses import replace

    from schutznetz.directory.importing import limits

    monkeypatch.setattr(limits, "BROWSER", replace(limits.BROWSER, records=2))

    assert "mehr als 2 Zeilen" in words(send(HEADER + row(1) + row(2) + row(3)))


def test_sheet_with_its_last_row_far_below_is_read(send, tmp_path):
    rows = [["Name", "Art", "Ort"], ["Kita Sonne", "Kita", "Auental"], *[[]] * 30_000, ["", "", " "]]
    book = write_xlsx(tmp_path / "a.xlsx", {"A": rows}).read_bytes()

    assert "Was bedeuten die Spalten?" in words(send(book, "a.xlsx"))


def test_bytes_never_become_a_file():
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert BROWSER.bytes < settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_name_of_a_file_is_kept_short_and_harmless(send):
    send(HEADER + row(1), "../../" + "ü" * 300 + ".csv")

    assert ListUpload.objects.get().name == "ü" * 116 + ".csv"
