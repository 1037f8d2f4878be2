"""``manage.py export``: what it says, what it refuses, and that a file is there whole or not at all."""

import json
import uuid

import pytest
from django.core.management import CommandError, call_command

from schutznetz.publishing.actions import exporting
from tests.factories import make_network, make_offer

pytestmark = pytest.mark.django_db


def exported(capsys, *arguments):
    call_command("export", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_file_is_described(tmp_path, capsys):
    out = tmp_path / "blatt.pdf"
    network, offer = make_network(), make_offer("Rat für Eltern")

    said = exported(capsys, "offer_sheet", "--network", network.slug, "--offer", str(offer.pk), "--out", str(out))

    assert set(said) == {"file", "records", "bytes", "took_ms"}
    assert (said["file"], said["records"], said["bytes"]) == (str(out), 1, out.stat().st_size)
    assert out.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["blatt.pdf"]


def test_bad_input_ends_with_two_in_a_german_sentence_and_writes_nothing(tmp_path):
    for arguments, said in (
        (["zeitung"], "Die Ausgabe „zeitung“ gibt es nicht. Möglich: "),
        (["offer_sheet", "--network", "nirgends"], "Das Netzwerk „nirgends“ gibt es nicht."),
        (["offer_sheet", "--size", "a0"], "Die Größe „a0“ gibt es nicht. Möglich: a5, a4."),
        (["offer_sheet"], "Bitte nennen Sie mit --offer das Angebot"),
        (["offer_sheet", "--offer", str(uuid.UUID(int=7))], "Dieses Angebot gibt es nicht, oder es ist nicht öffentl"),
    ):
        with pytest.raises(CommandError) as error:
            call_command("export", *arguments, "--out", str(tmp_path / "datei"))
        assert (error.value.returncode, list(tmp_path.iterdir())) == (2, [])
        assert str(error.value).startswith(said)


def test_writer_that_breaks_leaves_the_file_that_was_there(tmp_path, monkeypatch):
    def broken(_chosen, _size, file):
        file.write(b"half")
        raise RuntimeError

    monkeypatch.setattr(exporting, "WRITERS", {"halb": broken})
    (tmp_path / "datei").write_bytes(b"alt")

    with pytest.raises(RuntimeError):
        call_command("export", "halb", "--out", str(tmp_path / "datei"))

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"datei": b"alt"}
