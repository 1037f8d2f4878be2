"""Keys to the restricted feed: shown once, kept as a hash, in the log of each network, gone after their period."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import retention
from schutznetz.exchange import access, actions
from schutznetz.exchange.models import FeedKey, FeedScope
from schutznetz.networks.access import digest
from tests.factories import constraints_of, make_kreis, make_network, refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


def command(capsys, *arguments):
    call_command("feed_key", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_key_is_shown_once_and_stored_as_a_hash(capsys, network):
    other = make_network("berg", "Netzwerk Berg", kreis=make_kreis("14902", "Landkreis Berg"))
    said = command(capsys, "--network", "auental", "--network", "berg", "--name", "Kita-Software", "--expires", "30")

    row = FeedKey.objects.get()
    assert said["key"].startswith("schutznetz-feed-")
    assert row.token_hash == digest(said["key"])
    assert said["networks"] == ["auental", "berg"]
    assert row.expires_at - row.made_at == timedelta(days=30)
    assert actions.use_key(said["key"]).networks == {network.pk, other.pk}
    assert said["key"] not in str(FeedKey.objects.values()) + str(Entry.objects.values())
    assert "key" not in command(capsys, "--list")["keys"][0]


def test_command_shows_and_revokes(capsys, network):
    key = command(capsys, "--network", "auental", "--name", "Land")["id"]
    other = make_network("berg", "Netzwerk Berg", kreis=make_kreis("14902", "Landkreis Berg"))

    assert [one["id"] for one in command(capsys, "--list", "--network", "auental")["keys"]] == [key]
    assert command(capsys, "--list", "--network", other.slug)["keys"] == []
    assert command(capsys, "--revoke", key)["revoked"]
    call_command("feed_key", "--list")
    assert "Land (auental): gesperrt am" in capsys.readouterr().out


def test_command_says_what_to_do_with_the_key(capsys, network):
    call_command("feed_key", "--network", "auental", "--name", "Land")
    shown = capsys.readouterr().out.splitlines()

    assert len(shown) == 3
    assert shown[2].startswith("Der Schlüssel steht nur hier")
    call_command("feed_key", "--list")
    assert "gilt bis" in (listed := capsys.readouterr().out)
    assert "noch nie benutzt" in listed
    actions.use_key(shown[0])
    call_command("feed_key", "--list")
    assert "zuletzt benutzt am" in capsys.readouterr().out
    call_command("feed_key", "--revoke", str(FeedKey.objects.get().pk))
    assert "Gesperrt: Land." in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "said"), [
    (["--network", "auental"], "Welches Programm"),
    (["--network", "auental", "--name", " "], "Welches Programm"),
    (["--network", "auental", "--name", "x" * 101], "Welches Programm"),
    (["--name", "Land"], "Für welches Netzwerk"),
    (["--network", "fehlt", "--name", "Land"], "gibt es nicht"),
    (["--network", "auental", "--name", "Land", "--expires", "0"], "1 bis 730 Tage"),
    (["--network", "auental", "--name", "Land", "--expires", "731"], "1 bis 730 Tage"),
    (["--revoke", "00000000-0000-4000-8000-000000000000"], "feed_key --list"),
])  # fmt: skip
def test_command_refuses_with_a_sentence(network, arguments, said):
    with pytest.raises(CommandError, match=said) as refused:
        call_command("feed_key", *arguments)

    assert refused.value.returncode == 2
    assert not FeedKey.objects.exists()


def test_log_of_each_network_says_it_once(network):
    made = actions.make_key("Land", [network, network])
    for _ in range(2):
        actions.revoke_key(made.key.pk)

    told = list(Entry.objects.filter(network=network.pk).order_by("seq").values_list("event", "about_id"))
    assert told == [("feed_key.made", made.key.pk), ("feed_key.revoked", made.key.pk)]


def test_revoked_key_cannot_be_brought_back(network):
    made = actions.make_key("Land", [network])
    revoked = actions.revoke_key(made.key.pk).revoked_at

    assert actions.revoke_key(made.key.pk).revoked_at == revoked
    assert access.key_in_force(made.token) is None


def test_key_of_a_network_that_is_gone_reaches_nothing(network):
    made = actions.make_key("Land", [network])
    network.delete()

    assert actions.use_key(made.token) is None


def test_old_keys_are_deleted_after_their_period(network):
    now, key = timezone.now(), actions.make_key("abgelaufen", [network]).key
    long_ago = now - timedelta(days=800)
    FeedKey.objects.filter(pk=key.pk).update(made_at=long_ago, expires_at=long_ago + timedelta(days=1))
    revoked = actions.revoke_key(actions.make_key("gesperrt", [network]).key.pk)
    FeedKey.objects.filter(pk=revoked.pk).update(revoked_at=long_ago)
    actions.revoke_key(actions.make_key("eben gesperrt", [network]).key.pk)
    actions.make_key("gilt", [network])

    due = retention.rule_of("exchange.feedkey").expired(retention.limit_of("exchange.feedkey", now))
    left = FeedKey.objects.exclude(pk__in=due.values("pk"))
    assert set(left.values_list("name", flat=True)) == {"eben gesperrt", "gilt"}


def without_a_name():
    actions.make_key("Land", [make_network()])
    FeedKey.objects.update(name="")


def over_before_it_began():
    key = actions.make_key("Land", [make_network()]).key
    FeedKey.objects.update(expires_at=key.made_at)


def reach_twice():
    key = actions.make_key("Land", [make_network()]).key
    FeedScope.objects.create(key=key, network=key.networks.get())


BROKEN = {
    "feed_key_has_name": without_a_name,
    "feed_key_expires_later": over_before_it_began,
    "feed_scope_once": reach_twice,
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_database_refuses(constraint):
    with refused_by(constraint):
        BROKEN[constraint]()


def test_every_constraint_of_keys_was_broken():
    assert {name for name in constraints_of("exchange") if name.startswith("feed_")} == BROKEN.keys()
