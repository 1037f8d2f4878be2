"""``manage.py setup_network``: a Kreis and a file become a network; a second run changes nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from schutznetz.audit.models import Entry
from schutznetz.coordination.access.setting_up import set_up_state
from schutznetz.coordination.presenting.setting_up import missing
from schutznetz.directory.models import Offer
from schutznetz.jurisdiction import actions as jurisdiction
from schutznetz.jurisdiction.models import Catchment, DeviatingHours, DutyService, EmergencyNumber
from schutznetz.networks import access as networks
from schutznetz.networks.enums import FunctionRole, ValueKey
from schutznetz.networks.models import Function, Membership, Network, Partnership, Unit
from tests.coordination.test_configuring import WHOLE
from tests.factories import NOW, make_gemeinde, make_kreis, make_network, make_type

pytestmark = pytest.mark.django_db
WRITTEN = (Network, Partnership, Unit, Function, Membership, DutyService, EmergencyNumber, Catchment, DeviatingHours)


@pytest.fixture
def kreis():
    kreis = make_kreis("14901", "Landkreis Auental")
    make_gemeinde("Auental", "14901010", kreis=kreis)
    make_gemeinde("Bergdorf", "14901020", kreis=kreis, plz="09902")
    return kreis


@pytest.fixture
def run(tmp_path, capsys):
    """Return what the command says as JSON for a file with this text."""

    def call(text=WHOLE, *, kreis="14901", slug="auental"):
        (tmp_path / "netz.toml").write_text(text, encoding="utf-8")
        call_command("setup_network", "--kreis", kreis, "--slug", slug, "--config", tmp_path / "netz.toml", "--json")
        return json.loads(capsys.readouterr().out)

    return call


def counts():
    return {model.__name__: model.objects.count() for model in WRITTEN}


def refusal(*arguments):
    with pytest.raises(CommandError) as caught:
        call_command("setup_network", *arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_kreis_alone_is_enough_for_a_portal_with_a_proposed_name(kreis, capsys, client):
    call_command("setup_network", "--kreis", "14901", "--slug", "auental")

    network = Network.objects.get()
    assert (network.name, network.kreis) == ("Netzwerk Kinderschutz und Frühe Hilfen Landkreis Auental", kreis)
    assert client.get("/auental/").status_code == 200
    out = capsys.readouterr().out
    assert "Jugendamt: Jugendamt Landkreis Auental" in out
    assert "Noch ist keine Einheit angelegt, die zuständig sein kann." in out


def test_file_becomes_office_units_services_places_and_an_invitation(kreis, run):
    said = run()

    network = Network.objects.get()
    assert (network.name, network.accent, network.confirm_every_days) == ("Netz Auental", "green", 90)
    assert Partnership.objects.get().partner_type == "oeff_jugendhilfe"
    north = DutyService.objects.get(name="Sozialer Dienst Nord")
    assert (north.unit.name, north.successor.name, north.source) == ("Nord", "Bereitschaft", "Jugendamt")
    assert not north.is_example
    assert sorted((row.gemeinde.name, row.ortsteil) for row in Catchment.objects.all()) == [
        ("Auental", ""), ("Bergdorf", "Tal"),
    ]  # fmt: skip
    (sent,) = said["invitations"]
    assert networks.open_invitation(sent["link"].rstrip("/").rsplit("/", 1)[1]).email == "nora@amt.example"


def test_values_are_kept_with_stand_and_source_of_the_file(kreis, run):
    run()

    row = networks.values_of(Network.objects.get())[ValueKey.ACCENT]
    assert (row.value, str(row.stand), row.source) == ("green", "2026-10-01", "Jugendamt")


def test_numbers_wait_for_a_second_pair_of_eyes(kreis, run):
    said = run()

    assert EmergencyNumber.objects.waiting().count() == 2
    assert not EmergencyNumber.objects.in_force().exists()
    assert "Ohne bestätigte Nummer: Bereitschaft, Sozialer Dienst Nord." in said["missing"]


def test_report_tells_what_is_missing_and_what_the_check_finds(kreis, run):
    said = run(WHOLE.replace(', { gemeinde = "Bergdorf", ortsteile = ["Tal"] }', ""))

    assert said["jurisdiction"]["holes"] == [{"gemeinde": "Bergdorf", "ortsteil": None}]
    assert "Niemand ist zuständig für: Bergdorf." in said["missing"]


def test_second_run_changes_nothing_and_says_so(kreis, run, capsys, tmp_path):
    run()
    before, entries = counts(), Entry.objects.count()

    said = run()

    assert (counts(), Entry.objects.count()) == (before, entries)
    assert (said["created"], said["differs"], said["invitations"]) == ([], [], [])
    call_command("setup_network", "--kreis", "14901", "--slug", "auental", "--config", tmp_path / "netz.toml")
    assert "Alles ist schon da. Nichts wurde geändert." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ('accent = "green"', 'accent = "blue"', "Farbe: steht als „green“, die Datei sagt „blue“"),
        ("rund um die Uhr", "Mo-Fr 18-22 Uhr", "Zeiten: steht als „24/7“, die Datei sagt „Mo-Fr 18:00-22:00“"),
        ("030 23125101", "030 23125109", "030 23125109 steht nur in der Datei. Bitte im Portal vorschlagen."),
        ('{ gemeinde = "Auental" }, ', "", "1 Zeilen stehen nur in der Datenbank. Sie bleiben."),
    ],
)
def test_second_run_says_what_differs_and_leaves_it(kreis, run, old, new, note):
    run()
    before = counts()

    said = run(WHOLE.replace(old, new))

    assert [row["note"] for row in said["differs"]] == [note]
    assert counts() == before


def test_second_run_adds_what_is_new_in_the_file(kreis, run):
    run()

    said = run(WHOLE.replace('gemeinde = "Bergdorf", ortsteile = ["Tal"]', 'gemeinde = "Bergdorf"'))

    assert Catchment.objects.filter(gemeinde__name="Bergdorf", ortsteil="").exists()
    assert said["jurisdiction"]["holes"] == []


def test_gemeinde_that_is_not_there_refuses_everything(kreis, run):
    with pytest.raises(CommandError, match=r"„Bergdorff“ gibt es .* Gemeint ist vielleicht „Bergdorf“"):
        run(WHOLE.replace("Bergdorf", "Bergdorff"))
    assert not any(counts().values())


def test_file_of_another_network_is_refused(kreis, run):
    with pytest.raises(CommandError, match="Die Datei ist für „auental“, gefragt war „bergtal“"):
        run(slug="bergtal")


def test_address_of_another_kreis_is_refused(kreis):
    make_network("auental", kreis=make_kreis("14902", "Landkreis Bergtal"))

    said = refusal("--kreis", "14901", "--slug", "auental")

    assert "Unter „auental“ gibt es schon ein Netzwerk für Landkreis Bergtal (14902)" in said


@pytest.mark.parametrize(
    ("kreis_ags", "slug", "sentence"),
    [
        ("99999", "auental", "Einen Kreis mit dem AGS 99999 kennt die Tabelle der Regionen nicht."),
        ("14901", "suche", "„suche“ ist für eine Seite des Portals vergeben."),
        ("14901", "mit leer", "Bitte ein gültiges Kürzel"),
    ],
)
def test_unusable_kreis_or_address_is_refused(kreis, kreis_ags, slug, sentence):
    assert sentence in refusal("--kreis", kreis_ags, "--slug", slug)


def test_responsibility_is_never_guessed_from_distance(kreis, run):
    with pytest.raises(CommandError, match="nur für erfundene Beispiele"):
        run('[[unit]]\nname = "Nord"\ncover = [{ nearest = "Auental" }]')


def test_list_of_the_file_is_imported(kreis, run, tmp_path):
    make_type("kita", "Kindertageseinrichtung")
    (tmp_path / "kitas.csv").write_text(
        "Einrichtung;Art;Straße;PLZ;Ort;Telefon\nKita Sonne;Kita;Am Anger 3;09901;Auental;030 23125100\n",
        encoding="utf-8",
    )

    said = run(WHOLE + '\n[[list]]\npath = "kitas.csv"\n')

    assert [(row["file"], row["created"]) for row in said["lists"]] == [("kitas.csv", 1)]
    assert Offer.objects.count() == 1


def test_network_with_everything_has_nothing_open(kreis, run):
    run(WHOLE.replace('gemeinde = "Bergdorf", ortsteile = ["Tal"]', 'gemeinde = "Bergdorf"'))
    network = Network.objects.get()
    lead = Function.objects.get(role=FunctionRole.ASD_LEAD)
    for number in EmergencyNumber.objects.waiting():
        jurisdiction.confirm_number(number, lead)

    said = missing(set_up_state(network, NOW))

    assert said == [
        "Noch leer: Satz auf der Startseite, Telefon der Koordination, E-Mail der Koordination, Impressum.",
        "Noch ist kein Partner da. Lesen Sie eine Liste ein oder legen Sie einen an.",
        "Notfallnummern brauchen zwei Menschen. Laden Sie die Leitung des Sozialen Dienstes ein.",
    ]
