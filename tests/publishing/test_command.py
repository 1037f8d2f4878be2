"""``manage.py notfallkarte``, the folder of all cards, and the jobs that keep them fresh."""

import json
import os
import time
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from schutznetz.common.errors import DomainError
from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import tasks as queue
from schutznetz.jurisdiction.actions import confirm_number, propose_number, record_test_call
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.models import Partnership
from schutznetz.publishing import actions, tasks
from schutznetz.publishing.enums import CardSize
from tests.factories import make_function, make_gemeinde, make_kreis, make_network, make_organisation, make_partnership
from tests.publishing.factories import make_network_with_card, make_service, make_unit

pytestmark = pytest.mark.django_db
ADDRESS = "https://hilfe.example"
SECONDS = 2  # of work, however busy the machine is


def printed(capsys, *arguments):
    call_command("notfallkarte", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("size", CardSize.values)
def test_card_is_written_in_time_and_described(size, tmp_path, capsys, settings):
    settings.PUBLIC_ADDRESS = ADDRESS
    make_network_with_card()
    out, begin = tmp_path / "karte.pdf", time.process_time()

    said = printed(capsys, "--network", "auental", "--partner-type", "kita", "--size", size, "--out", str(out))

    assert time.process_time() - begin < SECONDS
    assert out.read_bytes().startswith(b"%PDF")
    assert said["bytes"] == out.stat().st_size
    assert said["pages"] == {"a4": 1, "pocket": 2}[size]
    assert (said["network"], said["partner_type"], said["size"]) == ("auental", "kita", size)
    assert said["qr"] == f"{ADDRESS}/auental/jetzt/"
    assert said["hints"] == ["Die örtlichen Nummern sind erfunden; bitte nicht aushängen."]
    assert [path.name for path in tmp_path.iterdir()] == ["karte.pdf"]


def test_the_paper_has_the_size_it_says(tmp_path):
    network = make_network_with_card()
    for size, box in ((CardSize.A4, b"/MediaBox[0 0 595.2756 841.8898]"), (CardSize.POCKET, b"/MediaBox[0 0 297.6378")):
        actions.print_card(network, None, size, tmp_path / "karte.pdf")
        assert box in (tmp_path / "karte.pdf").read_bytes()


def test_without_an_address_the_card_has_no_code_and_says_why(tmp_path, capsys, settings):
    settings.PUBLIC_ADDRESS = ""
    make_network_with_card()

    call_command("notfallkarte", "--network", "auental", "--out", str(tmp_path / "karte.pdf"))

    said = capsys.readouterr().out
    assert said.startswith(f"Die Notfallkarte liegt in {tmp_path / 'karte.pdf'} (1 Seite, Stand ")
    assert "Die Karte hat keinen QR-Code: Bitte nennen Sie in SCHUTZNETZ_ADRESSE" in said


def test_what_is_missing_is_said(tmp_path, capsys):
    network = make_network_with_card()
    EmergencyNumber.objects.filter(service__name="Dienst Auental").delete()
    EmergencyNumber.objects.update(confirmed_at=datetime(2025, 1, 1, tzinfo=UTC))
    make_network("leer", "Netzwerk Leer", kreis=make_kreis("14902", "Landkreis Leer"))

    hints = printed(capsys, "--network", network.slug, "--out", str(tmp_path / "a.pdf"))["hints"]
    empty = printed(capsys, "--network", "leer", "--out", str(tmp_path / "b.pdf"))["hints"]

    assert "Ohne bestätigte Nummer: Dienst Auental." in hints
    assert "Probeanruf überfällig seit 01.04.2025." in hints
    assert any(hint.startswith("Für dieses Netzwerk ist keine Einheit eingetragen") for hint in empty)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--network", "nirgends"], "Das Netzwerk „nirgends“ gibt es nicht. Vorhanden: auental."),
        (["--network", "auental", "--partner-type", "zoo"], "Den Partnertyp „zoo“ gibt es nicht. Bekannt: "),
    ],
)
def test_unknown_names_end_with_two_and_write_nothing(arguments, said, tmp_path):
    make_network()
    with pytest.raises(CommandError) as error:
        call_command("notfallkarte", *arguments, "--out", str(tmp_path / "karte.pdf"))

    assert (error.value.returncode, list(tmp_path.iterdir())) == (2, [])
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("place", ["fehlt/karte.pdf", "datei/karte.pdf", "."])
def test_a_path_that_cannot_be_written_ends_with_two_and_leaves_nothing(place, tmp_path):
    make_network_with_card()
    (tmp_path / "datei").write_text("schon da")
    (tmp_path / "ordner").mkdir()
    out = tmp_path / "ordner" if place == "." else tmp_path / place
    with pytest.raises(CommandError, match="lässt sich nicht nach") as error:
        call_command("notfallkarte", "--network", "auental", "--out", str(out))

    assert error.value.returncode == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["datei", "ordner"]


