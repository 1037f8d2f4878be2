"""The tabular data package: every row is what its description promises, and every key leads somewhere."""

import csv
import json
from datetime import date, datetime, time
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from schutznetz.exchange.access import Asked, Services
from schutznetz.publishing.files import package, records
from tests.directory.test_query_counts import full_offers
from tests.factories import NOW, make_help_line, make_offer

pytestmark = pytest.mark.django_db
READ = {
    "string": str, "number": float, "date": date.fromisoformat, "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}  # fmt: skip


def written(found):
    target = BytesIO()
    counted = package.write(records.with_catalogues(found), NOW, target)
    return counted, ZipFile(target)


def read(bundle):
    """Return the description and the rows of each table."""
    described = json.loads(bundle.read("datapackage.json"))
    rows = {
        resource["name"]: list(csv.DictReader(StringIO(bundle.read(resource["path"]).decode(), newline="")))
        for resource in described["resources"]
    }
    return described["resources"], rows


def faults(resources, rows):
    """Yield what a reader of data packages would complain of."""
    for resource in resources:
        schema, name = resource["schema"], resource["name"]
        keys = [row["id"] for row in rows[name]]
        if len(keys) != len(set(keys)):
            yield f"{name}: a key twice"
        for field in schema["fields"]:
            for value in [row[field["name"]] for row in rows[name]]:
                if value:
                    READ[field["type"]](value)
                elif field.get("constraints", {}).get("required"):
                    yield f"{name}.{field['name']} is empty"
        for link in schema.get("foreignKeys", []):
            known = {row["id"] for row in rows[link["reference"]["resource"]]}
            yield from (f"{name}.{link['fields']}" for row in rows[name] if row[link["fields"]] not in {"", *known})


@pytest.fixture
def offers():
    (one, _) = full_offers(2)
    one.capacity_on, one.free_places, one.cost, one.age_from = NOW.date(), 3, "free", 6
    one.save()
    return [one, make_offer("Ohne Ort", site=None), make_help_line()]


def test_package_is_what_it_says(offers):
    counted, bundle = written(records.everything())
    resources, rows = read(bundle)

    assert list(faults(resources, rows)) == []
    assert {name: len(found) for name, found in rows.items()} == counted
    assert counted["service"] == 4
    assert counted["organization"] == 6
    assert {"address", "schedule", "phone", "contact", "language", "attribute", "service_capacity"} <= counted.keys()
    assert {resource["path"] for resource in resources} | {"datapackage.json"} == set(bundle.namelist())


def test_fault_is_found(offers):
    """The reader above would notice: a key that leads nowhere, and a required field without a value."""
    resources, rows = read(written(records.everything())[1])
    rows["service"][0]["organization_id"] = "nirgends"
    rows["phone"][0]["number"] = ""

    assert set(faults(resources, rows)) == {"service.organization_id", "phone.number is empty"}


def test_columns_are_those_of_the_standard(test_data):
    described = json.loads((test_data / "hsds" / "spec-3.1-dev" / "datapackage.json").read_text())
    known = {row["name"]: (row["path"], {field["name"] for field in row["schema"]["fields"]})
             for row in described["resources"]}  # fmt: skip
    # The specification's own package leaves out what its schemas have.
    known["unit"][1].update({"id", "name", "scheme", "identifier", "uri"})
    known["service_capacity"][1].update({"id", "available", "maximum", "description", "updated"})

    for name, table in package.tables().items():
        assert table.file == known[name][0]
        assert {field.name for field in table.fields} <= known[name][1], name


def test_some_offers_bring_along_who_offers_them(offers):
    found = list(records.chosen([offers[0].pk]))

    assert [name for name, _ in found] == ["organization", "organization", "service"]
    assert found[-1][1] == Services(Asked()).get(offers[0].pk)
    assert list(faults(*read(written(iter(found))[1]))) == []


def test_lines_are_the_records_of_the_feed(offers):
    told = [json.loads(line) for line in records.lines(records.everything())]

    assert [row["id"] for row in told if "organization_id" in row] == [
        row["id"] for row in Services(Asked()).all(records.Form.FULL)
    ]
