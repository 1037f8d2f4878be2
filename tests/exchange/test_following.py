"""Sources that are read by schedule: when, what happens when it goes wrong, and how it ends."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schutznetz.exchange import actions, tasks
from schutznetz.exchange.models import Mirror, Source
from schutznetz.jobs.models import Job
from tests.exchange.homes import key
from tests.factories import make_network

pytestmark = pytest.mark.django_db
ADDRESS = "https://heimat.example/api/hsds/v3/"
NOW = timezone.now()


@pytest.fixture
def source():
    return Source.objects.create(network=make_network(), address=ADDRESS, every_minutes=60)


def told(capsys, *arguments):
    call_command("sync_hsds", *arguments, "--network", "auental", "--json")
    return json.loads(capsys.readouterr().out)


def test_source_is_read_when_its_time_has_come_and_once(source):
    Source.objects.create(network=source.network, address=ADDRESS + "x", every_minutes=None)

    tasks.follow_sources.effect()
    tasks.follow_sources.effect()
    assert [job.args for job in Job.objects.filter(name="exchange.read_source")] == [{"source": str(source.pk)}]
    Source.objects.update(tried_at=NOW)
    assert actions.due(NOW + timedelta(minutes=59)) == []
    assert actions.due(NOW + timedelta(minutes=60)) == [source]


def test_trouble_is_noted_and_no_failure_of_the_job(source):
    Source.objects.filter(pk=source.pk).update(address="https://127.0.0.1/api/")

    tasks.read_source.prepare(str(source.pk))
    source.refresh_from_db()
    assert "nicht im öffentlichen Netz" in source.trouble
    assert source.tried_at >= NOW
    tasks.read_source.prepare(key("weg"))  # ended meanwhile


@pytest.mark.parametrize(
    ("hours", "every", "trouble", "is_red"),
    [(25, 60, "weg", True), (23, 60, "weg", False), (25, 60, "", False), (25, 1440, "weg", False),
     (25, None, "weg", False)],
    ids=range(5),
)  # fmt: skip
def test_source_is_red_when_nothing_came_for_long(source, hours, every, trouble, is_red):
    source.read_at, source.every_minutes, source.trouble = NOW - timedelta(hours=hours), every, trouble

    assert actions.is_red(source, NOW) is is_red


def test_command_shows_how_sources_are_and_says_what_is_red(source, capsys):
    assert [one["red"] for one in told(capsys)["sources"]] == [False]
    Source.objects.update(trouble="Die Heimat schweigt.", read_at=NOW - timedelta(days=2))
    with pytest.raises(SystemExit) as end:
        call_command("sync_hsds", "--network", "auental")
    assert end.value.code == 1
    assert capsys.readouterr().out.startswith(f"ROT  {ADDRESS}: 0 Einträge, alle 60 Minuten")


def test_schedule_is_set_and_taken_back(source, capsys):
    assert told(capsys, ADDRESS, "--every", "5") == {"every_minutes": 5}
    assert told(capsys, ADDRESS, "--every", "0") == {"every_minutes": None}
    for address, minutes, words in (
        (ADDRESS, "4", "5 bis"),
        ("liste.json", "60", "nur eine Adresse"),
        (ADDRESS + "y", "60", "noch nie"),
    ):
        with pytest.raises(CommandError, match=words):
            told(capsys, address, "--every", minutes)


def test_mirror_that_ends_leaves_nothing(source, capsys):
    Mirror.objects.create(
        source=source, kind="service", record=key("x"), body={"name": "x"}, digest="x", fetched_at=NOW
    )

    assert told(capsys, ADDRESS, "--end") == {"ended": 1}
    assert not Mirror.objects.exists()
    with pytest.raises(CommandError, match="nicht gespiegelt"):
        told(capsys, ADDRESS, "--end")
