"""A list goes from somebody's disk into the portal: sent, understood, looked at, taken in. Nothing of it stays."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import rows
from schutznetz.crypto.fields import DoesNotOpen
from schutznetz.directory import actions, sealing, tasks
from schutznetz.directory.access import uploads as access
from schutznetz.directory.actions import uploads
from schutznetz.directory.models import ListImport, ListUpload, Offer, Site
from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import named
from schutznetz.networks.models import Partnership
from tests.directory.importing.files import HEADER, row
from tests.directory.keeping.pages import words
from tests.directory.lists.conftest import LISTS

pytestmark = pytest.mark.django_db
SHELTER = row(4, "Frauenhaus", kind="Frauenhaus", street="Geheimweg 9", phone="030 23125104")
NOWHERE = {"street": "", "plz": "", "town": "", "phone": ""}
LIST = HEADER + row(1) + row(2, "Hort Mond", kind="Hort", street="Am Anger 5", phone="23 12")
LIST += row(3, "Kita Nirgends", **NOWHERE)


def test_list_is_shown_before_it_is_written_and_gone_afterwards(world, check, take):
    said = words(check(LIST))

    assert "Noch ist nichts geschrieben" in said
    assert "Zeilen in der Liste 3 neu 2 geändert 0 unverändert 0 nicht übernommen 1" in said
    assert "Der Eintrag nennt weder Anschrift noch Telefon, E-Mail oder Internetseite" in said
    assert "Zeile 4: Kita Nirgends" in said
    assert "Zeile 3, Spalte „Telefon“: 23 12" in said
    assert Offer.objects.count() == 0

    done = words(take())

    assert "Die Liste ist eingelesen" in done
    assert sorted(Offer.objects.values_list("title", flat=True)) == ["Hort Mond", "Kita Sonne"]
    assert Partnership.objects.filter(network=world.home, organisation__name="Kita Sonne").exists()
    upload = ListUpload.objects.get()
    assert (upload.state, upload.content, upload.answers) == ("done", None, None)
    figures = ("created", "updated", "unchanged", "kept", "refused")
    assert ListImport.objects.values_list("name", *figures).get() == ("kitas", 2, 0, 0, 0, 1)


def test_until_it_is_done_and_while_rows_are_missing_it_stands_in_the_list_of_things_to_do(client, check, take):
    check(LIST)
    before = words(client.get("/konto/zu-tun/?alle"))
    take()
    after = words(client.get("/konto/zu-tun/?alle"))

    assert "Liste noch nicht eingelesen: kitas.csv" in before
    assert "1 Zeile fehlt: kitas.csv" in after
    assert "noch nicht eingelesen" not in after


def test_log_says_who_has_taken_it_in_and_nothing_of_it(world, who, check, take):
    check(LIST)
    take()

    entry = Entry.objects.get(event="list.imported")
    assert (entry.person, entry.function, entry.network) == (who.person, who.function, world.home.pk)
    assert (entry.about_kind, entry.about_id) == ("listimport", ListImport.objects.get().pk)


def test_same_list_again_changes_nothing(check, take, client):
    check(LIST)
    take()
    ListUpload.objects.all().delete()

    said = words(check(LIST))

    assert "neu 0 geändert 0 unverändert 2 nicht übernommen 1" in said
    assert "Es gibt nichts einzulesen" in said


def test_taking_it_in_twice_is_once(check, take):
    check(LIST)
    take()

    assert "schon erledigt" in words(take())
    assert ListImport.objects.count() == 1


def test_only_the_last_step_asks_for_a_fresh_proof(world, send):
    send(LIST)
    upload = ListUpload.objects.get()
    actions.check_list(upload)
    tired = world.client("coordinator", fresh=False)

    assert tired.get(f"{LISTS}{upload.pk}/").status_code == 200
    answer = tired.post(f"{LISTS}jetzt/", {"upload": upload.pk})
    assert answer.status_code == 302
    assert answer.url.startswith("/konto/noch-einmal/")
    assert Offer.objects.count() == 0


def test_what_lies_in_the_database_is_sealed_for_its_own_row(who, world, check):
    check(LIST)
    upload = ListUpload.objects.get()

    for part in (upload.content, upload.answers, upload.report):
        assert b"Kita" not in bytes(part)
        assert "Träger".encode() not in bytes(part)
    assert sealing.content_of(upload) == LIST.encode()
    other = actions.send_list(world.home, "b.csv", LIST.encode(), who)
    other.content = upload.content
    with pytest.raises(DoesNotOpen):
        sealing.content_of(other)


def test_thrown_away_it_is_gone_at_once(client, check):
    check(LIST)

    said = client.post(f"{LISTS}{ListUpload.objects.get().pk}/wegwerfen/", follow=True)

    assert "Die Liste ist gelöscht" in words(said)
    assert not ListUpload.objects.exists()


def test_after_a_day_nobody_opens_it_and_then_it_is_gone(client, check):
    check(LIST)
    ListUpload.objects.update(sent_at=timezone.now() - timedelta(hours=24, minutes=1))

    assert client.get(f"{LISTS}{ListUpload.objects.get().pk}/").status_code == 404
    tasks.forget_uploads.effect()
    assert not ListUpload.objects.exists()


def test_five_lists_are_enough(send):
    for _ in range(uploads.MOST_OPEN):
        send(LIST)

    assert "Es liegen schon 5 Listen da" in words(send(LIST))
    assert ListUpload.objects.count() == uploads.MOST_OPEN


class TestShelter:
    def test_its_address_is_on_no_page_in_no_table_and_in_no_file(self, client, send, check, take):
        first = words(send(HEADER + SHELTER + row(1)))
        assert "Am Anger 3" in first
        ListUpload.objects.all().delete()
        pages = [check(HEADER + SHELTER + row(1)), take()]
        sheet = client.get(f"{LISTS}{ListUpload.objects.get().pk}/nicht-uebernommen.csv").content.decode()

        assert "Die Anschrift eines Schutzhauses wird nicht gespeichert" in words(pages[0])
        assert all("Geheimweg" not in text for text in (first, sheet, *map(words, pages)))
        assert Site.objects.filter(is_confidential=True).values_list("street", "plz", "town").get() == ("", "", "")


class TestRefusedRows:
    def test_table_for_excel_names_row_and_reason(self, client, check):
        check(HEADER + row(1) + row(2, "=HYPERLINK(1)", **NOWHERE))

        answer = client.get(f"{LISTS}{ListUpload.objects.get().pk}/nicht-uebernommen.csv")

        text = answer.content.decode()
        assert text.startswith("\ufeff")
        assert answer["Cache-Control"] == "no-store"
        (_, first) = csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";")
        assert first[:4] == ["", "3", "", "'=HYPERLINK(1)"]
        assert "weder Anschrift noch Telefon" in first[4]


def work(task):
    """Do the one job of this task."""
    job = Job.objects.get(name=task)
    found = named(task)
    with rows.system("test"), transaction.atomic():
        (found.prepare or found.effect)(**job.args)


class TestLongList:
    @pytest.fixture(autouse=True)
    def _short_patience(self, monkeypatch):
        monkeypatch.setattr(uploads, "AT_ONCE", 1)

    def test_a_job_does_both_and_the_page_says_how_far_it_is(self, client, who, check, take):
        said = words(check(LIST))
        assert "Die Liste wird gelesen" in said
        assert ListUpload.objects.get().state == "checking"

        work("directory.check_list")
        upload = ListUpload.objects.get()
        assert "neu 2" in words(client.get(f"{LISTS}{upload.pk}/"))
        assert "Die Liste wird gelesen" in words(take())
        assert "laden Sie die Seite neu" in words(take(overwrite="on"))
        assert Job.objects.filter(name="directory.take_list").count() == 1

        work("directory.take_list")
        assert ListUpload.objects.get().state == "done"
        assert Offer.objects.count() == 2
        entry = Entry.objects.get(event="list.imported")
        assert (entry.person, entry.function) == (who.person, who.function)

    def test_job_of_a_list_that_was_thrown_away_does_nothing(self, check):
        check(LIST)
        ListUpload.objects.all().delete()

        work("directory.check_list")

        assert Offer.objects.count() == 0

    def test_what_was_thrown_away_after_it_was_ordered_is_not_written(self, check, take, monkeypatch):
        check(LIST)
        work("directory.check_list")
        take()
        ListUpload.objects.all().delete()
        monkeypatch.setattr(tasks.actions, "run_take", pytest.fail)

        work("directory.take_list")

        assert not ListUpload.objects.exists()

    def test_row_is_held_while_it_is_written(self, check):
        check(LIST)

        with CaptureQueriesContext(connection) as asked:
            access.held_upload(str(ListUpload.objects.get().pk))

        is_locked = "FOR UPDATE" in asked.captured_queries[-1]["sql"]
        assert is_locked is connection.features.has_select_for_update


def test_list_of_another_network_is_not_there(world, check):
    check(LIST)
    elsewhere = world.client("coordinator_elsewhere")
    key = ListUpload.objects.get().pk

    assert elsewhere.post(f"{LISTS}jetzt/", {"upload": key}).status_code == 404
    assert elsewhere.post(f"{LISTS}jetzt/", {"upload": "kein Schlüssel"}).status_code == 404
    assert "kitas.csv" not in words(elsewhere.get(LISTS))
    assert Offer.objects.count() == 0
