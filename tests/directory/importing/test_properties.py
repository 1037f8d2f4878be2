"""What holds for any list: the order of strangers does not matter, and values survive being stored and shown."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schutznetz.common import hours, phones
from schutznetz.directory.importing.values import contact, hours_text
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.networks.models import Holder
from tests.directory.importing.files import HEADER, row

FULL = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
WEEK = date(2026, 10, 5)  # a Monday; no holiday and no vacation in this week anywhere
# The ranges that the Bundesnetzagentur keeps free.
NUMBERS = st.builds(
    lambda start, end: f"+49{start}{end:03d}",
    st.sampled_from(["3023125", "6990009", "4066969", "2214710", "8999998"]),
    st.integers(0, 999),
)
DAYS = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
WORDS = st.text(st.characters(categories=["L", "N"], max_codepoint=0x17F), min_size=1, max_size=12)


def entries(prefix, street):
    """Rows of one list: names, streets and numbers that no other list here has."""
    one = st.builds(
        lambda name, number, kind, phone, traeger: {
            "name": f"{prefix} {name}", "street": f"{street} {number}", "kind": kind, "phone": phone,
            "traeger": f"{prefix} {traeger}"},
        WORDS, st.integers(1, 99), st.sampled_from(["Kita", "Hort", "Schule", "Frauenhaus", "Rathaus"]),
        st.sampled_from(["", "030 23125100", "irgendwas"]), WORDS,
    )  # fmt: skip
    return st.lists(one, max_size=5)


def as_text(rows):
    return HEADER + "".join(row(number, **cells) for number, cells in enumerate(rows, 1))


def snapshot():
    fields = ("title", "offer_type", "organisation__name", "organisation__parent__name", "site__street",
              "site__house_number", "site__is_confidential", "contact_point__hours")  # fmt: skip
    numbers = ContactPoint.objects.values_list("phone_numbers__number", "function__organisation__name")
    return sorted(Offer.objects.values_list(*fields), key=str), sorted(numbers, key=str), Holder.objects.count()


@FULL
@given(entries("Anna", "Annaweg"), entries("Berta", "Bertaweg"))
@example([{"name": "Anna A", "street": "Annaweg 1"}], [{"name": "Berta B", "street": "Bertaweg 1"}])
def test_lists_that_do_not_touch_come_in_in_any_order(load, network, first, second):
    lists = {name: as_text(rows) for name, rows in (("a.csv", first), ("b.csv", second)) if rows}
    seen = []
    for names in (sorted(lists), sorted(lists, reverse=True)):
        with transaction.atomic():
            said = {name: load(lists[name], name=name).as_json() for name in names}
            seen.append((snapshot(), said))
            transaction.set_rollback(True)

    assert seen[0] == seen[1]


@FULL
@given(entries("Anna", "Annaweg").filter(bool))
def test_a_second_time_nothing_changes(load, network, rows):
    with transaction.atomic():
        first = load(as_text(rows))
        before = snapshot()
        second = load(as_text(rows))

        assert (second.created, second.updated, second.unchanged) == (0, 0, first.created)
        assert snapshot() == before
        transaction.set_rollback(True)


@given(st.lists(NUMBERS, min_size=1, max_size=4, unique=True), st.sampled_from([", ", " / ", "; ", "\n", " oder "]))
def test_telephone_numbers_survive_being_stored_shown_and_read_again(numbers, between):
    shown = between.join(map(phones.display, numbers))

    read, problem = contact.telephone(shown, "", (), is_fax=False)

    assert (problem, [found.number for found in read]) == (None, numbers)


@given(NUMBERS, NUMBERS)
def test_fax_stays_fax(phone, fax):
    shown = f"Tel. {phones.display(phone)}, Fax: {phones.display(fax)}"

    read, problem = contact.telephone(shown, "", (), is_fax=False)

    assert (problem, [(found.number, found.is_fax) for found in read]) == (None, [(phone, False), (fax, True)])


@st.composite
def weeks(draw):
    """Return the times of a week as a list writes them: {day: [(from, until), …]} in steps of five minutes."""
    week = {}
    for day in draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True)):
        steps = draw(st.lists(st.integers(0, 287), min_size=2, max_size=4, unique=True).map(sorted))
        week[day] = list(zip(steps[::2], steps[1::2], strict=False))
    return {day: week[day] for day in DAYS if day in week}


def clock(step):
    return f"{step // 12}:{step % 12 * 5:02d}"


def written(week):
    return ", ".join(
        f"{day} {' und '.join(f'{clock(start)}-{clock(end)}' for start, end in spans)} Uhr"
        for day, spans in week.items()
    )


def shown(expression):
    """Return the hours as the page of an entry shows them, one line for each day."""
    return "\n".join(
        f"{DAYS[day.weekday()]}: {' und '.join(f'{start:%H:%M}–{end:%H:%M}' for start, end in spans)} Uhr"
        for day, spans, _ in hours.weekday_rows(expression, WEEK, "14")
        if spans
    )


@FULL
@given(weeks())
def test_hours_survive_being_stored_shown_and_read_again(week):
    expression, problem = hours_text.parse(written(week))
    assert problem is None
    assert hours.validate(expression) == expression
    assert hours_text.parse(expression) == (expression, None), "what is stored is read as itself"

    again, problem = hours_text.parse(shown(expression))

    assert problem is None
    assert hours.open_spans(again, WEEK, "14", 7) == hours.open_spans(expression, WEEK, "14", 7) != []


@FULL
@given(weeks(), st.lists(NUMBERS, min_size=1, max_size=3, unique=True))
def test_values_of_a_list_are_stored_as_they_are_read(load, network, week, numbers):
    cells = row(1, phone=", ".join(map(phones.display, numbers)), hours=f'"{written(week)}"')
    with transaction.atomic():
        report = load(HEADER + cells)
        stored = ContactPoint.objects.get()

        assert (report.created, report.warnings) == (1, [])
        assert stored.hours == hours_text.parse(written(week))[0]
        assert [one.number for one in stored.phone_numbers.order_by("position")] == numbers
        transaction.set_rollback(True)


@pytest.mark.parametrize("title", ["Frau", "Herr", "Dr."])
def test_name_beside_a_number_is_not_stored(load, network, title):
    load(HEADER + row(1, phone=f"030 23125100 ({title} Beispiel)"))

    assert [one.note for one in ContactPoint.objects.get().phone_numbers.all()] == [""]
