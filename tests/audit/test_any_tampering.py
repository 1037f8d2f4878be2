"""Whatever somebody does to a chain without recomputing it, it is found, at the latest at the first touched entry."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schutznetz.audit import access
from schutznetz.audit.models import Entry
from tests.audit.acts import NETWORK, act
from tests.triggers import triggers_off

pytestmark = pytest.mark.django_db
ENTRIES = 12
MANY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Columns with values that no entry of the chain has.
TEXTS = {"session": 64, "event": 60, "scope": 20, "ground": 40, "obligations": 60}
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1)
texts = st.tuples(st.sampled_from(sorted(TEXTS)), words).map(lambda pair: (pair[0], pair[1][: TEXTS[pair[0]]]))
values = st.one_of(
    texts,
    st.tuples(st.sampled_from(["person", "function", "about_id"]), st.uuids(version=4)),
    # Without 0: the first entry follows on nothing but noughts, and writing them once more would change nothing.
    st.tuples(st.sampled_from(["prev_hash", "hash"]), st.text("123456789abcdef", min_size=64, max_size=64)),
    st.tuples(st.just("network"), st.none()),
    st.tuples(st.just("result"), st.sampled_from(["refused", "failed"])),
)
numbers = st.integers(1, ENTRIES)
deeds = st.one_of(
    st.tuples(st.just("change"), numbers, values),
    st.tuples(st.just("delete"), st.integers(1, ENTRIES - 1)),
    st.tuples(st.just("renumber"), st.integers(1, ENTRIES - 1), st.integers(1, 10**12)),
    st.tuples(st.just("swap"), st.lists(numbers, min_size=2, max_size=2, unique=True)),
)


def do(deed):
    """Do one thing to the chain; returns the numbers that are not what they were."""
    kind, number, *more = deed
    if kind == "swap":
        one, other = number
        for seq, to in ((one, 10**15), (other, one), (10**15, other)):
            raw("UPDATE audit_entry SET seq = %s WHERE seq = %s", to, seq)
        return {one, other}
    if kind == "delete":
        raw("DELETE FROM audit_entry WHERE seq = %s", number)
    elif kind == "renumber":
        to = more[0] * 100 + number
        if not Entry.objects.filter(seq=to).exists():
            raw("UPDATE audit_entry SET seq = %s WHERE seq = %s", to, number)
    else:
        column, value = more[0]
        value = value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value
        raw(f"UPDATE audit_entry SET {column} = %s WHERE seq = %s", value, number)  # noqa: S608 -- one of ours
    return {number}


def raw(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@MANY
@given(deeds)
def test_one_deed_is_found_where_it_was_done(deed):
    with transaction.atomic():
        act(times=ENTRIES)
        with triggers_off(connection):
            touched = do(deed)

        bad = access.verify(NETWORK).first_bad
        transaction.set_rollback(True)

    # Who takes the last entry out of its chain has cut the end off: that needs a figure kept elsewhere.
    if deed == ("change", ENTRIES, ("network", None)):
        assert bad is None
    else:
        assert bad.seq == min(touched)


@MANY
@given(st.lists(deeds, min_size=2, max_size=4))
def test_many_deeds_are_found(several):
    with transaction.atomic():
        act(times=ENTRIES)
        before = content()
        with triggers_off(connection):
            for deed in several:
                do(deed)

        now, bad = content(), access.verify(NETWORK).first_bad
        transaction.set_rollback(True)

    # The same again undoes a swap, and deleting from the end is the case above.
    is_beginning = now == before[: len(now)]
    assert (bad is None) == is_beginning


def content():
    """Return what the chain says, column by column."""
    return list(Entry.objects.of_chain(NETWORK).order_by("seq").values_list("seq", "utc", *COLUMNS))


COLUMNS = ("person", "function", *TEXTS, "about_kind", "about_id", "result", "prev_hash", "hash")
