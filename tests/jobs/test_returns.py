"""Mails that come back: believed only with our signature, counted only when delivery failed for good, once."""

import io
import sys
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core import mail as django_mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

from config.settings import env_return_address
from schutznetz.jobs import actions
from schutznetz.jobs.actions import post
from schutznetz.jobs.models import OutgoingMail
from schutznetz.jobs.outbox import returns
from schutznetz.jobs.outbox.returns import envelope

pytestmark = pytest.mark.django_db
BACK = "ruecklauf@hilfe.example"


@pytest.fixture(autouse=True)
def _return_address(settings):
    settings.RETURN_ADDRESS = BACK
    settings.DEFAULT_FROM_EMAIL = "Netz <post@hilfe.example>"


@pytest.fixture
def sent():
    return post(to="weg@kita.example", subject="Stimmt das?", text="Guten Tag", kind="confirm")


def report(to, *, action="failed", status="5.1.1", header="To"):
    """A delivery report as a mail server writes it (RFC 3464)."""
    whole = EmailMessage()
    whole["From"], whole["Subject"] = "MAILER-DAEMON@example.org", "Undelivered Mail Returned to Sender"
    whole[header] = to
    lines = [
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"', "",
        "--grenze", "Content-Type: text/plain", "", "The mail system: <weg@kita.example>: unknown user", "",
        "--grenze", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.example.org", "",
        "Final-Recipient: rfc822; weg@kita.example", f"Action: {action}", f"Status: {status}", "",
        "--grenze--", "",
    ]  # fmt: skip
    return whole.as_bytes().rstrip(b"\n") + b"\nMIME-Version: 1.0\n" + "\n".join(lines).encode()


def counted(sent):
    sent.refresh_from_db()
    return sent.returned_code if sent.returned_at else None


class TestEnvelope:
    def test_each_mail_has_its_own_and_people_see_the_usual_sender(self, sent):
        actions.send_mails()

        [left] = django_mail.outbox
        assert left.from_email == envelope(sent)
        assert left.message()["From"] == "Netz <post@hilfe.example>"
        assert left.from_email.startswith("ruecklauf+")
        assert left.from_email.endswith("@hilfe.example")
        assert len(left.from_email.split("@")[0]) <= 64
        assert left.from_email == left.from_email.lower()

    def test_without_the_setting_the_sender_is_what_it_was(self, sent, settings):
        settings.RETURN_ADDRESS = ""
        actions.send_mails()

        assert django_mail.outbox[0].from_email == "Netz <post@hilfe.example>"

    def test_longest_name_fits(self, sent, settings):
        settings.RETURN_ADDRESS = f"{'r' * 20}@hilfe.example"

        assert len(envelope(sent).split("@")[0]) <= 64

    @pytest.mark.parametrize(
        "value", ["ruecklauf", "r@", f"{'r' * 21}@hilfe.example", "a+b@hilfe.example", "A@x.example"]
    )
    def test_wrong_setting_stops_the_start(self, value, monkeypatch):
        monkeypatch.setenv("SCHUTZNETZ_RUECKLAEUFER", value)
        with pytest.raises(ImproperlyConfigured, match="ruecklauf@hilfe"):
            env_return_address("SCHUTZNETZ_RUECKLAEUFER")


class TestRead:
    @pytest.mark.parametrize("header", ["To", "Delivered-To", "X-Original-To", "Envelope-To"])
    def test_failed_delivery_counts_once(self, sent, header):
        raw = report(envelope(sent), header=header)

        assert actions.note_return(raw) is True
        assert counted(sent) == "5.1.1"
        assert actions.note_return(raw) is False

    def test_address_in_upper_case_is_understood(self, sent):
        assert actions.note_return(report(envelope(sent).upper()))

    @pytest.mark.parametrize("values", [
        {"action": "delayed"}, {"action": "delivered"}, {"action": "relayed"}, {"status": "4.2.2"}, {"status": "2.0.0"},
        {"status": ""}, {"status": "5"}, {"action": ""},
    ])  # fmt: skip
    def test_anything_but_failed_for_good_counts_nothing(self, sent, values):
        assert not actions.note_return(report(envelope(sent), **values))
        assert counted(sent) is None

    def test_forged_address_counts_nothing(self, sent):
        ours = envelope(sent)
        name, _, domain = ours.partition("@")
        other = post(to="b@kita.example", subject="x", text="x", kind="confirm")
        key, signature = name[:-16], name[-16:]
        forged = [
            f"{key}{'a' * 16}@{domain}", f"{envelope(other).partition('@')[0][:-16]}{signature}@{domain}",
            f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}@{domain}", f"{name}@anders.example", BACK,
            "post@hilfe.example", f"ruecklauf+{sent.pk}@{domain}",
        ]  # fmt: skip

        assert [address for address in forged if actions.note_return(report(address))] == []
        assert counted(sent) is None
        assert counted(other) is None

    def test_signature_of_another_installation_counts_nothing(self, sent, settings):
        raw = report(envelope(sent))
        settings.SECRET_KEY = "another"

        assert not actions.note_return(raw)

    def test_mail_that_is_deleted_counts_nothing(self, sent):
        raw = report(envelope(sent))
        OutgoingMail.objects.all().delete()

        assert not actions.note_return(raw)

    @pytest.mark.parametrize(
        "raw", [b"", b"\x00\xff\xfe", b"To: x\n\nhallo", b"Content-Type: multipart/report\n\n", b"a" * 2000]
    )
    def test_rubbish_counts_nothing(self, raw):
        assert actions.note_return(raw) is False

    def test_answer_of_a_person_counts_nothing(self, sent):
        answer = EmailMessage()
        answer["To"] = envelope(sent)
        answer.set_content("Status: 5.1.1\nAction: failed\nIch bin im Urlaub.")

        assert not actions.note_return(answer.as_bytes())


class TestCommand:
    def read(self, raw, monkeypatch):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        said = io.StringIO()
        call_command("read_bounce", stdout=said, stderr=said)
        return said.getvalue()

    def test_says_whether_it_counts_and_never_what_stood_in_it(self, sent, monkeypatch):
        raw = report(envelope(sent))

        assert self.read(raw, monkeypatch) == "Gezählt.\n"
        assert self.read(raw, monkeypatch).startswith("Keine zurückgekommene Mail")
        assert "kita" not in self.read(raw, monkeypatch)

    def test_database_that_is_away_asks_the_mail_server_to_come_again(self, monkeypatch):
        def away(_raw):
            raise OperationalError

        monkeypatch.setattr(actions, "note_return", away)
        with pytest.raises(SystemExit) as ended:
            self.read(b"", monkeypatch)
        assert ended.value.code == 75

    def test_no_more_than_a_megabyte_is_read(self, sent, monkeypatch):
        raw = report(envelope(sent)) + b"x" * (2 * returns.LARGEST)

        assert self.read(raw, monkeypatch) == "Gezählt.\n"
