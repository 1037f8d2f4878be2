"""Runs jobs, one after the other, until nothing is due or somebody says stop."""

import logging
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from django.db import close_old_connections, transaction
from django.utils import timezone

from schutznetz.common import rows
from schutznetz.jobs.models import LONGEST_ERROR
from schutznetz.jobs.queue import leases, tasks
from schutznetz.jobs.queue.leases import Lease, LeaseLost
from schutznetz.jobs.queue.limits import TimeIsUp, time_limit
from schutznetz.jobs.queue.scheduler import Scheduler

POLL_SECONDS = 1.0
STOPPING = (signal.SIGTERM, signal.SIGINT)
PROJECT = Path(__file__).resolve().parents[3]
LIBRARIES = "site-packages"

logger = logging.getLogger(__name__)


def run(lease: Lease) -> bool:
    """Run the job once and say whether it is done; whatever goes wrong becomes its result, without any text of it."""
    try:
        with rows.system(f"job {lease.task.name}"):
            _run(lease)
    except LeaseLost:
        logger.warning("Auftrag %s (%s): zu spät fertig, ein anderer hat ihn", lease.job_id, lease.task.name)
        return False
    except (Exception, TimeIsUp) as error:  # noqa: BLE001 -- the border: a task may fail in any way, its worker goes on
        said = describe(error)
        logger.warning("Auftrag %s (%s), Versuch %s: %s", lease.job_id, lease.task.name, lease.attempts, said)
        leases.fail(lease, said)
        return False
    return True


def _run(lease: Lease) -> None:
    task, prepared = lease.task, list[object]()
    deadline = time.monotonic() + task.timeout.total_seconds()
    if task.prepare:
        with time_limit(deadline):
            prepared.append(task.prepare(**lease.args))
    with transaction.atomic():
        if task.effect:
            with time_limit(deadline):
                task.effect(*prepared, **lease.args)
        # Beyond the limit: an interrupted commit would be neither done nor undone.
        leases.finish(lease)


def describe(error: BaseException) -> str:
    """Return the class of an error and its place, never its text: that may quote what a person wrote (security.md)."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [place for place in places if PROJECT in place[0].parents and LIBRARIES not in place[0].parts]
    path, line = (ours or places)[-1]
    return f"{type(error).__name__} {'/'.join(path.parts[-3:])}:{line}"[:LONGEST_ERROR]


@dataclass
class Worker:
    """Counts what it has done. A first SIGTERM or SIGINT lets it finish the job in hand, a second one kills it."""

    done: int = 0
    not_done: int = 0
    is_stopping: bool = field(default=False, init=False)

    def work(self, *, once: bool) -> None:
        """Work for ever, or, with ``once``, until nothing is due."""
        scheduler, known = Scheduler(), tasks.registered()
        with self._listening():
            while not self.is_stopping:
                close_old_connections()
                scheduler.tick(timezone.now())
                if lease := leases.claim(known):
                    is_done = run(lease)
                    self.done += is_done
                    self.not_done += not is_done
                elif once:
                    return
                else:
                    time.sleep(POLL_SECONDS)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._stop) for number in STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True
        for each in STOPPING:
            signal.signal(each, signal.SIG_DFL)
