"""Accounts that nobody uses: warned after eleven months, closed after twelve, and never without a warning."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from schutznetz.accounts.actions import add_app, close_the_silent, warn_the_silent
from schutznetz.accounts.models import User
from schutznetz.accounts.tasks import close_silent_accounts
from tests.accounts.people import PASSWORD, inside, is_inside, letters, sessions, somebody, try_to_log_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)


def silent(months, *, warned=None, never=False, name="Eva Beispiel"):
    user = somebody(name)
    last = NOW - timedelta(days=months * 30.5)
    user.warned_at = warned
    user.last_login = None if never else last
    user.save()
    User.objects.filter(pk=user.pk).update(created_at=last)
    return user


def is_closed(user):
    user.refresh_from_db()
    return user.closed_at is not None


@pytest.mark.parametrize("never", [True, False])
def test_after_eleven_months_there_is_one_warning(never):
    silent(11.1, never=never)

    assert (warn_the_silent(NOW), warn_the_silent(NOW + timedelta(days=1))) == (1, 0)

    (letter,) = letters()
    assert letter.subject == "Ihr Konto schließt in einem Monat"
    assert "http://localhost:8000/anmelden/" in letter.text
    assert "Waren Sie das nicht?" not in letter.text


def test_who_was_here_is_left_alone():
    user = silent(10.8)

    assert (warn_the_silent(NOW), close_the_silent(NOW)) == (0, 0)
    assert not is_closed(user)


def test_nothing_closes_without_a_warning_a_month_ago():
    user = silent(30)

    close_the_silent(NOW)
    warn_the_silent(NOW)
    close_the_silent(NOW + timedelta(days=27))
    assert not is_closed(user)
    close_the_silent(NOW + timedelta(days=29))

    assert is_closed(user)


def test_who_comes_back_after_the_warning_stays_and_is_warned_anew_a_year_later():
    user = silent(12.5, warned=NOW - timedelta(days=60))
    user.last_login = NOW - timedelta(days=30)
    user.save()

    assert close_the_silent(NOW) == 0
    later = NOW + timedelta(days=320)
    assert (close_the_silent(later), warn_the_silent(later)) == (0, 1)


def test_of_a_closed_account_only_its_number_stays():
    user = silent(13, warned=NOW - timedelta(days=60))
    add_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    close_the_silent(NOW)

    user.refresh_from_db()
    assert (user.name, user.email) == ("", f"{user.pk}@geschlossen.invalid")
    assert not user.has_usable_password()
    assert not Authenticator.objects.exists()
    assert warn_the_silent(NOW) == 0


def test_a_closed_account_is_out_at_once(client):
    user = somebody()
    browser = inside(user)
    User.objects.filter(pk=user.pk).update(last_login=NOW - timedelta(days=400), warned_at=NOW - timedelta(days=60))

    close_the_silent(NOW)

    assert not is_inside(browser)
    assert sessions(user) == (0, 0)
    assert "passen nicht zusammen" in try_to_log_in(client, "eva@musterkreis.example", PASSWORD).content.decode()


def test_the_night_does_both():
    silent(11.1)
    User.objects.update(last_login=datetime(2020, 1, 1, tzinfo=UTC))

    close_silent_accounts.effect()

    assert len(letters()) == 1
