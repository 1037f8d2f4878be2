"""``manage.py demo`` in a process of its own: it makes its own database and touches no other."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schutznetz.demo.management.commands.demo import Command
from tests.journeys.server import OTHER, SAID

ROOT = Path(__file__).resolve().parents[2]
SAYS_WHERE = "Bitte setzen Sie SCHUTZNETZ_TESTDATEN auf den Ordner"


def demo(folder, *wrapper, flags=(), **environment):
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    command = [*wrapper, sys.executable, ROOT / "manage.py", "demo", "--nur-anlegen", *flags]
    kept |= {"SCHUTZNETZ_VAR": str(folder), **environment}
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout == ""
    return done


def test_demo_makes_its_own_database_once_and_never_touches_another(tmp_path, built_portal):
    """The first run is the one that has built the portal for the browsers."""
    folder = shutil.copytree(built_portal, tmp_path / "var")
    first = (folder / SAID).read_text(encoding="utf-8")

    with sqlite3.connect(folder / "demo.sqlite3") as database:
        (offers,) = database.execute("SELECT COUNT(*) FROM directory_offer").fetchone()
        database.execute("UPDATE networks_network SET name = 'Mein Netzwerk'")
    second = demo(folder).stderr
    with sqlite3.connect(folder / "demo.sqlite3") as database:
        names = database.execute("SELECT DISTINCT name FROM networks_network").fetchall()

    assert not (built_portal / OTHER).exists()
    assert "Die in DATABASE_URL bleibt unberührt." in first
    assert "Die Demo wird angelegt …" in first
    assert offers > 255
    # what somebody has changed since stays
    assert (second, set(names)) == ("", {("Mein Netzwerk",)})


def test_demo_that_cannot_be_finished_leaves_nothing_half(tmp_path):
    folder = tmp_path / "var"

    # no file may grow beyond half a megabyte: as if the disk were full
    done = demo(folder, "sh", "-c", 'ulimit -f 1024; exec "$@"', "sh")

    assert done.returncode != 0
    assert "Die Demo wird angelegt …" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["field_key", "secret_key"]


def test_real_lists_need_the_variable_and_say_so(tmp_path):
    done = demo(tmp_path / "var", flags=["--real"], SCHUTZNETZ_TESTDATEN="/gibt/es/nicht")

    assert done.returncode == 1
    assert SAYS_WHERE in done.stderr
    assert not list(tmp_path.glob("**/*.sqlite3"))


def test_real_lists_without_the_variable_say_so_too(settings):
    settings.TEST_DATA = ""

    with pytest.raises(CommandError, match=SAYS_WHERE):
        call_command("demo", real=True, nur_anlegen=True)


@pytest.fixture
def smaller_lists(tmp_path, test_data):
    """The lists that are quickly read; each of the large ones is read in by tests of its own."""
    folder = tmp_path / "data" / "directories"
    folder.mkdir(parents=True)
    for path in (test_data / "directories").iterdir():
        if path.is_file() and path.stat().st_size < 30_000:
            (folder / path.name).symlink_to(path)
    return folder


def test_real_lists_come_into_a_second_database_with_their_reports(tmp_path, smaller_lists):
    var = tmp_path / "var"
    var.mkdir()
    (var / "demo.sqlite3").write_bytes(b"")

    done = demo(var, flags=["--real"], SCHUTZNETZ_TESTDATEN=str(smaller_lists.parent))

    assert (done.returncode, "0 nicht übernommen" in done.stderr) == (0, True)
    names = {path.name for path in smaller_lists.iterdir()}
    reports = {path.name.removesuffix(".json"): path for path in (var / "echte-listen" / "berichte").iterdir()}
    assert set(reports) == names
    created = sum(json.loads(path.read_text(encoding="utf-8"))["created"] for path in reports.values())
    with sqlite3.connect(var / "echte-listen" / "demo.sqlite3") as database:
        (offers,) = database.execute("SELECT COUNT(*) FROM directory_importedrecord").fetchone()
    assert (created, created > 100) == (offers, True)
    assert (var / "demo.sqlite3").read_bytes() == b""


@pytest.mark.enable_socket
def test_busy_port_is_named_with_another_one():
    with socket.socket() as busy:
        busy.bind(("localhost", 0))
        busy.listen()
        port = busy.getsockname()[1]

        with pytest.raises(CommandError, match=f"Auf Port {port} läuft schon etwas.* --port {port + 1}$"):
            Command()._refuse_busy(port)
    Command()._refuse_busy(port)
