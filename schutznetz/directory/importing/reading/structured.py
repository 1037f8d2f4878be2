"""GeoJSON, JSON lists (wrapped or not) and JSON lines: each object a row, each path in it a column."""

import json
from collections.abc import Iterator
from typing import Any

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.limits import MAX_COLUMNS, Limits, too_many_columns, too_many_rows
from schutznetz.directory.importing.reading.grid import Grid, Row
from schutznetz.directory.importing.reading.source import Source
from schutznetz.directory.importing.reading.text import encoding_of

DEEPEST = 6
LONGEST_LIST = 10  # entries of a list inside an object that become columns or words of one cell
LAT, LON = "geometry.lat", "geometry.lon"


def read(source: Source) -> list[Grid]:
    with source.open_text(encoding_of(source), newline=None) as file:
        text = file.read()
    try:
        data = _parse(text)
    except RecursionError as error:
        raise ImportRefused(
            "Die JSON-Datei ist zu tief verschachtelt. Gebraucht wird eine Liste.", "no_table"
        ) from error
    if isinstance(data, dict) and data.get("type") == "FeatureCollection":
        return [_features(data, source.limits)]
    items = _longest_list(data)
    if not items:
        raise ImportRefused("Die JSON-Datei enthält keine Liste von Einträgen.", "no_table")
    return [_grid(items, source.limits)]


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:3]):
            return [_line(number, line) for number, line in enumerate(lines, start=1)]
        position = f" (Zeile {error.lineno}, Spalte {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ImportRefused(
            f"Die Datei ist kein gültiges JSON{position}. Wurde sie vollständig heruntergeladen?", "no_table"
        ) from error


def _line(number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise ImportRefused(f"Zeile {number} ist kein gültiges JSON. Bitte berichtigen Sie sie.", "no_table") from error


def _longest_list(data: Any, depth: int = 0) -> list[dict[str, Any]]:
    """Return the longest list of objects, wherever a portal's wrapper has put it."""
    if isinstance(data, list):
        items = [item if isinstance(item, dict) else {} for item in data]
        return items if any(items) else []
    if not isinstance(data, dict) or depth > DEEPEST:
        return []
    return max((_longest_list(value, depth + 1) for value in data.values()), key=len, default=[])


def _features(data: dict[str, Any], limits: Limits) -> Grid:
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise ImportRefused("Die GeoJSON-Datei enthält keine Einträge.", "no_table")
    items = [_feature(feature) for feature in features]
    return _grid(items, limits, title=_text(data.get("name")), source=_text(data.get("attribution")))


def _feature(feature: Any) -> dict[str, Any]:
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    item = dict(properties) if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        coordinates = geometry.get("coordinates")
        if isinstance(coordinates, list) and len(coordinates) >= 2:
            item[LON], item[LAT] = coordinates[0], coordinates[1]
    if "id" in feature and "id" not in item:
        item["id"] = feature["id"]
    return item


def _grid(items: list[dict[str, Any]], limits: Limits, title: str = "", source: str = "") -> Grid:
    if len(items) > limits.rows:
        raise too_many_rows(limits)
    header: dict[str, None] = {}
    for item in items:
        header.update(dict.fromkeys(name for name, _ in _flat(item)))
        if len(header) > MAX_COLUMNS:
            raise too_many_columns(len(header))
    names = tuple(header)

    def rows() -> Iterator[Row]:
        for number, item in enumerate(items, start=1):
            values = dict(_flat(item))
            yield number, [values.get(name, "") for name in names]

    return Grid("", rows, names, title, source)


def _flat(item: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        path = f"{prefix}{name}"
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, f"{path}.", depth + 1)
        elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
            entries = {str(index): entry for index, entry in enumerate(value[:LONGEST_LIST], start=1)}
            yield from _flat(entries, f"{path}.", depth + 1)
        elif isinstance(value, list):
            yield path, ", ".join(filter(None, map(_text, value[:LONGEST_LIST])))
        else:
            yield path, _text(value)


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
