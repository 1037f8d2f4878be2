"""What stands on the card: everything that is needed, nothing that must not be there."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from schutznetz.jurisdiction.answering import professions
from schutznetz.jurisdiction.models import Catchment, EmergencyNumber
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.models import Holder
from schutznetz.publishing import access
from schutznetz.publishing.enums import CardSize
from schutznetz.publishing.presenting import card as cards
from tests.factories import (
    make_confidential_site,
    make_function,
    make_gemeinde,
    make_help_line,
    make_network,
    make_organisation,
    make_partnership,
)
from tests.publishing.factories import DUTY_NUMBER, UNIT_NUMBERS, make_network_with_card, make_service, make_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
UI = Path(__file__).resolve().parents[2] / "schutznetz/ui/static"


def card_of(network, partner_type=None, size=CardSize.A4, url="", at=AT):
    return cards.card(access.source(network, at), size, partner_type, url)


def test_card_names_units_their_places_and_who_is_behind_them():
    card = card_of(make_network_with_card())

    [section] = card.sections
    assert [(unit.name, unit.phone, unit.covers) for unit in section.units] == [
        ("Dienst Auental", UNIT_NUMBERS[0], ["übriges Auental"]),
        ("Dienst Hochau", UNIT_NUMBERS[1], ["Hochau"]),
    ]
    assert [(after.name, after.phone, after.hours, after.note) for after in section.after] == [
        ("Bereitschaft", DUTY_NUMBER, "rund um die Uhr", "auch nachts")
    ]
    assert [one.phone for one in card.emergency] == ["110", "112"]


def test_hours_that_all_units_share_are_said_once():
    [section] = card_of(make_network_with_card()).sections

    assert section.hours == "Mo, Mi, Fr 8–12 Uhr; Di, Do 8–12 und 13–18 Uhr, nicht an Feiertagen"
    assert {unit.hours for unit in section.units} == {""}


def test_units_with_other_successors_stand_apart():
    network = make_network_with_card()
    make_unit(network, "Dienst Talheim", "030 23125303", make_gemeinde("Talheim", "14901020"))

    assert [([unit.name for unit in part.units], len(part.after)) for part in card_of(network).sections] == [
        (["Dienst Auental", "Dienst Hochau"], 1),
        (["Dienst Talheim"], 0),
    ]


def test_places_name_the_gemeinde_where_there_are_several_and_streets_exactly():
    network = make_network_with_card()
    talheim, unit = make_gemeinde("Talheim", "14901020"), access.source(network, AT).units[0]
    street = {"unit": unit, "kreis": network.kreis, "gemeinde": talheim, "street": "Lange Straße", "street_key": "x"}
    Catchment.objects.create(**street, number_from=1, number_to=59, parity="odd")
    Catchment.objects.create(**{**street, "street": "Allee"}, number_from=100)
    Catchment.objects.create(unit=unit, kreis=network.kreis, gemeinde=talheim, plz="09902")

    units = card_of(network).sections[0].units

    assert units[0].covers == ["übriges Auental", "Talheim: PLZ 09902, Allee ab 100, Lange Straße 1–59 (ungerade)"]
    assert units[1].covers == ["Auental: Hochau"]


def test_a_unit_for_the_whole_kreis_says_so():
    network = make_network()
    unit = make_unit(network, "Dienst", "030 23125301", make_gemeinde())
    Catchment.objects.update(gemeinde=None)

    assert card_of(network).sections[0].units[0].covers == ["Landkreis Auental"]
    assert unit.name == "Dienst"


def test_a_number_that_nobody_confirmed_is_not_printed():
    network = make_network_with_card()
    EmergencyNumber.objects.filter(number="+4930" + UNIT_NUMBERS[0].split()[1]).update(
        confirmed_by=None, confirmed_at=None
    )

    assert [unit.phone for unit in card_of(network).sections[0].units] == ["", UNIT_NUMBERS[1]]


def test_a_bereitschaft_without_a_number_is_left_out():
    network = make_network_with_card()
    EmergencyNumber.objects.filter(service__name="Bereitschaft").delete()

    assert card_of(network).sections[0].after == []


def test_invented_numbers_are_marked_once():
    network = make_network_with_card()
    make_unit(network, "Dienst Talheim (Beispiel)", "030 23125304", make_gemeinde("Talheim", "14901020"),
              is_example=True)  # fmt: skip

    card = card_of(network)

    assert [(unit.name, unit.is_example) for part in card.sections for unit in part.units] == [
        ("Dienst Auental", False),
        ("Dienst Hochau", True),
        ("Dienst Talheim", True),
    ]
    assert card.is_example


def test_the_sentence_is_that_of_the_profession_with_its_law():
    card = card_of(make_network_with_card(), PartnerType.KITA)

    assert (card.partner_type, card.law) == ("Kindertageseinrichtung", "§ 8a Abs. 4 SGB VIII")
    assert card.sentence == professions.group("s8a4").sentence


def test_a_law_that_nobody_checked_says_so():
    assert card_of(make_network_with_card(), PartnerType.POLIZEI_ORDNUNG).law.endswith("Rechtslage noch zu prüfen")


def test_a_card_for_everybody_and_for_the_jugendamt_has_no_sentence():
    network = make_network_with_card()

    assert card_of(network).sentence == card_of(network, PartnerType.OEFF_JUGENDHILFE).sentence == ""


@pytest.mark.parametrize("partner_type", PartnerType)
def test_every_partner_type_has_a_profession(partner_type):
    assert professions.group(cards._data()["professions"][partner_type.value])


def test_the_medical_line_is_for_those_it_is_for():
    network = make_network_with_card()
    make_help_line("Medizinische Hotline", "+498001921000", source="hilfetelefone:medizinische-kinderschutzhotline")
    make_help_line("Polizei", "110", source="hilfetelefone:polizei-notruf")
    make_help_line("Seelsorge", "+498001110111", source="hilfetelefone:telefonseelsorge")

    def lines(*asked):
        return [line.name for line in card_of(network, *asked).lines]

    assert lines() == lines(PartnerType.SCHULE) == ["Seelsorge"]
    assert lines(PartnerType.HEILBERUFE) == ["Medizinische Hotline", "Seelsorge"]
    assert lines(PartnerType.HEILBERUFE, CardSize.POCKET) == ["Medizinische Hotline"]


def test_next_check_is_the_first_that_is_due_and_an_overdue_one_says_so():
    network = make_network_with_card()
    EmergencyNumber.objects.update(confirmed_at=AT)
    number = EmergencyNumber.objects.first()
    number.test_calls.create(called_at=AT - timedelta(days=10), called_by=number.proposed_by, was_answered=True)

    assert card_of(network).stand == "23.11.2026"
    assert card_of(network).next_check == (date(2026, 11, 13) + timedelta(days=90)).strftime("%d.%m.%Y")
    assert card_of(network, at=AT + timedelta(days=200)).next_check == "überfällig seit 11.02.2027"


def test_a_network_without_units_has_emergency_numbers():
    card = card_of(make_network())

    assert (card.sections, card.next_check, card.is_example) == ([], "", False)
    assert [one.phone for one in card.emergency] == ["110", "112"]


def test_no_persons_name_and_no_address_of_a_shelter_is_on_a_card():
    network = make_network_with_card()
    unit = access.source(network, AT).units[0]
    function = make_function(unit.organisation, title="Leitung")
    Holder.objects.create(function=function, name="Erika Geheim", valid_from=date(2024, 1, 1))
    house = make_organisation("Schutzhaus Verborgen")
    make_confidential_site(house, network.kreis)
    make_partnership(network, house, partner_type=PartnerType.GEWALTSCHUTZ)

    text = str(card_of(network, PartnerType.GEWALTSCHUTZ).as_data())

    assert "Geheim" not in text
    assert "Verborgen" not in text


def test_partner_types_are_those_of_active_partners_in_the_order_of_the_law():
    network = make_network()
    for kind in (PartnerType.KITA, PartnerType.SCHULE, PartnerType.KITA):
        make_partnership(network, make_organisation(), partner_type=kind)
    make_partnership(network, make_organisation(), partner_type=PartnerType.SPZ, state=PartnershipState.LEFT,
                     valid_until=date(2025, 1, 1))  # fmt: skip

    assert access.partner_types_of(network) == [PartnerType.SCHULE, PartnerType.KITA]


@pytest.mark.parametrize("units", [1, 3])
def test_source_costs_the_same_for_one_and_for_three_units(units, django_assert_num_queries):
    network = make_network()
    duty = make_service("Bereitschaft", DUTY_NUMBER, network=network)
    for number in range(units):
        make_unit(network, f"Dienst {number}", f"030 2312540{number}", make_gemeinde(), successor=duty)
    network = access.networks()[0]

    with django_assert_num_queries(7):
        access.source(network, AT)


def test_accents_are_those_of_the_pages():
    ours = (UI / "ui/schutznetz.css").read_text()
    kern = next((UI / "vendor").glob("kern-*/kern.css")).read_text()
    named = re.findall(r":root(?:\[data-accent=\"(\w+)\"\])? \{ --sn-accent-light: var\((--kern-color-[\w-]+)\)", ours)
    colours = {accent or "petrol": re.search(rf"{token}:(#\w+)", kern)[1] for accent, token in named}

    assert colours == cards.ACCENTS
