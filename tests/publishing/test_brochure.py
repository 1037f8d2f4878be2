"""The Wegweiser: everything that is public, nothing else, in the order of the start page, and well set."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from types import SimpleNamespace

import pytest
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import OfferGroup
from schutznetz.directory.models import GoneNotice
from schutznetz.directory.presenting import situations
from schutznetz.networks.enums import ValueKey, Visibility
from schutznetz.networks.models import Holder, NetworkValue
from schutznetz.publishing.access.choosing import choose
from schutznetz.publishing.actions import brochures, sheets
from schutznetz.publishing.enums import PaperSize
from schutznetz.publishing.presenting import brochure as presenting
from tests.factories import (
    kept_for_module,
    make_confidential_site,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_help_line,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
    make_type,
)
from tests.publishing import reading
from tests.publishing.factories import DUTY_NUMBER, UNIT_NUMBERS, make_network_with_card

pytestmark = pytest.mark.django_db
AT, DAY = datetime(2026, 11, 22, 12, tzinfo=UTC), date(2026, 11, 22)
ADDRESS = "https://hilfe.example"
# Nothing below this height is text of the page itself: there stands its number.
FOOT = 46
SECRET = ("Erika Geheim", "Wilma Offen", "Hinterhof", "Geheime Leitung", "Nur intern", "Schon fort")


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Build a network whose data also has everything that must never stand on paper."""
    with kept_for_module(django_db_blocker):
        network = make_network_with_card()
        near, far = make_gemeinde(), make_gemeinde("Talheim", "14901020", plz="09902")
        midwife = make_type("hebamme", "Hebammenhilfe", group=OfferGroup.EARLY_HELP)
        shelter = make_type("frauenhaus", "Frauen- und Kinderschutzhaus", group=OfferGroup.CRISIS)
        house = make_organisation("Haus am Anger", parent=make_organisation("Werk e. V."))
        function = make_function(house, "Anmeldung")
        holder = {"function": function, "valid_from": date(2024, 1, 1)}
        Holder.objects.create(**holder, name="Erika Geheim")
        Holder.objects.create(**holder, name="Wilma Offen", visibility="public", consent_on=date(2026, 1, 1),
                              consent_expires_on=date(2027, 1, 1))  # fmt: skip
        point = make_contact_point(function, hours="Tu[1] 19:00-21:00; PH off", email="rat@anger.example")
        rat = make_offer("Ärger und Rat", organisation=house, site=make_site(house, near), contact_point=point,
                         summary="Wir hören zu.", languages=["de", "uk"], targets=["fathers"])  # fmt: skip
        make_offer("Hebamme im Tal", offer_type=midwife, site=make_site(gemeinde=far), for_pregnancy=True)
        refuge = make_organisation("Schutzhaus")
        hidden = make_confidential_site(refuge, network.kreis)
        desk = make_contact_point(make_function(refuge, "Aufnahme"), site=hidden)
        make_offer("Zuflucht", organisation=refuge, site=hidden, offer_type=shelter, contact_point=desk)
        make_partnership(network, refuge)
        make_offer("Nur intern", visibility=Visibility.NETWORK, site=make_site(house, near, street="Hinterhof"))
        lead = make_contact_point(make_function(title="Geheime Leitung"), visibility=Visibility.NETWORK)
        make_offer("Ohne Kontakt", contact_point=lead)
        gone = make_offer("Schon fort")
        GoneNotice.objects.create(network=network, organisation=gone.organisation, offer=gone, said_at=AT)
        make_help_line("Sorgentelefon", "116111")
        for key, value in ((ValueKey.IMPRINT, "Amt Auental"), (ValueKey.WELCOME, "Willkommen!")):
            NetworkValue.objects.create(network=network, key=key, value=value, stand=DAY, source="Test")
        yield SimpleNamespace(network=network, rat=rat)


