"""The commands of operators: run_jobs with its health, and retention."""

import json
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import retention
from schutznetz.common.retention import limit_of, months_before
from schutznetz.directory.models import MistakeReport, OpenInterval
from schutznetz.jobs import access, actions
from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import DeletionLog, Job
from schutznetz.jobs.queue import tasks, worker
from schutznetz.jobs.tasks import delete_expired_rows
from schutznetz.networks.models import Holder, Partnership
from tests.factories import (
    make_contact_point,
    make_function,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
)
from tests.jobs.sample.tasks import note, note_and_fail

pytestmark = pytest.mark.django_db


def command(capsys, name, *arguments):
    """Return the exit code and what the command answers as JSON."""
    code = 0
    try:
        call_command(name, *arguments, "--json")
    except SystemExit as end:
        code = end.code
    return code, json.loads(capsys.readouterr().out)


def told(capsys, name, *arguments):
    with suppress(SystemExit):
        call_command(name, *arguments)
    return capsys.readouterr().out.splitlines()


def killed(*_):
    raise KeyboardInterrupt


def fail_for_good(number=1, error="ValueError tasks.py:1"):
    for _ in range(number):
        Job.objects.create(name="sample.note", args={"number": 1}, due=timezone.now(), finished=timezone.now(),
                           state=JobState.FAILED, attempts=5, error=error)  # fmt: skip


