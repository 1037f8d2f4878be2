"""What SQLite computes for each hit; PostgreSQL ranks by itself, and the order of both is compared elsewhere."""

import pytest

from schutznetz.directory.search.plan import Alternative, Group, Term
from schutznetz.directory.search.scoring import as_parameter, fit


def asked(*words, is_frequent=False):
    groups = [Group(word.rstrip("*"), (Alternative(tuple(
        Term(part.rstrip("*"), is_prefix=part.endswith("*")) for part in word.split("+"))),), is_frequent)
        for word in words]  # fmt: skip
    return as_parameter(groups)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (("hebamm rund", "", ""), 1.0),
        (("", "hebamm", "hebamm"), 0.4),
        (("", "", "ein hebamm kommt"), 0.1),
        (("hebammin", "", ""), 0.0),
        (("", "", ""), 0.0),
    ],
)
def test_word_counts_once_where_it_says_most(entry, expected):
    assert fit(*entry, asked("hebamm")) == pytest.approx(expected)


def test_beginning_fits_every_word_that_begins_so():
    assert fit("hebammin", "", "", asked("hebamm*")) == 1.0
    assert fit("fruhhebamm", "", "", asked("hebamm*")) == 0.0


def test_parts_of_a_compound_must_all_be_there():
    assert fit("schuld berat", "", "", asked("schuld+berat")) == 1.0
    assert fit("schuld", "", "", asked("schuld+berat")) == 0.0


def test_frequent_word_says_less():
    assert fit("kind", "", "", asked("kind", is_frequent=True)) < fit("hebamm", "", "", asked("hebamm"))


def test_words_with_quotation_marks_stay_words():
    assert fit('a"b', "", "", asked('a"b')) == 1.0
