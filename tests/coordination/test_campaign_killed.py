"""A campaign whose writer and whose sender are killed, through a mail server that goes away: nobody is missing.

The small size; ``benchmark campaign`` proves the same with a thousand functions.
"""

import time
from contextlib import contextmanager

import pytest
from django.core.management import call_command

from schutznetz.common import rows
from schutznetz.demo.benchmarking import campaign
from schutznetz.jobs import actions
from schutznetz.jobs.models import Job, MailRelay, OutgoingMail
from schutznetz.jobs.queue.worker import Worker
from tests.factories import make_kreis, make_type
from tests.jobs.conftest import FORKING, default_database, empty_database
from tests.jobs.post_office import PostOffice

FUNCTIONS = 12
LONG_AGO = "2026-01-01T00:00:00Z"


@pytest.fixture
def _database(tmp_path, django_db_blocker):
    """Real transactions for real processes: a database of its own."""
    with empty_database(tmp_path) as url, django_db_blocker.unblock(), default_database(url), rows.system("test"):
        call_command("migrate", verbosity=0)
        make_kreis(campaign.KREIS, "Landkreis Messung")
        make_type()
        yield


@contextmanager
def post_office(folder, settings):
    office = PostOffice(FORKING, folder)
    for name, value in {**office.settings, "MAILS_PER_MINUTE": campaign.NO_LIMIT}.items():
        setattr(settings, name, value)
    try:
        yield office
    finally:
        office.close()


def wait_until(is_done):
    until = time.monotonic() + 60
    while not is_done():
        assert time.monotonic() < until
        time.sleep(0.02)


# On SQLite a forked child of a test process does not find the database; there `benchmark campaign` proves it.
@pytest.mark.postgresql
@pytest.mark.usefixtures("_database")
def test_killed_in_the_middle_misses_nobody_and_doubles_at_most_the_mail_in_hand(tmp_path, settings):
    network = campaign.build(FUNCTIONS)
    campaign.write(network, FUNCTIONS)
    assert OutgoingMail.objects.count() == FUNCTIONS

    with post_office(tmp_path, settings) as office:
        office.open(delay=0.2)
        worker = campaign.start(lambda: Worker().work(once=False))
        wait_until(lambda: len(office.letters()) >= 3)
        worker.kill()
        worker.join()
        wait_until(lambda: len(office.letters()) >= 3)
        office.close()
        actions.send_mails()  # nobody there: nothing is lost
        office.open()
        # as if the leases of the dead and the rest of the server were over
        MailRelay.objects.all().delete()
        Job.objects.open().update(due=LONG_AGO)
        OutgoingMail.objects.waiting().update(due=LONG_AGO)
        while OutgoingMail.objects.waiting().exists():
            actions.send_mails()
        arrived = office.arrived()

    assert set(arrived) == {f"pflege{number}" for number in range(FUNCTIONS)}
    assert len(arrived) <= FUNCTIONS + 1
