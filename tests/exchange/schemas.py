"""HSDS's own schemas from the test data, with the corrections that came after them, and our profile over them.

The specification's document points at schemas of 3.0 on a host that nobody reaches here; references are resolved to
the files. Corrected: ``Page.empty`` is required since 3.1.1, and ``/service_at_locations/{id}`` gives a service at its
location.
"""

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from schutznetz.exchange import profile

FOLDER = Path("hsds/spec-3.1-dev/schema")
# Only ours: no file of the base has this name.
OWN = {"freshness"}


@cache
def base(test_data):
    """Return the base schemas by name, with the two that stand only inside of openapi.json."""
    found = {path.stem: json.loads(path.read_text()) for path in (test_data / FOLDER).glob("*.json")}
    openapi = found.pop("openapi")
    page = openapi["components"]["schemas"]["Page"]
    root = openapi["paths"]["/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    corrected = {**page, "required": ["empty"]}
    return {**found, "page": corrected, "root": root}


@cache
def validator(test_data, name, layer):
    """Return what checks an object against the base alone, against our files alone, or against both merged."""
    ours, theirs = profile.schemas(), base(test_data)
    schemas = {
        "base": theirs,
        "profile": ours,
        "merged": {key: profile.merged(theirs.get(key, {}), ours.get(key, {})) for key in ours | theirs},
    }[layer]
    resources = [(f"{key}.json", DRAFT202012.create_resource(schema)) for key, schema in schemas.items()]
    return Draft202012Validator({"$ref": f"{name}.json"}, registry=Registry().with_resources(resources))


def faults(test_data, name, record):
    """Return everything that base or profile have against a record."""
    return [
        f"{layer}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for layer in ("base", "profile", "merged")
        for error in validator(test_data, name, layer).iter_errors(record)
    ]
