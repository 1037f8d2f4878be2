"""A prepared question answers like its queryset, at once and always anew; only its SQL is written once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q

from schutznetz.common.prepared import Prepared, columns, restored
from schutznetz.jurisdiction.models import DeviatingHours, DutyService, Shift
from schutznetz.regions.models import Gemeinde
from tests.factories import make_gemeinde, make_kreis, make_network

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
OURS = '%FROM "jurisdiction_dutyservice" WHERE%"name" = $1%'
AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def services():
    network = make_network()
    rows = [
        DutyService(network=network, name=f"Dienst {number}", kind="duty", land=network.kreis.land, stand=DAY)
        for number in range(6)
    ]
    return DutyService.objects.bulk_create(rows)


@pytest.fixture
def counted():
    """A question for Gemeinden by the names of two columns, and how often its SQL was written."""
    written = []

    def build(names, kreis):
        written.append(names)
        named = Q(name_key__in=names) | Q(search_key__in=names)
        return Gemeinde.objects.filter(named, kreis=kreis, valid_until=None).order_by("ags").values_list("name", "lat")

    return Prepared(build), written


@pytest.mark.parametrize("length", range(1, 7))
def test_list_of_any_length_finds_each_row_once(services, length):
    asked = services[:length]
    found = Prepared(lambda ids: DutyService.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name"))

    assert found.rows(ids=[row.pk for row in asked]) == [(row.pk, row.name) for row in asked]


def test_days_and_moments_are_compared_as_the_queryset_does(services):
    service = services[0]
    before, after = AT - timedelta(hours=2), AT + timedelta(hours=2)
    Shift.objects.create(service=service, begins=before - timedelta(hours=8), ends=before)
    Shift.objects.create(service=service, begins=before, ends=after)
    DeviatingHours.objects.create(service=service, first_day=DAY - timedelta(days=9), last_day=DAY - timedelta(days=1))
    DeviatingHours.objects.create(service=service, first_day=DAY, last_day=DAY)
    shifts = Prepared(lambda since: Shift.objects.filter(ends__gte=since).values_list("begins", "ends"))
    days = Prepared(lambda since: DeviatingHours.objects.filter(last_day__gte=since).values_list("first_day", "hours"))

    assert shifts.rows(since=AT) == [(before, after)]
    assert shifts.rows(since=before) == list(Shift.objects.order_by("ends").values_list("begins", "ends"))
    assert shifts.rows(since=after + timedelta(seconds=1)) == []
    assert days.rows(since=DAY) == [(DAY, "off")]


def test_sql_is_written_once_for_each_kind_of_length(counted):
    asked, written = counted
    make_gemeinde()
    kreis = make_kreis()

    for names in (["auental"], ["nirgends"], ["a", "b", "auental"], ["auental", "b", "c", "d"]):
        asked.rows(names=names, kreis=kreis.pk)

    assert [len(names) for names in written] == [1, 4]


def test_answer_is_never_kept(counted):
    asked, _ = counted
    kreis = make_kreis()
    given = {"names": ["auental"], "kreis": kreis.pk}

    assert asked.rows(**given) == []
    gemeinde = make_gemeinde()
    assert asked.rows(**given) == [("Auental", 50.8)]
    gemeinde.delete()
    assert asked.rows(**given) == []


def test_each_value_stands_in_its_own_place(counted):
    asked, _ = counted
    make_gemeinde()
    make_gemeinde("Bergen", "14902020", plz="09902")

    assert asked.rows(names=["bergen", "auental"], kreis="14902") == [("Bergen", 50.8)]
    assert asked.rows(names=["bergen", "auental"], kreis="14901") == [("Auental", 50.8)]


@pytest.mark.parametrize("text", ["%", "'; --", "\x01", "Ä\uffff", "%s"])
def test_no_text_reaches_the_database_as_syntax(counted, text):
    asked, _ = counted
    make_gemeinde()

    assert asked.rows(names=[text], kreis=text) == []


def test_value_that_a_lookup_changes_is_refused():
    asked = Prepared(lambda name: Gemeinde.objects.filter(name__startswith=name).values_list("ags"))

    with pytest.raises(ValueError, match="changed on their way"):
        asked.rows(name="Au")


def test_empty_list_is_refused(counted):
    with pytest.raises(ValueError, match="without values"):
        counted[0].rows(names=[], kreis="14901")


def test_object_comes_back_whole_or_in_part(django_assert_num_queries):
    gemeinde = make_gemeinde()
    row = Gemeinde.objects.values_list(*columns(Gemeinde)).get()
    whole, part = restored(Gemeinde, row), restored(Gemeinde, (gemeinde.pk, "Auental"), ("ags", "name"))

    with django_assert_num_queries(0):
        assert (whole, whole.name, whole.lat, whole.kreis_id) == (gemeinde, "Auental", 50.8, "14901")
        assert part.name == "Auental"
    assert part.lat == 50.8
    whole.name = "Neuental"
    whole.save()
    assert Gemeinde.objects.get().name == "Neuental"


@pytest.mark.postgresql
def test_server_plans_it_once_for_all_values(services):
    found = Prepared(lambda name: DutyService.objects.filter(name=name).values_list("pk"))

    for service in services[:3]:
        assert found.rows(name=service.name) == [(service.pk,)]

    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s", [OURS])
        assert cursor.fetchall() == [(3, 0)]