@pytest.fixture(scope="module")
def made(town, django_db_blocker):
    with django_db_blocker.unblock():
        return brochures.brochure_of(choose(network="auental"), AT)


@pytest.fixture(scope="module")
def pdf(made):
    return brochures.set_brochure(replace(made, url=f"{ADDRESS}/auental/"), PaperSize.A5, DAY)


@pytest.fixture(scope="module")
def read(pdf):
    return reading.pages(pdf.content)


def test_every_kind_of_help_has_one_chapter_named_as_on_the_start_page():
    data = presenting._data()
    kinds = {row["id"] for row in json.loads((files("schutznetz.directory") / "data/kategorien.json").read_text())}
    said = [str(text) for text, _, _ in situations.SITUATIONS]

    assert Counter(kind for row in data for kind in row["arten"]) == Counter(kinds)
    assert [row["titel"] for row in data][: len(said)] == said
    assert {row["titel"] for row in data[len(said) :]} <= set(OfferGroup.values)
    assert all(set(row["auch"]) <= kinds - set(row["arten"]) for row in data)


def test_chapters_have_what_was_chosen_and_nothing_nationwide(made):
    said = [(chapter.title, [one.entry.title for part in chapter.sections for one in part.entries])
            for chapter in made.chapters]  # fmt: skip

    assert said == [
        ("Ich bin schwanger", ["Hebamme im Tal"]),
        ("Fragen zur Erziehung", ["Ärger und Rat", "Ohne Kontakt"]),
        ("Es gibt Gewalt zu Hause", ["Zuflucht"]),
    ]
    assert made.number == 4


def test_entry_says_what_a_reader_needs(made):
    entry = made.chapters[1].sections[0].entries[0].entry

    assert (entry.organisation, entry.summary) == ("Haus am Anger (Werk e. V.)", "Wir hören zu.")
    assert entry.hours == "am 1. Di im Monat 19–21 Uhr; an Feiertagen geschlossen"
    assert (entry.numbers[0].phone, entry.email) == ("030 23125147", "rat@anger.example")
    assert (entry.address, entry.for_whom) == (["Am Anger 3", "09901 Auental"], "Väter")
    assert (entry.languages, entry.freshness) == ("Deutsch, Ukrainisch", "noch von niemandem bestätigt")


def test_what_is_secret_stands_in_no_pdf(town, read):
    brochure, sheet = "\n".join(read), reading.text(sheets.sheet_of(town.rat, town.network))

    assert "Ärger und Rat" in brochure
    assert "Ärger und Rat" in sheet
    assert [word for word in SECRET if word in brochure or word in sheet] == []


def test_protected_place_has_a_number_and_no_address(made, read):
    refuge = made.chapters[2].sections[0].entries[0]

    assert (refuge.town, refuge.entry.address) == ("", ["Der Ort ist geschützt. Sie erfahren ihn am Telefon."])
    assert (refuge.entry.directions, refuge.entry.barrier) == ("", "")
    assert made.by_place[-1].title == "Ohne festen Ort"
    assert [line.text for line in made.by_place[-1].lines] == ["Zuflucht"]


def test_help_now_has_the_numbers_in_force_and_the_help_lines(read):
    page = next(text for text in read if text.startswith("Hilfe sofort"))

    for said in ("110", "112", *UNIT_NUMBERS, DUTY_NUMBER, "116 111", "Sorgentelefon"):
        assert said in page


def test_welcome_and_imprint_are_those_of_the_network(read):
    assert "Wegweiser für Familien" in read[0]
    assert "Willkommen!" in read[1]
    assert "Amt Auental" in read[-1]
    assert "Stand: 22.11.2026" in read[-1]
    assert "hilfe.example/auental" in read[-1]


