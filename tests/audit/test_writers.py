"""Writers that come at the same time make one chain without a gap, and nobody overtakes who has not committed."""

import threading
import time

import pytest
from django.db import connection, transaction

from schutznetz.audit import access
from schutznetz.audit.models import Entry
from tests.audit.acts import NETWORK, OTHER, act
from tests.jobs.nursery import connect

WRITERS = 4
ACTS = 25


def in_threads(url, *works):
    """Do these at once, each with a connection of its own; what one raises is raised here."""
    raised = []

    def run(work):
        connect(url)
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- handed on below
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if raised:
        raise raised[0]


def chain(network=NETWORK):
    return list(Entry.objects.of_chain(network).order_by("seq").values_list("seq", flat=True))


@pytest.mark.parametrize("network", [NETWORK, None], ids=["network", "platform"])
def test_writers_at_once_make_one_chain(shared, network):
    start = threading.Barrier(WRITERS)

    def write():
        start.wait(30)
        for _ in range(ACTS):
            with transaction.atomic():
                act(network)

    in_threads(shared, *[write] * WRITERS)

    assert chain(network) == list(range(1, WRITERS * ACTS + 1))
    assert access.verify(network).first_bad is None


def test_second_writer_waits_until_the_first_has_committed(shared):
    began, numbers = threading.Event(), {}

    def slow():
        with transaction.atomic():
            numbers["slow"] = act().seq
            began.set()
            time.sleep(0.5)

    def quick():
        began.wait(30)
        with transaction.atomic():
            numbers["quick"] = act().seq

    in_threads(shared, slow, quick)

    assert numbers == {"slow": 1, "quick": 2}


def test_rolled_back_writer_leaves_no_gap(shared):
    began = threading.Event()

    def gives_up():
        with transaction.atomic():
            act()
            began.set()
            time.sleep(0.3)
            transaction.set_rollback(True)

    def writes():
        began.wait(30)
        with transaction.atomic():
            act()

    in_threads(shared, gives_up, writes)

    assert chain() == [1]
    assert access.verify(NETWORK).first_bad is None


def test_networks_do_not_wait_for_each_other(shared):
    if connection.vendor == "sqlite":
        # One writer at a time, whatever it writes: there is nothing to see but that both get through.
        in_threads(shared, transaction.atomic(act), transaction.atomic(lambda: act(OTHER)))
        assert (chain(), chain(OTHER)) == ([1], [1])
        return
    began, ended = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            act()
            began.set()
            assert ended.wait(10), "the other network had to wait"

    def quick():
        began.wait(30)
        with transaction.atomic():
            act(OTHER)
        ended.set()

    in_threads(shared, slow, quick)

    assert (chain(), chain(OTHER)) == ([1], [1])
