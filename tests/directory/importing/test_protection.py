"""R50: a protected address is stored nowhere, whatever cell it stands in, and whatever an earlier import stored."""

import json

import pytest
from django.db import connection, transaction

from schutznetz.directory import actions
from schutznetz.directory.models import ImportedRecord, Offer, SearchTerm, Site
from schutznetz.directory.search import index
from schutznetz.networks.models import Organisation, Partnership
from tests.directory.importing.files import write_xlsx
from tests.directory.reading import read, titles
from tests.factories import make_offer

BETRAYING = ["geheimweg", "geheim-weg", "geheim weg", "09901", "50.81", "12.91"]
PLACE = {"Straße": "Geheimweg", "Hausnummer": "7", "PLZ": "09901", "Ort": "Auental"}
OPEN = {"Name": "Wohnprojekt Mond", "Art": "erziehungsberatung", **PLACE, "Telefon": "030 23125147"}
SHELTER = {**OPEN, "Name": "Frauenhaus Mond", "Art": "Frauenhaus"}


@pytest.fixture
def deliver(network, tmp_path):
    """Read in a list of the rows; returns the report."""

    def run(*rows, name="liste.csv", **options):
        header = list(dict.fromkeys(column for row in rows for column in row))
        lines = [header, *([row.get(column, "") for column in header] for row in rows)]
        path = tmp_path / name
        path.write_text("".join(";".join(f'"{cell}"' for cell in line) + "\n" for line in lines), encoding="utf-8")
        return actions.import_list(path, "auental", **options)

    return run


