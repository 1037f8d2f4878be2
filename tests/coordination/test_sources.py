"""Every source of "Zu tun": what brings a line, what takes it away, and three rows cost as much as one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.common import kept
from schutznetz.coordination import actions, sources
from schutznetz.coordination.enums import FindingKind
from schutznetz.coordination.models import Finding, SetAside
from schutznetz.coordination.sources import consents, gaps, joining, keeping, numbers
from schutznetz.coordination.sources.task import Desk
from schutznetz.directory.models import SearchMiss
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.networks.enums import FunctionRole, PartnershipState, PartnerType, Visibility
from schutznetz.networks.models import Function, Holder, Membership, Partnership
from tests.factories import days_ago, make_function, make_gemeinde, make_organisation, make_partnership, make_type
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db
TODO = "/konto/zu-tun/"
TODAY = timezone.localdate


@pytest.fixture
def world():
    made = World()
    Partnership.objects.filter(network=made.home).update(valid_from=date(2026, 1, 1))
    return made


@pytest.fixture
def desk(world):
    return Desk(world.home, TODAY())


def join(world, number=0):
    said = {"name": f"Spielkreis {number}", "partner_type": "mgh", "town": "Auental", "phone": "+493023125179"}
    return actions.offer_to_join(world.home, **said)


def service(world, number=0, **values):
    row = {"name": f"Bereitschaft {number}", "kind": ServiceKind.DUTY, "stand": TODAY(), "source": "Test"}
    return DutyService.objects.create(network=world.home, land=world.home.kreis.land, **row, **values)


def number_in_force(world, number=0, days=100):
    at, functions = days_ago(days), [make_function(), make_function()]
    return EmergencyNumber.objects.create(
        service=service(world, number), number="+493023125100", proposed_by=functions[0], proposed_at=at,
        confirmed_by=functions[1], confirmed_at=at,
    )  # fmt: skip


def proposed(world, number=0):
    by = {"proposed_by": make_function(), "proposed_at": timezone.now()}
    return EmergencyNumber.objects.create(service=service(world, number), number="+493023125100", **by)


def alone(world, number=0):
    house = make_organisation(f"Allein {number}")
    make_partnership(world.home, house)
    return house


def ending(world, number=0, days=10):
    function = Function.objects.create(organisation=world.kita, role=FunctionRole.STEWARD, title=f"Pflege {number}")
    until = TODAY() + timedelta(days=days)
    return make_membership(make_user(f"geht{number}"), function, world.home, valid_until=until)


def consent(world, number=0, days=10):
    today = TODAY()
    return Holder.objects.create(
        function=make_function(world.kita, f"Anmeldung {number}"), name="Frau Muster", valid_from=date(2025, 1, 1),
        visibility=Visibility.PUBLIC, consent_on=date(2025, 1, 1), consent_expires_on=today + timedelta(days=days),
    )  # fmt: skip


def consent_over(world, number=0):
    function = make_function(world.kita, f"Anmeldung {number}")
    return Finding.objects.create(network=world.home, kind=FindingKind.CONSENT, key=str(function.pk), function=function)


def hole(world, number=0):
    return Finding.objects.create(
        network=world.home, kind=FindingKind.HOLE, key=f"x{number}", place=f"Auental, {number}"
    )


def missed(world, number=0, times=5):
    kind = make_type(f"art-{number}", f"Art {number}")
    month = TODAY().replace(day=1)
    return SearchMiss.objects.create(offer_type=kind, kreis="14901", gemeinde="14901010", month=month, number=times)


MAKERS = {
    joining.join_requests: join,
    numbers.numbers_to_confirm: proposed,
    numbers.test_calls_due: number_in_force,
    consents.consents_that_end: consent,
    consents.consents_that_ended: consent_over,
    keeping.memberships_that_end: ending,
    keeping.houses_without_steward: alone,
    gaps.holes: hole,
    gaps.searches_without_a_hit: missed,
}


@pytest.mark.parametrize("source", MAKERS, ids=lambda source: source.__name__)
def test_row_brings_one_line_with_one_verb_and_three_cost_as_much_as_one(source, world, desk):
    before = len(list(source(desk)))

    def lines():
        kept.forget_all()
        with CaptureQueriesContext(connection) as seen:
            found = list(source(desk))
        return len(seen), found

    MAKERS[source](world)
    cost, found = lines()
    assert len(found) == before + 1
    assert all(task.verb and task.why.endswith((".", "?")) and task.title for task in found)
    MAKERS[source](world, 1)
    MAKERS[source](world, 2)
    again, more = lines()
    assert (again, len(more)) == (cost, before + 3)
    assert len({task.key for task in more}) == len(more)


@pytest.mark.parametrize("source", sources.ALL, ids=lambda source: source.__name__)
def test_other_network_has_nothing_of_it(source, world, desk):
    before = {task.key for task in source(Desk(world.networks["away"], TODAY()))}
    for number, make in enumerate(MAKERS.values()):
        make(world, number)

    assert {task.key for task in source(Desk(world.networks["away"], TODAY()))} == before


class TestLimits:
    """The day before, the day itself, and one less than enough."""

    @pytest.mark.parametrize(("days", "told"), [(30, 1), (31, 0), (0, 1), (-1, 0)])
    def test_membership_is_told_thirty_days_ahead(self, days, told, world, desk):
        ending(world, days=max(days, 0))
        if days < 0:
            Membership.objects.filter(user__name="geht0").update(
                valid_from=date(2026, 1, 1), valid_until=TODAY() + timedelta(days=days)
            )

        assert len(list(keeping.memberships_that_end(desk))) == told

    @pytest.mark.parametrize(("days", "told"), [(30, 1), (31, 0), (0, 1), (-1, 0)])
    def test_consent_is_told_thirty_days_ahead(self, days, told, world, desk):
        consent(world, days=days)

        assert len(list(consents.consents_that_end(desk))) == told

    @pytest.mark.parametrize(("days", "told"), [(91, 1), (90, 0)])
    def test_number_is_dialled_again_after_its_interval(self, days, told, world, desk):
        number_in_force(world, days=days)

        assert len(list(numbers.test_calls_due(desk))) == told

    @pytest.mark.parametrize(("times", "told"), [(4, 0), (5, 1)])
    def test_searches_are_told_from_five_on(self, times, told, world, desk):
        missed(world, times=times)

        assert len(list(gaps.searches_without_a_hit(desk))) == told

    def test_searches_of_three_months_count_together_and_name_the_place(self, world, desk):
        make_gemeinde()
        last = (TODAY().replace(day=1) - timedelta(days=1)).replace(day=1)
        first = missed(world, times=3)
        SearchMiss.objects.create(offer_type=first.offer_type, kreis="14901", gemeinde="14901010", month=last, number=2)

        (task,) = gaps.searches_without_a_hit(desk)
        assert (task.title, task.why.split(".")[0]) == (
            "Gesucht und nicht gefunden: Art 0, Auental", "In drei Monaten 5-mal",
        )  # fmt: skip

    def test_more_than_ten_houses_are_one_line(self, world, desk):
        for number in range(10):
            alone(world, number)
        titles = [task.title for task in keeping.houses_without_steward(desk)]
        assert titles == ["11 Partner ohne Eintragspflege"]  # office has nobody either

        page = world.client("coordinator").get("/konto/partner/?stand=active&pflege=niemand").text
        assert "11 Partner" in page
        assert ">kita</a>" not in page

    def test_more_than_ten_holes_are_one_line(self, world, desk):
        for number in range(11):
            hole(world, number)

        assert [task.title for task in gaps.holes(desk)] == ["11 Orte ohne zuständige Stelle"]

    @pytest.mark.parametrize("state", [PartnershipState.INVITED, PartnershipState.DORMANT, PartnershipState.LEFT])
    def test_house_that_is_not_active_needs_nobody(self, state, world, desk):
        house = alone(world)
        until = date(2026, 7, 31) if state is PartnershipState.LEFT else None
        Partnership.objects.filter(organisation=house).update(state=state, valid_until=until)

        assert house.name not in {task.title for task in keeping.houses_without_steward(desk)}

    def test_type_that_was_asked_is_not_missing(self, world, desk):
        for kind in PartnerType:
            if kind is not PartnerType.MGH:
                make_partnership(world.home, make_organisation(), partner_type=kind)
        (task,) = gaps.missing_types(desk)
        assert (task.title, task.why.split(".")[0]) == (
            "Im Netzwerk fehlt noch eine Art von Partnern", "Mehrgenerationenhaus",
        )  # fmt: skip

        make_partnership(world.home, make_organisation(), partner_type="mgh", state=PartnershipState.INVITED)
        assert list(gaps.missing_types(desk)) == []


class TestNight:
    def test_finds_holes_and_consents_and_forgets_what_is_mended(self, world, desk):
        make_gemeinde()
        over = consent(world, days=-1)

        assert actions.renew_findings(world.home, TODAY()) == 2
        assert {(row.kind, row.place, row.function) for row in Finding.objects.all()} == {
            ("hole", "Auental", None), ("consent", "", over.function),
        }  # fmt: skip
        assert "Frau Muster" not in "".join(task.title + task.why for task in consents.consents_that_ended(desk))
        over.delete()
        assert actions.renew_findings(world.home, TODAY()) == 1

    def test_what_stays_keeps_its_day(self, world):
        make_gemeinde()
        actions.renew_findings(world.home, date(2026, 1, 1))
        actions.renew_findings(world.home, date(2026, 1, 2))

        assert [row.found_on for row in Finding.objects.all()] == [date(2026, 1, 1)]

    def test_job_looks_at_every_network(self, world):
        from schutznetz.coordination import tasks

        make_gemeinde()
        tasks.look_at.prepare(network=str(world.home.pk))
        assert Finding.objects.get().network == world.home
        tasks.look_at.prepare(network="00000000-0000-4000-8000-000000000000")
        tasks.look_around.effect()


class TestPage:
    def test_line_that_was_seen_rests_for_three_months(self, world):
        kind = missed(world).offer_type_id
        client = world.client("coordinator")
        assert f'value="miss:{kind}:14901010"' in client.get(f"{TODO}?alle").text

        page = client.post(f"{TODO}zurueckstellen/", {"key": f"miss:{kind}:14901010"}, follow=True).text

        assert "Gesehen: Gesucht und nicht gefunden" in page
        assert f"miss:{kind}" not in client.get(f"{TODO}?alle").text
        SetAside.objects.update(until=TODAY())
        assert f"miss:{kind}" in client.get(f"{TODO}?alle").text

    @pytest.mark.parametrize("key", ["", "composition", "miss:gibt-es-nicht:"])
    def test_no_other_line_can_be_set_aside(self, key, world):
        answer = world.client("coordinator").post(f"{TODO}zurueckstellen/", {"key": key}, follow=True)

        assert "gibt es nicht mehr" in answer.text
        assert not SetAside.objects.exists()

    def test_figures_stand_in_one_line(self, world):
        join(world)

        assert "3 Partner · 0 Einträge · 2 warten auf Antwort" in world.client("coordinator").get(TODO).text

    def test_test_call_is_written_down_and_the_list_comes_back(self, world):
        number = number_in_force(world)
        page = f"/konto/notfallnummern/{number.service_id}/probeanruf/?von=/konto/zu-tun/"
        client = world.client("coordinator")

        assert "Bitte sagen Sie, wer ans Telefon ging." in client.post(page).text
        answer = client.post(page, {"answered": "no"}, follow=True)
        assert answer.redirect_chain[-1][0] == TODO
        assert "Niemand ging ans Telefon" in answer.text
        assert "Probeanruf" in answer.text
        assert "ein Mensch ans Telefon" in client.post(page, {"answered": "yes"}, follow=True).text
        assert "Probeanruf" not in client.get(f"{TODO}?alle").text
        empty = service(world, 5)
        assert "noch keine Nummer" in client.get(f"/konto/notfallnummern/{empty.pk}/probeanruf/").text

    def test_ten_lines_are_worked_off_without_leaving_the_list(self, world):
        requests = [join(world, number) for number in range(10)]
        client = world.client("coordinator")

        for request in requests:
            answer = client.post(f"/konto/mitmachen/{request.pk}/?von=/konto/zu-tun/", {"state": "agreed"}, follow=True)
            assert answer.redirect_chain == [(TODO, 302)]
            assert f"{request.name} ist aufgenommen" in answer.text
        assert "Möchte mitmachen" not in client.get(f"{TODO}?alle").text
