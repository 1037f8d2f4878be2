"""A row leaves the list as soon as its hand was lent, and comes back if that came to nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.coordination.enums import FindingKind, Step
from schutznetz.coordination.models import ConfirmationRequest, Finding, RequestedEntry
from schutznetz.coordination.sources import confirmations, consents, gaps, keeping
from schutznetz.coordination.sources.task import Desk
from schutznetz.directory.models import Offer
from schutznetz.jurisdiction.actions import propose_number
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Holder, Invitation, Membership, Partnership, Unit
from tests.factories import make_contact_point, make_gemeinde, make_offer, make_organisation, make_partnership
from tests.people import World, make_membership, make_user
from tests.publishing.factories import make_service

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def desk(world):
    return Desk(world.home, timezone.localdate())


@pytest.fixture
def client(world):
    return world.client("coordinator")


def of(source, desk, title):
    return [task for task in source(desk) if title in task.title]


class TestInvitation:
    @pytest.fixture
    def house(self, world):
        house = make_organisation("Hort am Bach")
        make_partnership(world.home, house)
        return house

    def invite(self, client, task):
        return client.post(task.href, {"email": "neu@hort.example", "role": FunctionRole.STEWARD}, follow=True)

    def test_house_that_was_invited_rests_until_the_link_is_over(self, house, desk, client):
        (task,) = of(keeping.houses_without_steward, desk, "Hort am Bach")
        page = client.get(task.href).text
        assert '<option value="steward" selected>' in page
        assert f"/auental/einrichtung/{house.pk}/" in page

        assert "unterwegs" in self.invite(client, task).text
        assert of(keeping.houses_without_steward, desk, "Hort am Bach") == []
        past = timezone.now() - DAY
        Invitation.objects.update(sent_at=past - DAY, expires_at=past)
        assert of(keeping.houses_without_steward, desk, "Hort am Bach")

    def test_who_goes_needs_no_hand_once_somebody_comes_or_stays(self, world, desk, client):
        function = Function.objects.create(organisation=world.kita, role=FunctionRole.STEWARD, title="Pflege")
        make_membership(make_user("rolf"), function, world.home, valid_until=desk.today + 9 * DAY)
        (task,) = of(keeping.memberships_that_end, desk, "rolf")
        assert "funktion=steward" in task.href

        successor = make_membership(make_user("neu"), function, world.home, state="accepted", approved_at=None)
        assert of(keeping.memberships_that_end, desk, "rolf") == []
        Membership.objects.filter(pk=successor.pk).update(state="approved", approved_at=timezone.now())
        assert of(keeping.memberships_that_end, desk, "rolf") == []
        Membership.objects.filter(pk=successor.pk).update(valid_until=desk.today + 5 * DAY)
        assert of(keeping.memberships_that_end, desk, "rolf")


def test_consent_is_renewed_where_its_row_leads(world, desk, client):
    function, today = world.membership("steward").function, desk.today
    make_contact_point(function)
    Holder.objects.create(
        function=function, name="Ida Beispiel", valid_from=today - 9 * DAY, visibility="public",
        consent_on=today - 9 * DAY, consent_expires_on=today + DAY,
    )  # fmt: skip
    (task,) = consents.consents_that_end(desk)

    assert "030 23125" in client.get(task.href).text
    said = {"name": "Ida Beispiel", "is_public": "on", "consent_on": f"{today:%d.%m.%Y}", "years": "1"}
    assert client.post(task.href, said).status_code == 302
    assert list(consents.consents_that_end(desk)) == []


def test_hole_is_closed_where_its_row_leads(world, desk, client):
    Partnership.objects.filter(organisation=world.organisations["office"]).update(
        partner_type=PartnerType.OEFF_JUGENDHILFE
    )
    place = make_gemeinde("Auental", "14901010", kreis=world.home.kreis)
    unit = Unit.objects.create(organisation=world.organisations["office"], name="Nord")
    for key in (f"{place.pk}:", f"{place.pk}:hochau", "14901999:"):
        Finding.objects.create(network=world.home, kind=FindingKind.HOLE, key=key, place=key)
    task = next(iter(gaps.holes(desk)))
    page, _, field = task.href.partition("#")

    assert f'id="{field}"' in client.get(page).text
    client.post(page, {f"ort_{place.pk}": str(unit.pk), "rest": ""})
    assert [each.title for each in gaps.holes(desk)] == ["14901999:"]


def test_entry_that_was_put_right_is_asked_about_no_longer(world, desk, client):
    offers = [make_offer(name, organisation=world.kita, site=None, contact_point=None) for name in ("Krippe", "Hort")]
    now = timezone.now()
    request = ConfirmationRequest.objects.create(
        network=world.home, organisation=world.kita, step=Step.COORDINATION, started_at=now, stepped_at=now
    )
    for offer in offers:
        RequestedEntry.objects.create(request=request, offer=offer, named_at=now)
    (task,) = confirmations.unanswered(desk)
    assert "2 Einträge" in task.why

    Offer.objects.filter(title="Hort").update(confirmed_at=timezone.now())
    (task,) = confirmations.unanswered(desk)
    assert "ein Eintrag" in task.why
    page = client.get(task.href).text
    assert "Nicht bestätigt: Krippe" in page
    assert "Hort" not in page

    Offer.objects.filter(title="Krippe").update(changed_at=timezone.now())
    assert list(confirmations.unanswered(desk)) == []
    assert "alles bestätigt oder berichtigt" in client.get(task.href).text


class TestOwn:
    """What one has begun oneself, a second one finishes: the list says so, and the page asks for nothing."""

    def row(self, client, title):
        page = client.get("/konto/zu-tun/?alle").text
        return page.partition(title)[2].partition("sn-card__title")[0]

    def test_number(self, world, client):
        coordinator = world.membership("coordinator")
        number = propose_number(make_service("Bereitschaft"), "030 23125100", coordinator.function)
        DutyService.objects.update(network=world.home)

        assert "Von Ihnen vorgeschlagen" in self.row(client, "Neue Notfallnummer")
        page = client.get(f"/konto/notfallnummern/{number.pk}/bestaetigen/").text
        assert "zweite Person" in page
        assert 'kern-label">Bestätigen' not in page
        EmergencyNumber.objects.update(proposed_by=world.membership("asd").function)
        assert "eine zweite Funktion" in self.row(client, "Neue Notfallnummer")
        assert 'kern-label">Bestätigen' in client.get(f"/konto/notfallnummern/{number.pk}/bestaetigen/").text

    def test_membership_that_two_people_give(self, world, client):
        waiting = world.membership("waiting")
        assert "wartet auf Freigabe" in self.row(client, "waiting:")
        Membership.objects.filter(pk=waiting.pk).update(needs_second=True, invited_by=world.users["coordinator"])

        assert "muss hier eine zweite Person" in self.row(client, "waiting:")
        page = client.get(f"/konto/mitgliedschaft/{waiting.pk}/freigeben/").text
        assert "Diese Person wartet" in page
        assert 'kern-label">Freigeben' not in page
