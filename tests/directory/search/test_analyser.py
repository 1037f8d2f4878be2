"""From German text to the words of the index: folded, without stop words, stemmed, compounds split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.directory.search import analyser
from schutznetz.directory.search.analyser import LONGEST_TEXT, LONGEST_WORD, PARTS, STOP_WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frühe Hilfen – von Anfang an!", ["fruhe", "hilfen", "von", "anfang", "an"]),
        ("Mutter/Vater-Kind-Kur", ["mutter", "vater", "kind", "kur"]),
        ("0 bis 3 Jahre", ["0", "bis", "3", "jahre"]),
        ("§ 8a SGB VIII", ["§", "8a", "sgb", "viii"]),
        ("a_b", ["a", "b"]),
        ("e.V.", ["e", "v"]),
        ("", []),
        ("„…“ – *", []),
        ("\x00\x01", []),
        ("💚", []),
        # folding takes some letters apart and leaves nothing of others
        ("½ Jahr", ["1", "2", "jahr"]),
        ("\uff9e\u037a", []),
    ],
)
def test_text_has_these_words(text, expected):
    assert analyser.words(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("Beratung", "Beratungen", "BERATUNG"),
        ("Kind", "Kinder", "Kindern"),
        ("Hebamme", "Hebammen"),
        ("Frühförderung", "Fruehfoerderung", "Frühförderungen"),
        ("Mutter", "Mütter", "Muetter"),
        ("Straße", "Strasse", "Straßen"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({analyser.analyse(form).split()[0] for form in forms}) == 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Schwangerschaftskonfliktberatung", ["Schwangerschaft", "Konflikt", "Beratung"]),
        ("Erziehungsberatung", ["Erziehung", "Beratung"]),
        ("Schreiambulanz", ["Schrei", "Ambulanz"]),
        ("Schuldnerberatung", ["Schuldner", "Beratung"]),
        ("Familienhebammen", ["Familie", "Hebamme"]),
        ("Kinderkrankenpflege", ["Kinder", "Kranken", "Pflege"]),
    ],
)
def test_compound_is_found_by_its_parts(word, expected):
    terms = analyser.analyse(word).split()

    assert terms[1:] == [analyser.stem(part) for part in analyser.words(" ".join(expected))]
    assert terms[0] == analyser.stem(analyser.words(word)[0])


@pytest.mark.parametrize(
    "word", ["Hauptstraße", "Bauer", "Leipzig", "Quelle", "Beratung", "Haus", "Ulmenstedt", "x", "ab"]
)
def test_word_that_is_no_compound_of_known_parts_stays_whole(word):
    assert analyser.parts(analyser.words(word)[0]) == ()
    assert len(analyser.analyse(word).split()) == 1


def test_stop_words_say_nothing():
    assert analyser.analyse("für die und mit Ihnen, ich brauche") == ""
    assert analyser.analyse("Hilfe für die Kinder") == analyser.analyse("Hilfe Kinder")


def test_stop_words_and_parts_are_folded_as_they_will_be_compared():
    assert {word for word in STOP_WORDS | PARTS if analyser.words(word) != [word]} == set()
    # a stop word that is a part would vanish from every compound
    assert all(len(word) > 1 for word in PARTS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("to die", ["sterben"]),
        ("die Kita", ["die", "kita"]),
        ("mein Alter säuft", ["mein", "vater", "sauft"]),
        ("mein Alter ist 15", ["mein", "alter", "ist", "15"]),
        ("was soll ich werden", ["berufswahl"]),
        ("was soll das werden", ["was", "soll", "das", "werden"]),
        ("wer passt auf mein Kind auf", ["wer", "aufpassen", "auf", "mein", "kind", "auf"]),
        ("wer passt zu uns", ["wer", "passt", "zu", "uns"]),
    ],
)
def test_turns_of_speech_mean_something_else_than_their_words(text, words):
    assert analyser.words(text) == words


def test_long_words_and_long_texts_are_cut():
    assert analyser.words("x" * 10_000) == ["x" * LONGEST_WORD]
    assert len(analyser.words("ab " * LONGEST_TEXT)) <= LONGEST_TEXT // 2


@given(st.text())
def test_any_text_can_be_analysed_into_words_without_blanks(text):
    terms = analyser.analyse(text).split(" ")

    assert all(term == term.strip() for term in terms)
    assert not STOP_WORDS & set(analyser.words(text)) & set(terms) - PARTS


@given(st.text(alphabet="abcdefghiklmnoprstuwzäöüß", min_size=3, max_size=30))
def test_what_is_stored_is_found_by_the_same_word(word):
    (folded,) = analyser.words(word)

    assert folded in STOP_WORDS or analyser.stem(folded) in analyser.analyse(word).split()
