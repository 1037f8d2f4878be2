"""One table of the file: takes the values out of it, and says what is wrong and what to write instead."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import Any


@dataclass
class Table:
    """``where`` is how somebody finds it in the file: ``[[unit]] 2``. Problems of all tables go into one list."""

    rows: dict[str, Any]
    where: str
    problems: list[str]
    asked: set[str] = field(default_factory=set)

    def complain(self, key: str, sentence: str) -> None:
        place = f"{self.where}, „{key}“" if self.where else f"„{key}“"
        self.problems.append(f"{place}: {sentence}")

    def take(self, key: str, kind: type, example: str) -> Any:
        """Return the value of a key if it has the right kind."""
        self.asked.add(key)
        value = self.rows.get(key)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool)):
            self.complain(key, f"Bitte so schreiben: {key} = {example}")
            return None
        return value

    def text(
        self, key: str, *, needed: bool = False, example: str = '"…"', choices: Collection[str] = (), longest: int = 120
    ) -> str:
        found = str(self.take(key, str, example) or "").strip()
        if needed and not found and not isinstance(self.rows.get(key), int | list | dict):
            self.complain(key, f"fehlt. Bitte ergänzen: {key} = {example}")
        elif found and choices and found not in choices:
            near = get_close_matches(found, choices, 1)
            hint = f"Gemeint ist vielleicht „{near[0]}“." if near else f"Möglich sind: {', '.join(sorted(choices))}."
            self.complain(key, f"„{found}“ gibt es nicht. {hint}")
        elif len(found) > longest:
            self.complain(key, f"Bitte auf höchstens {longest} Zeichen kürzen.")
        return found

    def number(self, key: str) -> int | None:
        found: int | None = self.take(key, int, "1")
        if found is not None and found < 1:
            self.complain(key, f"Bitte eine Zahl ab 1 schreiben: {key} = 1")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.take(key, list, '["…", "…"]') or []
        if not all(isinstance(each, str) for each in found):
            self.complain(key, f'Bitte so schreiben: {key} = ["…", "…"]')
            return ()
        return tuple(found)

    def day(self, key: str) -> str:
        """Return a day as it is written in a year (``2026-12-24``) or in every year (``12-24``)."""
        value = self.rows.get(key)
        if isinstance(value, date):
            self.asked.add(key)
            return value.isoformat()
        found = self.text(key, needed=True, example='"12-24"')
        try:
            # in a leap year the 29th of February is a day as well
            date.fromisoformat(f"2024-{found}" if len(found) == len("12-24") else found)
        except ValueError:
            if found:
                self.complain(key, f'Bitte so schreiben: {key} = "12-24" oder {key} = "2026-12-24"')
            return ""
        return found

    def clock(self, key: str) -> str:
        found = self.text(key, needed=True, example='"18:00"')
        try:
            time.fromisoformat(found)
        except ValueError:
            if found:
                self.complain(key, f'Bitte so schreiben: {key} = "18:00"')
        return found

    def tables(self, key: str) -> list["Table"]:
        """Return the tables below a key (``[[unit]]``), each with its place."""
        found = self.take(key, list, "[{ … }]") or []
        if not all(isinstance(row, dict) for row in found):
            self.complain(key, f"Bitte als Tabellen schreiben: [[{key}]]")
            return []
        inside = f"{self.where}, " if self.where else ""
        return [Table(row, f"{inside}[[{key}]] {at}", self.problems) for at, row in enumerate(found, 1)]

    def close(self) -> None:
        """Complain about every key that nobody has asked for: a typing error must not be passed over."""
        for key in self.rows:
            if key not in self.asked:
                near = get_close_matches(key, self.asked, 1)
                hint = f"Gemeint ist vielleicht „{near[0]}“." if near else "Bitte streichen."
                self.complain(key, f"Diesen Schlüssel gibt es hier nicht. {hint}")
