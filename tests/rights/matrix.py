"""The table that people read: route, relation, person, "GET POST"."""

from pathlib import Path

import yaml

from tests.people import PERSONAS

MATRIX = yaml.safe_load((Path(__file__).parent.parent / "authz_matrix.yml").read_text(encoding="utf-8"))


def expected(route, relation):
    row = MATRIX[route][relation]
    return {name: row.get(name, row.get("*")) for name in PERSONAS}
