"""The second factor: asked for, once only, and its secrets sealed for one person and one purpose."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from schutznetz.accounts.access import has_second_factor
from schutznetz.accounts.actions import add_app
from schutznetz.accounts.sealing import open_for
from schutznetz.crypto.fields import DoesNotOpen
from tests.accounts.people import PASSWORD, SECOND, code, inside, is_inside, set_up_app, somebody, try_to_log_in

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OTHER = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"


def half_way(user):
    client = Client()
    assert try_to_log_in(client, user.email, PASSWORD).headers["Location"] == SECOND
    return client


def protected(name="Eva Beispiel", secret=SECRET):
    user = somebody(name)
    add_app(user, secret)
    return user


def rows(kind):
    return {row.user.name: row for row in Authenticator.objects.filter(type=kind).select_related("user")}


def test_password_alone_does_not_open():
    client = half_way(protected())

    assert not is_inside(client)


def test_the_code_of_the_app_opens():
    client = half_way(protected())

    assert client.post(SECOND, {"code": code(SECRET)}).status_code == 302
    assert is_inside(client)


@pytest.mark.parametrize("wrong", ["000000", "", "12345", "abcdef", "００００００"])
def test_a_wrong_code_does_not_open(wrong):
    client = half_way(protected())

    answer = client.post(SECOND, {"code": wrong})

    assert answer.status_code == 200
    assert not is_inside(client)


def test_a_code_of_an_hour_ago_does_not_open():
    client = half_way(protected())

    client.post(SECOND, {"code": code(SECRET, later=-120)})

    assert not is_inside(client)


def test_a_code_of_the_app_opens_once():
    user, shown = protected(), code(SECRET)
    first, second = half_way(user), half_way(user)

    first.post(SECOND, {"code": shown})
    second.post(SECOND, {"code": shown})

    assert (is_inside(first), is_inside(second)) == (True, False)


def test_a_recovery_code_opens_once():
    user = somebody()
    client = inside(user)
    set_up_app(client)
    page = client.get("/konto/sicherheit/notcodes/datei/").content.decode()
    shown = page.split()[-1]
    first, second = half_way(user), half_way(user)

    first.post(SECOND, {"code": shown})
    second.post(SECOND, {"code": shown})

    assert (is_inside(first), is_inside(second)) == (True, False)


def test_whoever_turns_back_starts_again():
    client = half_way(protected())

    client.post("/konto/abmelden/", {"next": "/anmelden/"})

    assert client.get(SECOND).headers["Location"] == "/anmelden/"
    assert client.get("/anmelden/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor():
    user = protected()
    assert has_second_factor(user)

    Authenticator.objects.filter(type="totp").delete()

    assert not has_second_factor(user)


def test_no_secret_stands_in_the_table():
    protected()

    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in stored


def test_rows_swapped_between_two_people_do_not_open():
    """Whoever can write into the table must not get in with a secret of their own."""
    eva, _ = protected(), protected("Max Muster", OTHER)
    found = rows("totp")
    mine, theirs = found["Eva Beispiel"], found["Max Muster"]
    mine.data, theirs.data = theirs.data, mine.data
    mine.save()
    theirs.save()
    client = half_way(eva)

    for secret in (SECRET, OTHER):
        answer = client.post(SECOND, {"code": code(secret)})
        assert "Dieser Code stimmt nicht" in answer.content.decode()
    assert not is_inside(client)


def test_a_row_that_changes_its_owner_does_not_open():
    eva, _ = somebody(), protected("Max Muster", OTHER)
    row = rows("totp")["Max Muster"]
    row.user = eva
    row.save()

    with pytest.raises(DoesNotOpen):
        open_for(eva.pk, row.data["secret"])


def test_a_secret_in_a_row_of_another_kind_does_not_open():
    user = protected()
    app, codes = rows("totp")["Eva Beispiel"], rows("recovery_codes")["Eva Beispiel"]
    codes.data = {**codes.data, "seed": app.data["secret"]}
    codes.save()
    app.delete()

    with pytest.raises(DoesNotOpen):
        open_for(user.pk, codes.data["seed"])
