"""What drf-spectacular cannot know: the schemas of the profile as components, and answers that all addresses share."""

import json
from functools import cache
from typing import Any

from schutznetz.api.presenting.problems import MEDIA_TYPE
from schutznetz.exchange import profile

JSON, NDJSON = "application/json", "application/x-ndjson"
PREFIX = "#/components/schemas/"
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object", "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}  # fmt: skip
SCHEME = {
    "type": "http", "scheme": "bearer",
    "description": "Dieselben Adressen mit einem Schlüssel des Betriebs: dazu, was nur in dessen Netzwerken"
                   " sichtbar ist. Nur für Programme auf einem Server, nie in einer Webseite. Ohne search,"
                   " modified_after, minimal und /changes. Alles Öffentliche ist ohne Schlüssel offen.",
}  # fmt: skip
KEY = {"$ref": f"{PREFIX}service/properties/id"}
MINIMAL = {
    "type": "object",
    "required": ["id", "last_modified"],
    "properties": {"id": KEY, "last_modified": {"$ref": f"{PREFIX}service/properties/last_modified"}},
}
CHANGES = {
    "type": "object",
    "required": ["after", "cursor", "last", "more", "contents"],
    "properties": {
        "after": {"type": "integer"},
        "cursor": {"type": "integer"},
        "last": {"type": "integer"},
        "more": {"type": "boolean"},
        "contents": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["position", "kind", "id", "changed_at", "deleted", "digest"],
                "properties": {
                    "position": {"type": "integer"},
                    "kind": {"type": "string", "enum": ["service", "organization"]},
                    "id": KEY,
                    "changed_at": {"type": "string", "format": "date-time"},
                    "deleted": {"type": "boolean"},
                    "digest": {"type": "string"},
                },
            },
        },
    },
}
PROBLEMS = {(status, MEDIA_TYPE): {"$ref": f"{PREFIX}problem"} for status in (400, 401, 404)}


def whole(name: str) -> dict[Any, Any]:
    """Return the answers of an address that gives one object."""
    return {(200, JSON): {"$ref": PREFIX + name}, **PROBLEMS}


def listed(name: str) -> dict[Any, Any]:
    """Return the answers of an address that gives a list."""
    return {(200, JSON): {"$ref": f"{PREFIX}{name}_page"}, (200, NDJSON): {"type": "string"}, **PROBLEMS}


def plain() -> dict[Any, Any]:
    return {(200, JSON): {"type": "object"}, **PROBLEMS}


@cache
def components() -> dict[str, Any]:
    """Return the schemas of the profile; a reference to a file becomes one to a component."""
    found: dict[str, Any] = {name: _local(schema) for name, schema in profile.schemas().items()}
    for name in ("service", "service_at_location", "organization", "taxonomy", "taxonomy_term"):
        item: dict[str, Any] = {"$ref": PREFIX + name}
        items = {"anyOf": [item, MINIMAL]} if name == "service" else item
        contents = {"properties": {"contents": {"type": "array", "items": items}}}
        found[f"{name}_page"] = {"allOf": [{"$ref": f"{PREFIX}page"}, contents]}
    return {**found, "problem": PROBLEM, "changes": CHANGES}


def with_profile(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the schemas into the finished document (called by drf-spectacular)."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in schemas.items():
        if name.endswith("Asked"):  # what is not in it is refused
            schema["additionalProperties"] = False
    schemas.update(json.loads(json.dumps(components())))
    result["components"]["securitySchemes"] = {"key": SCHEME}
    result["security"] = [{}, {"key": []}]  # with or without
    return result


def _local(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_local(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    # "name" of HSDS is no word of JSON Schema where it is a text
    return {
        word: PREFIX + value.removesuffix(".json") if word == "$ref" else _local(value)
        for word, value in schema.items()
        if not (word == "name" and isinstance(value, str))
    }
