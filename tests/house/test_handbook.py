"""The paper says what the code does: commands, files, variables and licences that it names exist."""

import ast
import re
import shlex
import tomllib

import pytest
from django.core.management import CommandError, get_commands, load_command_class

from tests.house import PACKAGE, ROOT, name

HANDBOOK = [ROOT / "README.md", *sorted((ROOT / "docs/handbuch").glob("*.md"))]
PAPER = [*HANDBOOK, *(ROOT / f"{title}.md" for title in ("CONTRIBUTING", "SECURITY", "CHANGELOG"))]
PAPER += sorted(path for path in (ROOT / "docs").rglob("*.md") if path not in HANDBOOK)
FIRST_SCREEN = 40
LARGEST_PICTURE = 150_000

COMMAND = re.compile(r"python3 manage\.py ((?:\\\n|[^`\n])+)")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s#]+)")
# A file of the project: with a folder, or with one of its endings. Absolute paths are the operator's own.
FILE = re.compile(r"[\w.-]+(/[\w.-]+)+/?|[\w-]+\.(py|md|toml|txt|sh|json|yml|css|js)")
MADE_WHEN_RUNNING = ("var/", ".venv/")


def text(path):
    return path.read_text(encoding="utf-8")


COMMANDS = [(name(path), line.replace("\\\n", " ")) for path in PAPER for line in COMMAND.findall(text(path))]


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_command_that_is_named_is_accepted(page, line):
    command, *arguments = shlex.split(line, comments=True)
    if command == "test":  # handed on to pytest, see tests/runner.py
        return
    known = get_commands()
    assert command in known, f"{page}: python3 manage.py {command} – this command does not exist"
    if not arguments:  # mentioned, not shown
        return
    parser = load_command_class(known[command], command).create_parser("manage.py", command)
    parser.allow_abbrev = False
    try:
        parser.parse_args(arguments)
    except CommandError as error:
        pytest.fail(f"{page}: python3 manage.py {line.strip()} – {error}")


def test_every_command_of_the_project_is_named():
    own = {path.stem for path in PACKAGE.glob("*/management/commands/[!_]*.py")}

    assert own - {line.split()[0] for _, line in COMMANDS} == set(), "command without a line in docs/handbuch"


def named_files(path):
    for target in LINK.findall(text(path)):
        if "://" not in target and not target.startswith("mailto:"):
            yield path.parent / target, target
    for code in CODE.findall(text(path)):
        # Code names files from the root, from the package, or (short, in docs/architektur.md) from one of its apps.
        if FILE.fullmatch(code) and not code.startswith(MADE_WHEN_RUNNING):
            yield None, code


@pytest.mark.parametrize("path", PAPER, ids=name)
def test_every_file_that_is_named_exists(path):
    for target, written in named_files(path):
        places = [target] if target else [ROOT / written, PACKAGE / written, *PACKAGE.glob(f"**/{written}")]
        assert any(place.exists() for place in places), f"{name(path)} names {written}, which does not exist"


def variables_of_the_settings():
    """Names that settings.py reads from the environment; a secret may also come from a file."""
    for node in ast.walk(ast.parse(text(ROOT / "config/settings.py"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called == "os.environ.get" or called.startswith("env_"):
                yield node.args[0].value
            if called in {"env_secret", "env_mail_server"}:
                yield f"{node.args[0].value}_FILE"


def test_environment_variables_are_those_of_the_settings():
    known = set(variables_of_the_settings())
    named = {word for path in HANDBOOK for word in re.findall(r"\b(?:SCHUTZNETZ_\w+|DATABASE_URL)\b", text(path))}

    assert "DATABASE_URL" in known
    assert named - known == set(), "the handbook names variables that config/settings.py does not read"
    assert known - named == set(), "config/settings.py reads variables that the handbook does not name"


def test_first_screen_of_the_readme_shows_the_portal_and_names_the_two_commands():
    first = "\n".join(text(ROOT / "README.md").splitlines()[:FIRST_SCREEN])

    assert "](docs/bilder/start.png)" in first
    assert "python3 manage.py demo" in first
    assert "python3 manage.py test" in first
    assert (ROOT / "docs/bilder/start.png").stat().st_size <= LARGEST_PICTURE


def test_every_licence_has_its_text():
    annotations = tomllib.loads(text(ROOT / "REUSE.toml"))["annotations"]
    named = {licence for row in annotations for licence in row["SPDX-License-Identifier"].split(" AND ")}

    assert named == {path.stem for path in (ROOT / "LICENSES").iterdir()}
    assert text(ROOT / "LICENSE") == text(ROOT / "LICENSES/EUPL-1.2.txt")


def test_changelog_tells_of_this_version():
    version = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]

    assert f"\n## {version} " in text(ROOT / "CHANGELOG.md")
