"""Every text that visitors read exists in English, and what is compiled is what is written."""

import subprocess
import sys
import tomllib

import pytest

from schutznetz.directory.models import OfferType
from schutznetz.directory.presenting import kinds
from tests.house import PACKAGE, ROOT

SCRIPT = [sys.executable, ROOT / "maintenance/translate.py", "--check"]


def test_every_text_has_its_english_and_the_compiled_file_is_current():
    result = subprocess.run(SCRIPT, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, (
        f"run .venv/bin/python maintenance/translate.py\n{result.stdout}{result.stderr[-2000:]}"
    )


@pytest.mark.parametrize("kind", ["type", "line"])
def test_every_kind_of_help_and_every_number_has_an_english_name(kind):
    lines = tomllib.loads((PACKAGE / "directory/data/hilfetelefone.toml").read_text(encoding="utf-8"))["line"]
    german = {"type": kinds.sentences().keys(), "line": {line["key"] for line in lines}}[kind]
    fields = {"type": {"label", "sentence"}, "line": {"title", "audience"}}[kind]

    assert kinds.english()[kind].keys() == german
    for key, said in kinds.english()[kind].items():
        assert said.keys() == fields, key
        assert all(said.values()), key
    longest = OfferType._meta.get_field("label").max_length
    assert all(len(said.get("label", "")) <= longest for said in kinds.english()[kind].values())
