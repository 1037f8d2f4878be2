"""Is a record sound? Only then it is kept, as its home said it; what is missing in it stays missing."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from schutznetz.common.words import storable
from schutznetz.directory.importing.protection import is_shelter
from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing.hiding import PLACES, hidden_place
from schutznetz.exchange.importing.limits import DEEPEST, MOST_LINE
from schutznetz.exchange.importing.pieces import Fault, Item, Said

KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# What our own feed leaves of a service that is gone; HSDS has no other word for it.
REMAINS = {"id", "name", "status", "last_modified"}
# Where a record with this field belongs, the first that fits. HSDS does not name the kind.
SIGNS = (
    ("status", MirrorKind.SERVICE), ("location_type", MirrorKind.LOCATION), ("taxonomy", MirrorKind.TAXONOMY_TERM),
    ("taxonomy_detail", MirrorKind.TAXONOMY_TERM), ("taxonomy_id", MirrorKind.TAXONOMY_TERM),
)  # fmt: skip


class Unsound(Exception):
    """Why a record cannot be kept; becomes a fault."""


def parsed(text: str | bytes) -> Any:
    """Return what JSON says. What no database can keep (infinite numbers, endless ones) is no JSON either."""
    try:
        return json.loads(text, parse_constant=_refuse_number, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise Unsound("ist kein lesbares JSON") from error


def sound(raw: Any, where: str, *, kind: MirrorKind | None = None, position: int = 0) -> Item:
    """Return the record, or what is wrong with it."""
    key = _key(raw)
    try:
        if key is None:
            return Fault(where, "Der Datensatz hat keine Kennung (id), die eine UUID ist.")
        _check(raw)
        found = kind or _kind(raw)
        _check_name(raw, found)
    except Unsound as error:
        return Fault(where, f"Der Datensatz {error}.", key)
    return Said(found, key, _protected(raw), position)


def without_names(body: dict[str, Any]) -> dict[str, Any]:
    """Return a record without names of persons: only their home knows of a consent."""
    return {
        name: [_nameless(one) for one in value] if name == "contacts" and isinstance(value, list) else _deeper(value)
        for name, value in body.items()
    }


def _nameless(contact: Any) -> Any:
    return {key: _deeper(value) for key, value in contact.items() if key != "name"} if isinstance(contact, dict) else {}


def _deeper(value: Any) -> Any:
    if isinstance(value, dict):
        return without_names(value)
    return [_deeper(one) for one in value] if isinstance(value, list) else value


def _key(raw: Any) -> UUID | None:
    text = raw.get("id") if isinstance(raw, dict) else None
    return UUID(text) if isinstance(text, str) and KEY.fullmatch(text) else None


def _kind(raw: dict[str, Any]) -> MirrorKind:
    if "service_id" in raw and "location_id" in raw:
        raise Unsound("ist die Verbindung eines Angebots mit einem Ort; gelesen werden Angebote und Einrichtungen")
    mark = raw.get("mirror")
    if isinstance(mark, dict) and mark.get("kind") in MirrorKind.values:
        return MirrorKind(mark["kind"])
    return next((kind for sign, kind in SIGNS if sign in raw), MirrorKind.ORGANIZATION)


def _check_name(raw: dict[str, Any], kind: MirrorKind) -> None:
    name = raw.get("name")
    is_named = isinstance(name, str) and bool(name.strip())
    if kind in {MirrorKind.SERVICE, MirrorKind.ORGANIZATION} and not is_named:
        raise Unsound("hat keinen Namen")


def _check(raw: dict[str, Any]) -> None:
    for value, depth in _values(raw, 1):
        if depth > DEEPEST:
            raise Unsound("ist zu tief verschachtelt")
        if isinstance(value, str) and storable(value) != value:
            raise Unsound("enthält Zeichen, die sich nicht speichern lassen")
    for name in ("service_at_locations", "contacts", "locations"):
        value = raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise Unsound(f"hat unter „{name}“ keine Liste von Datensätzen")
    if len(json.dumps(raw, ensure_ascii=False)) > MOST_LINE:
        raise Unsound("ist zu groß")


def _values(value: Any, depth: int) -> Iterator[tuple[Any, int]]:
    """Yield every value and every name in a record with its depth; stops going down where it is too deep."""
    yield value, depth
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for name, below in value.items():
            yield name, depth
            yield from _values(below, depth + 1)
    elif isinstance(value, list):
        for below in value:
            yield from _values(below, depth + 1)


def _protected(raw: dict[str, Any]) -> dict[str, Any]:
    """Take the place out of a record whose home calls it protected, or that is a shelter by its own words (R50)."""
    if raw.get("redacted") is True:
        return {name: value for name, value in raw.items() if name not in PLACES}
    return hidden_place(raw) if is_shelter(_words(raw)) else raw


def _words(raw: dict[str, Any]) -> Iterator[str]:
    """Yield what a record calls itself, and the kinds of help that it names."""
    yield str(raw.get("name", ""))
    for value, _ in _values(raw.get("attributes", []), 1):
        if isinstance(value, dict):
            yield from (str(value[name]) for name in ("name", "code") if name in value)


def _refuse_number(text: str) -> Any:
    raise ValueError(text)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
