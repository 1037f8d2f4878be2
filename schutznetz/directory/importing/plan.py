"""What is done with each column of one table: from a mapping file, or proposed by name and content."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from schutznetz.common.words import squeeze
from schutznetz.directory.importing import mapping as mappings
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.headers import column_word, target_of_content
from schutznetz.directory.importing.table import Table
from schutznetz.directory.importing.titles import town_of_title
from schutznetz.directory.importing.types import TypeWords
from schutznetz.directory.importing.values import plain
from schutznetz.directory.importing.vocabulary import FLAG, MANY, NOTE, is_missing

SAMPLE_ROWS = 300
NEARLY_ALL = 0.75
FEWEST_COUNTED = 3  # "Nr" with 1, 2, 3 … counts the rows and is no house number
KEYS = "source_key"  # every candidate is kept until all rows are seen
IDENTIFYING = frozenset({"name", "site_name", "traeger", "type"})
REACHING = frozenset({"phone", "email", "url", "street", "address", "plz", "town", "kreis"})


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Plan:
    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    proposed_type: str = ""  # what the list as a whole is about, where a row does not say it
    by_target: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)

    def of(self, target: str) -> tuple[Column, ...]:
        return self.by_target.get(target, ())


def make(columns: Sequence[Column], constants: Mapping[str, str], proposed_type: str) -> Plan:
    by_target: dict[str, tuple[Column, ...]] = {}
    for column in columns:
        by_target[column.target] = (*by_target.get(column.target, ()), column)
    return Plan(tuple(columns), constants, proposed_type, by_target)


def from_mapping(table: Table, mapping: mappings.Mapping, log: Log, elsewhere: Container[str] = ()) -> Plan:
    """Return the plan that a mapping fixes; a column it does not name is not taken over.

    ``elsewhere`` are the columns of the other sheets: what one of them has is not missing.
    """
    _refuse_empty(table)
    columns = [
        Column(index, name, target)
        for index, name in enumerate(table.header)
        if (target := mapping.columns.get(name, mapping.columns.get(squeeze(name), "")))
    ]
    missing = [
        name
        for name, target in mapping.columns.items()
        if target and name not in table.header and name not in elsewhere
    ]
    if missing:
        log.remark(
            Where(table.sheet),
            "column_missing",
            "Die Zuordnung nennt Spalten, die es in der Liste nicht gibt. Wurden sie umbenannt?",
            column=", ".join(missing),
        )
    constants = {**mapping.constants, **mapping.sheets.get(table.sheet, {})}
    return _usable(make(columns, constants, constants.get("type", "")), table)


def _refuse_empty(table: Table) -> None:
    if next(table.rows(), None) is None:
        text = "Die Liste hat eine Kopfzeile, aber keinen einzigen Eintrag. Bitte prüfen Sie, ob sie vollständig ist."
        raise ImportRefused(text, "no_rows")


def propose(table: Table, types: TypeWords, file_title: str, log: Log) -> Plan:
    """Return the plan that names and content suggest; what only content suggests is said aloud."""
    return _usable(guess(table, types, file_title, log), table)


def guess(table: Table, types: TypeWords, file_title: str, log: Log) -> Plan:
    """Return what can be guessed, though it may not be enough: somebody is there to say the rest."""
    _refuse_empty(table)
    sample = [cells for _, cells in islice(table.rows(), SAMPLE_ROWS)]
    targets: dict[int, str] = {}
    _by_flags(table, sample, types, targets)
    _by_names(table, sample, types, targets)
    _by_content(table, sample, targets, log)
    _settle_names(targets)
    columns = [Column(index, table.header[index], targets[index]) for index in sorted(targets)]
    unused = [name for index, name in enumerate(table.header) if index not in targets and any(_cells(sample, index))]
    if unused:
        log.remark(
            Where(table.sheet),
            "columns_unused",
            f"Diese Spalten werden nicht übernommen: {', '.join(unused)}. "
            "Mit einer Zuordnung (--write-mapping) können Sie das ändern.",
            column=", ".join(unused),
        )
    constants = {"town": town} if "town" not in targets.values() and (town := town_of_title(table.title)) else {}
    about = (table.title, table.sheet, file_title)
    proposed = next((found[0] for text in about if (found := types.of_text(text))), "") or _usual(
        sample, targets, types
    )
    return make(columns, constants, proposed)


def _usual(sample: Sequence[Sequence[str]], targets: dict[int, str], types: TypeWords) -> str:
    """Return the type that nearly all rows name; a list without a title is about that."""
    index = next((index for index, target in targets.items() if target == "type"), None)
    if index is None:
        return ""
    named = Counter(next(iter(types.of_text(cell)), "") for cell in _cells(sample, index))
    type_id, count = next(iter(named.most_common(1)), ("", 0))
    return type_id if count >= NEARLY_ALL * named.total() else ""


def _usable(plan: Plan, table: Table) -> Plan:
    targets = {column.target for column in plan.columns}
    if not targets & IDENTIFYING or not targets & REACHING:
        names = ", ".join(table.header[:12])
        raise ImportRefused(
            f"In den Spalten ({names}) ist kein Verzeichnis zu erkennen: Gebraucht werden ein Name oder Träger "
            "und eine Anschrift, Telefonnummer oder Internetadresse. Bitte legen Sie die Spalten in einer Zuordnung "
            "fest (Zuordnung).",
            "no_directory",
        )
    return plan


def _cells(sample: Sequence[Sequence[str]], index: int) -> Iterator[str]:
    return (cell for cells in sample if index < len(cells) and not is_missing(cell := plain.clean(cells[index])))


def _by_flags(table: Table, sample: Sequence[Sequence[str]], types: TypeWords, targets: dict[int, str]) -> None:
    """A column that is called like a type and only holds yes and no says which rows bear that type."""
    for index, name in enumerate(table.header):
        found = types.of_text(name)
        values = set(_cells(sample, index))
        if len(found) == 1 and values and all(plain.yes_or_no(value) is not None for value in values):
            targets[index] = f"{FLAG}{found[0]}"


def _by_names(table: Table, sample: Sequence[Sequence[str]], types: TypeWords, targets: dict[int, str]) -> None:
    known = [(word, index) for index, name in enumerate(table.header) if (word := column_word(name))]
    for (target, _), index in sorted(known, key=lambda item: item[0][1]):
        if index in targets or not _fits(target, sample, index, types):
            continue
        if target in MANY or target == KEYS or target.startswith(NOTE) or target not in targets.values():
            targets[index] = target


def _fits(target: str, sample: Sequence[Sequence[str]], index: int, types: TypeWords) -> bool:
    """Some names mean several things; the cells decide. A column that is empty throughout fits nothing."""
    values = set(_cells(sample, index))
    if not values:
        return False
    if target == "type":
        return 2 * sum(bool(types.of_text(value)) for value in values) >= len(values)
    if target == "house_number":
        return len(sample) < FEWEST_COUNTED or values != {str(number) for number in range(1, len(sample) + 1)}
    if target in {"lat", "lon"}:
        return all(value.replace(",", ".").replace(".", "", 1).lstrip("-").isdecimal() for value in values)
    return True


def _by_content(table: Table, sample: Sequence[Sequence[str]], targets: dict[int, str], log: Log) -> None:
    for index, name in enumerate(table.header):
        if index in targets or column_word(name):
            continue
        target = target_of_content(_cells(sample, index))
        if not target or (target in targets.values() and target not in MANY) or _is_known_other_way(target, targets):
            continue
        targets[index] = target
        log.remark(
            Where(table.sheet),
            "column_by_content",
            f"Die Spalte „{name}“ wurde nach ihrem Inhalt als „{target}“ gelesen. Bitte prüfen Sie das.",
            column=name,
            field=target,
        )


def _is_known_other_way(target: str, targets: dict[int, str]) -> bool:
    """Two halves of one thing: a list with streets needs no second address, and one with a web column no second."""
    taken = set(targets.values())
    return (
        (target == "address" and bool(taken & {"street", "plz"}))
        or (target == "street" and "address" in taken)
        or (target in MANY and target in taken)
    )


def _settle_names(targets: dict[int, str]) -> None:
    """Without a name, and without a column that says what is offered, the place is the name ("Schule")."""
    taken = set(targets.values())
    if "site_name" in taken and ("name" in taken or "type" not in taken):
        index = next(index for index, target in targets.items() if target == "site_name")
        if "name" in taken:
            del targets[index]
        else:
            targets[index] = "name"


def as_mapping(plans: Sequence[tuple[Table, Plan]], list_name: str, source: str, key_column: str) -> mappings.Mapping:
    """Return the proposed plans as a mapping that a coordinator can correct."""
    columns: dict[str, str] = {}
    sheets: dict[str, dict[str, str]] = {}
    for table, plan in plans:
        taken = {column.name: column.target for column in plan.columns}
        for name in table.header:
            target = taken.get(name, "")
            columns[name] = "" if target == KEYS and name != key_column else target or columns.get(name, "")
        constants = {**plan.constants, **({"type": plan.proposed_type} if plan.proposed_type else {})}
        if constants:
            sheets[table.sheet] = constants
    if len({key(str(values)) for values in sheets.values()}) == 1 and len(sheets) == len(plans):
        return mappings.Mapping(list_name, source, columns, next(iter(sheets.values())), {}, {})
    return mappings.Mapping(list_name, source, columns, {}, sheets, {})
