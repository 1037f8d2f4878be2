"""Words that stand for each other, words that lean to a type, what helps beside, and titles."""

import json
from importlib.resources import files

import pytest

from schutznetz.directory.search import analyser, families, knowledge
from schutznetz.directory.search.knowledge import Vocabulary
from schutznetz.directory.search.plan import BESIDE_TITLE, Knowledge, make_plan
from schutznetz.directory.search.thesaurus import BESIDE, Thesaurus, phrases_of
from tests.factories import make_offer


def thesaurus(*rows, beside=None):
    phrases = [phrase for kind, text in rows for phrase in phrases_of(kind, text, is_main=True)]
    return Thesaurus(phrases, beside or {})


def meant(found, question):
    return {meaning.type_id: meaning.weight for meaning in found.meanings(analyser.words(question))}


def heard(word):
    return families.heard(analyser.stem(analyser.words(word)[0]))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sohn", "Tochter"), ("haut", "schlägt"), ("säuft", "trinkt"), ("flennt", "weint"), ("Mutti", "Mama")],
)
def test_words_of_a_family_are_heard_as_one(one, other):
    assert heard(one) == heard(other)


@pytest.mark.parametrize(("one", "other"), [("Mama", "Papa"), ("Baby", "Kind"), ("nichts", "nicht"), ("hört", "Hort")])
def test_what_differs_stays_apart(one, other):
    assert heard(one) != heard(other)


def test_family_matches_where_two_words_agree():
    found = thesaurus(("sucht", "mutter trinkt"), ("rest", "kind lacht"))

    assert set(meant(found, "Mama säuft")) == {"sucht"}


def test_phrase_with_a_word_of_its_own_means_only_that():
    found = thesaurus(("jugend", "kids straße"), ("rest", "kind lacht"))

    assert meant(found, "Kids auf der Straße")
    assert found.leanings.types(["kind"]).keys() == {"rest"}
    assert "jugend" not in meant(found, "Kind lacht")


def test_exact_words_are_surer_than_those_of_the_family():
    found = thesaurus(("eins", "mutter trinkt"), ("zwei", "mama säuft"))

    assert meant(found, "Mama säuft")["zwei"] == 1.0
    assert meant(found, "Mama säuft")["eins"] < 1.0


def test_single_words_speak_only_where_no_phrase_matches():
    found = thesaurus(("schreien", "geschrei nachts"), ("nachbar", "nachbar laut"))

    assert set(meant(found, "dieses Geschrei")) == {"schreien"}
    assert set(meant(found, "Nachbar laut, Geschrei")) == {"nachbar"}


def test_what_helps_beside_stands_behind_and_not_behind_a_name():
    found = thesaurus(("hebamme", "Hebamme"), ("hebamme", "wehwehchen"), beside={"hebamme": ["stillen"]})

    assert meant(found, "wehwehchen") == {"hebamme": 1.0, "stillen": BESIDE}
    assert meant(found, "Hebamme") == {"hebamme": 1.0}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("wochenbetdepression", ["wochenbettdepress"]),
        ("partnergewalt", ["partn", "gewalt"]),
        ("depressionsgruppe", []),
        ("xyz", []),
    ],
)
def test_unknown_word_is_a_mistyped_beginning_or_two_words_in_one(word, expected):
    vocabulary = Vocabulary(sorted(["partn", "gewalt"]), frozenset(), {17: ["wochenbettdepress"], 12: ["depressionsg"]})

    assert list(vocabulary.nearest(analyser.stem(word))) == expected


def test_title_of_an_offer_leaves_little_to_what_its_words_mean():
    found = thesaurus(("hebamme", "Hebamme"))
    knows = Vocabulary([], frozenset())
    plan = make_plan("Hebamme", Knowledge(found, knows.is_known, knows.nearest, is_title={"Hebamme"}.__contains__))

    assert [meaning.weight for meaning in plan.meanings] == [BESIDE_TITLE]


@pytest.mark.django_db
def test_titles_are_read_on_from_where_they_were_left():
    titles = knowledge.Titles()
    make_offer("Zum Ersten")
    titles.read_on()
    make_offer("Zum Zweiten")

    assert (titles.has("zum ersten!"), titles.has("Zum Zweiten")) == (True, False)
    titles.read_on()
    assert titles.has("Zum Zweiten")


def test_companions_are_offer_types_and_never_their_own():
    rows = json.loads((files("schutznetz.directory") / "data" / "kategorien.json").read_text(encoding="utf-8"))
    types = {row["id"] for row in rows}

    for type_id, others in knowledge._beside().items():
        assert {type_id, *others} <= types
        assert type_id not in others
