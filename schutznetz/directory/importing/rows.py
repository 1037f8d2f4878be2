"""A row by targets: cleaned cells, with damage and overlong values already named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.limits import MAX_CELL
from schutznetz.directory.importing.plan import Plan
from schutznetz.directory.importing.values import plain
from schutznetz.directory.importing.values.problem import Problem
from schutznetz.directory.importing.vocabulary import FLAG, NOTE, is_missing, vocabulary

FREE_TEXT = frozenset({"description"})
MANY_LINES = frozenset({"phone", "fax", "address"})
# Longest value of a target as the tables hold it; what is longer would be cut, and is named instead.
LONGEST = {
    "name": 200, "traeger": 200, "site_name": 200, "street": 200, "house_number": 30, "town": 100, "ortsteil": 100,
    "person": 120, "plz": 20, "kreis": 20, "type": 300,
}  # fmt: skip


@dataclass(slots=True)
class Cells:
    """The filled cells of a row. ``is_sound`` turns False as soon as something refuses the row."""

    where: Where
    log: Log
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    is_sound: bool = True

    def first(self, target: str) -> str:
        found = self.values.get(target)
        return found[0][1] if found else ""

    def all(self, target: str) -> list[tuple[str, str]]:
        return self.values.get(target, [])

    def column(self, target: str) -> str:
        found = self.values.get(target)
        return found[0][0] if found else ""

    def warn(self, target: str, problem: Problem, value: str = "", column: str = "") -> None:
        shown = problem.value or value or self.first(target)
        column = column or self.column(target)
        self.log.remark(self.where, problem.code, problem.message, column=column, field=target, value=shown)

    def refuse(self, code: str, message: str, *, target: str = "", value: str = "", column: str = "") -> None:
        self.is_sound = False
        column = column or self.column(target)
        self.log.error(self.where, code, message, column=column, field=target, value=value)


def read(where: Where, cells: Sequence[str], plan: Plan, width: int, log: Log) -> Cells:
    row = Cells(where, log)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        row.refuse(
            "too_many_cells",
            f"Die Zeile hat {len(cells)} Zellen, die Kopfzeile nur {width}. Steht in einem Text ein Trennzeichen? Dann "
            "setzen Sie den Text bitte in Anführungszeichen.",
            value=cells[width],
        )
        return row
    for name, target, raw in _taken(cells, plan):
        text = plain.clean(raw)
        if problem := plain.damage(raw):
            row.refuse(problem.code, problem.message, target=target, value=text, column=name)
        elif len(text) > _longest(target):
            row.refuse(
                "cell_too_long",
                f"Die Zelle hat {len(text)} Zeichen, möglich sind {_longest(target)}. Bitte kürzen Sie sie.",
                target=target,
                value=text,
                column=name,
            )
        elif _is_damaged(text):
            row.warn(target, Problem("formula_error", "Die Tabellenkalkulation zeigt hier einen Fehler."), text, name)
        elif not is_missing(text) or target.startswith((FLAG, NOTE)):
            row.values.setdefault(target, []).append((name, text if target in FREE_TEXT else _line(text, target)))
    return row


def _taken(cells: Sequence[str], plan: Plan) -> Iterator[tuple[str, str, str]]:
    for column in plan.columns:
        if column.index < len(cells) and cells[column.index]:
            yield column.name, column.target, cells[column.index]


@lru_cache(maxsize=256)
def _longest(target: str) -> int:
    return LONGEST.get(target, MAX_CELL if target in FREE_TEXT or target.startswith(NOTE) else plain.LONGEST_PARSED)


def _is_damaged(text: str) -> bool:
    return text.startswith("#") and text.lower() in vocabulary().damaged


def _line(text: str, target: str) -> str:
    return text.replace("\n", " ") if "\n" in text and target not in MANY_LINES else text


def same(first: str, second: str) -> bool:
    return key(first) == key(second)
