"""The German profile of HSDS 3.1: one JSON schema for each object, in words of our own.

Each file is two things: a schema by itself, and a JSON merge patch (RFC 7386) over the base schema of the same name.
What it closes: times, weekdays, country, mail, keys, page and root; what it adds stands in docs/adr/0026.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

VERSION = "1.0"
HSDS_VERSION = "3.1"
Schema = dict[str, Any]


@cache
def schemas() -> dict[str, Schema]:
    """Return all schemas by name."""
    folder = files(__name__)
    return {
        path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".json")
    }


def merged(base: Any, patch: Any) -> Any:
    """Return what a JSON merge patch makes of a document (RFC 7386): null takes out, all but objects replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
