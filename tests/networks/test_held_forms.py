"""A form that is held up until somebody shows who they are: sent afterwards, by a click, or forgotten."""

import time
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from schutznetz.networks.models import Invitation, Membership

AGAIN = "/konto/noch-einmal/dienst/"
NEW = {"email": "neu@example.org", "role": "steward"}
HOUR = 3600


def show_who_one_is(client, seconds_ago=0):
    """What comes back from the service; the way there and back is walked in the browser (tests/journeys)."""
    session = client.session
    record = {"method": "socialaccount", "provider": "amt", "at": time.time() - seconds_ago}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session.save()


@pytest.fixture
def client(world, settings):
    """Somebody who comes by the service of the own institution alone, an hour ago."""
    settings.LOGIN_SERVICES = {"amt": SimpleNamespace(id="amt", name="Amt", provider_id="amt", has_second_factor=True)}
    user = world.users["without_second_factor"]
    user.set_unusable_password()
    user.save()
    SocialAccount.objects.create(user=user, provider="amt", uid="ina", extra_data={})
    client = world.client("without_second_factor")
    show_who_one_is(client, HOUR)
    return client


@pytest.fixture
def form(world):
    return reverse("networks:invite", args=[world.kita.pk])


def again(page):
    return f"{AGAIN}?{urlencode({'next': page})}"


def test_what_was_typed_is_sent_afterwards_with_one_more_click(client, form):
    answer = client.post(form, NEW)
    assert (answer.status_code, answer["Location"]) == (302, again(form))
    asking = client.get(answer["Location"]).content.decode()
    assert 'action="/anmelden/dienst/amt/"' in asking
    assert f'<input type="hidden" name="next" value="{again(form)}">' in asking

    show_who_one_is(client)
    assert "Jetzt absenden" in client.get(again(form)).content.decode()
    assert not Invitation.objects.exists()
    assert client.post(AGAIN, {"next": form}).status_code == 302
    assert Invitation.objects.get().email == NEW["email"]
    client.post(AGAIN, {"next": form})
    assert Membership.objects.filter(invitation__isnull=False).count() == 1, "sent once"


def test_click_without_a_proof_sends_nothing(client, form):
    client.post(form, NEW)

    assert "Amt" in client.post(AGAIN, {"next": form}).content.decode()
    assert not Invitation.objects.exists()


def test_who_has_sent_nothing_goes_on_to_the_page(client, form):
    client.get(form)
    show_who_one_is(client)

    answer = client.get(again(form))
    assert (answer.status_code, answer["Location"]) == (302, form)


@pytest.mark.parametrize("page", ["/konto/sicherheit/", "", "https://anderswo.example/"])
def test_form_of_another_page_is_not_sent(client, form, page):
    client.post(form, NEW)
    show_who_one_is(client)

    assert client.get(again(page))["Location"] == (page if page.startswith("/") else "/konto/")
    assert not Invitation.objects.exists()


def test_form_is_forgotten_by_who_asks_for_its_page_instead(client, form):
    client.post(form, NEW)
    client.get(form)
    show_who_one_is(client)

    assert client.get(again(form))["Location"] == form
    assert STATE_SESSION_KEY not in client.session


def test_with_a_password_it_is_forgotten_as_well(world, form):
    client = world.client("lead", fresh=False)
    client.post(form, NEW)
    assert STATE_SESSION_KEY in client.session

    client.get(form)
    assert STATE_SESSION_KEY not in client.session
