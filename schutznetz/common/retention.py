"""How long what is kept: reads docs/loeschkonzept.toml and holds the rule by which each record class is deleted.

Every app names in its ``retention.py`` which rows have outlived their period; the period itself stands in the paper
only. The app ``jobs`` applies the rules (``manage.py retention``).
"""

import calendar
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from schutznetz.common.errors import DomainError

PAPER = Path(__file__).resolve().parents[2] / "docs" / "loeschkonzept.toml"

Expired = Callable[[datetime], QuerySet[Any]]
Delete = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """``table`` is the label of the model; ``expired`` returns its rows that ended before a moment.

    ``delete`` is for tables whose rows cannot simply go; it deletes the same rows and returns their number.
    """

    table: str
    expired: Expired
    delete: Delete | None = None


_rules: dict[str, Rule] = {}
Told = Callable[[str, UUID], None]
_listeners: list[Told] = []


def rule(table: str, *, delete: Delete | None = None) -> Callable[[Expired], Expired]:
    """Register which rows of a table have outlived their period, given the moment that lies one period back."""

    def decorate(expired: Expired) -> Expired:
        if table in _rules:
            raise ValueError(f"There are two rules for {table}.")
        _rules[table] = Rule(table, expired, delete)
        return expired

    return decorate


def after_deletion(listener: Told) -> Told:
    """Call a function with table and key of each line of the deletion log, in the transaction that closes it."""
    _listeners.append(listener)
    return listener


def tell(table: str, line: UUID) -> None:
    for listener in _listeners:
        listener(table, line)


def rules() -> list[Rule]:
    return [_rules[table] for table in sorted(_rules)]


def rule_of(table: str) -> Rule:
    return _rules[table]


def limit_of(table: str, now: datetime) -> datetime:
    """Return the moment one period before ``now``: what ended earlier is due."""
    paper = tomllib.loads(PAPER.read_text(encoding="utf-8"))
    app, model = table.split(".")
    entry = paper.get(app, {}).get(model, {})
    if "monate" in entry:
        return months_before(now, entry["monate"])
    if "tage" in entry:
        return now - timedelta(days=entry["tage"])
    raise DomainError(f"In docs/loeschkonzept.toml fehlt für {table} die Frist („monate“ oder „tage“).")


def months_before(moment: datetime, months: int) -> datetime:
    """Go back by months of the calendar: six before the 31st of August is the last day of February."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(count, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
