"""Where mails go, as the operator says it: the address of a mail server, or files; and what operators read of it."""

import logging
import os
from contextlib import suppress
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from config.settings import env_mail_server, env_number, env_sender
from schutznetz.jobs import actions
from schutznetz.jobs.enums import MailState
from schutznetz.jobs.models import MailRelay, OutgoingMail
from schutznetz.jobs.outbox import files
from schutznetz.jobs.queue import tasks

NAME = "SCHUTZNETZ_SMTP"


def invite():
    return actions.post(to="a@kita.example", subject="Ihre Einladung", text="Guten Tag", kind="invitation")


class TestMailServer:
    def test_is_read_with_its_password(self, monkeypatch, tmp_path):
        (tmp_path / "smtp").write_text("starttls://wir%40haus:p%3Aw@mail.example:587\n")
        monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "smtp"))

        parts = env_mail_server(NAME)

        assert (parts.scheme, parts.hostname, parts.port) == ("starttls", "mail.example", 587)
        assert (unquote(parts.username), unquote(parts.password)) == ("wir@haus", "p:w")

    @pytest.mark.parametrize("value", ["smtp://localhost:25", "smtp://wir:geheim@localhost", "smtps://mail.example"])
    def test_without_encryption_is_for_this_computer(self, monkeypatch, value):
        monkeypatch.setenv(NAME, value)

        assert env_mail_server(NAME).geturl() == value

    @pytest.mark.parametrize(
        "value",
        ["mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://h:70000", "smtp://wir:geheim@mail.example"],
    )  # fmt: skip
    def test_that_is_wrong_stops_the_start_and_is_not_quoted(self, monkeypatch, value):
        monkeypatch.setenv(NAME, value)

        with pytest.raises(ImproperlyConfigured, match=NAME) as caught:
            env_mail_server(NAME)

        assert "geheim" not in str(caught.value)

    @pytest.mark.parametrize("value", ["post@hilfe.example", "Netzwerk Kinderschutz <post@hilfe.example>"])
    def test_needs_a_sender(self, monkeypatch, value):
        monkeypatch.setenv("SCHUTZNETZ_ABSENDER", value)
        assert env_sender("SCHUTZNETZ_ABSENDER", is_needed=True) == value

        monkeypatch.delenv("SCHUTZNETZ_ABSENDER")
        assert env_sender("SCHUTZNETZ_ABSENDER", is_needed=False) == "schutznetz@localhost"
        with pytest.raises(ImproperlyConfigured):
            env_sender("SCHUTZNETZ_ABSENDER", is_needed=True)

    @pytest.mark.parametrize("value", ["post", "Netz", "a@b.example\nBcc: c@d.example", "a <b@c.example>, d@e.example"])
    def test_takes_no_other_sender(self, monkeypatch, value):
        monkeypatch.setenv("SCHUTZNETZ_ABSENDER", value)

        with pytest.raises(ImproperlyConfigured):
            env_sender("SCHUTZNETZ_ABSENDER", is_needed=False)

    @pytest.mark.parametrize("value", ["0", "-1", "viele", "1.5", ""])
    def test_takes_at_least_one_mail_a_minute(self, monkeypatch, value):
        monkeypatch.setenv("SCHUTZNETZ_MAILS_JE_MINUTE", value)

        with pytest.raises(ImproperlyConfigured, match="ganze Zahl"):
            env_number("SCHUTZNETZ_MAILS_JE_MINUTE", default=120)


@pytest.mark.django_db
class TestFiles:
    @pytest.fixture
    def folder(self, settings, tmp_path):
        settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = files.BACKEND, tmp_path / "var" / "post"
        return settings.EMAIL_FILE_PATH

    def test_hold_the_mails_as_long_as_there_is_no_server_and_the_log_says_so(self, folder, caplog):
        mail = invite()
        with caplog.at_level(logging.DEBUG):
            actions.send_mails()

        [path] = folder.iterdir()
        assert str(mail.pk) in path.read_text()
        assert folder.stat().st_mode & 0o777 == 0o700
        mail.refresh_from_db()
        assert mail.state == MailState.SENT
        assert f"Mails liegen als Dateien in {folder}" in caplog.text
        assert "kita.example" not in caplog.text

    def test_are_deleted_with_the_words(self, folder):
        for age in (13, 15):
            invite()
            actions.send_mails()
            made = next(path for path in folder.iterdir() if "old" not in path.name)
            old = made.rename(folder / f"old-{age}.log")
            moment = (timezone.now() - timedelta(days=age)).timestamp()
            os.utime(old, (moment, moment))

        actions.apply_retention(timezone.now(), wet_run=False)
        assert len(list(folder.iterdir())) == 2
        actions.apply_retention(timezone.now(), wet_run=True)
        assert [path.name for path in folder.iterdir()] == ["old-13.log"]


@pytest.mark.django_db
class TestHealth:
    @pytest.fixture(autouse=True)
    def _no_schedule(self, monkeypatch):
        monkeypatch.setattr(tasks, "scheduled", list)

    def read(self, capsys):
        with suppress(SystemExit):
            call_command("run_jobs", "--health")
        return capsys.readouterr().out.splitlines()

    def test_names_what_waits_and_since_when_the_server_fails(self, capsys):
        since = timezone.now() - timedelta(minutes=6)
        said = f"{timezone.localtime(since):%d.%m.%Y %H:%M}"
        mail = invite()
        OutgoingMail.objects.filter(pk=mail.pk).update(created_at=since)
        MailRelay.objects.create(pk=1, failing_since=since, next_try=since, code="ConnectionRefusedError")

        assert self.read(capsys)[1:] == [
            f"1 Mails warten, die älteste seit {said}; 0 abgelehnt, 0 aufgegeben",
            f"  Der Mailserver nimmt seit {said} nichts an: ConnectionRefusedError",
            "Hier stimmt etwas nicht.",
        ]

    def test_counts_what_was_refused_and_worries_about_nothing_that_only_waits_for_its_receiver(self, capsys):
        for changes in (
            {"state": MailState.REFUSED, "finished_at": timezone.now(), "code": "550"},
            {"state": MailState.GIVEN_UP, "finished_at": timezone.now(), "code": "451"},
            {"tries": 3, "code": "451", "created_at": timezone.now() - timedelta(hours=3)},
        ):
            OutgoingMail.objects.filter(pk=invite().pk).update(**changes)

        lines = self.read(capsys)

        assert lines[1].endswith("; 1 abgelehnt, 1 aufgegeben")
        assert lines[-1] == "Alles in Ordnung."
