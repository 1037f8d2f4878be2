"""Paper and code move together: retention, glossary, reasons of dependencies, ADRs."""

import re
import tomllib

import pytest
from django.apps import apps

from schutznetz.common import retention
from tests.house import ROOT

MODELS = [model for model in apps.get_models() if model.__module__.startswith("schutznetz.")]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def packages(lock):
    return {line.split("==")[0] for line in (ROOT / lock).read_text().splitlines() if "==" in line}


def test_every_table_has_a_retention_rule():
    """Also those that packages bring along: what lies in them is ours."""
    rules = tomllib.loads((ROOT / "docs/loeschkonzept.toml").read_text(encoding="utf-8"))
    ruled = {f"{app}.{model}" for app, models in rules.items() for model in models}
    tables = {model._meta.label_lower for model in apps.get_models() if not model.__module__.startswith("tests.")}

    assert tables - ruled == set(), "table without a rule in docs/loeschkonzept.toml"
    assert ruled - tables == set(), "rule in docs/loeschkonzept.toml without a table"


def test_every_retention_rule_says_why_and_how_long():
    rules = tomllib.loads((ROOT / "docs/loeschkonzept.toml").read_text(encoding="utf-8"))

    for models in rules.values():
        for rule in models.values():
            assert rule.keys() - {"monate", "tage", "ungeloescht"} == {"inhalt", "personenbezug", "frist", "grund"}


def test_every_period_is_kept_by_a_rule_or_has_a_reason_why_nothing_is_deleted():
    paper = tomllib.loads((ROOT / "docs/loeschkonzept.toml").read_text(encoding="utf-8"))
    kept = {rule.table for rule in retention.rules()}

    for app, models in paper.items():
        for model, row in models.items():
            table, periods = f"{app}.{model}", [row[unit] for unit in ("monate", "tage") if unit in row]
            assert len(periods) <= 1, f"{table}: months or days, not both"
            assert (table in kept) == bool(periods), f"{table}: a rule in {app}/retention.py needs a period, and back"
            # A figure in the sentence is a promise; it is the one that is kept.
            promised = [int(figure) for figure in re.findall(r"\d+", row["frist"])]
            if promised and "ungeloescht" not in row:
                assert periods == promised, f"{table}: nothing is deleted after „{row['frist']}“"
            assert bool(promised) or "ungeloescht" not in row, f"{table}: no period, no reason needed"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_glossary_line(model):
    glossary = (ROOT / "docs/glossar.md").read_text(encoding="utf-8")

    assert re.search(rf"\|[^|]*`{model.__name__}`", glossary), f"docs/glossar.md has no line for {model.__name__}"


def test_every_dependency_has_a_reason():
    listed = re.findall(r'^    "[\w\[\],-]+==[\w.]+",(.*)$', PYPROJECT, flags=re.MULTILINE)

    assert listed
    assert all(len(reason.strip()) > 10 and reason.strip().startswith("#") for reason in listed)


def test_shipped_commands_need_no_test_tool():
    wanted = tomllib.loads(PYPROJECT)["project"]["optional-dependencies"]["test"]
    tools = {requirement.split("==")[0] for requirement in wanted}

    assert packages("requirements-run.txt") & tools == set()
    assert "psycopg" in packages("requirements-run.txt")
    assert packages("requirements-run.txt") <= packages("requirements-test.txt")


def test_decisions_are_numbered_without_gap():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/adr").glob("[0-9]*.md"))

    assert numbers == list(range(1, len(numbers) + 1))
