"""Own questions, in people's own words, find what they need in the demo's network. Halves B and D were kept unseen
while halves A and C and their words were worked on; ``directory/search/eigene_fragen_*.json`` notes who would type each
of them."""

import json
from pathlib import Path

import pytest

from schutznetz.directory import access
from schutznetz.directory.models import Offer
from schutznetz.directory.search.engine import Query, search
from schutznetz.networks.models import Network

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
QUESTIONS = Path(__file__).parents[1] / "directory" / "search"


def hits(question, limit=10, slug="musterkreis"):
    """Return the offers that are found, best first, without all that their cards would show."""
    network = Network.objects.get(slug=slug)
    split = access.split_place(question, network)
    found = search(Query(split.text, network=network), limit=limit).hits
    offers = Offer.objects.public().in_bulk([hit.offer_id for hit in found])
    return [offers[hit.offer_id] for hit in found if hit.offer_id in offers]


@pytest.mark.parametrize(
    ("half", "complete", "first"), [("a", 0.96, 0.93), ("b", 0.93, 0.88), ("c", 0.97, 0.92), ("d", 0.92, 0.85)]
)
def test_own_questions_find_what_they_need(half, complete, first):
    cases = json.loads((QUESTIONS / f"eigene_fragen_{half}.json").read_text(encoding="utf-8"))
    found = [(case, [offer.offer_type_id for offer in hits(case["query"])]) for case in cases]

    missed = [case["query"] for case, kinds in found if not set(case["must_find"]) <= set(kinds)]
    astray = [case["query"] for case, kinds in found if not kinds or kinds[0] not in case["must_find"]]
    assert len(cases) >= 100
    assert 1 - len(missed) / len(cases) >= complete, missed
    assert 1 - len(astray) / len(cases) >= first, astray


@pytest.mark.parametrize(
    "question",
    ["ich werde geschlagen", "mein Mann schlägt mich", "er hat mich verprügelt", "mein Partner würgt mich"],
)
def test_who_is_beaten_is_not_sent_to_the_training_of_those_who_beat(question):
    first = hits(question, limit=1)[0]

    assert first.offer_type_id in {"haeusliche-gewalt-beratung", "frauenhaus"}
    assert "zugeschlagen" not in first.title


def test_who_beats_is_sent_there():
    assert "zugeschlagen" in hits("ich schlage meine Frau", limit=1)[0].title


@pytest.mark.parametrize("question", ["ich werde geschlagen", "mein Mann schlägt mich", "мой муж бьёт меня"])
def test_who_is_beaten_finds_shelter_in_an_example_network(question):
    kinds = {offer.offer_type_id for offer in hits(question, limit=3, slug="leipzig")}

    assert kinds & {"haeusliche-gewalt-beratung", "frauenhaus"}


@pytest.mark.parametrize(
    ("question", "first", "later"),
    [
        ("was soll ich werden", "jugendberufshilfe", ""),
        ("Was will mein Sohn mal werden?", "jugendberufshilfe", ""),
        ("Kind ohne Papiere", "migrationsberatung", ""),
        ("Wohnugslos", "wohnungsnotfall", ""),
        ("Jugendamd Telefonnummer", "jugendamt-asd", ""),
        ("I want to die", "krisentelefon", ""),
        ("Patientin will nicht sagen wer sie ist und bald entbinden", "vertrauliche-geburt", "geburtsklinik"),
        ("mein Alter säuft und ich halt das nicht mehr aus", "kinder-belasteter-eltern", "suchtberatung"),
    ],
)
def test_what_matters_most_stands_first(question, first, later):
    kinds = [offer.offer_type_id for offer in hits(question)]

    assert kinds[0] == first
    assert not later or later not in kinds or kinds.index(first) < kinds.index(later)
