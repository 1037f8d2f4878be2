"""From a list to a page and back: to the very place, and nowhere outside the door."""

import pytest
from django.test import RequestFactory

from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.views.frame import came_from, onward

PLACE = "/konto/zu-tun/?alle&ab=3#hier"


def asked(address):
    return RequestFactory().get(address)


@pytest.mark.parametrize("href", ["/konto/partner/", "/konto/partner/?stand=active", "/konto/einrichten/orte/#id_rest"])
def test_page_leads_back_to_the_place(href):
    address = and_back(href, PLACE)

    assert address.split("#")[0].startswith(href.split("#")[0])
    assert address.endswith("#id_rest") == href.endswith("#id_rest")
    assert came_from(asked(address)) == PLACE
    assert onward(asked(address), "/konto/").url == PLACE


def test_way_back_may_lead_over_a_page_with_a_way_back():
    inner = and_back("/konto/unbestaetigt/7/", PLACE)

    back = came_from(asked(and_back("/konto/angebot/7/", inner)))

    assert back == inner
    assert came_from(asked(back)) == PLACE


@pytest.mark.parametrize(
    "given",
    [
        "", "zu-tun", "https://evil.example/konto/", "//evil.example/konto/", "/\\evil.example", "/musterkreis/",
        "/konto/\\evil.example", "/konto/@evil.example", "/konto/zu-tun/\nSet-Cookie:x", "javascript:alert(1)",
        "/konto/zu-tun/?a=<b>",
    ],
)  # fmt: skip
def test_nobody_is_led_anywhere_else(given):
    address = and_back("/konto/partner/", given)

    assert came_from(asked(address)) == ""
    assert onward(asked(address), "/konto/").url == "/konto/"