def everything_stored():
    """Return all that the database holds, the tables of the full-text index included, as one lower-case text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("directory_", "networks_")):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- names of the database itself
                said += [value for row in cursor.fetchall() for value in row]
    return " ".join(
        bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value) for value in said
    ).lower()


def everything_shown(client, offer):
    paths = [f"{prefix}/{kind}" for prefix in ("", "/auental") for kind in
             (f"angebot/{offer.pk}/", f"einrichtung/{offer.organisation_id}/", "suche/", "suche/?q=Frauenhaus",
              "suche/filter/?q=Frauenhaus")]  # fmt: skip
    return " ".join(read(client, path).decode() for path in paths).lower()


def assert_says_nothing_of_the_place(*texts):
    for text in texts:
        assert [word for word in BETRAYING if word in text.lower()] == []


@pytest.mark.parametrize(
    "cells",
    [
        {"Name": "Frauenhaus Mond, Geheimweg 7"},
        {"Name": "Frauenhaus Mond (Geheimweg 7, 09901 Auental)"},
        {"Name": "Frauenhaus Mond", "Träger": "Mond e. V., GEHEIMWEG 7"},
        {"Beschreibung": "Sie finden uns im Geheim-Weg 7, zweiter Stock."},
        {"Beschreibung": "Wir beraten.\nPost: Geheimweg 7 a, 09901 Auental"},
        {"Profil": "Haus am Geheim weg"},
        {"Konzept": "Haus in 09901"},
        {"Öffnungszeiten": "Mo-Fr 8-16 Uhr, Geheimweg 7, bitte klingeln"},
        {"Telefon": "030 23125147 (Geheimweg 7)"},
        {"E-Mail": "geheimweg7@mond.example"},
        {"Internet": "https://mond.example/geheimweg-7"},
        {"Leitung": "Geheimweg 7"},
        {"Standort": "Geheimweg"},
        {"Straße": "Geheimweg 7", "Hausnummer": "", "Adresse": "Geheimweg 7, 09901 Auental"},
        {"PLZ": "09901 Geheimweg"},
        {"Breite": "50.81", "Länge": "12.91"},
    ],
    ids="-".join,
)  # fmt: skip
def test_address_is_taken_out_of_every_cell(deliver, client, cells):
    report = deliver({**SHELTER, **cells})

    assert (report.created, report.errors) == (1, [])
    offer = Offer.objects.get()
    assert (offer.site.is_confidential, offer.site.kreis_id) == (True, "14901")
    assert offer.title.startswith("Frauenhaus")
    assert [phone.number for phone in offer.contact_point.phone_numbers.all()] == ["+493023125147"]
    shown = everything_shown(client, offer)
    assert "der ort ist geschützt" in shown
    assert_says_nothing_of_the_place(everything_stored(), shown, json.dumps(report.as_json(), ensure_ascii=False))
    # and the second time nothing has changed
    assert deliver({**SHELTER, **cells}).unchanged == 1


def test_report_says_what_was_removed_but_not_the_address(deliver):
    report = deliver({**SHELTER, "Beschreibung": "Im Geheimweg 7.", "Konzept": "Nahe Geheimweg"})

    assert [(entry.code, entry.column) for entry in report.warnings] == [
        ("address_protected", "Straße"),
        ("address_removed", "Beschreibung, Konzept"),
    ]


@pytest.mark.parametrize(
    ("street", "spelling"),
    [
        ("Mühlstraße", "Muehlstr. 7"),
        ("Muehlstr.", "Mühlstraße 7"),
        ("Straße der Jugend", "STRASSE DER JUGEND 7"),
        ("Am Rößlein", "am Roesslein 7"),
        ("Anna-Beispiel-Str.", "Anna Beispiel Straße 7"),
        ("Café-Gasse", "Cafe-Gasse 7"),
    ],
)
def test_other_spellings_are_the_same_street(deliver, street, spelling):
    report = deliver({**SHELTER, "Straße": street, "Beschreibung": f"Wir wohnen {spelling}, oben."})

    assert (report.created, Offer.objects.get().description) == (1, "Wir wohnen, oben.")


def test_key_that_holds_the_address_refuses_the_row(deliver):
    report = deliver({"ID": "geheimweg-7", **SHELTER}, {"ID": "2", **OPEN, "Straße": "Am Anger"})

    assert [(entry.code, entry.row) for entry in report.errors] == [("address_in_entry", 2)]
    assert (report.created, report.exit_code) == (1, 1)
    assert "geheimweg" not in everything_stored() + json.dumps(report.as_json())


@pytest.mark.parametrize(
    "cells",
    [
        {"Name": "Geheimweg 7"},
        {"Art": "Frauenhaus Geheimweg 7 ohne Rat"},
        {"Name": "Frauenhaus \ufffd", "Straße": "Geheimweg 7"},
        {"Art": "Frauenhaus und Rathaus\0"},
    ],
    ids="-".join,
)
def test_refused_row_says_no_address_in_the_report(deliver, cells):
    report = deliver({**SHELTER, "Telefon": "12 Geheimweg 7", **cells}, {**OPEN, "Name": "A", "Straße": "Am Anger"})

    assert (report.created, len(report.errors)) == (1, 1)
    assert_says_nothing_of_the_place(json.dumps([finding.as_json() for finding in (*report.errors, *report.warnings)]))


def test_row_with_too_many_cells_says_no_address_either(load):
    report = load("Name;Art;Telefon\nFrauenhaus;Frauenhaus;030 23125147;Geheimweg 7\nA;Kita;030 23125148\n")

    (error,) = report.errors
    assert (error.code, error.value) == ("too_many_cells", "")


@pytest.mark.parametrize(
    "cells",
    [
        {"Straße": "Anschrift geheim"},
        {"Straße": "(Adresse geschützt)"},
        {"Straße": "Die Anschrift wird nicht veröffentlicht."},
        {"Straße": "", "Adresse": "geheime Anschrift, 09901 Auental"},
        {"Adresse geheim": "ja"},
    ],
    ids=lambda cells: " ".join(cells.values()),
)
def test_address_that_the_list_calls_secret_gives_a_confidential_place_and_a_remark(deliver, client, cells):
    report = deliver({**OPEN, "Hausnummer": "", **cells}, {**OPEN, "Name": "B", "Straße": "Am Anger", "Telefon": ""})

    offer = Offer.objects.get(title="Wohnprojekt Mond")
    assert (offer.site.is_confidential, offer.site.kreis_id, offer.site.plz) == (True, "14901", "")
    assert [entry.code for entry in report.warnings] == ["address_protected"]
    assert "der ort ist geschützt" in read(client, f"/angebot/{offer.pk}/").decode().lower()
    assert titles(read(client, "/auental/suche/?q=Wohnprojekt")) == ["Wohnprojekt Mond"]


def test_column_that_says_no_protects_nothing(deliver):
    deliver({**OPEN, "Adresse geheim": "nein"}, {**OPEN, "Name": "B", "Straße": "Am Anger", "Adresse geheim": "ja"})

    assert not Offer.objects.get(title="Wohnprojekt Mond").site.is_confidential


SECRET = {**OPEN, "Straße": "Anschrift geheim", "Hausnummer": "", "PLZ": "", "Ort": ""}
OTHER = {**OPEN, "Name": "Rat für Eltern", "Straße": "Am Anger", "Telefon": "030 23125149"}


@pytest.mark.parametrize(
    "then",
    [
        SECRET,
        {**OPEN, "Art": "Frauenhaus"},
        {**SHELTER, "Name": "Frauenhaus ganz neu"},
        {**OPEN, "Adresse geheim": "ja"},
    ],
    ids=["said", "by type", "renamed at the same address", "flag"],
)
@pytest.mark.parametrize("ids", [False, True], ids=["without ids", "with ids"])
def test_open_entry_turns_confidential_when_its_address_becomes_secret(deliver, client, then, ids):
    def numbered(*rows):
        return [{"ID": str(number), **row} if ids else row for number, row in enumerate(rows, 1)]

    deliver(*numbered(OPEN, OTHER))
    before = Offer.objects.get(title="Wohnprojekt Mond")
    assert "geheimweg" in everything_stored()
    assert titles(read(client, "/suche/?q=Geheimweg")) == ["Wohnprojekt Mond"]

    report = deliver(*numbered(then, {**OTHER, "Adresse geheim": ""}))

    after = Offer.objects.get(pk=before.pk)
    assert (report.created, report.updated, report.unchanged, Offer.objects.count()) == (0, 1, 1, 2)
    assert (after.site.is_confidential, after.visibility) == (True, "public")
    assert not {"gone"} & {entry.code for entry in report.warnings}
    stored = everything_stored().replace("12.9", "").replace("09901", "")  # the other entry has the same PLZ
    assert_says_nothing_of_the_place(stored, everything_shown(client, after).replace("09901", ""))
    assert SearchTerm.objects.filter(term__startswith="geheim").count() == 0
    assert titles(read(client, "/suche/?q=Geheimweg")) == []
    again = deliver(*numbered(then, {**OTHER, "Adresse geheim": ""}))
    assert (again.unchanged, again.has_withdrawn) == (2, False)


def test_two_open_entries_of_one_secret_place_leave_nothing_behind(deliver, network):
    deliver(OPEN, {**OPEN, "Hausnummer": "9"}, OTHER)
    ids = set(Offer.objects.filter(title="Wohnprojekt Mond").values_list("pk", flat=True))

    preview = deliver(SECRET, OTHER, dry_run=True)
    assert "geheimweg" in everything_stored()
    report = deliver(SECRET, OTHER)

    for said in (preview, report):
        assert (said.updated, [(e.code, e.value) for e in said.warnings if e.code == "withdrawn"]) == (
            1,
            [("withdrawn", "2")],
        )
    assert "geheimweg" not in everything_stored()
    assert (len(ids & set(Offer.objects.values_list("pk", flat=True))), Site.objects.count()) == (1, 2)
    assert {row.name for row in Organisation.objects.all()} == {"Wohnprojekt Mond", "Rat für Eltern"}
    assert Organisation.objects.filter(name="Wohnprojekt Mond").count() == 1


def test_refused_row_withdraws_its_open_entry_too(deliver):
    deliver(OPEN, OTHER)

    report = deliver({**OPEN, "Art": "Frauenhaus", "Telefon": "030 \ufffd"}, OTHER)

    assert (report.exit_code, Offer.objects.get().title) == (1, "Rat für Eltern")
    assert "geheimweg" not in everything_stored()


def test_what_others_hold_on_to_stays_when_an_entry_is_withdrawn(deliver, network):
    deliver(OPEN, {**OPEN, "Hausnummer": "9"}, OTHER)
    first = Offer.objects.filter(title="Wohnprojekt Mond").order_by("site__house_number").last()
    offered_too = make_offer(
        "Rat am Telefon", organisation=first.organisation, site=None, contact_point=first.contact_point
    )

    deliver(SECRET, OTHER)

    assert Offer.objects.filter(pk=offered_too.pk, contact_point=first.contact_point).exists()
    assert "geheimweg" not in everything_stored()


def test_entry_of_the_same_name_in_another_list_or_still_in_this_one_stays_open(deliver):
    deliver(OPEN, name="andere.csv")
    deliver(OPEN, OTHER)
    deliver(OPEN, {**SECRET, "Telefon": "030 23125148"}, OTHER)

    assert Site.objects.filter(street="Geheimweg").count() == 2


def test_traeger_without_names_loses_only_what_it_offers_in_secret(deliver):
    base = {"Träger": "Mond e. V.", "Angebotstyp": "erziehungsberatung", **PLACE, "Telefon": "030 23125147"}
    open_too = {**base, "Angebotstyp": "schulsozialarbeit", "Straße": "Am Anger"}
    deliver(base, open_too)

    report = deliver({**base, "Straße": "Adresse geheim", "Hausnummer": "", "Telefon": "030 23125148"})

    assert [(e.code, e.value) for e in report.warnings if e.code in {"gone", "withdrawn"}] == [
        ("withdrawn", "1"),
        ("gone", "1"),
    ]
    assert list(Site.objects.filter(is_confidential=False).values_list("street", flat=True)) == ["Am Anger"]


def test_xlsx_shelter(network, tmp_path):
    rows = [
        ["Name", "Art", "Straße", "PLZ", "Ort", "Telefon"],
        ["Mädchenzuflucht", "erziehungsberatung", "Geheimweg 7", 9901, "Auental", "030 23125147"],
    ]
    write_xlsx(tmp_path / "a.xlsx", {"A": rows})

    actions.import_list(tmp_path / "a.xlsx", "auental")

    assert Site.objects.get().is_confidential
    assert_says_nothing_of_the_place(everything_stored())


def test_files_of_the_index_keep_nothing_of_what_was_withdrawn(deliver):
    deliver(OPEN, OTHER)
    deliver(SECRET, OTHER)
    index.forget_withdrawn()

    assert not ImportedRecord.objects.filter(key__contains="geheimweg").exists()
    assert Partnership.objects.count() <= 2
    with transaction.atomic():
        assert "geheimweg" not in everything_stored()
