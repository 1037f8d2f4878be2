"""Danger in a question brings the emergency numbers; everyday words do not."""

import pytest

from schutznetz.directory.search import acute


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("ich will sterben", "danger"),
        ("ich will nicht mehr leben", "danger"),
        ("er bringt mich um", "danger"),
        ("Wer bringt mein Kind zur Schule?", ""),
        ("Kita in Auenrode", ""),
        ("", ""),
    ],
)
def test_question_speaks_of_danger(question, kind):
    assert acute.kind_of(question) == kind
