"""``import_directory`` and ``explain_value`` as a person or a program calls them."""

import json
import sys

import pytest
from django.core.management import CommandError, call_command

from schutznetz.directory.models import Offer, SearchEntry
from tests.directory.importing.files import HEADER, row

LIST = HEADER + row(1) + row(2, "Hort Mond", kind="Hort", street="Am Anger 5")
KEYS = ["rows", "created", "updated", "unchanged", "skipped", "errors", "warnings", "duplicates"]


def call(capsys, *arguments):
    """Return exit code, standard output and standard error of a command."""
    code = 0
    try:
        call_command(*map(str, arguments))
    except SystemExit as stop:
        code = stop.code
    except CommandError as error:
        code = error.returncode
        print(error, file=sys.stderr)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def path(network, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_json_is_one_object_and_the_offers_are_searchable(path, capsys):
    code, out, err = call(capsys, "import_directory", path, "--network", "auental", "--json")
    report = json.loads(out)

    assert (code, err) == (0, "")
    assert list(report) == KEYS
    assert [report[key] for key in KEYS[:5]] == [2, 2, 0, 0, 0]
    assert SearchEntry.objects.count() == Offer.objects.count() == 2


def test_one_refused_row_is_exit_1_and_says_where(path, capsys):
    path.write_text(LIST + row(3, "Kita X", kind="Rathaus"), encoding="utf-8")

    code, out, _ = call(capsys, "import_directory", path, "--network", "auental", "--json")
    (error,) = json.loads(out)["errors"]

    assert code == 1
    assert list(error) == ["sheet", "row", "column", "field", "value", "code", "message"]
    assert (error["row"], error["column"], error["field"], error["value"], error["code"]) == (
        4,
        "Art",
        "type",
        "Rathaus",
        "no_type",
    )
    code, out, _ = call(capsys, "import_directory", path, "--network", "auental", "--strict", "--json")
    assert (code, json.loads(out)["created"]) == (2, 0)


@pytest.mark.parametrize(
    ("arguments", "code_of_error", "words"),
    [
        (["--network", "nirgends"], None, "Netzwerk „nirgends“ gibt es nicht"),
        (["--network", "auental", "--mapping", "fehlt.toml"], "mapping", "Zuordnung"),
        (["--network", "auental", "--sheet", "x"], "no_sheets", "--sheet"),
    ],
)
def test_unusable_is_exit_2_with_a_german_sentence_and_still_one_json_object(
    path, capsys, arguments, code_of_error, words
):
    code, out, err = call(capsys, "import_directory", path, *arguments, "--json")
    (error,) = json.loads(out)["errors"]

    assert (code, Offer.objects.count()) == (2, 0)
    assert words in err
    assert words in error["message"]
    assert code_of_error in {None, error["code"]}


def test_absent_file_is_exit_2(network, capsys):
    code, out, err = call(capsys, "import_directory", "/gibt/es/nicht.csv", "--network", "auental")

    assert (code, out) == (2, "")
    assert "gibt es nicht" in err


def test_summary_is_for_people(path, capsys):
    path.write_text(LIST + row(3, "Kita X", kind="Rathaus") + row(4, phone="12"), encoding="utf-8")

    _, out, _ = call(capsys, "import_directory", path, "--network", "auental", "--dry-run")

    assert out.startswith("Probelauf: Es wurde nichts geschrieben.")
    assert "Zeile 4: Welches Angebot das ist" in out
    assert "Zeile 5: Diese Nummer ist nicht eindeutig" in out
    assert "Vielleicht doppelt" in out
    assert Offer.objects.count() == 0


def test_mapping_is_written_once_and_can_be_given(path, capsys, tmp_path):
    target = tmp_path / "zuordnung.toml"
    code, _, err = call(capsys, "import_directory", path, "--network", "auental", "--write-mapping", target)

    assert (code, target.exists()) == (0, True)
    assert "Zuordnung geschrieben" in err
    code, out, _ = call(capsys, "import_directory", path, "--network", "auental", "--mapping", target, "--json")
    assert (code, json.loads(out)["unchanged"]) == (0, 2)
    code, _, err = call(capsys, "import_directory", path, "--network", "auental", "--write-mapping", target)
    assert (code, "nicht überschrieben" in err) == (2, True)
    code, _, err = call(
        capsys, "import_directory", tmp_path, "--network", "auental", "--write-mapping", tmp_path / "m.toml"
    )
    assert (code, "nicht zu einem Ordner" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (["phone", "030 23125100 oder 030 23125200"], ["+493023125100", "+493023125200"]),
        (["phone", "3023125100", "--ort", "Berlin"], ["+493023125100"]),
        (["phone", "23125100", "--ort", "Berlin"], ["+493023125100"]),
        (["phone", "030 23125100, Fax: 030 23125200"], ["+493023125100"]),
        (["fax", "030 23125100"], ["+493023125100"]),
        (["hours", "Mo-Fr 8-16 Uhr"], "Mo-Fr 08:00-16:00"),
        (["address", "9901 Auental"], {"plz": "09901", "ort": "Auental"}),
    ],
)
def test_explain_value_understands(capsys, arguments, value):
    code, out, _ = call(capsys, "explain_value", *arguments, "--json")

    assert (code, json.loads(out)) == (0, {"understood": True, "value": value, "message": json.loads(out)["message"]})
    assert call(capsys, "explain_value", *arguments)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["phone", "3023125100"],
        ["fax", "unten"],
        ["hours", "mal so"],
        ["address", "irgendwo"],
        ["phone", "0" * 600],
        ["phone", "030"],
    ],
)
def test_explain_value_refuses(capsys, arguments):
    code, out, _ = call(capsys, "explain_value", *arguments, "--json")
    answer = json.loads(out)

    assert (code, answer["understood"], answer["value"]) == (1, False, None)
    assert answer["message"].endswith((".", "“."))
