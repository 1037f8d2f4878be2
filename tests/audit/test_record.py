"""An entry is written with its act or neither is there; what could be a text is refused."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from schutznetz.audit.access import verify
from schutznetz.audit.actions import OPERATOR, About, Past, begin_history, record
from schutznetz.audit.enums import Obligation, Result
from schutznetz.audit.events import Event, by_code, event
from schutznetz.audit.models import Entry
from schutznetz.jobs.models import Job
from tests.audit.acts import ENDED, FUNCTION, INVITED, LEAD, NETWORK, OTHER, PERSON, THING, act


@pytest.mark.django_db
class TestEntry:
    def test_says_who_did_what_in_which_function(self):
        before = timezone.now()

        record(ENDED, network=NETWORK, by=LEAD, about=About("membership", THING), ground="moved",
               obligations=[Obligation.STEP_UP, Obligation.REASON])  # fmt: skip

        entry = Entry.objects.get()
        assert (entry.seq, entry.network, entry.person, entry.function) == (1, NETWORK, PERSON, FUNCTION)
        assert (entry.session, entry.about_kind, entry.about_id) == ("ab" * 32, "membership", THING)
        assert entry.sentence == "hat eine Mitgliedschaft beendet: Wechsel"
        assert entry.result == Result.DONE
        assert entry.fulfilled == [Obligation.REASON, Obligation.STEP_UP]
        assert before <= entry.utc <= timezone.now()

    def test_of_a_command_has_no_person(self):
        entry = record(INVITED, network=None, by=OPERATOR, result=Result.REFUSED)

        assert (entry.person, entry.function, entry.session, entry.about_id) == (None, None, "", None)
        assert (entry.network, entry.result) == (None, "refused")

    def test_carries_the_hash_of_the_one_before(self):
        first, second = act(), act()

        assert first.prev_hash == "0" * 64
        assert (second.seq, second.prev_hash) == (2, first.hash)

    def test_every_network_has_a_chain_of_its_own_and_so_has_the_platform(self):
        assert [act(network).seq for network in (NETWORK, OTHER, None, NETWORK, None)] == [1, 1, 1, 2, 2]

    def test_is_hashed_as_written_down(self):
        """Whoever checks the log without this program does it like this (docs/adr/0016)."""
        record(ENDED, network=NETWORK, by=LEAD, ground="left")
        entry = Entry.objects.get()

        written = json.dumps({
            "seq": 1, "utc": entry.utc.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), "network": str(NETWORK),
            "person": str(PERSON), "function": str(FUNCTION), "session": "ab" * 32, "event": "sample.ended",
            "about_kind": "", "about_id": None, "scope": "", "ground": "left", "result": "done", "obligations": "",
        }, sort_keys=True, separators=(",", ":")).encode()  # fmt: skip

        assert entry.hash == hashlib.sha256(bytes(32) + hashlib.sha256(written).digest()).hexdigest()

    def test_of_an_event_that_is_gone_can_still_be_read(self):
        entry = Entry(seq=3, utc=datetime(2026, 1, 1, tzinfo=UTC), event="sample.forgotten")

        assert entry.sentence == "unbekannter Vorgang: sample.forgotten"
        assert Entry(event="sample.ended", ground="forgotten").sentence.endswith(": forgotten")


class TestTransaction:
    @pytest.mark.django_db(transaction=True)
    def test_is_needed(self):
        with pytest.raises(transaction.TransactionManagementError):
            act()

        assert not Entry.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_rolls_back_the_act_whose_entry_cannot_be_written(self):
        @transaction.atomic
        def enqueue():
            Job.objects.create(name="sample.note", due=timezone.now())
            record(INVITED, network=NETWORK, by=LEAD, about=About("job", None))

        with pytest.raises(DatabaseError):
            enqueue()

        assert not Job.objects.exists()
        assert not Entry.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_rolls_back_the_entry_whose_act_fails(self):
        @transaction.atomic
        def fail():
            act()
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()

        assert not Entry.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_with_an_entry_can_be_flushed_between_tests(self):
        with transaction.atomic():
            act()

        assert connection.ops.execute_sql_flush.__name__ == "without_triggers"


@pytest.mark.django_db
class TestTexts:
    @pytest.mark.parametrize(("changes", "says"), [
        ({"ground": "weil Frau Muster das wollte"}, "no ground"),
        ({"ground": "moved", "event": INVITED}, "no ground"),
        ({"event": ENDED}, "no ground"),
        ({"scope": "alles"}, "no scope"),
        ({"by": replace(LEAD, session="sessionid=abc")}, "keyed hash"),
        ({"about": About("Frau Muster", THING)}, "no model"),
        ({"event": Event("sample.made_up", "hat etwas getan")}, "not declared"),
        ({"obligations": ["Frau Muster"]}, "is not a valid Obligation"),
        ({"result": "Frau Muster"}, "is not a valid Result"),
    ])  # fmt: skip
    def test_are_refused(self, changes, says):
        with pytest.raises(ValueError, match=says):
            record(changes.pop("event", INVITED), **{"network": NETWORK, "by": LEAD, **changes})

        assert not Entry.objects.exists()


class TestEvents:
    @pytest.mark.parametrize(("code", "sentence", "grounds"), [
        ("sample.invited", "hat eine Einladung verschickt", []),
        ("Einladung", "hat eine Einladung verschickt", []),
        ("sample.new", "verschickt eine Einladung", []),
        ("sample.new", "hat {name} eingeladen", []),
        ("sample.new", "hat eine Einladung zurückgezogen: {ground}", []),
        ("sample.new", "hat eine Einladung zurückgezogen", [("late", "zu spät")]),
        ("sample.new", "hat eine Einladung zurückgezogen: {ground}", [("zu spät", "zu spät")]),
    ])  # fmt: skip
    def test_are_refused_if_twice_or_not_closed(self, code, sentence, grounds):
        with pytest.raises(ValueError, match=r"\w"):
            event(code, sentence, grounds)

        assert by_code("sample.new").sentence == "unbekannter Vorgang: sample.new"
        assert by_code("sample.invited") is INVITED


@pytest.mark.django_db
class TestHistory:
    """What an example is given of a past: only before anything has happened there."""

    def test_begins_a_chain_that_holds(self):
        now = timezone.now()
        acts = [Past(now - timedelta(days=days), LEAD, About("offer", uuid4())) for days in (1, 300, 20)]

        begin_history(INVITED, NETWORK, acts)

        assert [entry.utc for entry in Entry.objects.order_by("seq")] == sorted(act.utc for act in acts)
        assert verify(NETWORK).first_bad is None

    def test_cannot_be_added_to_a_chain_that_has_begun(self):
        record(INVITED, network=NETWORK, by=LEAD)

        with pytest.raises(ValueError, match="has begun"):
            begin_history(INVITED, NETWORK, [Past(timezone.now(), LEAD, About("offer", uuid4()))])

        assert Entry.objects.count() == 1

    def test_knows_nothing_that_lies_ahead(self):
        with pytest.raises(ValueError, match="lies ahead"):
            begin_history(INVITED, NETWORK, [Past(timezone.now() + timedelta(days=1), LEAD, About("offer", uuid4()))])

        assert not Entry.objects.exists()
