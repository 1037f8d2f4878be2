"""Which area code a place has: from a table of towns, and from the other rows of the same list."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from schutznetz.directory.importing.folding import key

SURE_FROM = 3  # so many numbers of a PLZ, all with one area code, settle it for a number without
SEEN_TWICE = 2
COMPLETE_LOCAL = 8  # a local number this long exists only behind an area code of three digits
SHORT_CODE = 4  # with its zero
_WRITTEN = re.compile(r"\s*\(?(0[1-9]\d{1,4})\)?\s*[\s/-]\s*\d")
_BARE = re.compile(r"(?<![\d/+-])(?<!\d )[1-9][\d ]{2,}")


@cache
def _towns() -> dict[str, str]:
    text = (files("schutznetz.directory.importing") / "area_codes.toml").read_text(encoding="utf-8")
    return {key(town): code for town, code in tomllib.loads(text)["towns"].items()}


@dataclass(slots=True)
class AreaCodes:
    """The area codes that a list itself shows, by PLZ and by town."""

    by_plz: dict[str, Counter[str]] = field(default_factory=dict)
    by_town: dict[str, Counter[str]] = field(default_factory=dict)

    def see(self, text: str, plz: str, town: str) -> None:
        if match := _WRITTEN.match(text):
            code = match.group(1)
            self.by_plz.setdefault(plz, Counter())[code] += 1
            self.by_town.setdefault(key(town), Counter())[code] += 1

    def known(self, plz: str, town: str) -> tuple[str, ...]:
        """Return the codes that numbers of this place may begin with: enough to bring back a lost zero."""
        codes = [code for code, count in self._seen(plz, town).items() if count >= SEEN_TWICE]
        own = _towns().get(key(town))
        return tuple(dict.fromkeys([*([own] if own else []), *codes]))

    def certain(self, text: str, plz: str, town: str) -> str:
        """Return the code that completes a number without one, or nothing where more than one is possible."""
        local = [re.sub(r"\D", "", number) for number in _BARE.findall(text)]
        if not local:
            return ""
        seen = self._seen(plz, town)
        if any(count >= SURE_FROM and _begins(local, code) for code, count in seen.items()):
            return ""  # in a list of complete numbers this one has only lost its zero
        of_plz: dict[str, int] = self.by_plz.get(plz, {}) if plz else {}
        if len(of_plz) == 1 and sum(of_plz.values()) >= SURE_FROM:
            return next(iter(of_plz))
        own = _towns().get(key(town), "")
        is_complete = all(len(digits) == COMPLETE_LOCAL for digits in local)
        return own if is_complete and 0 < len(own) <= SHORT_CODE else ""

    def _seen(self, plz: str, town: str) -> dict[str, int]:
        of_plz: dict[str, int] = self.by_plz.get(plz, {}) if plz else {}
        of_town: dict[str, int] = self.by_town.get(key(town), {}) if town else {}
        return {code: max(of_plz.get(code, 0), of_town.get(code, 0)) for code in (*of_town, *of_plz)}


def _begins(local: list[str], code: str) -> bool:
    return any(len(digits) >= COMPLETE_LOCAL and digits.startswith(code[1:]) for digits in local)