def test_indexes_lead_to_the_pages(made, read):
    """Every title and house stands behind a page number, and on that page."""
    at = {title: number for number, text in enumerate(read, 1) for title in (text.split("Namen von A bis Z")[0],)}
    names = next(text for text in read if text.startswith("Namen von A bis Z"))
    found = {
        name: int(page) for name, page in re.findall(r"(Ärger und Rat|Zuflucht|Schutzhaus|Ohne Kontakt) (\d+)", names)
    }

    assert len(at) == len(read)
    assert set(found) == {"Ärger und Rat", "Zuflucht", "Schutzhaus", "Ohne Kontakt"}
    assert all(name in read[page - 1] for name, page in found.items())
    assert [shelf.title for shelf in made.by_place] == ["Auental", "Talheim", "Ohne festen Ort"]
    assert made.by_name[0].title == "A"


def test_pdf_is_tagged_german_and_made_as_pdf_ua_and_pdf_a(pdf):
    for mark in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"/Lang(de-DE)", b"/MarkInfo"):
        assert mark in pdf.content
    assert b"/MediaBox[0 0 419.52756 595.2756]" in pdf.content


@pytest.fixture(scope="module")
def long(made):
    """Set a brochure with long and short entries, until every height of a page's foot has been met."""
    chapters, number = [], 0
    for chapter in made.chapters:
        sections = []
        for part in range(6):
            section = chapter.sections[0]
            entries = []
            for place in range(3):
                entry = replace(
                    section.entries[0].entry,
                    title=f"Titel{number} und mehr",
                    summary="Ein Satz mehr. " * (place * 4 + part * 2),
                )
                entries.append(replace(section.entries[0], number=number, entry=entry))
                number += 1
            sections.append(
                replace(
                    section,
                    key=f"{section.key}{part}",
                    title=f"Abschnitt{number}",
                    explained="Was es ist.",
                    entries=entries,
                )
            )
        chapters.append(replace(chapter, sections=sections))
    by_name = [
        presenting.Shelf(
            "T",
            [presenting.Line(f"Titel{n}, langer {'i' * (n % 40)} Name zweier Zeilen", [n]) for n in range(number)],
        )
    ]
    content = brochures.set_brochure(replace(made, chapters=chapters, by_name=by_name), PaperSize.A4, DAY).content
    return list(reading.lines(content))


def test_nothing_stands_alone_at_the_foot_of_a_page_and_no_entry_is_torn(long):
    wholes = 0
    for page in long:
        body = [said for height, _, said in page if height > FOOT and not said.isdigit()]
        assert not re.match(r"Titel\d+ und|Abschnitt\d+|Was es ist", body[-1]), body[-3:]
        text = " ".join(body)
        if "Ein Satz mehr" in text:
            begun, ended = len(re.findall(r"Titel\d+ und mehr", text)), text.count("noch von niemandem bestätigt")
            assert begun == ended, text[-200:]
            wholes += begun
    assert wholes > 50


def test_number_of_a_long_line_of_the_index_stands_beside_its_last_words(long):
    """However long a name is, its number stands at the right of its last word, and never alone in a line."""
    pages = [page for page in long if sum(", langer" in said for _, _, said in page) > 5]
    for page in pages:
        last = {round(height) for height, _, said in page if said.endswith("Zeilen")}
        numbers = {round(height) for height, _, said in page if said.isdigit() and height > FOOT}
        assert last == numbers
    assert pages


def test_brochure_without_network_or_offers_is_refused(town):
    for words, said in (({}, brochures.NO_NETWORK), ({"network": "auental", "topic": "jugend"}, brochures.NOTHING)):
        with pytest.raises(DomainError, match=re.escape(said)):
            brochures.brochure_of(choose(**words), AT)


def test_cover_says_what_was_chosen(town):
    words = {"network": "auental", "place": "09902", "topic": "hebamme", "age": "Schwangerschaft"}

    assert brochures.brochure_of(choose(**words), timezone.now()).scope == [
        "Rund um 09902 Talheim", "Hebammenhilfe", "Schwangerschaft",
    ]  # fmt: skip
