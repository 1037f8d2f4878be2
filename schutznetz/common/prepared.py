"""Questions to the database whose SQL Django writes once: writing it takes ten times as long as running it.

For the few questions that stand between somebody in need and a number; everywhere else a queryset is plainer. What
is kept is the wording of a question, never an answer (ADR 0017).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

from schutznetz.common.databases import ours

One: TypeAlias = str | int | date | datetime | UUID
Given: TypeAlias = One | Collection[One]
Row: TypeAlias = Sequence[Any]
AnyModel = TypeVar("AnyModel", bound=Model)


@cache
def columns(model: type[Model], path: str = "") -> Sequence[str]:
    """Return what ``values_list`` must read for ``restored``; ``path`` leads to a related model ("gemeinde__")."""
    return tuple(f"{path}{field.attname}" for field in model._meta.concrete_fields)


def restored(model: type[AnyModel], row: Row, fields: Collection[str] = ()) -> AnyModel:
    """Return the object of a row of ``columns``, or of so many fields; the others are read when somebody asks."""
    return model.from_db(DEFAULT_DB_ALIAS, fields or columns(model), row)


class Prepared:
    """A question with holes: ``build`` gets a value or a list for each, and returns a queryset of ``values_list``.

    It must hand each value to a lookup as it is; lists may not be empty, for their length stands in the SQL.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._known: dict[tuple[object, ...], _Statement] = {}

    def rows(self, **given: Given) -> list[Row]:
        """Return the rows for these values, as the queryset itself would."""
        filled = {name: _padded(value) if _is_list(value) else [value] for name, value in given.items()}
        shape = tuple((name, len(values)) for name, values in filled.items())
        if shape not in self._known:
            lists = {name for name, value in given.items() if _is_list(value)}
            self._known[shape] = _Statement.of(self._build, filled, lists)
        return self._known[shape].run(_adapted(chain.from_iterable(filled.values())))


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL, and what stands behind each of its marks: a fixed value, or the place of one that is given."""

    sql: str
    parameters: list[tuple[int | None, Any]]
    compiler: Any
    converters: Any

    @classmethod
    def of(cls, build: Callable[..., Any], filled: dict[str, list[Any]], lists: set[str]) -> "_Statement":
        """Let Django write the SQL for stand-ins, one for each value, and look where it puts them."""
        numbers = iter(range(sum(map(len, filled.values()))))
        stands_in = {name: [_stand_in(value, next(numbers)) for value in values] for name, values in filled.items()}
        rows = build(**{name: values if name in lists else values[0] for name, values in stands_in.items()})
        compiler = rows.query.get_compiler(connection=connection)
        sql, written = compiler.as_sql()
        places = {value: place for place, value in enumerate(_adapted(chain.from_iterable(stands_in.values())))}
        if missing := places.keys() - set(written):
            raise ValueError(f"values changed on their way into the SQL: {missing}")
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        return cls(sql, [(places.get(value), value) for value in written], compiler, converters)

    def run(self, values: list[Any]) -> list[Row]:
        with ours().planned_cursor() as cursor:
            cursor.execute(self.sql, [fixed if at is None else values[at] for at, fixed in self.parameters])
            found = cursor.fetchall()
        return list(map(tuple, self.compiler.apply_converters(found, self.converters))) if self.converters else found


def _is_list(value: Given) -> bool:
    return not isinstance(value, One)


def _padded(value: Any) -> list[Any]:
    """Return a list as long as the next power of two, its last value several times: few lengths, few statements."""
    values = list(value)
    if not values:
        raise ValueError("a list without values has no place in a prepared question")
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def _stand_in(value: Any, number: int) -> One:
    """Return a value of the same kind that nobody asks for."""
    if isinstance(value, datetime):
        return datetime(1000, 1, 1, microsecond=number, tzinfo=UTC)
    if isinstance(value, date):
        return date.fromordinal(date(1000, 1, 1).toordinal() + number)
    if isinstance(value, UUID):
        return UUID(int=(1 << 100) + number)
    return -1_000_000 - number if isinstance(value, int) else f"\x01{number}"


def _adapted(values: Iterable[Any]) -> list[Any]:
    """Return values the way Django hands them to this kind of database."""
    operations, has_uuid = connection.ops, connection.features.has_native_uuid_field

    def adapt(value: Any) -> Any:
        if isinstance(value, UUID):
            return value if has_uuid else value.hex
        if isinstance(value, datetime):
            return operations.adapt_datetimefield_value(value)
        return operations.adapt_datefield_value(value) if isinstance(value, date) else value

    return list(map(adapt, values))
