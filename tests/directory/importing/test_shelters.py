"""R50: the address of a shelter never comes in, whatever a list calls it."""

import pytest

from schutznetz.directory import actions
from schutznetz.directory.models import Site
from tests.factories import make_gemeinde, make_network, make_type

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["Frauenhaus", "Frauen- und Kinderschutzhaus", "Beratung bei häuslicher Gewalt"])
def test_address_of_a_shelter_is_not_stored(tmp_path, kind):
    make_gemeinde()
    make_network()
    make_type("haeusliche-gewalt-beratung", "Beratung bei häuslicher Gewalt", synonyms=["Frauenhaus"])
    make_type("frauenhaus", "Frauen- und Kinderschutzhaus", synonyms=["Frauenhaus"])
    source = tmp_path / "liste.csv"
    source.write_text(
        "Name;Art;Straße;Hausnummer;PLZ;Ort;Telefon\n"
        f"Frauenhaus Auental;{kind};Geheimweg;7;09901;Auental;030 23125147\n",
        encoding="utf-8",
    )

    actions.import_list(source, "auental")

    assert Site.objects.count() <= 1
    for site in Site.objects.all():
        assert site.is_confidential
        assert (site.street, site.house_number, site.plz, site.lat) == ("", "", "", None)