@pytest.fixture(autouse=True)
def _one_transaction(monkeypatch):
    """Keep the connection that the transaction of the test lives on; Django's own test client does the same."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


@pytest.fixture
def only_samples(monkeypatch):
    """No schedule: only what a test puts into the queue."""
    monkeypatch.setattr(tasks, "_register", {task.name: task for task in (note, note_and_fail)})


@pytest.mark.usefixtures("only_samples")
class TestRun:
    def test_once_does_what_is_due_and_ends(self, capsys, monkeypatch):
        monkeypatch.setattr("tests.jobs.sample.tasks.mark", lambda text: None)
        note.enqueue(number=1)
        note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(number=2)

        code, answer = command(capsys, "run_jobs", "--once")

        assert code == 0
        assert answer.keys() == {"done", "not_done", "health"}
        assert (answer["done"], answer["not_done"], answer["health"]["open"]) == (1, 0, 1)
        assert told(capsys, "run_jobs", "--once") == ["0 Aufträge erledigt, 0 Versuche gescheitert."]
        assert told(capsys, "run_jobs", "--once", "--verbosity", "0") == []

    def test_once_says_by_its_exit_code_that_something_failed(self, capsys, monkeypatch):
        monkeypatch.setattr("tests.jobs.sample.tasks.mark", lambda text: None)
        note_and_fail.enqueue(number=1)

        assert command(capsys, "run_jobs", "--once")[0] == 1


class TestNight:
    def test_schedule_is_kept_without_anybody_asking(self, capsys):
        offer = make_offer(contact_point=make_contact_point(hours="24/7"))
        OpenInterval.objects.all().delete()

        code, answer = command(capsys, "run_jobs", "--once")

        assert (code, answer["health"]["ok"]) == (0, True)
        assert OpenInterval.objects.filter(contact_point=offer.contact_point).exists()
        assert {row["task"] for row in answer["health"]["schedules"]} == {
            "accounts.close_silent_accounts", "coordination.ask_everybody", "coordination.forget_drafts",
            "coordination.look_around", "directory.forget_uploads", "directory.refresh_hours",
            "directory.remove_expired_names", "exchange.follow_sources", "exchange.note_changes",
            "exchange.note_everything", "jobs.delete_expired", "jobs.send_mails", "jurisdiction.renew_fallback",
            "networks.end_expired_memberships", "publishing.forget_sheets", "publishing.print_all_cards",
            "publishing.print_brochures",
        }  # fmt: skip


class TestHealth:
    def test_queue_that_nobody_works_on_is_not_well(self, capsys):
        code, answer = command(capsys, "run_jobs", "--health")

        assert code == 1
        assert answer["ok"] is False
        assert {(row["last"], row["late"]) for row in answer["schedules"]} == {(None, True)}
        assert told(capsys, "run_jobs", "--health")[-1] == "Hier stimmt etwas nicht."

    def test_overdue_and_failed_jobs_are_counted(self, only_samples):
        now = timezone.now()
        note.using(run_after=now - timedelta(minutes=6)).enqueue(number=1)
        note.using(run_after=now - timedelta(minutes=4)).enqueue(number=1)
        assert (access.health(now).open, access.health(now).overdue, access.health(now).is_well) == (2, 1, False)

        Job.objects.all().delete()
        fail_for_good(2)
        fail_for_good(1, "KeyError tasks.py:2")
        health = access.health(now)
        assert (health.failed, health.overdue, health.is_well) == (3, 0, False)
        assert [(row.error, row.jobs) for row in health.troubles] == [
            ("KeyError tasks.py:2", 1), ("ValueError tasks.py:1", 2)
        ]  # fmt: skip

    def test_people_read_what_failed(self, capsys, only_samples):
        fail_for_good(2)

        assert told(capsys, "run_jobs", "--health") == [
            "0 offen, davon 0 überfällig, 2 gescheitert",
            "  gescheitert: sample.note, 2-mal, ValueError tasks.py:1",
            "0 Mails warten; 0 abgelehnt, 0 aufgegeben",
            "Hier stimmt etwas nicht.",
        ]

    def test_empty_queue_without_a_schedule_is_well(self, capsys, only_samples):
        assert command(capsys, "run_jobs", "--health")[0] == 0
        assert told(capsys, "run_jobs", "--health")[-1] == "Alles in Ordnung."

    def test_slot_may_take_an_hour_before_it_is_late(self):
        task = tasks.named("directory.refresh_hours")
        slot = task.schedule.slot(timezone.now())
        Job.objects.create(name=task.name, key="x", due=slot, state=JobState.DONE, finished=slot - timedelta(hours=23))

        def is_late(now):
            return next(row.is_late for row in access.health(now).schedules if row.task == task.name)

        assert not is_late(slot + timedelta(minutes=59))
        assert is_late(slot + timedelta(minutes=61))

    def test_failed_jobs_get_another_chance(self, capsys, only_samples):
        fail_for_good(2)

        assert command(capsys, "run_jobs", "--retry") == (0, {"retried": 2})
        job = Job.objects.first()
        assert (job.state, job.attempts, job.error, job.finished) == (JobState.READY, 0, "", None)

    @pytest.mark.parametrize("name", ["run_jobs", "retention"])
    def test_database_that_is_not_ready_is_named_without_details(self, monkeypatch, name):
        def broken(*arguments, **options):
            raise DatabaseError("relation with secret things does not exist")

        monkeypatch.setattr(access, "health", broken)
        monkeypatch.setattr(Job.objects, "filter", broken)

        with pytest.raises(CommandError, match="Die Datenbank ist nicht bereit") as caught:
            call_command(name, *(["--health"] if name == "run_jobs" else []))

        assert caught.value.returncode == 2
        assert "secret" not in str(caught.value)


def ago(**period):
    return timezone.now() - timedelta(**period)


@pytest.fixture
def report():
    """Return a function that makes a report of this age in days."""
    organisation = make_organisation()

    def make(days):
        made = MistakeReport.objects.create(organisation=organisation, kind="phone")
        MistakeReport.objects.filter(pk=made.pk).update(created_at=ago(days=days))
        return made

    return make


class TestRetention:
    def test_dry_run_counts_and_deletes_nothing(self, capsys, report):
        for days in (0, 180, 185, 400):
            report(days)

        code, answer = command(capsys, "retention")

        assert (code, answer["wet_run"], answer["rows"]["directory.mistakereport"]) == (0, False, 2)
        assert MistakeReport.objects.count() == 4

    def test_wet_run_deletes_what_is_due_and_nothing_else(self, capsys, report):
        young = report(180)
        for days in (185, 400):
            report(days)

        _, answer = command(capsys, "retention", "--wet-run")

        assert (answer["wet_run"], answer["rows"]["directory.mistakereport"]) == (True, 2)
        assert MistakeReport.objects.get() == young
        assert command(capsys, "retention", "--wet-run")[1]["rows"]["directory.mistakereport"] == 0

    def test_people_read_what_is_due(self, capsys, report):
        report(400)
        limit = f"{timezone.localtime(months_before(timezone.now(), 6)):%d.%m.%Y}"

        dry, wet = told(capsys, "retention"), told(capsys, "retention", "--wet-run")

        assert f"Hinweise auf Fehler: 1 zu löschen (beendet vor dem {limit})" in dry
        assert dry[-1] == "Nichts ist gelöscht. Mit --wet-run wird gelöscht."
        assert f"Hinweise auf Fehler: 1 gelöscht (beendet vor dem {limit})" in wet

    def test_more_rows_than_a_batch_all_go(self, report, monkeypatch):
        monkeypatch.setattr(actions, "BATCH", 2)
        for _ in range(5):
            report(400)

        rows = {deletion.table: deletion.rows for deletion in actions.apply_retention(timezone.now(), wet_run=True)}

        assert rows["directory.mistakereport"] == 5
        assert not MistakeReport.objects.exists()

    def test_deletion_is_written_down_with_number_and_never_with_content(self, report, capsys):
        for _ in range(3):
            report(400)

        told(capsys, "retention", "--wet-run")

        line = DeletionLog.objects.get()
        assert (line.table, line.rows, line.by) == ("directory.mistakereport", 3, "command")
        assert line.finished_at >= line.began_at
        assert Entry.objects.filter(event="retention.deleted", network=None, about_id=line.pk).count() == 1
        (said,) = told(capsys, "retention", "--log")
        assert said.endswith(" directory.mistakereport: 3 gelöscht, Befehl")

    def test_dry_run_and_empty_run_write_nothing_down(self, report, capsys):
        told(capsys, "retention", "--wet-run")
        report(400)
        told(capsys, "retention")

        assert not DeletionLog.objects.exists()
        assert told(capsys, "retention", "--log") == ["Noch ist nichts gelöscht worden."]

    def test_run_that_was_killed_has_said_what_it_has_done(self, report, monkeypatch, capsys):
        monkeypatch.setattr(actions, "BATCH", 2)
        for _ in range(5):
            report(400)
        monkeypatch.setattr(actions.retention, "tell", killed)

        with pytest.raises(KeyboardInterrupt):
            actions.apply_retention(timezone.now(), wet_run=True)

        assert DeletionLog.objects.get().rows == 5
        (said,) = told(capsys, "retention", "--log")
        assert said.endswith("(abgebrochen)")

    def test_night_says_that_it_was_the_night(self, report):
        report(400)

        delete_expired_rows.prepare(table="directory.mistakereport")

        assert DeletionLog.objects.get().by == "night"

    def test_name_goes_half_a_year_after_its_holder_and_the_function_stays(self):
        function = make_function()
        gone, left, here = (
            Holder.objects.create(function=function, name=name, valid_from="2020-01-01", valid_until=until)
            for name, until in (("A", ago(days=190)), ("B", ago(days=170)), ("C", None))
        )

        actions.apply_retention(timezone.now(), wet_run=True)

        assert set(Holder.objects.all()) == {left, here}
        assert gone.function == function

    def test_partnership_goes_three_years_after_its_end(self):
        network = make_network()
        for days in (1000, 1200):
            make_partnership(network, make_organisation(), state="left", valid_from="2020-01-01",
                             valid_until=ago(days=days))  # fmt: skip
        make_partnership(network, make_organisation())

        actions.apply_retention(timezone.now(), wet_run=True)

        assert Partnership.objects.count() == 2
        assert Partnership.objects.filter(valid_until__lt=ago(days=1100)).count() == 0

    def test_closed_jobs_go_after_thirty_days_and_open_ones_stay(self):
        for days in (29, 31):
            Job.objects.create(name="x", due=ago(days=days), state=JobState.DONE, finished=ago(days=days))
        Job.objects.create(name="x", due=ago(days=400))

        actions.apply_retention(timezone.now(), wet_run=True)

        assert Job.objects.count() == 2
        assert not Job.objects.filter(finished__lt=ago(days=30)).exists()

    def test_night_deletes_what_is_due(self, capsys, report):
        report(400)

        code, _ = command(capsys, "run_jobs", "--once")

        assert code == 0
        assert not MistakeReport.objects.exists()
        done = Job.objects.filter(name="jobs.delete_expired_rows", state=JobState.DONE)
        assert [job.args["table"] for job in done.order_by("id")] == [rule.table for rule in retention.rules()]

    def test_rule_that_fails_keeps_no_other_from_its_work(self, capsys, report, monkeypatch):
        report(400)
        broken = retention.Rule("networks.holder", lambda limit: Holder.objects.filter(nonsense=1))
        monkeypatch.setitem(retention._rules, "networks.holder", broken)

        code, _ = command(capsys, "run_jobs", "--once")

        assert code == 1
        assert not MistakeReport.objects.exists()

    @pytest.mark.parametrize(
        ("now", "months", "limit"),
        [
            ("2026-11-22", 6, "2026-05-22"),
            ("2026-03-31", 1, "2026-02-28"),
            ("2026-01-15", 1, "2025-12-15"),
            ("2026-12-31", 36, "2023-12-31"),
            ("2028-02-29", 12, "2027-02-28"),
        ],
    )
    def test_months_are_those_of_the_calendar(self, now, months, limit):
        assert months_before(datetime.fromisoformat(now), months) == datetime.fromisoformat(limit)

    def test_period_comes_from_the_paper(self):
        now = timezone.now()

        assert limit_of("jobs.job", now) == now - timedelta(days=30)
        assert limit_of("directory.mistakereport", now) == months_before(now, 6)

    def test_table_has_one_rule(self):
        with pytest.raises(ValueError, match="two rules for"):
            retention.rule("jobs.job")(lambda limit: Job.objects.all())
