"""Objects come from access.py, the database is asked for its kind in one place, secrets of a kind stay in their app."""

import ast
from functools import cache

import pytest

from tests.house import PACKAGE, WRITTEN, name

VIEWS = [path for path in WRITTEN if "views" in path.parts or path.name in {"views.py", "context_processors.py"}]
PRODUCT = [path for path in WRITTEN if PACKAGE in path.parents]
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def attributes(path):
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)]


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_get_objects_only_through_access(path):
    found = [node.lineno for node in attributes(path) if node.attr in MANAGERS]

    assert not found, f"{name(path)} line {found[0]}: use access.*, not Model.objects"


def test_few_places_ask_which_database_it_is():
    asking = [name(path) for path in PRODUCT if any(node.attr == "vendor" for node in attributes(path))]

    assert asking == [
        "schutznetz/audit/chaining/heads.py",
        "schutznetz/common/postgresql/policies.py",
        "schutznetz/common/postgresql/roles.py",
        "schutznetz/common/postgresql/statistics.py",
        "schutznetz/directory/search/backends.py",
    ]


def test_few_places_look_past_the_wall_of_protected_rows():
    """Each with its reason; whatever else runs as ``system`` is a command or a job (ADR 0020)."""
    calls = [
        (name(path), ast.unparse(node.args[0]))
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("rows.system")
    ]

    assert calls == [
        ("schutznetz/coordination/actions/joining.py", "'limit of requests to join'"),  # counts, shows none
        ("schutznetz/directory/actions/mistakes.py", "'limit of reports'"),  # counts reports of a day, shows none
        # writes houses that are no partners yet, and asks of each entry of a list whether somebody has edited it
        ("schutznetz/directory/actions/uploads.py", "'reading in a list'"),
        ("schutznetz/jobs/queue/worker.py", "f'job {lease.task.name}'"),
    ]


@cache
def packages_of(path):
    """Return the first names of what a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {module.split(".")[0] for module in modules}


@pytest.mark.parametrize(
    ("package", "home"),
    [
        ("cryptography", "schutznetz/crypto"),
        ("opening_hours", "schutznetz/common/hours.py"),
        ("holidays", "schutznetz/common/hours.py"),
        ("phonenumbers", "schutznetz/common/phones.py"),
        ("typst", "schutznetz/publishing/typesetting"),
        ("segno", "schutznetz/publishing/typesetting"),
        ("xlsxwriter", "schutznetz/publishing/files"),
    ],
)
def test_package_has_one_home(package, home):
    for path in PRODUCT:
        is_stranger = package in packages_of(path) and not name(path).startswith(home)
        assert not is_stranger, f"{name(path)} imports {package}: only {home} may"


def test_mails_leave_through_the_outbox_only():
    importing = [
        path
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (
            node.module == "django.core.mail"
            or (node.module == "django.core" and "mail" in {a.name for a in node.names})
        )
    ]

    assert [name(path) for path in importing] == ["schutznetz/jobs/outbox/delivery.py"], (
        "use schutznetz.jobs.actions.post"
    )


def test_day_of_a_moment_is_that_of_the_clock_on_the_wall():
    """A field, a value of a row or a sum of both is a moment in UTC, where it may still be yesterday."""
    local = {"local", "moment", "wall", "begin", "end", "start"}
    guessing = [
        f"{name(path)}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and not node.args
        and isinstance(node.func, ast.Attribute) and node.func.attr == "date" and not _is_local(node.func.value, local)
    ]  # fmt: skip

    assert guessing == [], "use timezone.localdate"


def _is_local(moment, names):
    """Say whether a moment has just been brought to German time, or bears a name that is only given to such."""
    if isinstance(moment, ast.Call):
        called = moment.func
        return isinstance(called, ast.Attribute) and called.attr in {"astimezone", "localtime"}
    return getattr(moment, "attr", getattr(moment, "id", "")) in names
