"""Sessions: a new number at the door, an end that is one, and no trace of the device but its kind."""

from unittest import mock

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from schutznetz.accounts import middleware
from schutznetz.accounts.actions import end_sessions
from schutznetz.accounts.devices import in_words
from tests.accounts.people import LOGIN, PASSWORD, SECURITY, inside, is_inside, sessions, somebody, try_to_log_in

pytestmark = pytest.mark.django_db

HALF_AN_HOUR, DAY = 30 * 60, 10 * 60 * 60


@pytest.fixture
def clock():
    with mock.patch.object(middleware.time, "time", return_value=1_800_000_000) as clock:
        yield clock


def test_the_number_of_a_session_changes_at_the_door(client):
    client.get(LOGIN)
    session = client.session
    session["put here by"] = "somebody else"
    session.save()
    before = session.session_key
    client.cookies["sid"] = before

    try_to_log_in(client, somebody().email, PASSWORD)

    assert client.cookies["sid"].value != before
    client.cookies["sid"] = before
    assert not is_inside(client)


def test_half_an_hour_of_silence_ends_a_session(clock):
    client = inside(somebody())
    assert is_inside(client)

    clock.return_value += HALF_AN_HOUR
    assert is_inside(client)
    clock.return_value += HALF_AN_HOUR + 1
    answer = client.get(SECURITY)

    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_a_working_day_ends_a_session_however_busy_somebody_is(clock):
    client = inside(somebody())
    assert is_inside(client)

    for _ in range(DAY // HALF_AN_HOUR):
        clock.return_value += HALF_AN_HOUR
        assert is_inside(client)
    clock.return_value += 1

    assert not is_inside(client)


def test_the_fourth_device_ends_the_first():
    user = somebody()
    clients = [inside(user) for _ in range(4)]

    assert [is_inside(client) for client in clients] == [False, True, True, True]
    assert sessions(user) == (3, 3)


def test_end_sessions_ends_all_of_this_person_and_none_of_another():
    eva, max_ = somebody(), somebody("Max Muster")
    clients, other = [inside(eva), inside(eva)], inside(max_)

    assert end_sessions(eva.pk) == 2

    assert [is_inside(client) for client in clients] == [False, False]
    assert is_inside(other)
    assert (sessions(eva), sessions(max_)) == ((0, 0), (1, 1))


def test_one_device_can_be_logged_out_from_another():
    user = somebody()
    here, there = inside(user), inside(user)
    row = UserSession.objects.get(session_key=there.session.session_key)

    here.post("/konto/sitzungen/", {"session": row.pk})

    assert (is_inside(here), is_inside(there)) == (True, False)


@pytest.mark.parametrize("said", ["", "0", "-1", "x", "1 OR 1=1", "９", "9" * 30])
def test_a_number_that_means_nothing_ends_nothing(said):
    user = somebody()
    here, there = inside(user), inside(user)

    assert here.post("/konto/sitzungen/", {"session": said}).status_code == 302

    assert (is_inside(here), is_inside(there)) == (True, True)


def test_a_device_of_somebody_else_stays_where_it_is():
    eva, max_ = inside(somebody()), inside(somebody("Max Muster"))
    row = UserSession.objects.get(session_key=max_.session.session_key)

    eva.post("/konto/sitzungen/", {"session": row.pk})

    assert is_inside(max_)


def test_a_change_of_the_password_ends_the_others():
    user = somebody()
    here, there = inside(user), inside(user)
    new = "ganz neues Kennwort"

    here.post("/konto/sicherheit/passwort/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (is_inside(here), is_inside(there)) == (True, False)


def test_leaving_clears_the_browser_and_the_session():
    user = somebody()
    client = inside(user)
    key = client.session.session_key

    answer = client.post("/konto/abmelden/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    client.cookies["sid"] = key
    assert not is_inside(client)


def test_a_look_at_the_page_does_not_log_out():
    client = inside(somebody())

    assert client.get("/konto/abmelden/").status_code == 200
    assert is_inside(client)


def test_no_address_and_no_fingerprint_is_stored():
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
    user = somebody()
    client = Client(headers={"user-agent": firefox}, REMOTE_ADDR="203.0.113.9")

    try_to_log_in(client, user.email, PASSWORD)
    client.get(SECURITY)

    row = UserSession.objects.get(user=user)
    assert (row.ip, row.user_agent) == ("::", "Firefox auf Windows")
    assert "203.0.113.9" not in str(dict(client.session))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1", "Safari auf iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge auf Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome auf Android"),
        ("curl/8.0", "Unbekanntes Gerät"),
        ("", "Unbekanntes Gerät"),
        ("<script>alert(1)</script>", "Unbekanntes Gerät"),
    ],
)  # fmt: skip
def test_a_device_is_said_in_plain_words(said, words):
    assert in_words(said) == words


def test_a_public_page_without_session_does_not_depend_on_one(client):
    client.cookies["csrf"] = "x"

    assert "sid" not in client.get("/anmelden/beendet/").cookies
