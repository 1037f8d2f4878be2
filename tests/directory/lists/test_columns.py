"""What columns mean: guessed, shown with examples, said otherwise, and never forgotten on the way back."""

import pytest
from bs4 import BeautifulSoup

from schutznetz.directory import importing
from schutznetz.directory.importing.vocabulary import vocabulary
from schutznetz.directory.models import ListUpload, Offer, PhoneNumber
from schutznetz.directory.presenting.columns import TARGETS
from tests.directory.importing.files import HEADER, row, write_xlsx
from tests.directory.keeping.pages import words
from tests.directory.lists.conftest import LISTS
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HEAD = ["Name", "Art", "Straße", "PLZ", "Ort", "Telefon", "Bemerkung"]
ROW = ["Kita Sonne", "Kita", "Am Anger 3", "09901", "Auental", "030 23125100", "ruft zurück"]


def chosen(page):
    """Return what is chosen for each column, as it is shown."""
    soup = BeautifulSoup(page.content, "html.parser")
    found = {}
    for select in soup.select("select[name^=column_]"):
        label = soup.select_one(f"label[for={select['id']}]").get_text(" ", strip=True)
        found[label] = select.select_one("option[selected]").text
    return found


def lines(*rows):
    return "".join(";".join(cells) + "\n" for cells in rows)


def test_every_target_has_words():
    assert TARGETS.keys() == set(vocabulary().targets)


def test_what_is_certain_is_chosen_and_the_rest_is_visible(send):
    page = send(lines(HEAD, ROW))

    assert chosen(page) == {
        "Name": "Name der Einrichtung oder des Angebots", "Art": "Art des Angebots",
        "Straße": "Straße, auch mit Hausnummer", "PLZ": "PLZ", "Ort": "Ort", "Telefon": "Telefon",
        "Bemerkung": "wird nicht übernommen",
    }  # fmt: skip
    assert "Zum Beispiel: ruft zurück" in words(page)


def test_at_most_three_examples_and_none_of_a_protected_place(send):
    secret = ["Haus Linde", "Kita", "Anschrift geheim", "09902", "Bergtal", "", "Geheimweg 9"]
    rows = [[f"Kita {number}", *ROW[1:]] for number in range(1, 5)]

    said = words(send(lines(HEAD, secret, *rows)))

    assert "Zum Beispiel: Kita 1 · Kita 2 · Kita 3" in said
    assert "Kita 4" not in said
    assert "Geheimweg" not in said
    assert "09902" not in said


def test_answer_stays_when_somebody_goes_back(client, check):
    check(lines(HEAD, ROW), column_5="-", column_6="phone", list_name="Kitas der Stadt")

    back = client.get(f"{LISTS}{ListUpload.objects.get().pk}/spalten/")

    assert chosen(back)["Telefon"] == "wird nicht übernommen"
    assert chosen(back)["Bemerkung"] == "Telefon"
    assert 'value="Kitas der Stadt"' in back.content.decode()


def test_answer_decides_what_is_written(check, take):
    check(lines(HEAD, [*ROW[:5], "x", "030 23125177"]), column_5="-", column_6="phone")
    take()

    assert PhoneNumber.objects.values_list("number", flat=True).get() == "+493023125177"


def test_name_of_the_list_is_readable_and_knows_no_year(send):
    assert 'value="Schulen in Gößnitz"' in send(lines(HEAD, ROW), "Schulen_in_Gößnitz 2026-05.csv").content.decode()


def test_new_answer_undoes_the_check(client, check):
    check(lines(HEAD, ROW))
    upload = ListUpload.objects.get()

    answer = client.post(f"{LISTS}{upload.pk}/spalten/", {"list_name": "", "source": "x"})

    assert "Bitte geben Sie der Liste einen Namen" in words(answer)
    upload.refresh_from_db()
    assert upload.state == "checked", "what is not understood changes nothing"


def test_list_that_nobody_understands_can_be_explained(check, take):
    said = words(check(lines(["Wo", "Wer da ist", "Zahl"], ["hinten", "Kita Sonne", "030 23125100"])))
    assert "So ist noch kein Eintrag zu erkennen" in said

    ListUpload.objects.all().delete()
    text = lines(["Wo", "Wer da ist", "Zahl"], ["hinten", "Kita Sonne", "030 23125100"])
    check(text, column_0="description", column_1="name", column_2="phone", type_0="kita")
    take()

    assert Offer.objects.values_list("title", "offer_type_id").get() == ("Kita Sonne", "kita")


def test_list_says_at_the_start_what_all_rows_are(check, take):
    check(lines(["Name", "Ort"], ["Sonne", "Auental"]), type_0="hort")
    take()

    assert Offer.objects.values_list("offer_type_id", flat=True).get() == "hort"


class TestSheets:
    @pytest.fixture
    def book(self, tmp_path):
        second = ["Hort Mond", "Hort", "Am Anger 5", "09901", "Auental", "030 23125101", ""]
        sheets = {"Kitas": [HEAD, ROW], "Leer": [], "Horte": [HEAD, second]}
        return write_xlsx(tmp_path / "a.xlsx", sheets).read_bytes()

    def test_all_are_taken(self, check, take, book):
        check(book, "a.xlsx")
        take()

        assert Offer.objects.count() == 2

    def test_or_one(self, check, take, book):
        said = words(check(book, "a.xlsx", sheet="Horte"))
        take()

        assert "Zeilen in der Liste 1" in said
        assert Offer.objects.values_list("title", flat=True).get() == "Hort Mond"


def test_column_of_another_sheet_is_not_missing(tmp_path, world):
    sheets = {"A": [["Name", "Art", "Ort"], ["Kita A", "Kita", "Auental"]],
              "B": [["Name", "Art", "Telefon"], ["Kita B", "Kita", "030 23125100"]]}  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    report = importing.run(path, network=world.home, mapping=importing.propose(path), dry_run=True, now=NOW)

    assert [finding.code for finding in report.warnings if finding.code == "column_missing"] == []


def test_long_header_and_hundred_columns(send):
    many = [f"Spalte {number}" for number in range(101)]

    assert "gelesen werden höchstens 100" in words(send(HEADER.strip() + ";" + ";".join(many) + "\n" + row(1)))