def test_a_full_disk_keeps_the_card_that_was_there(tmp_path, monkeypatch):
    network, target = make_network_with_card(), tmp_path / "karte.pdf"
    target.write_bytes(b"alt")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(DomainError, match="No space left"):
        actions.print_card(network, None, CardSize.A4, target)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"karte.pdf": b"alt"}


def test_a_network_with_many_units_gets_the_narrow_card_before_a_third_page(tmp_path):
    network = make_network_with_card()
    for number in range(14):
        make_unit(network, f"Dienst {number:02}", f"030 23125{400 + number}", make_gemeinde(), ortsteil="Ort " * 9)

    assert actions.print_card(network, None, CardSize.POCKET, tmp_path / "a6.pdf").pages == 2
    assert actions.print_card(network, None, CardSize.A4, tmp_path / "a4.pdf").pages == 2


def test_all_cards_of_a_network_lie_in_its_folder_and_former_ones_go(tmp_path, settings):
    settings.CARDS = tmp_path / "karten"
    network = make_network_with_card()
    make_partnership(network, make_organisation(), partner_type=PartnerType.KITA)

    actions.print_all_cards(network, datetime(2026, 11, 23, tzinfo=UTC))
    first = sorted(path.name for path in (tmp_path / "karten/auental").iterdir())
    Partnership.objects.update(state=PartnershipState.LEFT, valid_until=date(2026, 1, 1))
    actions.print_all_cards(network, datetime(2026, 11, 23, tzinfo=UTC))

    assert first == ["notfallkarte-alle-a4.pdf", "notfallkarte-alle-pocket.pdf",
                     "notfallkarte-kita-a4.pdf", "notfallkarte-kita-pocket.pdf"]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "karten/auental").iterdir()) == first[:2]


def test_many_changes_of_a_network_make_one_job():
    make_network_with_card()
    Job.objects.all().delete()
    for name, number in (("Dienst Auental", "030 23125311"), ("Dienst Hochau", "030 23125312")):
        office = make_organisation()
        service = DutyService.objects.get(name=name)
        proposed = propose_number(service, number, make_function(office, "Leitung"))
        record_test_call(
            confirm_number(proposed, make_function(office, "Amt")), proposed.proposed_by, was_answered=True
        )

    jobs = Job.objects.filter(name="publishing.print_cards")
    assert [job.args for job in jobs] == [{"network": "auental"}]


def test_a_number_for_all_networks_prints_them_all(tmp_path, settings):
    settings.CARDS = tmp_path
    make_network("eins", "Eins")
    make_network("zwei", "Zwei")
    make_service("Hotline", "030 23125399", kind="state")
    job = Job.objects.get(name="publishing.print_cards")

    queue.registered()[job.name].prepare(**job.args)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["eins", "zwei"]


def test_a_network_that_is_gone_prints_nothing(tmp_path, settings):
    settings.CARDS = tmp_path
    make_network("eins", "Eins")

    tasks.print_cards.prepare(network="fort")

    assert list(tmp_path.iterdir()) == []


def test_every_night_each_network_gets_a_job():
    make_network("eins", "Eins")
    make_network("zwei", "Zwei")

    tasks.print_all_cards.effect()

    assert [job.args["network"] for job in Job.objects.order_by("pk")] == ["eins", "zwei"]
