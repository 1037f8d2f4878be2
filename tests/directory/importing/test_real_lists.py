"""The lists of SCHUTZNETZ_TESTDATEN: every one comes in with a report, and a second time unchanged."""

import json

import pytest

from schutznetz.directory import importing
from schutznetz.directory.models import Offer, OfferType
from tests.directory.importing.conftest import TYPES
from tests.factories import NOW

ROWS = {
    "anlaufstellen_sachsen_mv_fakten.csv": 29,
    "berlin_lichtenberg_schulsozialarbeit.json": 32,
    "chemnitz_jugendberufshilfen.geojson": 10,
    "chemnitz_kindertageseinrichtungen.geojson": 176,
    "chemnitz_schulen.geojson": 139,
    "chemnitz_schulsozialarbeit.geojson": 51,
    "import_varianten/kitas_excel_cp1252_semikolon.csv": 176,
    "import_varianten/kitas_utf8bom_komma.csv": 176,
    "import_varianten/schulen_mehrere_blaetter.xlsx": 139,
    "import_varianten/schulsozialarbeit_utf16.tsv": 51,
    "schleswig_holstein_kitas.json": 1801,
    "schulen_mecklenburg-vorpommern_2019.csv": 490,
    "schulen_sachsen_2019.csv": 2087,
}
PLACEHOLDERS = {"schleswig_holstein_kitas.json": 13}
# What a variant does not carry stays empty; what it carries must be the same.
VARIANTS = [
    ("chemnitz_kindertageseinrichtungen.geojson", "import_varianten/kitas_utf8bom_komma.csv", ()),
    ("chemnitz_kindertageseinrichtungen.geojson", "import_varianten/kitas_excel_cp1252_semikolon.csv", ("url",)),
    ("chemnitz_schulsozialarbeit.geojson", "import_varianten/schulsozialarbeit_utf16.tsv", ()),
    ("chemnitz_schulen.geojson", "import_varianten/schulen_mehrere_blaetter.xlsx", ()),
]


@pytest.fixture
def read_in(network, test_data):
    """Read in a list of the test data, with every offer type of its catalogue."""
    catalogue = json.loads((test_data / "search" / "kategorien.json").read_text(encoding="utf-8"))
    OfferType.objects.bulk_create(
        OfferType(id=entry["id"], label=entry["label"], group=entry["gruppe"], description="x", position=1)
        for entry in catalogue
        if entry["id"] not in TYPES
    )
    return lambda name: importing.run(test_data / "directories" / name, network=network, now=NOW)


@pytest.mark.parametrize("name", ROWS)
def test_list_comes_in_and_the_second_time_is_unchanged(read_in, name):
    first, second = read_in(name), read_in(name)
    skipped = PLACEHOLDERS.get(name, 0)

    assert (first.rows, first.created, first.skipped) == (ROWS[name], ROWS[name] - skipped, skipped)
    assert (first.exit_code, first.errors) == (0, [])
    assert (second.created, second.updated, second.unchanged) == (0, 0, ROWS[name] - skipped)
    assert second.duplicates == []


@pytest.mark.parametrize(("original", "variant", "absent"), VARIANTS, ids=[variant for _, variant, _ in VARIANTS])
def test_variant_gives_the_same_entries(read_in, original, variant, absent):
    read_in(original)
    expected = _entries(absent)
    Offer.objects.all().delete()

    read_in(variant)

    assert _entries(absent) == expected
    for name in absent:
        assert set(Offer.objects.values_list(f"contact_point__{name}", flat=True)) == {""}
    assert set(Offer.objects.values_list("contact_point__hours", flat=True)) == {""}, "no Chemnitz list has hours"


def _entries(absent):
    offers = Offer.objects.select_related("organisation__parent", "site", "contact_point")
    return sorted(_entry(offer, absent) for offer in offers.prefetch_related("contact_point__phone_numbers"))


def _entry(offer, absent):
    site, contact_point = offer.site, offer.contact_point
    phones = sorted((phone.kind, phone.number) for phone in contact_point.phone_numbers.all())
    address = (site.street, site.house_number, site.plz, site.town, site.ortsteil, site.barrier)
    names = (offer.title, offer.organisation.name, str(offer.organisation.parent), offer.offer_type_id, offer.summary)
    return (
        *names,
        *address,
        phones,
        contact_point.email,
        "" if "url" in absent else contact_point.url,
        offer.description,
    )


def test_values_in_the_wild_are_read_as_expected_or_refused(test_data):
    """The few that differ must be refusals: nothing is guessed wrong."""
    path = test_data / "search" / "formate_telefon_zeiten_adressen.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    kinds = {"telefon": "phone", "oeffnungszeit": "hours", "adresse": "address"}
    wrong, refused = [], []
    for entry in entries:
        context = entry.get("kontext", {})
        found = importing.explain(kinds[entry["art"]], entry["eingabe"], ort=context.get("ort", ""))
        if found.value != entry["erwartet"]:
            (wrong if found.understood else refused).append(entry["nr"])
        if entry.get("fax"):
            assert importing.explain("fax", entry["eingabe"]).value == entry["fax"]

    assert (wrong, refused) == ([], [])
