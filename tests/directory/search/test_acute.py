"""Danger in a question brings the emergency numbers; everyday words do not."""

import pytest

from schutznetz.directory.search import acute


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("ich will sterben", "danger"),
        ("ich will nicht mehr leben", "danger"),
        ("er bringt mich um", "danger"),
        ("er hat ein Messer", "danger"),
        ("mein Ex bedroht mich", "danger"),
        ("sofort Hilfe, Gewalt", "danger"),
        ("mein Kind atmet nicht", "danger"),
        ("Suizid", "danger"),
        ("kill myself", "danger"),
        ("I want to die", "danger"),
        ("i just wanna die", "danger"),
        ("my husband hits me", "danger"),
        ("чоловік б'є мене", "danger"),
        ("муж бьёт меня", "danger"),
        ("زوجي يضربني", "danger"),
        ("kocam beni dövüyor", "danger"),
        ("mąż mnie bije", "danger"),
        ("Papa haut Mama", "child"),
        ("Stiefvater verdrischt mich", "child"),
        ("ich werde geschlagen", "child"),
        ("meine Eltern schlagen mich", "child"),
        ("my dad hits me", "child"),
        ("тато б'є маму", "child"),
        ("папа бьет маму", "child"),
        ("أبي يضربني", "child"),
        ("babam beni dövüyor", "child"),
        ("Wer bringt mein Kind zur Schule?", ""),
        ("Schlag", ""),
        ("Schlagzeug", ""),
        ("Schlagzeug für Papa", ""),
        ("Schlaganfall", ""),
        ("Hautausschlag Baby", ""),
        ("sofort Kita-Platz", ""),
        ("Messer und Gabel lernen", ""),
        ("Fortbildung häusliche Gewalt", ""),
        ("Mein Papa ist gestorben", ""),
        ("hit song", ""),
        ("I want to learn German", ""),
        ("die Kita", ""),
        ("дитячий садок", ""),
        ("was tu ich", ""),
        ("Kita in Auenrode", ""),
        ("", ""),
    ],
)
def test_question_speaks_of_danger(question, kind):
    assert acute.kind_of(question) == kind


@pytest.mark.parametrize(
    "question",
    ["mein Mann schlägt mich, ich brauche einen Ratschlag", "Papa würgt Mama und ich spiele Schlagzeug",
     "war im Seminar und jetzt bedroht mich mein Ex", "mein Freund schlägt mich. Vorschlag?"],
)  # fmt: skip
def test_harmless_word_beside_danger_hides_nothing(question):
    assert acute.kind_of(question)
