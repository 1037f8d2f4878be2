"""Any text is a question that is answered: by the search, by the suggestions and by the page, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schutznetz.directory import access
from schutznetz.directory.search import engine
from tests.factories import kept_for_module, make_network, make_offer, make_type

pytestmark = pytest.mark.django_db
OPERATORS = ["NEAR(a b, 3)", "NOT", " AND ", " OR ", "*", "^", "{title} :", '"', "'", "&", "|", "!", "<->", ":*",
             ":A", "\\", "--", ";", "%", "\x00", "\x1a", "\ud7ff", "\ufffe", "\u202e", "ﷺ", "½", "haut"]  # fmt: skip
ANY = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(OPERATORS), max_size=40).map("".join),
    st.text(min_size=1, max_size=5).map(lambda piece: (piece * 10_000)[:10_000]),
)
MANY = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", autouse=True)
def _offer(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        make_network("auental")
        make_offer("Schreiambulanz", offer_type=make_type("schreiambulanz", "Schreiambulanz", ["Baby schreit"]))
        yield


@MANY
@given(ANY)
def test_search_answers(text):
    assert engine.search(engine.Query(access.split_place(text, None).text), limit=5).total <= 1


@MANY
@given(ANY)
def test_danger_is_heard_or_not(text):
    assert access.acute_kind(text) in {"", "danger", "child"}


@MANY
@given(ANY)
def test_suggestions_answer(client, text):
    assert client.get("/auental/suche/vorschlaege/", {"q": text}).status_code == 200
    assert client.get("/auental/suche/vorschlaege/", {"ort": text}).status_code == 200


@MANY
@given(ANY)
def test_page_answers(client, text):
    assert client.get("/auental/suche/", {"q": text}).status_code == 200
    assert client.get("/suche/", {"q": text, "ort": text}).status_code == 200
