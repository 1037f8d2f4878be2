"""What may become a mail, and that it is there exactly if the transaction of its author is."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.jobs import actions
from schutznetz.jobs.actions import apply_retention, post
from schutznetz.jobs.enums import MailState
from schutznetz.jobs.models import Job, Letter, MailRelay, OutgoingMail
from tests.factories import refused_by

pytestmark = pytest.mark.django_db


def invite(to="leitung@kita.example", **changes):
    return post(**{"to": to, "subject": "Ihre Einladung", "text": "Guten Tag,\n\nüber diesen Link …",
                   "kind": "invitation"} | changes)  # fmt: skip


class TestPost:
    def test_writes_a_mail_and_its_job_in_the_callers_transaction(self):
        mail = invite()

        assert (mail.state, mail.kind, mail.tries, mail.letter.to) == (
            "waiting",
            "invitation",
            0,
            "leitung@kita.example",
        )
        assert [(job.name, job.args) for job in Job.objects.all()] == [("jobs.send_mails", {})]

    def test_leaves_nothing_when_the_transaction_is_rolled_back(self):
        with transaction.atomic():
            invite()
            transaction.set_rollback(True)

        assert (OutgoingMail.objects.count(), Letter.objects.count(), Job.objects.count()) == (0, 0, 0)

    def test_with_the_same_key_is_one_mail_with_the_first_words(self):
        first = invite(key="invitation:7")
        second = invite(key="invitation:7", text="Anders")
        invite(key="invitation:8")

        assert second == first
        assert first.letter.text.startswith("Guten Tag")
        assert (OutgoingMail.objects.count(), Letter.objects.count(), Job.objects.count()) == (2, 2, 2)

    def test_leaves_with_fixed_headers_and_nothing_else(self, settings):
        settings.PUBLIC_ADDRESS, settings.DEFAULT_FROM_EMAIL = "https://hilfe.example", "Netz <post@hilfe.example>"
        mail = invite()
        actions.send_mails()

        [sent] = django_mail.outbox
        written = sent.message()
        assert (sent.to, sent.subject, sent.body) == (["leitung@kita.example"], mail.letter.subject, mail.letter.text)
        assert written["Message-ID"] == f"<{mail.pk}@hilfe.example>"
        assert written["From"] == "Netz <post@hilfe.example>"
        assert written["Auto-Submitted"] == "auto-generated"
        assert set(written.keys()) == {
            "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
            "Auto-Submitted",
        }  # fmt: skip
        mail.refresh_from_db()
        assert (mail.state, mail.tries, mail.code) == (MailState.SENT, 1, "")
        actions.send_mails()
        assert len(django_mail.outbox) == 1

    def test_writes_number_and_date_once(self):
        from schutznetz.jobs.outbox.delivery import message

        letter = invite().letter
        first, second = message(letter).message(), message(Letter.objects.get()).message()

        assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])
        OutgoingMail.objects.update(created_at=timezone.now() - timedelta(days=1))
        assert message(Letter.objects.get()).message()["Date"] != first["Date"]


class TestRefusal:
    @pytest.mark.parametrize(
        "to",
        [
            "", "leitung", "@kita.example", "a@b", "a b@kita.example", "a@kita.example\nBcc: b@kita.example",
            "a@kita.example\r\n", "a@kita.example\x00", "a\x85@kita.example", "a@kita.example\u2028",
            "a\ud800@kita.example",
            "Anna <a@kita.example>", "a@kita.example,b@kita.example", "a@kita.example; b@kita.example",
            '"a b"@kita.example', "a@[127.0.0.1]", "müller@kita.example", "a@kita..example",
            f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example", f"a@{'ü' * 70}.example",
        ],
    )  # fmt: skip
    def test_address_that_is_none_is_refused_without_being_quoted(self, to):
        with pytest.raises(DomainError) as caught:
            invite(to)

        assert str(caught.value) == "Diese E-Mail-Adresse ist nicht gültig. Bitte prüfen Sie die Schreibweise."
        assert caught.value.__cause__ is None
        assert not OutgoingMail.objects.exists()

    def test_domain_with_umlauts_becomes_ascii(self):
        assert invite("anna@jugendamt-köthen.example").letter.to == "anna@xn--jugendamt-kthen-jtb.example"

    @pytest.mark.parametrize(
        "line", ["\nBcc: b@kita.example", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\x00", "\udfff"]
    )
    def test_subject_of_two_lines_is_refused(self, line):
        with pytest.raises(ValueError, match="one line of fixed text"):
            invite(subject=f"Ihre{line}Einladung")

    @pytest.mark.parametrize(
        "changes",
        [{"subject": " "}, {"subject": "x" * 151}, {"text": "\n"}, {"text": "a\x00"}, {"text": "x" * 20_001},
         {"kind": "Einladung"}, {"kind": ""}, {"key": ""}, {"key": "a@kita.example"}, {"key": "x" * 201}],
    )  # fmt: skip
    def test_what_no_mail_of_ours_has_is_refused(self, changes):
        with pytest.raises(ValueError, match=r"^A (subject|mail|kind|key) "):
            invite(**changes)

        assert not OutgoingMail.objects.exists()


NOW = timezone.now()
IMPOSSIBLE = {
    "mail_state_known": {"state": "lost", "finished_at": NOW},
    "mail_finished_unless_waiting": {"state": MailState.SENT},
    "mail_has_a_kind": {"kind": ""},
    "mail_not_sent_says_why": {"state": MailState.REFUSED, "finished_at": NOW},
    "letter_headers_of_one_line": {"letter": {"to": "a\nb"}},
    "letter_is_complete": {"letter": {"text": ""}},
    "relay_only_one": {"relay": 2},
}


class TestTable:
    @pytest.mark.parametrize("constraint", IMPOSSIBLE)
    def test_impossible_row_is_refused(self, constraint):
        mail, values = invite(), IMPOSSIBLE[constraint]
        with refused_by(constraint):
            if "relay" in values:
                MailRelay.objects.create(pk=values["relay"], failing_since=NOW, next_try=NOW)
            elif "letter" in values:
                Letter.objects.filter(mail=mail).update(**values["letter"])
            else:
                OutgoingMail.objects.filter(pk=mail.pk).update(**values)

    @pytest.mark.parametrize(("field", "end"), [("to", "\r"), ("subject", "\n"), ("subject", "\r")])
    def test_no_header_has_a_second_line(self, field, end):
        mail = invite()

        with refused_by("letter_headers_of_one_line"):
            Letter.objects.filter(mail=mail).update(**{field: f"a{end}b"})

    def test_rows_say_what_they_are_and_nothing_of_the_content(self):
        mail = invite()

        assert (str(mail), str(mail.letter)) == ("invitation (wartet)",) * 2
        assert str(MailRelay(code="ConnectionRefusedError")) == "Störung (ConnectionRefusedError)"


class TestRetention:
    def test_words_go_after_two_weeks_and_figures_after_ninety_days(self):
        now = timezone.now()
        ages = {}
        for days in (13, 15, 89, 91):
            ages[days] = invite()
            OutgoingMail.objects.filter(pk=ages[days].pk).update(
                state=MailState.SENT, finished_at=now - timedelta(days=days), created_at=now - timedelta(days=days)
            )
        ages["waiting"] = invite()
        OutgoingMail.objects.filter(pk=ages["waiting"].pk).update(created_at=now - timedelta(days=100))

        apply_retention(now, wet_run=True)

        assert set(OutgoingMail.objects.all()) == {ages[13], ages[15], ages[89], ages["waiting"]}
        assert set(Letter.objects.all()) == {ages[13].letter, ages["waiting"].letter}
