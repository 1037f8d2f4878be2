"""Which column means what, and the file in which a coordinator fixes it."""

import json
import tomllib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.limits import MEBIBYTE
from schutznetz.directory.importing.vocabulary import FLAG, NOTE, vocabulary

CONSTANTS = frozenset({"type", "town", "traeger", "kreis"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """A coordinator's decisions. ``list_name`` keeps the records of a list together, however its file is called.

    ``columns`` maps names to targets ("" = not taken over), ``constants`` holds what no column says, ``sheets`` the
    constants of single sheets, ``types`` the list's own words for offer types.
    """

    list_name: str = ""
    source: str = ""
    columns: Dict[str, str] = field(default_factory=dict)
    constants: Dict[str, str] = field(default_factory=dict)
    sheets: Dict[str, Dict[str, str]] = field(default_factory=dict)
    types: Dict[str, str] = field(default_factory=dict)


def is_target(target: str) -> bool:
    return target == "" or target in vocabulary().targets or target.startswith((NOTE, FLAG))


def load(path: Path) -> Mapping:
    """Read a mapping file; raise ImportRefused with a German sentence if something in it is not understood."""
    try:
        if path.stat().st_size > MEBIBYTE:
            raise ImportRefused(f"Die Zuordnung „{path}“ ist zu groß.", "mapping")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImportRefused(f"Die Zuordnung „{path}“ kann nicht gelesen werden: {error}", "mapping") from error
    return _checked(data, path)


def _checked(data: dict[str, Any], path: Path) -> Mapping:
    known = {"list", "source", "columns", "constants", "sheets", "types"}
    if unknown := sorted(set(data) - known):
        raise ImportRefused(f"Die Zuordnung „{path}“ enthält Unbekanntes: {', '.join(unknown)}.", "mapping")
    columns, constants, types = (_texts(data.get(name, {}), path) for name in ("columns", "constants", "types"))
    sheets = {sheet: _texts(values, path) for sheet, values in dict(data.get("sheets", {})).items()}
    for column, target in columns.items():
        if not is_target(target):
            targets = ", ".join(vocabulary().targets)
            raise ImportRefused(
                f"In der Zuordnung „{path}“ steht für die Spalte „{column}“ das unbekannte Ziel „{target}“. "
                f"Möglich sind: {targets}, „type:…“, „note:…“ oder nichts.",
                "mapping",
            )
    for values in (constants, *sheets.values()):
        if wrong := sorted(set(values) - CONSTANTS):
            raise ImportRefused(f"Die Zuordnung „{path}“ kennt keine Konstante „{wrong[0]}“.", "mapping")
    return Mapping(str(data.get("list", "")), str(data.get("source", "")), columns, constants, sheets, types)


def _texts(values: Any, path: Path) -> dict[str, str]:
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise ImportRefused(f"In der Zuordnung „{path}“ müssen alle Werte Texte in Anführungszeichen sein.", "mapping")
    return dict(values)


def dump(mapping: Mapping) -> str:
    """Return a mapping as the text of its file."""
    lines = [
        "# Zuordnung einer Liste. Ziele: " + ", ".join(vocabulary().targets),
        "# Ein leeres Ziel heißt: Spalte nicht übernehmen. „type:hort“ = Ja/Nein-Spalte eines Angebotstyps,",
        "# „note:Profil“ = Zeile der Beschreibung.",
        f"list = {_quoted(mapping.list_name)}",
        f"source = {_quoted(mapping.source)}",
    ]
    for title, values in (("columns", mapping.columns), ("constants", mapping.constants), ("types", mapping.types)):
        lines += _section(title, values)
    for sheet, values in mapping.sheets.items():
        lines += _section(f"sheets.{_quoted(sheet)}", values)
    return "\n".join(lines) + "\n"


def _section(title: str, values: Dict[str, str]) -> list[str]:
    return ["", f"[{title}]", *(f"{_quoted(name)} = {_quoted(value)}" for name, value in values.items())]


def _quoted(text: str) -> str:
    """JSON's strings are TOML's basic strings, except for one character that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
