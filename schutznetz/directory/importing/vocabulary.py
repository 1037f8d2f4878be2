"""The words of lists, from ``vocabulary.toml``, folded once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from schutznetz.directory.importing.folding import key

NOTE = "note:"  # a column that becomes a line of the description: "note:Profil"
FLAG = "type:"  # a column that says by yes or no whether a row bears an offer type: "type:hort"
# Targets that may be filled from several columns; of all others the first column counts.
LONGEST_MISSING = 60
LONGEST_PROTECTED = 120
# "Adresse geschützt", "geheime Anschrift", "Anschrift wird nicht veröffentlicht", folded.
_ADDRESS = r"\b(?:adressen?|anschrift|standort|ort)\b"
_WITHHELD = (
    r"\b(?:geheim(?:e[nrs]?)?|geschutzte?[nrs]?|vertrauliche?[nrs]?|anonyme?[nrs]?|"
    r"nicht (?:\w+ )?(?:offentlich|veroffentlicht|bekannt|bekanntgegeben|genannt|angegeben))\b"
)
_SAYS_SECRET = re.compile(rf"{_ADDRESS}.*{_WITHHELD}|{_WITHHELD}.*{_ADDRESS}")
_SURELY_SAYS_SOMETHING = re.compile(r"\d\d|@")
MANY = frozenset({"phone", "fax", "person", "description", "email"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``columns`` maps each name of a column, folded, to its target and the rank of that name."""

    columns: dict[str, tuple[str, int]]
    targets: tuple[str, ...]
    ignored: frozenset[str]
    foreign: frozenset[str]
    types: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    no_type: frozenset[str]
    missing: frozenset[str]
    damaged: frozenset[str]
    missing_beginnings: tuple[str, ...]
    placeholder_records: frozenset[str]
    protected: frozenset[str]
    traeger_kinds: frozenset[str]
    functions: dict[str, tuple[str, str]]
    partners: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    text = (files("schutznetz.directory.importing") / "vocabulary.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    columns = {
        key(word): (target, rank) for target, words in data["columns"].items() for rank, word in enumerate(words)
    }
    columns |= {key(word): (f"{NOTE}{label}", 0) for label, words in data["notes"].items() for word in words}
    missing = data["missing"]
    return Vocabulary(
        columns=columns,
        targets=tuple(data["columns"]),
        ignored=_folded(data["ignored"]["names"]),
        foreign=_folded(data["foreign"]["words"]),
        types={key(word): type_id for type_id, words in data["types"].items() for word in words},
        endings=tuple((key(word), type_id) for type_id, words in data["endings"].items() for word in words),
        no_type=_folded(data["no_type"]["words"]),
        missing=frozenset({*_folded(missing["cells"]), *missing["cells"]}),
        damaged=frozenset(missing["damaged"]),
        missing_beginnings=tuple(map(key, missing["beginnings"])),
        placeholder_records=_folded(missing["records"]),
        protected=_folded(missing["protected"]),
        traeger_kinds=_folded(missing["traeger_kinds"]),
        functions={type_id: (role, title) for type_id, (role, title) in data["functions"].items()},
        partners={type_id: partner for partner, type_ids in data["partners"].items() for type_id in type_ids},
    )


def _folded(words: Any) -> frozenset[str]:
    return frozenset(folded for word in words if (folded := key(word)))


@lru_cache(maxsize=8192)
def is_missing(text: str) -> bool:
    """Say whether a cell only says that there is nothing: "-", "n. n.", "keine Angabe", "über Kontaktformular"."""
    words = vocabulary()
    if not text or text in words.missing:
        return True
    if len(text) > LONGEST_MISSING or _SURELY_SAYS_SOMETHING.search(text):
        return False
    folded = key(text)
    return folded in words.missing or not folded or folded.startswith(words.missing_beginnings)


def is_protected(text: str) -> bool:
    """Say whether an address cell declares that the address is secret (R50)."""
    if len(text) > LONGEST_PROTECTED:
        return False
    folded = key(text)
    return folded in vocabulary().protected or bool(_SAYS_SECRET.search(folded))


def is_placeholder_record(name: str) -> bool:
    """Say whether a row is a dummy that a portal forgot to remove."""
    if len(name) > 120:
        return False
    folded = key(name)
    known = vocabulary().placeholder_records
    return (
        folded in known
        or any(word in known for word in folded.split())
        or any(word in folded for word in known if " " in word)
    )
