"""Every job has its effect once, or says why not: rollback, death, delay, poison, time."""

import json
import logging
import signal
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.common.retention import limit_of
from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import Daily, leases, tasks, worker
from schutznetz.jobs.queue.leases import LeaseLost
from schutznetz.jobs.queue.limits import TimeIsUp
from tests.jobs.sample.tasks import (
    SECRET,
    ask_slowly,
    note,
    note_alone,
    note_alone_and_fail,
    note_and_die,
    note_and_fail,
    note_and_sleep,
    note_at_once,
    note_what_was_prepared,
    swallow_everything,
)


def claim():
    return leases.claim(tasks.registered())


def run_next():
    """Run what is due next and return its job."""
    lease = claim()
    worker.run(lease)
    return Job.objects.get(pk=lease.job_id)


def job():
    """Return the only job of a test; the schedule may have put others beside it."""
    return Job.objects.get(name__startswith="sample.")


def wait_until(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


class TestEffect:
    def test_is_there_once_and_the_job_is_done(self, arena):
        note.enqueue(number=1)

        job = run_next()

        assert arena.effects() == ["1"]
        assert (job.state, job.attempts, job.error, job.token) == (JobState.DONE, 1, "", None)
        assert job.finished is not None
        assert claim() is None

    def test_of_a_transaction_that_is_rolled_back_never_comes(self, arena):
        with transaction.atomic():
            note.enqueue(number=1)
            transaction.set_rollback(True)

        assert claim() is None
        assert Job.objects.count() == 0

    def test_of_a_task_that_fails_is_rolled_back(self, arena):
        note_and_fail.enqueue(number=1)

        job = run_next()

        assert arena.effects() == []
        assert (job.state, job.attempts) == (JobState.READY, 1)

    def test_gets_what_was_prepared_outside_of_a_transaction(self, arena):
        note_what_was_prepared.enqueue(number=1)

        run_next()

        assert arena.effects() == ["(1, (1, False), True)"]

    def test_of_a_task_that_is_not_atomic_has_no_transaction(self, arena):
        note_alone.enqueue(number=1)
        note_alone_and_fail.enqueue(number=2)

        assert [run_next().state for _ in range(2)] == [JobState.DONE, JobState.READY]
        assert arena.effects() == ["(1, False)", "2"]


class TestLease:
    def test_nobody_else_gets_a_job_that_runs(self, arena):
        note.enqueue(number=1)

        assert claim() is not None
        assert claim() is None

    def test_that_is_over_goes_to_the_next_and_the_late_one_leaves_no_effect(self, arena):
        note.enqueue(number=1)
        late = claim()
        arena.let_leases_end()
        own = claim()

        assert not worker.run(late)
        assert arena.effects() == []
        assert worker.run(own)
        assert arena.effects() == ["1"]
        assert Job.objects.get().attempts == 2

    def test_of_a_late_worker_that_fails_changes_nothing(self, arena):
        note_and_fail.enqueue(number=1)
        late = claim()
        arena.let_leases_end()
        own = claim()

        assert not worker.run(late)
        assert own.mine().exists()
        assert own.mine().get().error == ""

    def test_that_was_lost_after_the_effect_rolls_it_back(self, arena):
        note.enqueue(number=1)
        late = claim()
        arena.let_leases_end()
        claim()

        with pytest.raises(LeaseLost):
            leases.finish(late)

    def test_lasts_longer_than_the_task_may_take(self, arena):
        note.enqueue(number=1)
        claim()
        left = Job.objects.get().due - timezone.now()

        assert timedelta(seconds=38) < left <= timedelta(seconds=40)

    def test_idle_worker_takes_no_lock(self, arena):
        with connection.cursor() as cursor:
            cursor.execute("BEGIN" if connection.vendor == "postgresql" else "BEGIN IMMEDIATE")
            cursor.execute("INSERT INTO effect VALUES ('unfinished')")
            began = time.monotonic()
            with arena.elsewhere(lambda: wait_until(lambda: claim() is None)):
                pass
            cursor.execute("ROLLBACK")

        assert time.monotonic() - began < 5

    def test_earliest_job_comes_first_and_none_before_its_time(self, arena):
        now = timezone.now()
        note.using(run_after=now + timedelta(hours=1)).enqueue(number=3)
        note.using(run_after=now - timedelta(seconds=1)).enqueue(number=2)
        note.using(run_after=now - timedelta(seconds=2)).enqueue(number=1)

        assert [claim().args["number"] for _ in range(2)] == [1, 2]
        assert claim() is None

    def test_urgent_job_does_not_wait_for_those_of_the_night(self, arena):
        for number in range(3):
            note.using(run_after=timezone.now() - timedelta(hours=number + 1)).enqueue(number=number)
        note_at_once.enqueue(number=9)

        assert [claim().args["number"] for _ in range(4)] == [9, 2, 1, 0]

    def test_job_of_an_unknown_task_waits(self, arena):
        Job.objects.create(name="later.something", due=timezone.now())

        assert claim() is None


class TestFailure:
    def test_is_tried_five_times_with_growing_pauses(self, arena):
        note_and_fail.enqueue(number=1)
        pauses = []
        for _ in range(4):
            job = run_next()
            pauses.append((job.due - timezone.now()).total_seconds())
            arena.let_leases_end()
        job = run_next()

        for pause, expected in zip(pauses, (10, 20, 40, 80), strict=True):
            assert expected * 0.89 - 1 <= pause <= expected * 1.11
        assert (job.state, job.attempts) == (JobState.FAILED, 5)
        assert claim() is None

    def test_pause_is_never_longer_than_an_hour(self):
        assert timedelta(minutes=54) <= leases.pause(30) <= timedelta(minutes=66)

    def test_leaves_class_and_place_and_no_word_of_the_content(self, arena, caplog):
        note_and_fail.enqueue(number=1)

        with caplog.at_level(logging.DEBUG, "schutznetz"):
            job = run_next()

        assert job.error.startswith("ValueError jobs/sample/tasks.py:")
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert job.error in caplog.text
        assert SECRET not in caplog.text + job.error

    def test_names_the_line_of_the_project_and_not_of_a_library(self):
        with pytest.raises(ValueError, match="nonsense") as caught:
            Daily("nonsense")
        assert worker.describe(caught.value).startswith("ValueError jobs/queue/schedule.py:")

        with pytest.raises(DomainError) as caught:
            limit_of("nobody.knows", timezone.now())
        assert worker.describe(caught.value).startswith("DomainError schutznetz/common/retention.py:")

    def test_task_that_takes_too_long_is_stopped_although_it_swallows_errors(self, arena):
        swallow_everything.enqueue()

        began = time.monotonic()
        job = run_next()

        assert time.monotonic() - began < 2
        assert arena.effects() == []
        assert (job.state, job.error.split()[0]) == (JobState.READY, TimeIsUp.__name__)

    def test_statement_that_takes_too_long_is_stopped_on_the_server(self, arena):
        ask_slowly.enqueue()

        began = time.monotonic()
        job = run_next()

        assert time.monotonic() - began < 3
        assert job.error.startswith("TimeIsUp")
        assert arena.effects() == []
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"
                )
                assert cursor.fetchall() == []
        note.enqueue(number=1)
        assert run_next().state == JobState.DONE

    def test_database_that_is_away_ends_the_worker(self, arena, monkeypatch):
        def away(known):
            raise OperationalError

        monkeypatch.setattr(leases, "claim", away)

        with pytest.raises(CommandError) as caught:
            call_command("run_jobs", "--once")

        assert caught.value.returncode == 2


class TestProcess:
    def test_killed_in_the_middle_leaves_no_effect_and_the_next_one_does_the_work(self, arena):
        note_and_sleep.enqueue(number=1, seconds=0.4)
        first = arena.start("run_jobs")
        wait_until(lambda: job().state == JobState.RUNNING)
        time.sleep(0.1)
        first.kill()

        assert arena.effects() == []
        assert job().state == JobState.RUNNING
        arena.let_leases_end()
        assert arena.start("run_jobs", "--once").wait() == 0
        assert arena.effects() == ["1"]
        assert job().attempts == 2

    def test_asked_to_stop_finishes_the_job_in_hand(self, arena):
        for number in (1, 2):
            note_and_sleep.enqueue(number=number, seconds=0.5)
        child = arena.start("run_jobs", "--json")
        wait_until(lambda: Job.objects.filter(name__startswith="sample.", state=JobState.RUNNING).exists())
        child.ask_to_stop()

        assert child.wait() == 0
        assert json.loads(child.said())["done"] >= 1
        assert arena.effects() == ["1"]
        assert Job.objects.filter(state=JobState.RUNNING).count() == 0

    def test_poison_kills_five_workers_and_no_more(self, arena):
        note_and_die.enqueue(number=1)
        note.enqueue(number=2)
        Job.objects.filter(name="sample.note_and_die").update(attempts=3)

        for _ in range(2):
            assert arena.start("run_jobs", "--once").wait() == -signal.SIGKILL
            arena.let_leases_end()
        assert arena.start("run_jobs", "--once").wait() == 0

        poison = Job.objects.get(name="sample.note_and_die")
        assert (poison.state, poison.attempts, poison.error) == (JobState.FAILED, 5, leases.WORKER_DIED)
        assert arena.effects() == ["2"]

    def test_workers_killed_at_random_lose_nothing_and_double_nothing(self, arena):
        jobs = 40
        for number in range(jobs):
            note_and_sleep.enqueue(number=f"{number:03}", seconds=0.005)
        for _ in range(3):
            child = arena.start("run_jobs")
            done = Job.objects.filter(state=JobState.DONE).count()
            wait_until(lambda done=done: Job.objects.filter(state=JobState.DONE).count() > done + 5)
            child.kill()
            arena.let_leases_end()
        pair = [arena.start("run_jobs", "--once") for _ in range(2)]

        assert [child.wait() for child in pair] == [0, 0]
        assert arena.effects() == [f"{number:03}" for number in range(jobs)]

    def test_many_jobs_and_two_workers_give_every_effect_once(self, arena):
        jobs = 200
        with transaction.atomic():
            for number in range(jobs):
                note.enqueue(number=f"{number:04}")

        pair = [arena.start("run_jobs", "--once", "--json") for _ in range(2)]
        assert [child.wait() for child in pair] == [0, 0]
        done = [json.loads(child.said())["done"] for child in pair]

        assert arena.effects() == [f"{number:04}" for number in range(jobs)]

        assert sum(done) == Job.objects.filter(state=JobState.DONE).count() >= jobs
