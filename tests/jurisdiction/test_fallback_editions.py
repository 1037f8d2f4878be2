"""When the static pages are written anew, and what stays of the old ones: nothing."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import named
from schutznetz.jurisdiction import actions
from schutznetz.jurisdiction.models import DutyService
from schutznetz.jurisdiction.presenting import days, sheets
from tests.factories import (
    TODAY,
    make_function,
    make_gemeinde,
)
from tests.jurisdiction.duty import DUTY, WAITING, make_service, put_into_force
from tests.jurisdiction.static_pages import AT, HEAVIEST, rows


class TestFolder:
    def test_same_data_and_minute_give_the_same_pages(self, network, unit, tmp_path):
        make_gemeinde("Auental")
        edition = actions.write_fallback(tmp_path / "a", AT)
        actions.write_fallback(tmp_path / "b", AT)
        one, other = (
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            for folder in (tmp_path.joinpath(name).resolve() for name in "ab")
        )

        assert one == other
        assert edition.files == len(one)

    def test_pages_of_what_is_gone_are_gone(self, network, unit, tmp_path):
        page = tmp_path / "out" / sheets.HOME / "netz/auental" / sheets._unit_path(unit.pk) / "index.html"
        actions.write_fallback(tmp_path / "out", AT)
        before = page.exists()
        unit.delete()
        actions.write_fallback(tmp_path / "out", AT)

        assert (before, page.exists()) == (True, False)

    def test_command_says_what_it_wrote(self, network, unit, tmp_path, capsys):
        call_command("write_fallback", "--out", str(tmp_path / "out"), "--json")
        said = json.loads(capsys.readouterr().out)

        assert said["folder"] == str(tmp_path / "out")
        assert said["files"] == sum(path.is_file() for path in (tmp_path / "out").resolve().rglob("*"))
        assert 1000 < said["largest_bytes"] <= HEAVIEST

    def test_command_leaves_other_peoples_files_alone(self, db, tmp_path):
        (tmp_path / "wichtig.txt").write_text("bleibt")
        with pytest.raises(CommandError, match="ist belegt"):
            call_command("write_fallback", "--out", str(tmp_path))

        assert (tmp_path / "wichtig.txt").read_text() == "bleibt"


class TestJobs:
    def waiting(self):
        return Job.objects.filter(name="jurisdiction.renew_fallback").count()

    def test_every_change_asks_for_new_pages_and_many_cost_one(self, network, unit):
        service = DutyService.objects.get(unit=unit)
        proposed = put_into_force(service, WAITING, is_confirmed=False)
        asked = []
        for change in (
            lambda: actions.confirm_number(proposed, make_function()),
            lambda: actions.record_test_call(proposed, make_function(), was_answered=True),
            lambda: actions.deviate(service, TODAY, TODAY, "off"),
            lambda: actions.plan_shift(rostered(network), timezone.now(), timezone.now() + timedelta(hours=1)),
        ):
            Job.objects.all().delete()
            change()
            proposed.refresh_from_db()
            asked.append(self.waiting())
        actions.deviate(service, TODAY, TODAY, "off")

        assert asked == [1, 1, 1, 1]
        assert self.waiting() == 1

    def test_worker_writes_the_change_where_the_proxy_looks(self, network, unit, tmp_path, settings):
        settings.FALLBACK_FOLDER = tmp_path / "rueckfall"
        today = timezone.localdate()
        actions.deviate(DutyService.objects.get(unit=unit), today, today + timedelta(days=8), "off")
        named("jurisdiction.renew_fallback").prepare()
        page = settings.FALLBACK_FOLDER / sheets.HOME / "netz/auental" / sheets._unit_path(unit.pk) / "index.html"

        assert rows(page.read_text(), days.day_name(today)) == [("den ganzen Tag", f"tel:{DUTY}")]

    def test_runs_every_hour(self):
        slot = named("jurisdiction.renew_fallback").schedule.slot

        assert [slot(AT + timedelta(minutes=minutes)) for minutes in (0, 59, 60)] == [AT, AT, AT + timedelta(hours=1)]


def rostered(network):
    return make_service(network, None, name="Dienst nach Plan", is_rostered=True)


class TestDeviationsAndShifts:
    @pytest.mark.parametrize(
        ("last", "text", "said"),
        [
            (date(2026, 10, 1), "off", "Tag liegt vor"),
            (TODAY, " ", "Zeiten angeben"),
            (TODAY, "irgendwann", "verständlich"),
        ],
    )
    def test_deviation_that_makes_no_sense_is_refused(self, network, unit, last, text, said):
        with pytest.raises(DomainError, match=said):
            actions.deviate(DutyService.objects.get(unit=unit), TODAY, last, text)

    def test_shift_needs_a_roster_and_an_end(self, network, unit):
        now = timezone.now()
        with pytest.raises(DomainError, match="nicht nach Dienstplan"):
            actions.plan_shift(DutyService.objects.get(unit=unit), now, now + timedelta(hours=1))
        with pytest.raises(DomainError, match="bevor er beginnt"):
            actions.plan_shift(rostered(network), now, now)


class TestCommandDuty:
    def test_closing_period_and_shift_are_written(self, network, unit, capsys):
        service = rostered(network)
        call_command("duty", "deviate", "--unit", unit.name, "--from", "2026-12-24", "--until", "2026-12-31", "--json")
        call_command(
            "duty", "shift", "--unit", service.name, "--from", "2026-12-24T18:00", "--until", "2026-12-25T08:00+01:00"
        )
        deviation, shift = unit.duty_service.deviations.get(), service.shifts.get()

        assert (deviation.first_day, deviation.last_day, deviation.hours) == (
            date(2026, 12, 24),
            date(2026, 12, 31),
            "24/7 off",
        )
        assert (shift.begins, shift.ends - shift.begins) == (
            datetime(2026, 12, 24, 17, tzinfo=UTC),
            timedelta(hours=14),
        )
        assert '"from": "2026-12-24"' in capsys.readouterr().out

    def test_what_makes_no_sense_is_said(self, network, unit):
        with pytest.raises(CommandError, match="letzte Tag liegt vor"):
            call_command("duty", "deviate", "--unit", unit.name, "--from", "2026-12-24", "--until", "2026-12-01")
