"""Setting up a network in the browser: every step is computed, no place is guessed, no chain turns in a circle."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.coordination.access import setting_up as access
from schutznetz.coordination.actions import setting_up as actions
from schutznetz.coordination.presenting.setting_up import hours_in_german, steps_of
from schutznetz.jurisdiction.models import Catchment, DutyService, EmergencyNumber
from schutznetz.networks import access as networks
from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Partnership, Unit
from tests.factories import make_gemeinde
from tests.people import World

pytestmark = pytest.mark.django_db
PAGE = "/konto/einrichten/"


@pytest.fixture
def world():
    world = World()
    office = Partnership.objects.filter(organisation=world.organisations["office"])
    office.update(partner_type=PartnerType.OEFF_JUGENDHILFE)
    world.valley = make_gemeinde("Auental", "14901010", kreis=world.home.kreis)
    world.hill = make_gemeinde("Bergdorf", "14901020", kreis=world.home.kreis, plz="09902")
    return world


@pytest.fixture
def client(world):
    return world.client("coordinator")


def make_unit(world, name="Nord"):
    return Unit.objects.create(organisation=world.organisations["office"], name=name)


def post(client, page, **said):
    return client.post(PAGE + page, said, follow=True).text


def assign(client, **said):
    """Send the whole table, as a browser does."""
    return post(client, "orte/", **({"ort_14901010": "offen", "ort_14901020": "offen"} | said))


def new_service(client, **said):
    given = {"name": "Bereitschaft", "hours": "rund um die Uhr", "phone": "030 23125100"}
    return post(client, "zeiten/neu/", **(given | said))


def open_steps(world):
    return {step.key for step in steps_of(access.set_up_state(world.home, timezone.now())) if not step.is_done}


def test_overview_says_how_far_it_is_and_what_is_open(client):
    page = client.get(PAGE).text

    assert "Fertig: 2 von 6 Schritten." in page
    assert "Noch ist keine Einheit angelegt, die zuständig sein kann." in page


def test_unit_is_made_in_the_jugendamt(client, world):
    assert "Angelegt: Sozialer Dienst Nord." in post(client, "einheit/", name="Sozialer Dienst Nord")

    assert Unit.objects.get().organisation == world.organisations["office"]
    assert "gibt es schon" in post(client, "einheit/", name="Sozialer Dienst Nord")
    assert "Bitte geben Sie der Einheit einen Namen." in post(client, "einheit/", name=" ")
    assert Entry.objects.filter(event="unit.added", network=world.home.pk).count() == 1


def test_gemeinden_get_their_unit_and_the_hole_is_named(client, world):
    unit = make_unit(world)

    page = assign(client, ort_14901010=str(unit.pk))

    assert "Gespeichert: 1 geändert." in page
    assert "1 von 2 sind noch offen." in page
    assert "Niemand ist zuständig für: Bergdorf." in client.get(PAGE).text


def test_rest_takes_all_that_are_open_and_no_other(client, world):
    north, south = make_unit(world), make_unit(world, "Süd")
    assign(client, ort_14901010=str(north.pk), rest=str(south.pk))

    found = dict(Catchment.objects.values_list("gemeinde__name", "unit__name"))
    assert found == {"Auental": "Nord", "Bergdorf": "Süd"}
    assert "places" not in open_steps(world)


def test_change_keeps_what_held_until_yesterday(client, world):
    north, south = make_unit(world), make_unit(world, "Süd")
    Catchment.objects.create(unit=north, kreis=world.home.kreis, gemeinde=world.valley)
    assign(client, ort_14901010=str(south.pk))

    old, new = Catchment.objects.order_by("pk")
    assert (old.valid_until, new.unit, new.valid_from) == (
        timezone.localdate() - timedelta(days=1), south, timezone.localdate(),
    )  # fmt: skip
    assign(client, ort_14901010=str(north.pk))
    assert Catchment.objects.count() == 2


def test_gemeinde_that_was_not_sent_keeps_its_unit(client, world):
    unit = make_unit(world)
    assign(client, rest=str(unit.pk))

    page = post(client, "orte/", ort_14901010=str(unit.pk))

    assert "Bitte wählen Sie eine Einheit, oder „noch offen“." in page
    assert Catchment.objects.filter(valid_until=None).count() == 2


def test_unit_of_the_whole_kreis_leaves_nothing_open(client, world):
    Catchment.objects.create(unit=make_unit(world), kreis=world.home.kreis)

    page = client.get(f"{PAGE}orte/").text

    assert "2 von 2 haben keine eigene Einheit. Dort ist zuständig: Nord." in page
    assert "places" not in open_steps(world)


def test_gemeinde_of_another_network_in_the_kreis_is_not_there_and_cannot_be_taken(client, world):
    """A Kreis may have several Jugendämter; none of them ends what another answers for."""
    mine = make_unit(world)
    foreign = Unit.objects.create(organisation=world.organisations["office_elsewhere"], name="Fremd")
    Catchment.objects.create(unit=foreign, kreis=world.home.kreis, gemeinde=world.valley)

    page = post(client, "orte/", ort_14901010=str(mine.pk), ort_14901020="offen", rest=str(mine.pk))

    assert "Für 1 weitere ist ein anderes Netzwerk zuständig." in page
    assert "Auental" not in page
    assert "Fremd" not in page
    assert list(Catchment.objects.filter(gemeinde=world.valley).values_list("unit", "valid_until")) == [
        (foreign.pk, None)
    ]
    assert Catchment.objects.filter(gemeinde=world.hill, unit=mine).exists()
    with pytest.raises(DomainError, match="Für Auental ist eine Einheit eines anderen Netzwerks zuständig"):
        actions.assign(world.home, {world.valley: mine}, networks.acting_in(world.membership("coordinator"), ""))
    kept = Catchment.objects.get(gemeinde=world.valley)
    assert (kept.unit, kept.valid_until) == (foreign, None)


def test_finer_rules_stay_and_are_named(client, world):
    unit = make_unit(world)
    Catchment.objects.create(unit=unit, kreis=world.home.kreis, gemeinde=world.valley, plz="09901")

    page = assign(client, ort_14901010=str(unit.pk))

    assert "Für Teile davon gelten 1 engere Regeln." in page
    assert Catchment.objects.filter(plz="09901", valid_until=None).count() == 1


def test_unit_of_another_network_cannot_be_chosen(client, world):
    make_unit(world)
    foreign = Unit.objects.create(organisation=world.organisations["office_elsewhere"], name="Fremd")

    page = assign(client, ort_14901010=str(foreign.pk))

    assert "Bitte wählen Sie eine Einheit aus der Liste." in page
    assert not Catchment.objects.exists()


def test_service_is_written_down_and_its_number_only_proposed(client, world):
    assert "Gespeichert." in new_service(client)

    service = DutyService.objects.get()
    assert (service.kind, service.hours, service.network) == ("duty", "24/7", world.home)
    assert EmergencyNumber.objects.waiting().get().number == "+493023125100"


def test_unit_names_its_hours_and_who_answers_after_it(client, world):
    new_service(client)
    unit, duty = make_unit(world), DutyService.objects.get()
    assert "Noch ohne Zeiten: Nord." in client.get(PAGE + "zeiten/").text

    new_service(
        client, unit=str(unit.pk), name="", hours="Mo-Do 8-16 Uhr", successor=str(duty.pk), phone="030 23125101"
    )

    service = DutyService.objects.get(unit=unit)
    assert (service.name, service.kind, service.successor) == ("Nord", "unit", duty)
    page = client.get(PAGE + "zeiten/").text
    assert "Mo-Do 08:00-16:00" in page
    assert "danach: Bereitschaft" in page
    assert "times" not in open_steps(world)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"hours": "manchmal"}, "Bitte schreiben Sie die Zeiten so"),
        ({"hours": ""}, "Bitte sagen Sie, wann dort ein Mensch antwortet."),
        ({"phone": "12"}, "ist keine Telefonnummer"),
        ({"name": ""}, "Bitte geben Sie dem Dienst einen Namen."),
        ({"successor": "nobody"}, "Bitte wählen Sie etwas aus der Liste."),
    ],
)
def test_unusable_service_is_refused_and_what_was_typed_stays(client, said, sentence):
    page = new_service(client, note="bitte lange klingeln", **said)

    assert sentence in page
    assert "bitte lange klingeln" in page
    assert not DutyService.objects.exists()


def test_second_service_of_one_name_is_refused(client):
    new_service(client)

    assert "„Bereitschaft“ gibt es schon." in new_service(client, phone="030 23125109")


def test_chain_never_turns_in_a_circle(client):
    new_service(client)
    first = DutyService.objects.get()
    new_service(client, name="Notdienst", phone="030 23125109", successor=str(first.pk))
    second = DutyService.objects.get(name="Notdienst")

    page = post(client, f"zeiten/{first.pk}/", hours="24/7", successor=str(second.pk))

    assert "im Kreis drehen" in page
    first.refresh_from_db()
    assert first.successor is None


def test_changed_hours_have_a_new_stand_and_a_line_in_the_log(client, world):
    new_service(client)
    service = DutyService.objects.get()
    DutyService.objects.update(stand=timezone.localdate() - timedelta(days=99))

    assert "Gespeichert." in post(client, f"zeiten/{service.pk}/", hours="Mo-Fr 18-22 Uhr", note="kurz warten")

    service.refresh_from_db()
    assert (service.hours, service.note, service.stand) == ("Mo-Fr 18:00-22:00", "kurz warten", timezone.localdate())
    assert Entry.objects.filter(event="service.kept").count() == 2


def test_step_is_open_again_when_something_goes_missing(client, world):
    unit = make_unit(world)
    assign(client, rest=str(unit.pk))
    assert "places" not in open_steps(world)

    make_gemeinde("Neudorf", "14901030", kreis=world.home.kreis, plz="09903")

    assert "places" in open_steps(world)


def test_hours_are_said_in_german():
    assert hours_in_german("Tu,Th 08:00-12:00; PH off") == "Di,Do 08:00-12:00; Feiertage geschlossen"
    assert (hours_in_german("24/7"), hours_in_german("")) == ("rund um die Uhr", "noch keine Zeiten")
