"""Brochures and sheets to download: printed by a job, or once for what they say; never for each click."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.directory.models import NO_ADDRESS, Offer
from schutznetz.jobs.models import Job
from schutznetz.networks.enums import Visibility
from schutznetz.publishing import tasks
from schutznetz.publishing.actions import brochures, sheets
from schutznetz.publishing.typesetting import pdf
from tests.factories import make_network, make_offer
from tests.publishing import reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CARDS = tmp_path
    return tmp_path


@pytest.fixture
def rendered(monkeypatch):
    """Return the templates that are set from now on."""
    found, render = [], pdf.render

    def noted(template, *values):
        found.append(template)
        return render(template, *values)

    monkeypatch.setattr(pdf, "render", noted)
    return found


def files(folder):
    return sorted(path.name for path in folder.rglob("*.pdf"))


def test_sheet_is_set_once_until_the_offer_changes(client, folder, rendered):
    network, offer = make_network(), make_offer("Rat")
    address = f"/{network.slug}/angebot/{offer.pk}/blatt.pdf"

    first, again = client.get(address), client.get(address)
    assert (first.status_code, first.headers["Content-Type"], first.content) == (200, "application/pdf", again.content)
    assert rendered == [sheets.TEMPLATE]

    Offer.objects.update(title="Guter Rat")
    assert "Guter Rat" in reading.text(client.get(address).content)
    assert len(rendered) == 2
    assert len(files(folder)) == 1


def test_sheet_of_what_is_not_public_is_not_there(client, folder):
    offer = make_offer(visibility=Visibility.NETWORK)

    assert client.get(f"/angebot/{offer.pk}/blatt.pdf").status_code == 404
    assert files(folder) == []


def test_page_of_an_offer_leads_to_its_sheet(client):
    network, offer = make_network(), make_offer()

    for begin in ("", f"/{network.slug}"):
        assert (
            f'href="{begin}/angebot/{offer.pk}/blatt.pdf"'
            in client.get(f"{begin}/angebot/{offer.pk}/").content.decode()
        )


def test_sheets_that_nobody_asks_for_go(client, folder):
    offer = make_offer()
    client.get(f"/angebot/{offer.pk}/blatt.pdf")

    assert sheets.forget_sheets(timezone.now() - timedelta(days=1)) == 0
    assert sheets.forget_sheets(timezone.now() + timedelta(days=1)) == 1
    assert files(folder) == []


def test_brochure_is_printed_by_a_job_and_only_anew_when_it_says_anything_new(client, folder, rendered):
    network, offer = make_network(), make_offer("Rat", summary="Hier.")
    address = f"/{network.slug}/wegweiser-a5.pdf"

    tasks.print_brochure.prepare(network=network.slug)
    tasks.print_brochure.prepare(network="")
    for _ in range(2):
        assert "Am Anger 3" in reading.text(client.get(address).content)
    assert len(rendered) == 2

    for name, value in NO_ADDRESS.items():
        setattr(offer.site, name, value)
    offer.site.is_confidential = True
    offer.site.save()
    tasks.print_brochure.prepare(network=network.slug)
    assert "Am Anger" not in reading.text(client.get(address).content)
    assert files(folder) == ["wegweiser-a4.pdf", "wegweiser-a5.pdf"]


def test_address_that_became_secret_is_gone_from_the_brochure_at_once(client, rendered):
    network, offer = make_network(), make_offer("Rat")
    address = f"/{network.slug}/wegweiser-a5.pdf"
    assert "Am Anger 3" in reading.text(client.get(address).content)

    for name, value in NO_ADDRESS.items():
        setattr(offer.site, name, value)
    offer.site.is_confidential = True
    offer.site.save()

    assert "Am Anger" not in reading.text(client.get(address).content)
    printed = len(rendered)
    client.get(address)
    assert len(rendered) == printed


def test_offer_that_is_no_longer_public_is_gone_from_the_brochure_at_once(client):
    network, offer = make_network(), make_offer("Elterncafé")
    make_offer("Rat")
    address = f"/{network.slug}/wegweiser-a5.pdf"
    assert "Elterncafé" in reading.text(client.get(address).content)

    offer.visibility = Visibility.NETWORK
    offer.save()

    assert "Elterncafé" not in reading.text(client.get(address).content)


def test_only_the_first_brochure_is_printed_while_somebody_waits(client, rendered):
    network = make_network()
    make_offer("Rat")

    for _ in range(2):
        assert client.get(f"/{network.slug}/wegweiser-a4.pdf").status_code == 200
    assert len(rendered) == 2


def test_network_without_offers_has_no_brochure_and_a_former_one_goes(client, folder):
    network, offer = make_network(), make_offer()
    brochures.print_brochures(network, timezone.now())
    offer.delete()
    brochures.print_brochures(network, timezone.now())

    assert files(folder) == []
    assert client.get(f"/{network.slug}/wegweiser-a5.pdf").status_code == 404
    assert client.get(f"/{network.slug}/wegweiser-a0.pdf").status_code == 404


def test_every_quarter_of_an_hour_each_network_gets_a_job():
    make_network("eins", "Eins")
    make_network("zwei", "Zwei")
    Job.objects.all().delete()

    tasks.print_brochures.effect()
    tasks.print_brochures.effect()

    assert [(job.name, job.args["network"]) for job in Job.objects.order_by("pk")] == [
        ("publishing.print_brochure", "eins"),
        ("publishing.print_brochure", "zwei"),
    ]
