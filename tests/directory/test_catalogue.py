"""Offer types and nationwide numbers, as the project ships them."""

import json
from importlib.resources import files
from io import StringIO

import pytest
from django.core.management import call_command

from schutznetz.common import hours, phones
from schutznetz.common.errors import DomainError
from schutznetz.directory.actions import catalogue
from schutznetz.directory.enums import Area, OfferGroup
from schutznetz.directory.models import ContactPoint, Offer, OfferType, OfferTypeSynonym, PhoneNumber, SearchEntry
from schutznetz.directory.search import engine, knowledge
from schutznetz.directory.search.plan import make_plan
from schutznetz.networks.models import Function, Organisation
from tests.factories import NOW, kept_for_module, make_land

pytestmark = pytest.mark.django_db
ROWS = json.loads((files("schutznetz.directory") / "data" / "kategorien.json").read_text(encoding="utf-8"))

SAID = StringIO()


@pytest.fixture(scope="module", autouse=True)
def _filled(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        make_land("13", "Mecklenburg-Vorpommern")
        make_land("14", "Sachsen")
        call_command("load_catalogue", stdout=SAID)
        yield


def test_command_loads_types_and_numbers_and_says_how_many():
    assert SAID.getvalue() == f"Angebotstypen: 85\nHilfetelefone: {Offer.objects.count()}\n"


def test_catalogue_with_a_word_that_is_none_is_refused():
    with pytest.raises(DomainError, match=r"Das Synonym „\?!“ von „kita“ enthält kein Wort"):
        catalogue._write_synonyms({"kita": {"Kita": True, "?!": True}})


def test_all_85_types_stand_in_their_groups_and_order():
    stored = OfferType.objects.order_by("position")

    assert len(ROWS) == 85
    assert [(row.id, row.label, row.group) for row in stored] == [(r["id"], r["label"], r["gruppe"]) for r in ROWS]
    assert {row.group for row in stored} == set(OfferGroup.values)


def test_every_type_is_meant_by_its_label_and_each_of_its_synonyms():
    known = knowledge.current()

    wrong = [
        (row["id"], word)
        for row in ROWS
        for word in [row["label"], *row["synonyme"]]
        if row["id"] not in {meaning.type_id for meaning in make_plan(word, known).meanings}
    ]

    assert wrong == []


def test_loading_the_catalogue_again_changes_nothing_and_keeps_what_a_network_added():
    OfferTypeSynonym.objects.create(offer_type_id="kita", text="Krümelhaus", words="krumelhaus", is_own=True)
    before = set(OfferTypeSynonym.objects.values_list("offer_type", "text", "words", "is_main"))
    OfferType.objects.filter(pk="kita").update(label="Falsch")

    assert catalogue.load_catalogue() == 85

    assert set(OfferTypeSynonym.objects.values_list("offer_type", "text", "words", "is_main")) == before
    assert OfferType.objects.get(pk="kita").label != "Falsch"


def test_every_help_line_has_a_number_hours_a_day_and_a_source():
    lines = ContactPoint.objects.filter(offers__area__in=[Area.NATION, Area.LAND])

    assert lines.count() == Offer.objects.count() >= 10
    for line in lines:
        number = line.phone_numbers.get()
        assert phones.display(number.number)
        assert hours.validate(line.hours) == line.hours
        assert line.stand is not None
        assert line.source.startswith(("https://", "http://"))
        assert line.audience
    numbers = {line.phone_numbers.get().number for line in lines if line.is_emergency}
    assert numbers == {"110", "112"}


def test_loading_help_lines_again_changes_nothing():
    models = (Organisation, Function, ContactPoint, PhoneNumber, Offer, SearchEntry)
    before = [model.objects.count() for model in models]
    ids = set(Offer.objects.values_list("pk", flat=True))

    catalogue.load_help_lines()

    assert [model.objects.count() for model in models] == before
    assert set(Offer.objects.values_list("pk", flat=True)) == ids


@pytest.mark.parametrize(
    ("question", "number"), [("116111", "116111"), ("116 111", "116111"), ("110", "110"), ("112", "112")]
)
def test_number_is_found_by_its_digits(question, number):
    (hit, *_) = engine.search(engine.Query(question), limit=1).hits

    assert Offer.objects.get(pk=hit.offer_id).contact_point.phone_numbers.get().number == number


def test_round_the_clock_lines_are_open_now():
    always = ContactPoint.objects.filter(hours="24/7")

    assert always.exists()
    assert {hours.state(line.hours, NOW, "").status for line in always} == {"open"}
