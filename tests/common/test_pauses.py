"""A process that answers pages looks for rubbish seldom, and still finds it."""

import gc
import weakref

import pytest

from schutznetz.common import pauses


@pytest.fixture(autouse=True)
def _as_it_was():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Circle:
    def __init__(self):
        self.itself = self


def test_what_hangs_in_a_circle_goes_but_not_every_few_hundred_objects(monkeypatch):
    monkeypatch.setattr(pauses, "NEW_OBJECTS", 5_000)
    pauses.look_seldom()
    circle = weakref.ref(Circle())

    kept = [[] for _ in range(3_000)]
    assert circle() is not None
    kept += [[] for _ in range(3_000)]
    assert circle() is None
    assert len(kept) == 6_000


def test_what_was_there_at_the_start_is_not_looked_through_again():
    pauses.look_seldom()

    assert gc.get_freeze_count() > 10_000


@pytest.mark.django_db
def test_application_server_does_so():
    from config import wsgi

    assert wsgi.look_seldom is pauses.look_seldom
