"""The life of a partner: what may follow what, who sees it, and what it means for search and rights."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.common.errors import DomainError
from schutznetz.coordination import actions
from schutznetz.directory import access as directory
from schutznetz.directory.search.engine import Query
from schutznetz.networks import access as networks
from schutznetz.networks.enums import NEXT_STATES, PartnershipState, PartnerType
from schutznetz.networks.models import Partnership
from tests.factories import (
    make_gemeinde,
    make_kreis,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
    refused_by,
)
from tests.people import World

pytestmark = pytest.mark.django_db
PARTNERS = "/konto/partner/"
STEPS = [(before, after) for before in PartnershipState for after in PartnershipState]
ALLOWED = {(before, after) for before, next_ in NEXT_STATES.items() for after in next_}


@pytest.fixture
def world():
    return World()


@pytest.fixture
def coordinator(world):
    return networks.acting_in(world.membership("coordinator"), "")


def of_kita(world):
    return Partnership.objects.get(organisation=world.kita, network=world.home)


def put(partnership, state, **values):
    ended = {"valid_until": partnership.valid_from} if state == PartnershipState.LEFT else {}
    for name, value in {"state": state, **ended, **values}.items():
        setattr(partnership, name, value)
    partnership.save()
    return partnership


def state_after(client, partnership, state):
    answer = client.post(f"{PARTNERS}{partnership.organisation_id}/stand/", {"state": state}, follow=True)
    return answer.text


class TestSteps:
    @pytest.mark.parametrize(("before", "after"), STEPS)
    def test_only_what_the_table_allows_can_follow(self, before, after, world, coordinator):
        partnership = put(of_kita(world), before)

        if (before, after) in ALLOWED:
            assert actions.move_partner(partnership, after, coordinator).state == after
        else:
            with pytest.raises(DomainError):
                actions.move_partner(partnership, after, coordinator)
            assert of_kita(world).state == before

    def test_log_says_the_step_with_the_moment_and_no_name(self, world, coordinator):
        actions.move_partner(of_kita(world), PartnershipState.DORMANT, coordinator)

        entry = Entry.objects.get(event="partner.moved")
        assert (entry.about_kind, entry.about_id, entry.ground) == ("organisation", world.kita.pk, "dormant")
        assert (entry.network, entry.function) == (world.home.pk, coordinator.function)

    def test_partner_counts_from_the_day_on_which_it_begins(self, world, coordinator):
        invited = put(of_kita(world), PartnershipState.AGREED)

        assert actions.move_partner(invited, PartnershipState.ACTIVE, coordinator).valid_from == timezone.localdate()

    def test_who_comes_back_has_a_new_row_and_the_old_one_keeps_its_end(self, world, coordinator):
        left = put(of_kita(world), PartnershipState.LEFT, valid_until=date(2025, 7, 31))

        back = actions.move_partner(left, PartnershipState.ACTIVE, coordinator)

        assert back.pk != left.pk
        assert Partnership.objects.get(pk=left.pk).valid_until == date(2025, 7, 31)
        with pytest.raises(DomainError, match="schon wieder dabei"):
            actions.move_partner(left, PartnershipState.ACTIVE, coordinator)

    def test_leaving_needs_a_day_that_has_come(self, world, coordinator):
        tomorrow = timezone.localdate() + timedelta(days=1)

        with pytest.raises(DomainError, match="Zukunft"):
            actions.end_partnership(of_kita(world), tomorrow, coordinator)
        actions.end_partnership(of_kita(world), date(2026, 7, 31), coordinator)

        assert (of_kita(world).state, of_kita(world).valid_until) == ("left", date(2026, 7, 31))
        with pytest.raises(DomainError, match="schon ausgeschieden"):
            actions.end_partnership(of_kita(world), date(2026, 7, 31), coordinator)

    def test_database_refuses_a_second_row_for_who_is_only_invited(self, world):
        with refused_by("partnership_once_until_it_left"):
            make_partnership(world.home, world.kita, state=PartnershipState.INVITED)


class TestWhatItMeans:
    """Only who is active is there for others."""

    @pytest.mark.parametrize("state", [state for state in PartnershipState if state is not PartnershipState.ACTIVE])
    def test_nobody_acts_for_a_house_that_is_not_active(self, state, world):
        client = world.client("lead")
        put(of_kita(world), state)

        assert client.get(f"/konto/einrichtung/{world.kita.pk}/mitglieder/").status_code in {302, 404}
        assert networks.memberships_in_force(world.users["lead"].pk) == []

    def test_offer_elsewhere_is_found_in_the_network_as_long_as_its_house_is_active(self, world, coordinator):
        away = make_gemeinde("Weitweg", "14902010", kreis=make_kreis("14902"), plz="09902")
        offer = make_offer("Krabbelgruppe", organisation=world.kita, site=make_site(world.kita, away))

        def found():
            return [hit.pk for hit in directory.search(Query("Krabbelgruppe", network=world.home), limit=5)[1]]

        assert found() == [offer.pk]
        actions.move_partner(of_kita(world), PartnershipState.DORMANT, coordinator)
        assert found() == []
        actions.move_partner(of_kita(world), PartnershipState.ACTIVE, coordinator)
        assert found() == [offer.pk]

    @pytest.mark.parametrize("state", [PartnershipState.INVITED, PartnershipState.AGREED, PartnershipState.DORMANT])
    def test_portal_shows_no_partner_that_is_not_active(self, state, world, client):
        assert "kita" in client.get("/auental/netzwerk/").text
        put(of_kita(world), state)
        kept.forget_all()

        assert "kita</a>" not in client.get("/auental/netzwerk/").text


class TestPages:
    def test_list_says_who_is_what_and_who_left_when(self, world):
        put(of_kita(world), PartnershipState.LEFT, valid_until=date(2026, 7, 31))

        page = world.client("coordinator").get(PARTNERS).text

        assert "ausgeschieden am 31. Juli 2026" in page
        assert "aktiv, Partner seit 1. Januar 2024" in page

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [("art=kita", {"kita"}), ("stand=dormant", {"school"}), ("ort=14901010", {"office"}),
         ("art=unsinn&stand=unsinn&ort=unsinn&seite=x", {"kita", "school", "office"})],
    )  # fmt: skip
    def test_list_can_be_narrowed(self, asked, shown, world):
        put(of_kita(world), PartnershipState.ACTIVE, partner_type=PartnerType.KITA)
        put(Partnership.objects.get(organisation__name="school"), PartnershipState.DORMANT)
        make_site(world.organisations["office"], make_gemeinde())

        page = world.client("coordinator").get(f"{PARTNERS}?{asked}").text

        assert {name for name in ("kita", "school", "office") if f">{name}</a>" in page} == shown

    def test_who_came_back_stands_there_once(self, world, coordinator):
        actions.move_partner(put(of_kita(world), PartnershipState.LEFT), PartnershipState.ACTIVE, coordinator)
        client = world.client("coordinator")

        assert client.get(PARTNERS).text.count(">kita</a>") == 1
        assert "Schon früher Partner" in client.get(f"{PARTNERS}{world.kita.pk}/").text

    def test_list_costs_as_much_for_many_as_for_one_and_is_paged(self, world):
        client = world.client("coordinator")
        client.get(PARTNERS)

        def queries():
            kept.forget_all()
            with CaptureQueriesContext(connection) as seen:
                page = client.get(PARTNERS).text
            return len(seen), page

        before, _ = queries()
        for _ in range(50):
            house = make_organisation()
            make_partnership(world.home, house)
            make_site(house)
        after, page = queries()

        assert after == before
        assert "Seite 1 von 2" in page
        assert "53 Partner" in page

    def test_step_on_the_page_is_done_and_said(self, world):
        client = world.client("coordinator")

        assert "kita: ruht." in state_after(client, of_kita(world), "dormant")
        assert "Arbeitet ab heute mit" in client.get(f"{PARTNERS}{world.kita.pk}/").text
        assert "führt kein Schritt" in state_after(client, of_kita(world), "agreed")
        assert "kennen wir nicht" in state_after(client, of_kita(world), "fertig")

    def test_leaving_on_the_page(self, world):
        client, page = world.client("coordinator"), f"{PARTNERS}{world.kita.pk}/ausscheiden/"

        assert "Bitte schreiben Sie den Tag so" in client.post(page, {"day": "bald"}).text
        assert "Zukunft" in client.post(page, {"day": "01.01.2099"}).text
        assert "ausgeschieden am 31. Juli 2026" in client.post(page, {"day": "31.07.2026"}, follow=True).text

    def test_who_works_off_the_list_gets_back_to_it(self, world):
        address = f"{PARTNERS}{world.kita.pk}/stand/?von=/konto/zu-tun/"

        answer = world.client("coordinator").post(address, {"state": "dormant"}, follow=True)

        assert answer.redirect_chain[-1][0] == "/konto/zu-tun/"
        assert "kita: ruht." in answer.text
