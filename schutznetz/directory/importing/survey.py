"""The first walk over a list: what only all rows together can say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schutznetz.common.words import squeeze
from schutznetz.directory.importing.area_codes import AreaCodes
from schutznetz.directory.importing.headers import column_word
from schutznetz.directory.importing.plan import Plan
from schutznetz.directory.importing.table import Table
from schutznetz.directory.importing.values import address, plain
from schutznetz.directory.importing.vocabulary import is_missing


@dataclass(slots=True)
class Survey:
    """``key_column`` is the list's own id column, if there is one that is filled and unique throughout."""

    key_column: str = ""
    area_codes: AreaCodes = field(default_factory=AreaCodes)
    ages_are_months: bool = False
    rows: int = 0


def survey(sheets: Iterable[tuple[Table, Plan]]) -> Survey:
    result = Survey()
    sheets = list(sheets)
    seen: dict[str, set[str] | None] = {name: set() for name in _key_candidates([plan for _, plan in sheets])}
    for table, plan in sheets:
        for _, cells in table.rows():
            result.rows += 1
            _see_keys(seen, plan, cells)
            _see_place(result, plan, cells)
    result.key_column = next((name for name, values in seen.items() if values), "")
    return result


def _key_candidates(plans: Sequence[Plan]) -> list[str]:
    """Return the id columns that every sheet has, the best name first."""
    named = [[column.name for column in plan.of("source_key")] for plan in plans]
    common = [name for name in named[0] if all(name in names for names in named)] if named else []
    return sorted(common, key=lambda name: (column_word(name) or ("", 0))[1])


def _see_keys(seen: dict[str, set[str] | None], plan: Plan, cells: Sequence[str]) -> None:
    for column in plan.of("source_key"):
        values = seen.get(column.name)
        if values is None:
            continue
        value = squeeze(cells[column.index]) if column.index < len(cells) else ""
        if is_missing(value) or value in values:
            seen[column.name] = None
        else:
            values.add(value)


def _see_place(result: Survey, plan: Plan, cells: Sequence[str]) -> None:
    for column in (*plan.of("age_from"), *plan.of("age_to")):
        text = cells[column.index].strip() if column.index < len(cells) else ""
        if text.isdecimal() and int(text) > plain.OLDEST_YEARS:
            result.ages_are_months = True
    phones = [cells[column.index] for column in plan.of("phone") if column.index < len(cells)]
    if not any(phones):
        return
    plz = plain.plz(_first(plan, cells, "plz"))[0]
    town = _first(plan, cells, "town") or plan.constants.get("town", "")
    plz = plz or address.plz_of(_first(plan, cells, "address")[: plain.LONGEST_PARSED])
    for text in phones:
        result.area_codes.see(text, plz, town)


def _first(plan: Plan, cells: Sequence[str], target: str) -> str:
    column = next(iter(plan.of(target)), None)
    return cells[column.index].strip() if column and column.index < len(cells) else ""
