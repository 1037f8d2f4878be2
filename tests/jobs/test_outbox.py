"""Every mail arrives, or says why not: against a real mail server that is slow, down, full, choosy or upset."""

import logging
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from schutznetz.jobs import access, actions
from schutznetz.jobs.actions import post
from schutznetz.jobs.enums import JobState, MailState
from schutznetz.jobs.models import Job, MailRelay, OutgoingMail
from schutznetz.jobs.outbox import relay, sending
from tests.jobs.conftest import FORKING
from tests.jobs.post_office import PostOffice

SECRET = "geheim-4711"
TEXT = f"Guten Tag,\n\nIhr Wort ist {SECRET}. Grüße aus Köthen\n"


@pytest.fixture
def office(arena, tmp_path, settings):
    """The server is closed; this process and, with ``**office.settings``, its children send to it."""
    office = PostOffice(FORKING, tmp_path)
    for name, value in office.settings.items():
        setattr(settings, name, value)
    settings.EMAIL_TIMEOUT = 5
    yield office
    office.close()


def write(*names):
    with transaction.atomic():
        return [post(to=f"{name}@{SECRET}.example", subject="Ihre Einladung", text=TEXT, kind="invitation")
                for name in names]  # fmt: skip


def states():
    rows = OutgoingMail.objects.select_related("letter").order_by("created_at", "letter__to")
    return {mail.letter.to.split("@")[0]: (mail.state, mail.tries, mail.code) for mail in rows}


def let_time_pass(**period):
    """As if all that is stored had happened so long before."""
    earlier = timedelta(**period)
    for field in ("due", "created_at", "tried_at", "finished_at"):
        OutgoingMail.objects.update(**{field: F(field) - earlier})
    for field in ("next_try", "failing_since"):
        MailRelay.objects.update(**{field: F(field) - earlier})
    Job.objects.open().update(due=F("due") - earlier)


