"""Zu tun: one list, the most urgent first, seven at once, and as many queries for three rows as for one."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schutznetz.common import kept
from schutznetz.coordination import sources
from schutznetz.coordination.sources import approvals
from schutznetz.networks.enums import FunctionRole, MembershipState
from schutznetz.networks.models import Function
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db
TODO = "/konto/zu-tun/"


@pytest.fixture
def world():
    return World()


def wait_for_approval(world, name):
    function = Function.objects.create(organisation=world.kita, role=FunctionRole.STEWARD, title=f"Pflege {name}")
    user = make_user(name)
    return make_membership(user, function, world.home, state=MembershipState.ACCEPTED, approved_at=None)


def test_person_who_waits_stands_in_the_list_with_one_verb(world):
    page = world.client("coordinator").get(TODO)

    membership = world.membership("waiting")
    assert "wartet auf Freigabe" in page.text
    assert f"/konto/mitgliedschaft/{membership.pk}/freigeben/" in page.text


def test_other_network_sees_nothing_of_it(world):
    page = world.client("coordinator_elsewhere").get(TODO)

    assert "wartet auf Freigabe" not in page.text


def test_empty_list_says_so(world, monkeypatch):
    monkeypatch.setattr(sources, "ALL", ())

    assert "Nichts zu tun" in world.client("coordinator").get(TODO).text


def test_list_shows_seven_and_all_on_request(world):
    for number in range(8):
        wait_for_approval(world, f"neu{number}")
    client = world.client("coordinator")

    assert client.get(TODO).text.count("wartet auf Freigabe") == 7
    assert "Alle 11 zeigen" in client.get(TODO).text  # one house has no steward, and kinds of partners are missing
    assert client.get(f"{TODO}?alle").text.count("wartet auf Freigabe") == 9


def test_three_rows_take_as_many_queries_as_one(world):
    client = world.client("coordinator")
    client.get(TODO)

    def queries():
        kept.forget_all()
        with CaptureQueriesContext(connection) as seen:
            client.get(TODO)
        return len(seen)

    with_one = queries()
    wait_for_approval(world, "zwei")
    wait_for_approval(world, "drei")
    assert queries() == with_one


def hrefs(page):
    return [unescape(href) for href in re.findall(r'class="sn-card__reach">\s*<p><a href="([^"]+)"', page.text)]


class TestWayBack:
    """After one thing is done, one is back in the list, at the row that has taken its place."""

    def test_every_row_knows_its_place(self, world):
        for number in range(3):
            wait_for_approval(world, f"neu{number}")
        client = world.client("coordinator")

        short, whole = hrefs(client.get(TODO)), hrefs(client.get(f"{TODO}?alle"))
        assert [parse_qs(urlsplit(href).query)["von"] for href in short[:2]] == [
            [f"{TODO}?ab=0#hier"], [f"{TODO}?ab=1#hier"],
        ]  # fmt: skip
        assert parse_qs(urlsplit(whole[2]).query)["von"] == [f"{TODO}?alle&ab=2#hier"]

    def test_done_is_said_at_the_place_and_not_at_the_top(self, world):
        for number in range(3):
            wait_for_approval(world, f"neu{number}")
        client = world.client("coordinator")
        href = hrefs(client.get(f"{TODO}?alle"))[1]

        answer = client.post(href)
        assert answer.url == f"{TODO}?alle&ab=1#hier"
        page = client.get(answer.url.partition("#")[0]).text
        assert page.count("Freigegeben.") == 1
        assert page.index("sn-card") < page.index('id="hier"') < page.index("Freigegeben.")
        assert page[: page.index('id="hier"')].count('class="sn-card"') == 1

    def test_trail_of_the_page_leads_over_the_list(self, world):
        client = world.client("coordinator")
        href = hrefs(client.get(TODO))[0]

        crumbs = client.get(href).text.partition('class="sn-crumbs"')[2].partition("</nav>")[0]
        assert f'href="{TODO}?ab=0#hier">Zu tun</a>' in crumbs

    @pytest.mark.parametrize("place", ["99", "-1", "x", "1.5", "²", "9" * 40, ""])
    def test_place_that_is_none_is_the_list(self, world, place):
        page = world.client("coordinator").get(f"{TODO}?alle&ab={place}")

        assert page.status_code == 200
        assert page.text.count('id="hier"') == (place == "99")

    def test_last_row_done_leads_to_the_empty_list_with_what_was_done(self, world, monkeypatch):
        monkeypatch.setattr(sources, "ALL", (approvals.waiting_members,))
        client = world.client("coordinator")

        page = client.post(hrefs(client.get(TODO))[0], follow=True).text
        assert "Freigegeben." in page
        assert "Nichts zu tun" in page
