"""Links: where a log-in may lead, and what a link of a mail can do, once and for half an hour."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from tests.accounts.people import LOGIN, NOWHERE, PASSWORD, inside, is_inside, letters, somebody, try_to_log_in

pytestmark = pytest.mark.django_db

RESET = "/anmelden/passwort-vergessen/"
NEW = "ganz neues Kennwort"


@pytest.fixture(autouse=True)
def _own_address(settings):
    settings.PUBLIC_ADDRESS = "https://hilfe.example"


def link_of(client, email, **headers):
    client.post(RESET, {"email": email}, headers=headers)
    return re.search(r"https?://\S+/passwort-vergessen/\S+-\S+", letters()[-1].text)[0]


def opened(client, link):
    """Open a link of a mail as a browser does: it leads on to an address without the key."""
    return client.get(re.sub(r"https?://[^/]+", "", link), follow=True)


def save(client, page, password=NEW):
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.mark.parametrize(
    "where",
    ["https://boese.example/", "//boese.example/", "/\\boese.example", "javascript:alert(1)", "https:boese.example",
     "http://testserver@boese.example/", "\thttps://boese.example", "data:text/html,x"],
)  # fmt: skip
def test_a_log_in_leads_to_no_stranger(client, where):
    for answer in (
        try_to_log_in(client, somebody().email, PASSWORD, next=where),
        client.get(LOGIN, {"next": where}),
        client.post("/konto/abmelden/", {"next": where}),
    ):
        assert answer.status_code == 302
        assert re.fullmatch(r"/(konto|anmelden)/(sicherheit/)?", answer.headers["Location"])


def test_a_log_in_leads_back_to_where_it_was_asked_for(client):
    answer = try_to_log_in(client, somebody().email, PASSWORD, next="/konto/sitzungen/")

    assert answer.headers["Location"] == "/konto/sitzungen/"


@pytest.mark.parametrize("headers", [{}, {"host": "testserver"}, {"x-forwarded-host": "boese.example"}])
def test_the_link_of_a_mail_begins_with_our_address(client, headers):
    link = link_of(client, somebody().email, **headers)

    assert link.startswith("https://hilfe.example/anmelden/passwort-vergessen/")


def test_a_forged_host_gets_no_mail_sent(client):
    answer = client.post(RESET, {"email": somebody().email}, headers={"host": "boese.example"})

    assert answer.status_code == 400
    assert letters() == []


def test_known_and_unknown_address_get_the_same_answer(client):
    known = client.post(RESET, {"email": somebody().email})
    unknown = client.post(RESET, {"email": NOWHERE})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [letter.to for letter in letters()] == ["eva@musterkreis.example"]


def test_a_link_works_once_and_ends_all_sessions(client):
    user = somebody()
    elsewhere = inside(user)
    link = link_of(client, user.email)

    first = opened(client, link)
    assert "Ein neues Passwort festlegen" in first.content.decode()
    assert link.rpartition("-")[2].rstrip("/") not in first.request["PATH_INFO"]
    assert save(client, first).status_code == 302

    assert "Dieser Link gilt nicht mehr" in opened(client, link).content.decode()
    assert not is_inside(elsewhere)
    assert try_to_log_in(client, user.email, PASSWORD).status_code == 200
    assert try_to_log_in(client, user.email, NEW).status_code == 302


def test_a_link_is_dead_after_half_an_hour(client):
    link = link_of(client, somebody().email)
    later = timezone.now().replace(tzinfo=None) + timedelta(minutes=31, hours=2)

    with mock.patch("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", return_value=later):
        assert "Dieser Link gilt nicht mehr" in opened(client, link).content.decode()


def test_a_link_of_somebody_else_or_an_invented_one_opens_nothing(client):
    eva, max_ = somebody(), somebody("Max Muster")
    key = link_of(client, eva.email).rpartition("-")
    foreign = link_of(client, max_.email).rpartition("-")[0]

    for link in (
        f"{foreign}-{key[2]}",
        f"{key[0]}-abcdef-0123456789abcdef/",
        f"{RESET}1-2/",
        f"{RESET}zzzz-set-password/",
    ):
        assert "Dieser Link gilt nicht mehr" in opened(client, link).content.decode()


def test_a_closed_account_gets_no_link_and_does_not_open(client):
    user = somebody()
    user.closed_at = timezone.now()
    user.save()

    client.post(RESET, {"email": user.email})
    answer = try_to_log_in(client, user.email, PASSWORD, next="/konto/")

    assert letters() == []
    assert answer.headers["Location"] == "/anmelden/beendet/"
    assert not is_inside(client)


def test_known_and_unknown_address_are_told_the_same_at_the_door(client):
    user = somebody()

    def said(email):
        page = try_to_log_in(client, email, "falsch")
        return page.status_code, re.sub(r'value="[^"]*"', "", page.content.decode())

    assert said(user.email) == said(NOWHERE)
