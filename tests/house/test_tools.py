"""Format, lint, types and import contracts are part of the tests: one command says everything."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

BIN = Path(sys.executable).parent
TOOLS = {
    "ruff": [BIN / "ruff", "check", "--no-cache", "--output-format=concise", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--no-cache", "--check", "--quiet", "."],
    "types": [BIN / "mypy", "--no-error-summary"],
    "imports": [BIN / "lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_is_content(tool):
    result = subprocess.run(TOOLS[tool], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, f"\n{result.stdout[-3000:]}{result.stderr[-1000:]}"


def test_migrations_are_complete():
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout
