"""When periodic tasks run: once a slot, whoever asks, and at the time on the wall."""

from datetime import UTC, datetime, timedelta

import pytest

from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import Daily, Every, tasks
from schutznetz.jobs.queue.scheduler import Scheduler
from schutznetz.jobs.queue.tasks import Task

MINUTE = timedelta(minutes=1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slots(schedule, begin, end, step=MINUTE):
    """Return every slot that somebody who asks once a minute meets."""
    now, met = at(begin), []
    while now < at(end):
        if (slot := schedule.slot(now)) not in met:
            met.append(slot)
        now += step
    return [f"{slot:%m-%d %H:%M}" for slot in met]


@pytest.fixture
def periodic(monkeypatch):
    """Register one task that is due every hour, and no other."""
    made = Task("sample.hourly", lambda: None, None, timedelta(seconds=5), Every(60))
    monkeypatch.setattr(tasks, "_register", {made.name: made})
    return made


class TestEvery:
    def test_slot_begins_on_the_hour(self):
        assert Every(60).slot(at("2026-11-22 14:59:59.9")) == at("2026-11-22 14:00")
        assert Every(60).slot(at("2026-11-22 15:00")) == at("2026-11-22 15:00")
        assert Every(15).slot(at("2026-11-22 14:59")) == at("2026-11-22 14:45")

    @pytest.mark.parametrize("begin", ["2026-03-29 00:00", "2026-10-25 00:00"])
    def test_clock_change_neither_skips_nor_doubles_an_hour(self, begin):
        assert slots(Every(60), begin, f"{begin[:10]} 06:00") == [f"{begin[5:10]} {hour:02}:00" for hour in range(6)]

    @pytest.mark.parametrize("minutes", [0, -5, 7, 2000])
    def test_day_must_divide_into_whole_slots(self, minutes):
        with pytest.raises(ValueError, match="whole slots"):
            Every(minutes)


class TestDaily:
    def test_time_is_that_of_the_wall_in_winter_and_in_summer(self):
        winter = slots(Daily("03:00"), "2026-01-10 12:00", "2026-01-12 12:00")
        summer = slots(Daily("03:00"), "2026-07-10 12:00", "2026-07-12 12:00")

        assert winter == ["01-10 02:00", "01-11 02:00", "01-12 02:00"]
        assert summer == ["07-10 01:00", "07-11 01:00", "07-12 01:00"]

    @pytest.mark.parametrize(
        ("wall", "night", "utc"),
        [
            # at 02:00 the clock goes to 03:00
            ("01:59", "2026-03-29", "03-29 00:59"),
            ("02:00", "2026-03-29", "03-29 01:00"),
            ("02:30", "2026-03-29", "03-29 01:30"),
            ("03:00", "2026-03-29", "03-29 01:00"),
            # at 03:00 the clock goes back to 02:00
            ("01:59", "2026-10-25", "10-24 23:59"),
            ("02:00", "2026-10-25", "10-25 00:00"),
            ("02:30", "2026-10-25", "10-25 00:30"),
            ("03:00", "2026-10-25", "10-25 02:00"),
        ],
    )
    def test_night_of_the_clock_change_has_exactly_one_slot(self, wall, night, utc):
        noon = at(f"{night} 12:00")
        begin, end = f"{noon - timedelta(days=1):%Y-%m-%d} 12:00", f"{noon + timedelta(days=2):%Y-%m-%d} 12:00"

        met = slots(Daily(wall), begin, end)

        assert met[1] == utc
        # yesterday's, this one, tomorrow's, and the day after tomorrow's
        assert len(met) == 4

    def test_midnight_of_the_wall_is_the_evening_before(self):
        assert Daily("00:00").slot(at("2026-07-10 22:00")) == at("2026-07-10 22:00")
        assert Daily("00:00").slot(at("2026-07-10 21:59")) == at("2026-07-09 22:00")

    @pytest.mark.parametrize("text", ["", "3 Uhr", "25:00"])
    def test_time_must_be_one(self, text):
        with pytest.raises(ValueError, match=r"isoformat|hour"):
            Daily(text)


class TestScheduler:
    def test_slot_becomes_one_job(self, arena, periodic):
        for _ in range(2):
            scheduler = Scheduler()
            for minute in range(0, 180, 5):
                scheduler.tick(at("2026-11-22 09:00") + minute * MINUTE)

        assert list(Job.objects.order_by("key").values_list("key", "state")) == [
            (f"sample.hourly@2026-11-22T{hour}:00Z", JobState.READY) for hour in ("09", "10", "11")
        ]

    def test_slot_that_is_done_stays_done(self, arena, periodic):
        Scheduler().tick(at("2026-11-22 09:00"))
        Job.objects.update(state=JobState.DONE, finished=at("2026-11-22 09:01"))

        Scheduler().tick(at("2026-11-22 09:30"))

        assert Job.objects.get().state == JobState.DONE

    def test_nobody_who_knows_the_slot_asks_the_database(self, arena, periodic, django_assert_num_queries):
        scheduler = Scheduler()
        scheduler.tick(at("2026-11-22 09:00"))

        with django_assert_num_queries(0):
            scheduler.tick(at("2026-11-22 09:59"))
        with django_assert_num_queries(1):
            Scheduler().tick(at("2026-11-22 09:59"))

    def test_only_the_latest_of_the_missed_slots_is_made_up_for(self, arena, periodic):
        Scheduler().tick(at("2026-11-20 09:00"))
        Scheduler().tick(at("2026-11-22 09:30"))

        assert sorted(Job.objects.values_list("due", flat=True)) == [at("2026-11-20 09:00"), at("2026-11-22 09:00")]

    def test_two_schedulers_at_the_same_time_make_one_job_a_slot(self, arena, periodic):
        def fifty_slots():
            scheduler = Scheduler()
            for hour in range(50):
                scheduler.tick(at("2026-11-22 00:00") + timedelta(hours=hour))

        with arena.elsewhere(fifty_slots):
            fifty_slots()

        assert Job.objects.count() == 50
        assert len(set(Job.objects.values_list("key", flat=True))) == 50


def test_every_schedule_of_the_project_has_slots_shorter_than_its_jobs_are_kept():
    """Else a slot whose job was deleted would run again."""
    now = at("2026-11-22 12:00")
    lengths = [now - task.schedule.slot(task.schedule.slot(now) - MINUTE) for task in tasks.scheduled()]

    assert lengths
    assert max(lengths) < timedelta(days=15)
