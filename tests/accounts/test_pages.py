"""Pages around the account: ours throughout, in nobody's cache, and with nothing to give away."""

import pytest
from django.urls import reverse

from tests.accounts.people import (
    LOGIN,
    NOWHERE,
    PASSWORD,
    SECURITY,
    inside,
    letters,
    set_up_app,
    somebody,
    try_to_log_in,
)

pytestmark = pytest.mark.django_db

ENTRANCE = ["account_login", "account_signup", "account_inactive", "account_reset_password",
            "account_reset_password_done", "account_reset_password_from_key_done"]  # fmt: skip
OWN = ["account_logout", "account_reauthenticate", "mfa_index", "account_change_password", "mfa_activate_totp",
       "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"]  # fmt: skip
WITH_APP = ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate"]
HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def strangers(response):
    return [each.origin.name for each in response.templates if "allauth" in str(each.origin.name)]


def is_guarded(response):
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy.split("; ")
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("route", ENTRANCE)
def test_entrance_is_ours_and_guarded(client, route):
    response = client.get(reverse(route))

    assert response.status_code == 200
    assert strangers(response) == []
    is_guarded(response)


def test_own_pages_are_ours_and_guarded():
    client = inside(somebody())
    client.post("/konto/noch-einmal/", {"password": PASSWORD})

    for route in OWN:
        response = client.get(reverse(route))
        assert response.status_code == 200, route
        assert strangers(response) == [], route
        is_guarded(response)


def test_pages_of_a_second_factor_are_ours_and_guarded():
    client = inside(somebody())
    set_up_app(client)

    for route in WITH_APP:
        response = client.get(reverse(route))
        assert response.status_code == 200, route
        assert strangers(response) == [], route
        is_guarded(response)
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert file.content.decode().startswith("Notcodes für Schutznetz")


@pytest.mark.parametrize("route", [*OWN, *WITH_APP])
def test_own_pages_ask_strangers_to_log_in(client, route):
    response = client.get(reverse(route))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(LOGIN)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/konto/sicherheit/passkeys/4711/", "/konto/gibt-es-nicht/"])
def test_error_inside_is_guarded_too(path):
    client = inside(somebody())
    client.post("/konto/noch-einmal/", {"password": PASSWORD})

    response = client.get(path)

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_nobody_signs_up(client):
    answer = client.post("/anmelden/geschlossen/", {"email": NOWHERE, "password1": PASSWORD})

    assert "durch eine Einladung" in answer.content.decode()
    assert not inside_exists(NOWHERE)


def inside_exists(email):
    from schutznetz.accounts.models import User

    return User.objects.filter(email=email).exists()


def test_wrong_password_is_said_once_and_leads_to_the_field(client):
    page = try_to_log_in(client, somebody().email, "falsch").content.decode()

    assert page.count("passen nicht zusammen") == 1
    assert 'href="#id_login"' in page
    assert "falsch" not in page


def test_the_page_says_what_is_missing_and_what_is_there():
    client = inside(somebody())
    before = client.get(SECURITY).content.decode()
    set_up_app(client)
    after = client.get(SECURITY).content.decode()

    assert "nicht eingerichtet" in before
    assert "Notcodes" not in before
    assert "nicht eingerichtet" not in after
    assert "noch 10" in after


def test_a_function_that_needs_more_says_so_until_it_is_there():
    client = inside(somebody())
    session = client.session
    session["second_factor_needed"] = True
    session.save()

    before = client.get(SECURITY).content.decode()
    set_up_app(client)
    after = client.get(SECURITY).content.decode()

    assert "Für Ihre Funktion brauchen Sie einen zweiten Faktor" in before
    assert "Für Ihre Funktion brauchen Sie einen zweiten Faktor" not in after


def test_a_change_is_told_by_mail_in_german_and_without_address_of_the_device(django_capture_on_commit_callbacks):
    client = inside(somebody())
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)

    assert [letter.subject for letter in letters()] == ["Eine App für Codes ist eingerichtet"]
    assert letters()[0].to == "eva@musterkreis.example"
    assert "127.0.0.1" not in letters()[0].text


def test_what_a_form_does_not_ask_for_changes_nothing():
    user = somebody()
    client = inside(user)
    new = "ganz neues Kennwort"
    more = {"is_active": "", "closed_at": "2026-01-01", "email": NOWHERE, "name": "Anders", "id": "1"}

    passwords = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/konto/sicherheit/passwort/", {**passwords, **more})
    client.post(SECURITY, more)
    client.post("/konto/sitzungen/", {"session": "others", **more})

    before = (user.email, user.name, user.closed_at)
    user.refresh_from_db()
    assert (user.email, user.name, user.closed_at) == before
    assert user.check_password(new)
