"""Out, into an empty instance, and out again: the same, but for the mark of a mirror."""

import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from schutznetz.directory.models import NO_ADDRESS, ContactPoint, Offer, Site
from schutznetz.exchange.actions import sync_address
from schutznetz.exchange.importing import read_path
from schutznetz.exchange.models import Mirror, Source
from schutznetz.networks.models import Function, Holder, Organisation
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.actions.exporting import export
from tests.directory.test_query_counts import full_offers
from tests.exchange.homes import service, written
from tests.factories import make_network, make_offer

pytestmark = pytest.mark.django_db


def records(path):
    """Return every record that a file tells, in any order, without the mark of a mirror."""
    found = [json.loads(line) for line in path.read_text().splitlines()]
    marks = [record.pop("mirror", None) for record in found]
    return {record["id"]: record for record in found}, marks


def tables(path):
    with ZipFile(path) as bundle:
        return {name: sorted(bundle.read(name).splitlines()) for name in bundle.namelist() if name.endswith(".csv")}


@pytest.fixture
def home():
    """A directory that then becomes an empty one: what was its own is gone, its files are not."""
    list(full_offers(2))
    shelter = make_offer("Zuflucht")
    Site.objects.filter(pk=shelter.site_id).update(is_confidential=True, changed_at=timezone.now(), **NO_ADDRESS)
    make_network("spiegel", "Spiegel")

    def emptied():
        Organisation.objects.update(parent=None)
        for model in (Offer, ContactPoint, Holder, Site):
            model.objects.all().delete()
        Function.objects.update(substitute=None)
        Function.objects.all().delete()
        Organisation.objects.all().delete()

    return emptied


def test_lines_come_back_as_they_were(home, tmp_path):
    first, second = tmp_path / "a.ndjson", tmp_path / "b.ndjson"
    export("hsds", Chosen(), first)
    home()

    said = sync_address(str(first), "spiegel", keeps_names=True)
    export("hsds", Chosen(), second)

    before, marks = records(first)
    after, marked = records(second)
    assert (said.faults, said.created) == ([], len(before))
    assert after == before
    assert len(before) > 5
    assert set(marks) == {None}
    assert all(mark.keys() == {"kind", "fetched_at"} for mark in marked)  # no path of our machine
    assert any(record.get("redacted") and "service_at_locations" not in record for record in after.values())


def test_tables_come_back_as_they_were(home, tmp_path):
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    export("hsds", Chosen(), first)
    home()

    sync_address(str(first), "spiegel", keeps_names=True)
    export("hsds", Chosen(), second)

    assert tables(second) == tables(first)
    assert len(tables(first)["services.csv"]) > 3


def test_each_record_goes_out_once_and_never_beside_its_own(tmp_path):
    make_network(), make_network("zwei", "Zwei")
    own = make_offer()
    feed = written(tmp_path / "feed.ndjson", [service("Doppelt"), service("Eigen") | {"id": str(own.pk)}])
    for network in ("auental", "zwei"):
        sync_address(str(feed), network)
    Mirror.objects.create(source=Source.objects.earliest("created_at"), kind="service", record=own.pk,
                          body={"name": "Früher gespiegelt"}, digest="x", fetched_at=timezone.now())  # fmt: skip
    out = tmp_path / "out.ndjson"
    export("hsds", Chosen(), out)

    names = [json.loads(line)["name"] for line in out.read_text().splitlines()]
    assert names.count("Doppelt") == 1
    assert "Früher gespiegelt" not in names


def test_names_go_out_only_while_their_home_is_heard(tmp_path):
    make_network()
    contact = {"id": service("x")["id"], "name": "Toni Muster", "title": "Leitung"}
    feed = written(tmp_path / "feed.ndjson", [service("Offen", contacts=[contact])])
    sync_address(str(feed), "auental", keeps_names=True)
    out = tmp_path / "out.ndjson"

    export("hsds", Chosen(), out)
    assert "Toni Muster" in out.read_text()
    Source.objects.update(read_at=timezone.now() - timedelta(days=8))
    export("hsds", Chosen(), out)
    assert "Toni" not in out.read_text()
    assert "Leitung" in out.read_text()
    assert read_path(out).is_whole
