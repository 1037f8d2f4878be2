"""Which help lines and which sentence are for whom (R09, domain.md 3.2), from ``data/berufsgruppen.toml``."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.enums import Profession, ServiceKind

DATA = Path(__file__).resolve().parent.parent / "data" / "berufsgruppen.toml"


@dataclass(frozen=True, slots=True)
class Group:
    """What the law says to one profession: a sentence, where it stands, and whether that was checked."""

    code: str
    sentence: str
    law: str
    is_checked: bool

    @property
    def label(self) -> str:
        """Return what the profession is called, in the language of the page."""
        return str(Profession(self.code).label)


@dataclass(frozen=True, slots=True)
class _Data:
    groups: dict[str, Group]
    only_for: dict[str, frozenset[str]]
    not_for: dict[str, frozenset[str]]
    first_for: dict[str, str]


def groups() -> Sequence[Group]:
    """Return all professions in the order in which they are offered."""
    return list(_data().groups.values())


def group(code: str) -> Group | None:
    return _data().groups.get(code)


def lines_for(profession: str, lines: Sequence[Link]) -> list[Link]:
    """Return the help lines for somebody of this profession, or for anybody: emergency numbers, the Land's, others."""
    data = _data()
    shown = [
        line
        for line in lines
        if profession in data.only_for.get(str(line.key), {profession})
        and profession not in data.not_for.get(str(line.key), frozenset())
    ]
    return sorted(shown, key=lambda line: _place(line, data.first_for.get(str(line.key)) == profession))


def _place(line: Link, is_first: bool) -> int:
    """110 and 112 always stand first, then the line made for whoever asks, then the Land's, then the others."""
    fixed = {ServiceKind.POLICE: 0, ServiceKind.EMERGENCY: 1}
    others = {ServiceKind.STATE: 3}
    kind = ServiceKind(line.kind)
    return fixed.get(kind, 2 if is_first else others.get(kind, 4))


@cache
def _data() -> _Data:
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    rows = {row["code"]: Group(row["code"], row["sentence"], row["law"], row["checked"]) for row in raw["group"]}
    lines = raw["line"]
    return _Data(
        rows,
        {row["key"]: frozenset(row["only_for"]) for row in lines if "only_for" in row},
        {row["key"]: frozenset(row["not_for"]) for row in lines if "not_for" in row},
        {row["key"]: row["first_for"] for row in lines if "first_for" in row},
    )
