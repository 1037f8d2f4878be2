"""A house of another directory in our own hands: adopted, compared, given back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.common.errors import DomainError
from schutznetz.coordination.actions import move_partner
from schutznetz.directory.models import Offer
from schutznetz.exchange.access import Asked, Services, houses
from schutznetz.exchange.actions import adopting, end
from schutznetz.exchange.enums import Form
from schutznetz.exchange.models import Mirror
from schutznetz.networks import access as networks
from schutznetz.networks.actions import invite
from schutznetz.networks.enums import FunctionRole, PartnershipState, PartnerType
from schutznetz.networks.models import Home, Organisation, Partnership
from tests.exchange.homes import key, organization, read, written
from tests.exchange.test_showing import advice, place, shown
from tests.factories import make_gemeinde, make_offer, make_type
from tests.people import World

pytestmark = pytest.mark.django_db
HOMES = "/konto/andere-verzeichnisse/"
HOUSE = f"{HOMES}einrichtung/{key('Beratung')}/"
PHONE = [{"title": "Anmeldung", "phones": [{"number": "+493023125147"}]}]


@pytest.fixture
def world():
    return World()


@pytest.fixture
def coordinator(world):
    return networks.acting_in(world.membership("coordinator"), "")


@pytest.fixture
def feed(world, tmp_path):
    """One house with an offer, shown."""
    make_gemeinde(kreis=world.home.kreis)
    make_type()
    path = written(tmp_path / "feed.ndjson", [organization("Beratung"), advice(contacts=PHONE)])
    read(path, name="Netzwerk Nachbar")
    return path


@pytest.fixture
def house(feed, coordinator):
    return houses.mirrored_house(coordinator, key("Beratung"))


def again(coordinator):
    return houses.mirrored_house(coordinator, key("Beratung"))


@pytest.fixture
def adopted(house, coordinator):
    adopting.adopt(house, PartnerType.SOZ_BERATUNG, coordinator)
    return again(coordinator)


def test_adopted_house_is_ours_with_all_that_hangs_on_it(adopted, world, client):
    offer = shown()
    entries = (offer, offer.organisation, offer.site, offer.contact_point)

    assert {(entry.home, entry.held_by) for entry in entries} == {(None, world.home)}
    assert Partnership.objects.active().get(organisation=offer.organisation).partner_type == PartnerType.SOZ_BERATUNG
    assert [one["name"] for one in Services(Asked()).all(Form.FULL)] == ["Sprechstunde"]
    assert "gepflegt; hier wird er nur gezeigt" not in client.get(f"/angebot/{offer.pk}/").text
    entry = Entry.objects.get(event="mirror.adopted")
    assert (entry.network, str(entry.about_id)) == (world.home.pk, key("Beratung"))


def test_what_the_home_changes_later_stands_beside_and_changes_nothing(adopted, feed, world):
    there = advice(contacts=[{**PHONE[0], "phones": [{"number": "+493023125148"}]}], description="Jetzt neu.")
    conflicts = read(written(feed, [organization("Beratung", description="Anders."), there])).conflicts

    assert shown().summary == ""
    assert {one["what"] for one in conflicts} == {"Diesen Eintrag haben Sie übernommen."}
    page = world.client("coordinator").get(HOUSE).text
    for text in ("Jetzt neu.", "Anders.", "030 23125148", "030 23125147", "In einem Satz", "Telefon"):
        assert text in page


def test_offers_that_only_one_side_has_are_named(adopted, feed, world):
    make_offer("Nur bei uns", organisation=adopted.organisation)
    read(written(feed, [organization("Beratung"), advice(contacts=PHONE), advice("Nur dort")]))

    page = world.client("coordinator").get(HOUSE).text
    assert "Dieses Angebot gibt es nur hier." in page
    assert "Dieses Angebot gibt es nur dort; hier wird es nicht gezeigt." in page
    assert not Offer.objects.filter(title="Nur dort").exists()


def test_both_sides_alike_are_said_to_be_alike(adopted, world):
    assert "Beide Verzeichnisse sagen dasselbe." in world.client("coordinator").get(HOUSE).text


def test_what_is_gone_at_its_home_stays_here_once_it_was_adopted(adopted, feed):
    read(written(feed, [organization("Anderes")]))

    assert shown().home is None


def test_house_that_is_given_back_is_as_its_home_says_again(adopted, feed, coordinator):
    Offer.objects.update(title="Von uns umbenannt")
    adopting.give_back(again(coordinator), coordinator)

    assert shown().home.name == "Netzwerk Nachbar"
    assert shown().site.home == shown().contact_point.home == shown().home
    assert not Partnership.objects.filter(organisation=key("Beratung")).exists()
    assert Mirror.objects.behind().count() == 0
    read(written(feed, [organization("Beratung"), advice("Neuer Name") | {"id": key("Sprechstunde")}]))
    assert shown("Neuer Name").pk == Offer.objects.get().pk
    assert Entry.objects.filter(event="mirror.given_back").exists()


def test_nothing_of_ours_is_lost_by_giving_back(adopted, coordinator):
    make_offer("Nur bei uns", organisation=adopted.organisation)

    with pytest.raises(DomainError, match="„Nur bei uns“"):
        adopting.give_back(adopted, coordinator)
    assert shown().home is None


def test_house_in_which_people_act_is_not_given_back(adopted, world, coordinator):
    values = {"organisation": adopted.organisation, "network": world.home, "by": coordinator}
    invite(role=FunctionRole.STEWARD, email="neu@example.org", **values)

    with pytest.raises(DomainError, match="handelt jemand"):
        adopting.give_back(adopted, coordinator)


def test_house_that_left_the_network_can_still_be_given_back(adopted, coordinator):
    partnership = Partnership.objects.get(organisation=adopted.organisation)
    move_partner(partnership, PartnershipState.DORMANT, coordinator)

    adopting.give_back(adopted, coordinator)
    assert shown().home is not None


def test_adopted_house_stays_when_its_source_is_ended(adopted, feed):
    assert end(str(feed), "auental") == 2

    assert shown().home is None
    assert not Home.objects.exists()


def test_nobody_adopts_or_gives_back_twice(house, coordinator):
    with pytest.raises(DomainError, match="schon wieder in ihrer Heimat"):
        adopting.give_back(house, coordinator)
    adopting.adopt(house, PartnerType.KITA, coordinator)
    with pytest.raises(DomainError, match="schon gepflegt"):
        adopting.adopt(house, PartnerType.KITA, coordinator)


def test_way_through_the_pages(feed, world):
    client = world.client("coordinator")
    assert "Netzwerk Nachbar" in client.get(HOMES).text
    home = Organisation.objects.get(pk=key("Beratung")).home
    assert "1 Angebot" in client.get(f"{HOMES}{home.pk}/").text
    assert "Sprechstunde" in client.get(HOUSE).text

    refused = client.post(f"{HOUSE}uebernehmen/", {"partner_type": ""})
    assert "Bitte wählen Sie, als welcher Partner" in refused.text
    done = client.post(f"{HOUSE}uebernehmen/", {"partner_type": "kita"}, follow=True)
    assert "ist jetzt in Ihrer Pflege" in done.text
    assert "Von Ihnen übernommen" in client.get(f"{HOMES}{home.pk}/").text
    assert client.get(f"/konto/einrichtung/{key('Beratung')}/eintraege/").status_code == 200
    back = client.post(f"{HOUSE}zurueckgeben/", follow=True)
    assert "wird wieder in ihrer Heimat gepflegt" in back.text


def test_mirrored_house_opens_no_page_for_those_who_keep_entries(feed, world):
    client = world.client("coordinator")

    for address in (f"einrichtung/{key('Beratung')}/eintraege/", f"angebot/{key('Sprechstunde')}/",
                    f"partner/{key('Beratung')}/", f"einrichtung/{key('Beratung')}/mitglieder/einladen/"):  # fmt: skip
        assert client.get(f"/konto/{address}").status_code == 404


def test_network_without_other_directories_is_told_whom_to_ask(world):
    assert "Fragen Sie dort nach." in world.client("coordinator").get(HOMES).text


@pytest.mark.parametrize("page", ["list", "home", "house", "adopted"])
def test_pages_ask_the_same_number_of_questions_for_one_and_for_three(page, world, coordinator, tmp_path):
    make_gemeinde(kreis=world.home.kreis)
    make_type()
    client = world.client("coordinator")

    def asked(number):
        names = [f"Haus {one}" for one in range(number)]
        said = [organization(name) for name in names]
        said += [advice(f"Stunde {name}", name, contacts=PHONE, service_at_locations=place(name)) for name in names]
        said += [advice(f"Gruppe {one}", "Haus 0", contacts=PHONE) for one in range(number)]
        read(written(tmp_path / "eins.ndjson", said))
        for one in range(number - 1):
            read(
                written(
                    tmp_path / f"{one}.ndjson", [organization(f"Anderes {one}"), advice(f"B{one}", f"Anderes {one}")]
                )
            )
        house = houses.mirrored_house(coordinator, key("Haus 0"))
        if page == "adopted" and not house.is_adopted:
            adopting.adopt(house, PartnerType.KITA, coordinator)
        if page == "adopted":
            Offer.objects.update(title="Anders")
        paths = {"list": HOMES, "home": f"{HOMES}{house.source.home_id}/"}
        kept.forget_all()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(paths.get(page, f"{HOMES}einrichtung/{key('Haus 0')}/")).status_code == 200
        return len(captured)

    client.get(HOMES)
    assert asked(1) == asked(3)
