"""What callers of the queue may rely on: names, arguments, one job for many changes."""

import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import DeletionLog, Job
from schutznetz.jobs.queue import leases, named, task, tasks
from tests.factories import constraints_of, refused_by
from tests.jobs import test_post
from tests.jobs.sample.tasks import note, note_what_was_prepared

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.django_db
class TestEnqueue:
    def test_job_is_due_at_once_or_when_it_is_said(self):
        before = timezone.now()
        note.enqueue(number=1)
        note.using(run_after=NOW).enqueue(number=2)

        first, second = Job.objects.order_by("id")
        assert before <= first.due <= timezone.now()
        assert (second.due, second.args, second.key, second.name) == (NOW, {"number": 2}, None, "sample.note")

    @pytest.mark.parametrize("value", [uuid4(), NOW, {1, 2}, (1, 2), {3: 4}, b"x"])
    def test_argument_that_is_no_json_is_refused(self, value):
        with pytest.raises(TypeError):
            note.enqueue(number=value)
        assert not Job.objects.exists()

    @pytest.mark.parametrize("arguments", [{}, {"nummer": 1}, {"number": 1, "more": 2}])
    def test_argument_that_the_task_does_not_take_is_refused(self, arguments):
        for each in (note, note_what_was_prepared):
            with pytest.raises(TypeError, match="argument"):
                each.enqueue(**arguments)
        assert not Job.objects.exists()

    def test_any_json_comes_back_as_it_was(self):
        value = {"ids": ["ä", 1, 2.5, None, True], "nested": {"x": []}}
        note.enqueue(number=value)

        assert leases.claim(tasks.registered()).args == {"number": value}


class TestKey:
    def test_many_changes_give_one_job(self, arena):
        for number in range(3):
            note.using(key="page").enqueue(number=number)
        note.using(key="other").enqueue(number=9)
        note_what_was_prepared.using(key="page").enqueue(number=9)

        assert sorted(Job.objects.values_list("key", "args__number")) == [
            ("sample.note:other", 9), ("sample.note:page", 0), ("sample.note_what_was_prepared:page", 9),
        ]  # fmt: skip

    def test_change_after_the_job_has_begun_gives_another_one(self, arena):
        note.using(key="page").enqueue(number=1)
        lease = leases.claim(tasks.registered())
        note.using(key="page").enqueue(number=2)

        assert sorted(Job.objects.values_list("state", "args__number")) == [("ready", 2), ("running", 1)]
        leases.finish(lease)
        note.using(key="page").enqueue(number=3)
        assert Job.objects.filter(state=JobState.READY).count() == 1

    def test_job_does_not_begin_before_the_last_change_is_committed(self, arena):
        """Or it would do its work without that change, and nobody would ask for it again."""
        note.using(key="page").enqueue(number=1)
        committed = []

        def change():
            with transaction.atomic():
                note.using(key="page").enqueue(number=2)
                time.sleep(0.4)
                committed.append(time.monotonic())

        with arena.elsewhere(change):
            time.sleep(0.2)
            while leases.claim(tasks.registered()) is None:
                time.sleep(0.01)
            claimed = time.monotonic()

        assert claimed >= committed[0]
        assert Job.objects.count() == 1

    def test_slot_keeps_its_key_while_it_runs(self, arena):
        key = note.slot_key(NOW)
        Job.objects.create(name=note.name, args={"number": 1}, key=key, due=NOW)

        leases.claim(tasks.registered())

        assert Job.objects.get().key == "sample.note@2026-11-22T09:00Z"


class TestRegister:
    def test_task_is_called_after_its_app(self):
        assert (note.name, named("sample.note")) == ("sample.note", note)
        assert {"directory.refresh_hours", "jobs.delete_expired"} <= tasks.registered().keys()

    def test_name_is_given_once(self, monkeypatch):
        monkeypatch.setattr(tasks, "_register", tasks.registered())

        with pytest.raises(ValueError, match="two tasks called"):
            task(note.effect)

    def test_task_that_is_all_preparation_prepares_nothing_else(self):
        with pytest.raises(TypeError, match="all preparation"):
            task(prepare=print, atomic=False)(print)


def row(**values):
    return Job.objects.create(**{"name": "sample.note", "due": NOW, **values})


IMPOSSIBLE = {
    "job_state_known": {"state": "lost"},
    "job_finished_when_closed": {"state": JobState.DONE},
    "job_token_while_running": {"state": JobState.RUNNING},
    "job_failed_says_why": {"state": JobState.FAILED, "finished": NOW},
}


DELETIONS = {"deletion_names_a_table": {"table": ""}, "deletion_by_known": {"by": "me"}}


@pytest.mark.django_db
class TestTable:
    @pytest.mark.parametrize("constraint", IMPOSSIBLE)
    def test_impossible_row_is_refused(self, constraint):
        with refused_by(constraint):
            row(**IMPOSSIBLE[constraint])

    def test_every_constraint_is_tried(self):
        assert constraints_of("jobs") == IMPOSSIBLE.keys() | test_post.IMPOSSIBLE.keys() | DELETIONS.keys()

    @pytest.mark.parametrize("constraint", DELETIONS)
    def test_impossible_line_of_the_deletion_log_is_refused(self, constraint):
        with refused_by(constraint):
            given = {"table": "jobs.job", "ended_before": NOW, "by": "night"} | DELETIONS[constraint]
            DeletionLog.objects.create(**given)

    def test_waiting_job_is_not_finished_and_belongs_to_nobody(self):
        for values in ({"finished": NOW}, {"token": uuid4()}):
            with refused_by("job_finished_when_closed" if "finished" in values else "job_token_while_running"):
                row(**values)

    def test_job_says_what_it_is(self):
        assert str(row()) == "sample.note (wartet)"

    def test_claimable_jobs_are_those_whose_time_has_come(self):
        due = row(due=NOW - timedelta(seconds=1))
        over = row(state=JobState.RUNNING, token=uuid4(), due=NOW)
        row(due=NOW + timedelta(seconds=1))
        row(state=JobState.DONE, finished=NOW)
        row(state=JobState.FAILED, finished=NOW, error="X")

        assert set(Job.objects.claimable(NOW)) == {due, over}
