"""Creating the network of a Jugendamt; the command is ``setup_network`` (tests/coordination)."""

import pytest
from django.core.exceptions import ValidationError

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.networks.actions import create_network
from schutznetz.networks.models import RESERVED_SLUGS, Network
from tests.factories import make_kreis, make_network

pytestmark = pytest.mark.django_db


def test_network_belongs_to_a_kreis_and_has_sane_defaults():
    kreis = make_kreis("14901")

    network = create_network(slug="auental", name="Netzwerk Auental", kreis_ags="14901")

    row = Network.objects.values("pk", "slug", "name", "kreis", "accent", "confirm_every_days").get()
    assert row == {
        "pk": network.pk,
        "slug": "auental",
        "name": "Netzwerk Auental",
        "kreis": kreis.pk,
        "accent": "petrol",
        "confirm_every_days": 180,
    }


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_address_of_a_page_is_refused(slug):
    make_kreis("14901")

    with pytest.raises(DomainError, match=f"„{slug}“ ist für eine Seite des Portals vergeben"):
        create_network(slug=slug, name="Netzwerk", kreis_ags="14901")


def test_second_network_under_one_address_is_refused():
    make_network("auental")

    with pytest.raises(DomainError, match="Das Netzwerk „auental“ gibt es schon"):
        create_network(slug="auental", name="Noch eines", kreis_ags="14901")


@pytest.mark.parametrize("ags", ["99999", "", "abc", "14 01"])
def test_unknown_kreis_is_refused(ags):
    with pytest.raises(DomainError, match="kennt die Tabelle der Regionen nicht"):
        create_network(slug="auental", name="Netzwerk", kreis_ags=ags)


@pytest.mark.parametrize(
    ("slug", "name"), [("mit leer", "x"), ("größe", "x"), ("a/b", "x"), ("", "x"), ("a" * 41, "x"), ("auental", "")]
)
def test_address_and_name_must_be_usable(slug, name):
    make_kreis("14901")

    with pytest.raises(ValidationError):
        create_network(slug=slug, name=name, kreis_ags="14901")
    assert not Network.objects.exists()


def test_log_says_that_the_network_was_created():
    make_kreis("14901")

    network = create_network(slug="auental", name="Netzwerk Auental", kreis_ags="14901")

    assert list(Entry.objects.values_list("network", "event", "about_id")) == [
        (network.pk, "network.created", network.pk)
    ]
