"""Whatever stands in the address: no page breaks, and the rest of the question is kept."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schutznetz.directory.forms import LONGEST_QUESTION, SearchForm
from tests.directory.reading import main, read, text, titles, value_of
from tests.factories import make_gemeinde, make_network, make_offer

pytestmark = pytest.mark.django_db
QUESTIONS = ["typ", "umkreis", "alter", "zugang", "kosten", "wen", "lage", "merkmal", "sprache", "seite"]
NONSENSE = [
    "abc",
    "-2",
    "0",
    "1e9",
    "99999999999999999999",
    "<script>",
    "' OR 1=1 --",
    "ä",
    " ",
    "\x00",
    "💚",
    "x" * 5000,
]

HOSTILE = [*NONSENSE, "a" * 200_000, '"', "'", "\\", "%", "NEAR(", "*", "a b" * 500]


def test_every_question_of_the_form_is_tried():
    yes_or_no = {"offen", "frei", "barrierefrei"}

    assert SearchForm.base_fields.keys() == {"q", "ort", *QUESTIONS, *yes_or_no}


@pytest.mark.parametrize("name", QUESTIONS)
def test_wrong_answer_costs_nothing_but_itself(client, name):
    make_offer("Rat für Eltern")

    for value in NONSENSE:
        page = read(client, f"/suche/?{urlencode({'q': 'Rat', 'ort': '09901', name: value})}")

        assert (value_of(page, "q"), value_of(page, "ort")) == ("Rat", "09901"), value
        # a kind of help or a language that nobody offers is an answer that can be understood
        if name not in {"typ", "sprache"} or not value.isascii() or not value.replace("-", "").isalnum():
            assert titles(page) == ["Rat für Eltern"], value


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: repr(value[:12]))
def test_only_wrong_answers_leave_the_question(client, value):
    make_network("auental")
    make_offer("Rat für Eltern")

    page = read(client, f"/auental/suche/filter/?{urlencode({'q': 'Rat', **dict.fromkeys(QUESTIONS, value)})}")

    assert value_of(page, "q") == "Rat"


def test_page_number_that_cannot_be_is_the_first_page(client):
    for number in range(21):
        make_offer(f"Angebot {number:02d}")

    for value in ("abc", "0", "-1", "1001", "99999999", "1.5", "²"):
        assert "Seite 1 von 2" in text(main(read(client, f"/suche/?seite={value}"))), value


@pytest.mark.parametrize("path", ["/ort/", "/auental/", "/suche/", "/suche/vorschlaege/"])
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value[:8]))
def test_hostile_text_breaks_no_page(client, path, value):
    make_network("auental")
    make_offer()

    for names in (["q"], ["q", "ort", "nichts"]):
        assert client.get(path, dict.fromkeys(names, value)).status_code == 200


def test_bytes_that_are_no_text_break_no_page(client):
    for path in ("/suche/", "/ort/", "/"):
        assert client.get(f"{path}?q=%ff%fe&ort=%c3%28").status_code == 200


def test_answer_that_is_given_twice_counts_once(client):
    make_offer("Rat für Eltern")

    page = read(client, "/suche/?q=Nichts&q=Rat")

    assert (titles(page), value_of(page, "q")) == (["Rat für Eltern"], "Rat")


def test_long_question_is_cut_and_not_refused(client):
    make_offer("Rat für Eltern")

    page = read(client, "/suche/?q=Rat" + "+" * 3000 + "Ende")

    assert len(value_of(page, "q")) <= LONGEST_QUESTION
    assert titles(page) == ["Rat für Eltern"]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=80), place=st.text(max_size=40))
def test_any_question_and_any_place_can_be_asked(client, question, place):
    assert client.get("/suche/", {"q": question, "ort": place}).status_code == 200


def test_understood_answers_have_their_types():
    form = SearchForm({"q": " Rat\x01 ", "alter": "-1", "umkreis": "5", "seite": "3", "offen": "1", "kosten": "free"})

    answers = form.answers()

    given = {name: value for name, value in answers.items() if value != ""}
    assert given == {"q": "Rat\x01", "alter": -1, "umkreis": 5, "seite": 3, "offen": "1", "kosten": "free"}
    assert answers.keys() == SearchForm.base_fields.keys()


def test_newborn_is_an_age_and_not_nothing():
    assert SearchForm({"alter": "0"}).answers()["alter"] == 0
    assert SearchForm({"alter": ""}).answers()["alter"] == ""


@pytest.mark.parametrize(
    ("values", "chosen"),
    [
        ({"alter": "24"}, "24"),
        ({"zugang": "open"}, "open"),
        ({"kosten": "free"}, "free"),
        ({"umkreis": "5", "ort": "09901"}, "5"),
        ({"typ": "erziehungsberatung"}, "erziehungsberatung"),
        ({"wen": "parents"}, "parents"),
        ({"sprache": "ar"}, "ar"),
    ],
)
def test_filter_page_keeps_every_answer(client, values, chosen):
    make_gemeinde()
    make_offer(access="open", cost="free", targets=["parents"], languages=["ar"])

    page = read(client, f"/suche/filter/?{urlencode(values)}")

    assert value_of(page, next(iter(values))) == chosen


def test_results_keep_the_answers_that_have_no_field_there(client):
    make_offer("Rat", access="open", languages=["ar"])

    page = read(client, "/suche/?zugang=open&sprache=ar&offen=1")

    form = main(page).find("select", {"name": "typ"}).find_parent("form")
    hidden = {field["name"]: field["value"] for field in form.find_all("input", {"type": "hidden"})}
    assert hidden == {"q": "", "ort": "", "zugang": "open", "sprache": "ar", "offen": "1"}
