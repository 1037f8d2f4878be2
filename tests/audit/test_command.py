"""What audit_verify says, and with which exit code."""

import json

import pytest
from django.core.management import CommandError, call_command

from schutznetz.audit.actions import OPERATOR, record
from tests.audit.acts import INVITED, LEAD, NETWORK, OTHER, act, tamper

pytestmark = pytest.mark.django_db

ALL_WELL = "Einträge, alle unverändert und in ihrer Reihenfolge."


def run(capsys, *arguments):
    """Return the exit code and what was said."""
    code = 0
    try:
        call_command("audit_verify", *arguments)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_says_that_all_chains_hold(capsys):
    act(times=3)
    act(None)

    assert run(capsys) == (0, (
        f"Plattform: 1 {ALL_WELL}\n"
        f"Netzwerk {NETWORK}: 3 {ALL_WELL}\n"
    ))  # fmt: skip


def test_names_the_first_bad_entry(capsys):
    act(times=3)
    record(INVITED, network=OTHER, by=LEAD)
    record(INVITED, network=OTHER, by=OPERATOR)
    record(INVITED, network=OTHER, by=LEAD)
    tamper("DELETE FROM audit_entry WHERE seq = 2 AND person IS NULL")

    code, said = run(capsys)
    _, answer = run(capsys, "--json")

    assert code == 1
    assert said.splitlines()[1] == f"Netzwerk {OTHER}: Eintrag 2 fehlt."
    answer = json.loads(answer)
    assert (answer["entries"], answer["ok"]) == (5, False)
    assert answer["first_bad"] == {"network": str(OTHER), "seq": 2, "kind": "missing"}
    assert [chain["ok"] for chain in answer["chains"]] == [True, False]
    assert run(capsys, "--network", str(NETWORK))[0] == 0
    assert run(capsys, "--network", str(OTHER))[0] == 1


@pytest.mark.parametrize("kind", ["--json", "--checkpoint"])
def test_compares_with_what_it_said_earlier(capsys, tmp_path, kind):
    act(times=3)
    act(None)
    kept = tmp_path / "kept"
    kept.write_text(run(capsys, kind)[1])
    act(times=2)

    assert run(capsys, "--against", str(kept))[0] == 0
    tamper("DELETE FROM audit_entry WHERE network IS NULL")
    assert run(capsys, "--against", str(kept)) == (1, (
        f"Netzwerk {NETWORK}: 5 {ALL_WELL}\n"
        "Plattform: Eintrag 1 und alle danach fehlen.\n"
    ))  # fmt: skip
    assert json.loads(run(capsys, "--against", str(kept), "--network", "plattform", "--json")[1])["first_bad"] == {
        "network": None,
        "seq": 1,
        "kind": "truncated",
    }


def test_leaves_no_checkpoint_of_a_bad_chain(capsys):
    act(times=3)
    tamper("DELETE FROM audit_entry WHERE seq = 2")

    assert run(capsys, "--checkpoint") == (1, "")


def test_says_nothing_bad_of_nothing(capsys):
    assert json.loads(run(capsys, "--json")[1]) == {"entries": 0, "ok": True, "first_bad": None, "chains": []}


@pytest.mark.parametrize("arguments", [
    ("--network", "musterkreis"), ("--network", str(OTHER)), ("--network", "plattform"),
                                       ("--against", "nicht-da.json")])  # fmt: skip
def test_refuses_what_it_does_not_know(capsys, arguments):
    act()

    with pytest.raises(CommandError) as error:
        run(capsys, *arguments)

    assert error.value.returncode == 2


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"size": 3}', '{"network": "x", "size": 1, "head": "ab", "last": "2026-01-01"}']
)
def test_refuses_a_file_that_says_nothing(tmp_path, text):
    kept = tmp_path / "kept"
    kept.write_text(text)

    with pytest.raises(CommandError, match="nicht lesbar"):
        call_command("audit_verify", "--against", str(kept))