def wait_until(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def waking():
    """Return when somebody comes again."""
    return Job.objects.open().filter(name="jobs.send_mails", key__startswith="jobs.send_mails:").get().due


class TestServer:
    def test_gets_every_mail_once_over_one_connection(self, office):
        office.open()
        write("anna", "bert", "cem")
        before = office.connections()

        actions.send_mails()

        assert sorted(office.arrived()) == ["anna", "bert", "cem"]
        assert office.connections() - before == 1
        assert {letter["text"].replace("\r\n", "\n") for letter in office.letters()} == {TEXT}
        assert set(states().values()) == {(MailState.SENT, 1, "")}

    def test_that_is_down_for_a_day_loses_nothing_and_is_not_bothered(self, office):
        (first,) = write("anna")
        actions.send_mails()
        failing = MailRelay.objects.get()
        write("bert", "cem")
        actions.send_mails()

        assert states()["anna"] == (MailState.WAITING, 0, "")
        assert (MailRelay.objects.get().failures, failing.code) == (1, "ConnectionRefusedError")
        assert waking() == failing.next_try

        let_time_pass(hours=24)
        actions.send_mails()
        health = access.health(timezone.now())
        assert (health.mails.waiting, health.mails.is_late, health.is_well) == (3, True, False)
        assert health.mails.failing_since < timezone.now() - timedelta(hours=23)

        office.open()
        actions.send_mails()
        assert office.connections() == 0
        let_time_pass(minutes=1)
        actions.send_mails()
        assert office.arrived()[0] == "anna"
        assert sorted(office.arrived()) == ["anna", "bert", "cem"]
        assert office.connections() == 1
        assert not MailRelay.objects.exists()
        assert office.letters()[0]["number"].startswith(f"<{first.pk}@")

    def test_is_asked_soon_and_then_every_five_minutes(self, arena):
        now, pauses = timezone.now(), []
        for _ in range(9):
            relay.failed(now, "421")
            relay.failed(now, "421")  # another worker, at the same moment
            pauses.append((relay.rests_until(now) - now).total_seconds())
            now = relay.rests_until(now)

        for pause, expected in zip(pauses, (10, 20, 40, 80, 160, 300, 300, 300, 300), strict=True):
            assert expected * 0.89 <= pause <= expected * 1.11
        assert relay.rests_until(now) is None

    def test_that_refuses_our_password_keeps_all_mails(self, office, settings):
        office.open(with_password=True)
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "wir", "falsch"
        write("anna")
        actions.send_mails()
        assert (states(), MailRelay.objects.get().code) == ({"anna": (MailState.WAITING, 0, "")}, "535")

        settings.EMAIL_HOST_PASSWORD = "richtig"
        let_time_pass(minutes=1)
        actions.send_mails()
        assert office.arrived() == ["anna"]

    def test_that_takes_no_mail_of_ours_is_left_alone_after_three(self, office):
        office.open(with_password=True)
        write("anna", "bert", "cem", "dora")

        actions.send_mails()

        assert [state for state, _, _ in states().values()] == [MailState.WAITING] * 4
        assert (sum(tries for _, tries, _ in states().values()), MailRelay.objects.get().code) == (3, "530")

    def test_gets_no_more_mails_a_minute_than_it_likes(self, office, settings):
        settings.MAILS_PER_MINUTE = 2
        office.open()
        write("anna", "bert", "cem")

        actions.send_mails()
        assert len(office.arrived()) == 2
        assert timedelta(seconds=50) < waking() - timezone.now() <= timedelta(seconds=60)
        let_time_pass(seconds=55)
        actions.send_mails()
        assert len(office.arrived()) == 2

        let_time_pass(seconds=6)
        actions.send_mails()
        assert sorted(office.arrived()) == ["anna", "bert", "cem"]


class TestPoison:
    def test_refused_receiver_is_the_end_of_this_mail_only(self, office):
        office.open()
        write("gibt-es-nicht", "anna", "verdaechtig", "bert")

        actions.send_mails()

        assert sorted(office.arrived()) == ["anna", "bert"]
        assert states()["gibt-es-nicht"] == (MailState.REFUSED, 1, "550")
        assert states()["verdaechtig"] == (MailState.REFUSED, 1, "554")
        assert access.health(timezone.now()).mails.refused == 2

    def test_greylisted_receiver_is_asked_again_and_nobody_waits(self, office):
        office.open()
        write("spaeter", "anna")

        actions.send_mails()
        assert office.arrived() == ["anna"]
        assert states()["spaeter"] == (MailState.WAITING, 1, "451")
        assert timedelta(seconds=7) < waking() - timezone.now() < timedelta(seconds=12)
        actions.send_mails()
        assert office.arrived() == ["anna"]

        let_time_pass(seconds=12)
        actions.send_mails()
        assert office.arrived() == ["anna", "spaeter"]
        assert states()["spaeter"] == (MailState.SENT, 2, "")

    def test_mail_that_failed_lets_those_go_first_that_did_not(self, office, settings):
        office.open()
        write("spaeter")
        actions.send_mails()
        let_time_pass(minutes=2)
        write("anna")
        settings.MAILS_PER_MINUTE = 1

        actions.send_mails()

        assert office.arrived() == ["anna"]

    def test_mail_that_makes_the_server_hang_up_goes_behind_the_others(self, office):
        office.open()
        write("auflegen", "anna", "voll", "bert")

        actions.send_mails()

        assert sorted(office.arrived()) == ["anna", "bert"]
        assert states()["auflegen"] == (MailState.WAITING, 1, "SMTPServerDisconnected")
        assert states()["voll"] == (MailState.WAITING, 1, "452")
        assert not MailRelay.objects.exists()

    def test_mail_that_cannot_be_written_down_is_refused(self, office):
        office.open()
        broken, _ = write("kaputt", "anna")
        type(broken.letter).objects.filter(mail=broken).update(to="a@b@c d")

        actions.send_mails()

        assert office.arrived() == ["anna"]
        broken.refresh_from_db()
        assert broken.state == MailState.REFUSED

    @pytest.mark.parametrize("name", ["auflegen", "spaeter-nie"])
    def test_mail_is_tried_for_five_days_and_not_for_ever(self, office, name):
        if name == "auflegen":
            office.open()
        write(name)
        actions.send_mails()
        let_time_pass(days=4)
        actions.send_mails()
        assert states()[name][0] == MailState.WAITING

        let_time_pass(days=2)
        actions.send_mails()
        state, _, code = states()[name]
        assert (state, code) == (MailState.GIVEN_UP, "SMTPServerDisconnected" if name == "auflegen" else
                                 "ConnectionRefusedError")  # fmt: skip
        assert access.health(timezone.now()).mails.given_up == 1

    def test_mail_whose_workers_die_kills_ever_fewer_and_is_given_up(self, arena):
        (mail,) = write("anna")
        leases = []
        for _ in range(8):
            assert sending.take(timezone.now()) is not None
            assert sending.take(timezone.now()) is None
            mail.refresh_from_db()
            leases.append((mail.due - timezone.now()).total_seconds())
            let_time_pass(minutes=12)

        assert 69 < leases[0] <= 70
        assert 530 < leases[-1] < 670
        let_time_pass(days=5)
        sending.send_due()
        assert states() == {"anna": (MailState.GIVEN_UP, 8, "WorkerDied")}


class TestProcess:
    def test_killed_while_sending_loses_nothing_and_doubles_at_most_the_mail_in_hand(self, office, arena):
        office.open(delay=0.15)
        names = [f"person-{number}" for number in range(6)]
        write(*names)
        worker = arena.start("run_jobs", **office.settings)
        wait_until(lambda: len(office.arrived()) == 3)
        worker.kill()
        assert OutgoingMail.objects.filter(state=MailState.SENT).count() == 2

        arena.let_leases_end()
        OutgoingMail.objects.update(due=timezone.now())
        assert arena.start("run_jobs", "--once", **office.settings).wait() == 0

        letters = office.letters()
        assert sorted(set(office.arrived())) == names
        assert len(letters) - len(names) <= 1
        # a second copy is known by its number, and says the same
        assert len({(letter["number"], letter["date"], letter["to"][0]) for letter in letters}) == len(names)
        assert set(states().values()) <= {(MailState.SENT, 1, ""), (MailState.SENT, 2, "")}

    def test_two_workers_never_send_the_same_mail(self, office, arena):
        office.open(delay=0.01)
        names = [f"person-{number:02}" for number in range(30)]
        write(*names)

        pair = [arena.start("run_jobs", "--once", **office.settings) for _ in range(2)]

        assert [worker.wait() for worker in pair] == [0, 0]
        assert sorted(office.arrived()) == names
        assert set(states().values()) == {(MailState.SENT, 1, "")}
        assert Job.objects.filter(name="jobs.send_mails", state=JobState.FAILED).count() == 0

    def test_comes_back_by_itself_when_the_server_does(self, office, arena):
        write("anna")
        assert arena.start("run_jobs", "--once", **office.settings).wait() == 0
        office.open()
        let_time_pass(minutes=1)

        assert arena.start("run_jobs", "--once", **office.settings).wait() == 0

        assert office.arrived() == ["anna"]

    def test_says_nothing_of_addresses_and_words(self, office, arena, caplog):
        names = ["gibt-es-nicht", "auflegen", "spaeter", "voll", "verdaechtig", "anna"]
        write(*names)
        children = [arena.start("run_jobs", "--once", "--json", **office.settings)]
        assert children[0].wait() == 0
        office.open()
        let_time_pass(minutes=1)
        children.append(arena.start("run_jobs", "--once", "--json", **office.settings))
        assert children[1].wait() == 0
        let_time_pass(minutes=1)
        with caplog.at_level(logging.DEBUG):
            actions.send_mails()

        stored = str(
            [list(Job.objects.values()), list(OutgoingMail.objects.values()), list(MailRelay.objects.values())]
        )
        said = caplog.text + "".join(child.said() for child in children) + stored
        assert "550" in said
        assert "invitation" in said
        assert [word for word in (SECRET, "Einladung", *names) if word in said] == []
