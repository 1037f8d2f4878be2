"""What a question means, before any database is asked."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.directory.search import analyser
from schutznetz.directory.search.knowledge import Vocabulary
from schutznetz.directory.search.plan import MOST_WORDS, Knowledge, make_plan
from schutznetz.directory.search.thesaurus import Thesaurus, phrases_of

PHRASES = [
    ("schreiambulanz", "Schreiambulanz / Baby schreit", True),
    ("hebamme", "Hebamme", True),
    ("sucht", "Papa trinkt", True),
    ("kinder-sucht", "Papa trinkt", False),
    ("schulden", "Schuld*", True),
]


def knowledge(words=()):
    thesaurus = Thesaurus([phrase for kind, text, main in PHRASES for phrase in phrases_of(kind, text, is_main=main)])
    terms = {analyser.stem(word) for word in analyser.words(" ".join(words))} | set(thesaurus.words)
    vocabulary = Vocabulary(sorted(terms), frozenset({"famili"}))
    return Knowledge(thesaurus, vocabulary.is_known, vocabulary.nearest, vocabulary.is_frequent)


def asked(question, words=()):
    """Each word of the question with what it may be in the index; * is a beginning."""
    plan = make_plan(question, knowledge(words))
    return {
        group.asked: [" ".join(f"{t.text}{'*' * t.is_prefix}" for t in found.terms) for found in group.alternatives]
        for group in plan.groups
    }


def meant(question):
    return [meaning.type_id for meaning in make_plan(question, knowledge()).meanings]


@pytest.mark.parametrize("question", ["", "   ", "für die und", "„“", "\x00", "§"])
def test_question_without_a_word_matches_everything(question):
    assert make_plan(question, knowledge()).groups == ()


def test_only_the_last_word_may_be_a_beginning():
    assert asked("Rat Hebam", ["Rat", "Hebamme"]) == {"rat": ["rat"], "hebam": ["hebam", "hebam*"]}


def test_two_letters_are_no_beginning():
    assert asked("Rat he", ["Rat", "Hebamme"])["he"] == ["he"]


def test_compound_is_looked_for_as_a_whole_and_in_its_parts():
    found = asked("Erziehungsberatung Moosbach", ["Erziehung", "Beratung", "Moosbach"])

    parts = f"{analyser.stem('erziehung')} {analyser.stem('beratung')}"
    assert found["erziehungsberatung"] == [analyser.stem("erziehungsberatung"), parts]


def test_mistyped_word_is_corrected_and_a_known_one_never():
    assert "krabbel" in asked("Krabel Gruppe", ["Krabbel", "Gruppe"])["krabel"]
    assert asked("Kurs Gruppe", ["Kur", "Kurs", "Gruppe"])["kurs"] == [analyser.stem("kurs")]
    assert asked("Xylophon Gruppe", ["Krabbel", "Gruppe"])["xylophon"] == ["xylophon"]


def test_telephone_number_in_pieces_is_one_word():
    assert "116117" in asked("116 117")


def test_words_are_counted_once_and_not_without_end():
    assert list(asked("Rat Rat Rat")) == ["rat"]
    assert len(make_plan(" ".join(f"wort{number}" for number in range(500)), knowledge()).groups) == MOST_WORDS


def test_frequent_words_do_not_tell():
    plan = make_plan("Familie Hebamme", knowledge())

    assert [group.asked for group in plan.groups] == ["familie", "hebamme"]
    assert [group.asked for group in plan.telling] == ["hebamme"]


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("Schreiambulanz", ["schreiambulanz"]),
        ("Unser Baby schreit nachts", ["schreiambulanz"]),
        ("schreit das Baby", ["schreiambulanz"]),
        # no phrase matches whole, but this word leans to one type
        ("Baby", ["schreiambulanz"]),
        ("Papa trinkt", ["sucht", "kinder-sucht"]),
        ("Hebamen", ["hebamme"]),
        ("Schuldenberg", ["schulden"]),
        ("Dudelsack", []),
    ],
)
def test_words_mean_offer_types_the_surest_first(question, types):
    assert meant(question) == types


def test_surest_meaning_weighs_one_and_no_other_more():
    weights = [meaning.weight for meaning in make_plan("Papa trinkt Hebamme", knowledge()).meanings]

    assert weights[0] == 1.0
    assert all(0 < weight <= 1 for weight in weights)
    assert weights == sorted(weights, reverse=True)


@given(st.text(max_size=200))
def test_any_text_gives_a_plan_that_can_be_explained(text):
    plan = make_plan(text, knowledge(["Rat"]))

    assert json.loads(json.dumps(plan.explain())).keys() == {"words", "types"}
    assert all(group.alternatives for group in plan.groups)
