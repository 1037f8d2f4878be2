"""Tables become whole records: packages of 3.x, lists of 1.1, a publisher's own columns."""

import shutil
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pytest

from schutznetz.common.errors import DomainError
from schutznetz.exchange.importing import Fault, Said, read_path
from schutznetz.publishing.files import package
from tests.exchange.homes import key
from tests.exchange.schemas import validator
from tests.factories import NOW

SAN_MATEO, FLORIDA = "hsds/san_mateo_2013", "hsds/florida_legal_aid_flat"


def items(path, **options):
    return [item for piece in read_path(path, "https://x.example/", **options).pieces() for item in piece.items]


def split(found):
    said = {(item.kind, str(item.key)): item.body for item in found if isinstance(item, Said)}
    return said, [item for item in found if isinstance(item, Fault)]


def kinds(said):
    return Counter(str(kind) for kind, _ in said)


def tables(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text.strip() + "\n", encoding="utf-8")
    return folder


def base_faults(test_data, said):
    """Return what the base schemas have against some of the records, the first and every fortieth."""
    return {
        f"{kind}: {error.message[:200]}"
        for (kind, _), body in list(said.items())[::40]
        for error in validator(test_data, kind, "base").iter_errors(body)
    }


def test_san_mateo_comes_in_and_goes_out_again_without_losing_a_field(test_data, tmp_path):
    said, faults = split(items(test_data / SAN_MATEO / "hsds-3"))
    target = tmp_path / "wieder.zip"
    some = {key: body for key, body in said.items() if key[0] != "taxonomy_term" and int(key[1][:2], 16) % 8 == 0}
    owners = {("organization", body["organization_id"]) for (kind, _), body in some.items() if kind == "service"}
    some = {key: said[key] for key in said if key in some.keys() | owners}
    with target.open("wb") as file:
        package.write(((kind, body) for (kind, _), body in some.items()), NOW, file)

    again, lost = split(items(target))

    assert faults == lost == []
    assert kinds(said) == {"organization": 601, "service": 807, "taxonomy": 1, "taxonomy_term": 1348}
    assert ordered({key: again[key] for key in some}) == ordered(some)
    assert base_faults(test_data, said) == set()


def ordered(value):
    """Return a value whose lists of records stand in the order of their keys."""
    if isinstance(value, dict):
        return {name: ordered(below) for name, below in value.items()}
    if isinstance(value, list):
        return sorted((ordered(one) for one in value), key=lambda one: one["id"])
    return value


def test_nested_pages_go_out_as_tables_with_every_owner_named(test_data, tmp_path):
    said, _ = split(items(test_data / SAN_MATEO / "api-services-full"))
    target = BytesIO()

    counted = package.write(((kind, body) for (kind, _), body in list(said.items())[:20]), NOW, target)

    assert kinds(said) == {"service": 300}
    with ZipFile(target) as bundle:
        areas = bundle.read("service_areas.csv").decode().splitlines()
    assert counted["service_area"] == len(areas) - 1 > 0
    assert all(line.split(",")[1] for line in areas)  # service_id, which the pages leave out


def test_tables_of_1_1_speak_3_x(test_data):
    found = items(test_data / SAN_MATEO / "hsds-1.1_subset")
    said, faults = split(found)
    service = next(body for (kind, _), body in said.items() if kind == "service")
    place = service["service_at_locations"][0]["location"]

    assert faults == []
    assert kinds(said) == {"organization": 120, "service": 120, "taxonomy": 1, "taxonomy_term": 415}
    assert service["eligibility_description"] == "Low income, disabled, or senior"
    assert service["attributes"][0]["taxonomy_term"]["code"] == "low-cost"
    assert {one["address_type"] for one in place["addresses"]} == {"physical", "postal"}
    assert base_faults(test_data, said) == set()
    assert split(items(test_data / SAN_MATEO / "hsds-1.1_subset"))[0].keys() == said.keys()  # the same keys again


def test_own_columns_are_led_by_a_mapping_and_the_rest_is_named(test_data):
    folder = test_data / FLORIDA
    said, faults = split(items(folder, mapping=folder / "mapping.yaml"))
    house = said[("organization", "6a84f8e7-f0a8-445d-9abc-d24a7b462f82")]

    assert kinds(said) == {"organization": 20, "service": 135}
    assert sum(len(body.get("locations", [])) for body in said.values()) == 378
    assert (house["alternate_name"], house["website"]) == ("AI Justice", "www.aijustice.org")
    assert [fault.is_harmless for fault in faults] == [True] * 3
    assert "service_min_age" in faults[2].what


def test_what_leads_nowhere_is_listed_by_row_and_the_rest_is_loaded(tmp_path):
    folder = tables(
        tmp_path,
        organizations=f"id,name,description\n{key('Haus')},Haus,Hilft",
        services=f"id,organization_id,name,status,minimum_age\n{key('Gut')},{key('Haus')},Gut,active,3\n"
        f"{key('Weg')},{key('Niemand')},Weg,active,\n{key('Alt')},{key('Haus')},Alt,active,sehr\n17,,Ohne,active,",
        phones=f"id,service_id,number\n{key('a')},{key('Gut')},+49301\n{key('b')},{key('Weg')},+49302\n{key('c')},,+49303\n"
        f"{key('a')},{key('Gut')},+49304",
        wetter="id,tag\n1,Montag",
    )

    said, faults = split(items(folder))

    assert {body["name"] for body in said.values()} == {"Haus", "Gut", "Alt"}
    assert [one["number"] for one in said[("service", key("Gut"))]["phones"]] == ["+49301"]
    assert said[("service", key("Gut"))]["minimum_age"] == 3
    assert {(fault.where, fault.what.split(" ", 2)[2][:24]) for fault in faults} == {
        ("services.csv, Zeile 3", "verweist mit „organizati"), ("services.csv, Zeile 4", "hat unter „minimum_age“ "),
        ("services.csv, Zeile 5", "hat keine Kennung (id), "), ("phones.csv, Zeile 3", "verweist mit „service_id"),
        ("phones.csv, Zeile 4", "nennt niemanden, zu dem "), ("phones.csv, Zeile 5", "hat eine Kennung, die sc"),
        ("wetter.csv", "gehört nicht zu HSDS und"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kaputt.zip", b"PK nichts", "kein lesbares ZIP"),
        ("datapackage.json", b'{"resources": 5}', "nicht zu verstehen"),
        ("datapackage.json", b'{"resources": [{"name": "service", "path": "../geheim.csv"}]}', "gibt es nicht"),
        ("services.csv", b"id,name\n1,\xe4\n", "UTF-8"),
    ],
    ids=range(4),
)
def test_bundle_that_is_none_is_refused(tmp_path, name, content, words):
    (tmp_path / "organizations.csv").write_text("id,name\n")
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DomainError, match=words):
        items(tmp_path / name if name.endswith("zip") else tmp_path)


def test_archive_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("schutznetz.exchange.importing.limits.MOST_UNPACKED", 1000)
    with ZipFile(tmp_path / "bombe.zip", "w") as bundle:
        bundle.writestr("services.csv", "x" * 2000)

    with pytest.raises(DomainError, match="zu groß"):
        items(tmp_path / "bombe.zip")
    shutil.rmtree(tmp_path)
