"""A list into the database: what arises, what changes, what stays."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schutznetz.directory import importing
from schutznetz.directory.importing.listing import list_name_of
from schutznetz.directory.models import Catchment, ContactPoint, ImportedRecord, Offer, PhoneNumber, Site
from schutznetz.networks.enums import PartnershipState, Visibility
from schutznetz.networks.models import Holder, Organisation, Partnership
from tests.directory.importing.files import HEADER, row, write_xlsx
from tests.factories import NOW, make_gemeinde, make_kreis, make_network, make_organisation, make_site

LIST = (
    HEADER
    + row(1, "Kita Sonne", hours="Mo-Fr 8-16 Uhr", email="a@b.de")
    + row(2, "Hort Mond", kind="Hort", street="Am Anger 5")
)


def counts(report):
    return report.rows, report.created, report.updated, report.unchanged, report.skipped, len(report.errors)


def snapshot():
    fields = ("title", "organisation__name", "organisation__parent__name", "offer_type", "site__street", "site__kreis",
              "contact_point__hours", "imported_record__key")  # fmt: skip
    return sorted(Offer.objects.values_list(*fields), key=str)


def test_a_row_becomes_traeger_einrichtung_site_function_contact_and_offer(load, network):
    report = load(LIST)
    offer = Offer.objects.get(title="Kita Sonne")
    site, contact_point = offer.site, offer.contact_point

    assert counts(report) == (2, 2, 0, 0, 0, 0)
    assert report.exit_code == 0
    assert (offer.organisation.name, offer.organisation.parent.name) == ("Kita Sonne", "Anger e. V.")
    assert (site.street, site.house_number, site.plz, site.kreis) == ("Am Anger", "3", "09901", network.kreis)
    assert (contact_point.function.title, contact_point.function.organisation) == ("Leitung", offer.organisation)
    assert (contact_point.email, contact_point.hours, contact_point.site) == ("a@b.de", "Mo-Fr 08:00-16:00", site)
    assert [phone.number for phone in contact_point.phone_numbers.all()] == ["+493023125100"]
    assert {row.held_by for row in (offer, site, contact_point, offer.organisation, offer.organisation.parent)} == {
        network
    }
    assert (offer.source, offer.confirmed_at, contact_point.confirmed_at) == ("liste.csv", None, None)
    assert Organisation.objects.filter(name="Anger e. V.").count() == 1
    assert set(report.changed_offer_ids) == set(Offer.objects.values_list("pk", flat=True))


def test_second_import_is_unchanged_and_a_changed_row_updates_only_itself(load):
    load(LIST)
    before = list(Offer.objects.order_by("title").values_list("pk", flat=True))

    assert counts(load(LIST)) == (2, 0, 0, 2, 0, 0)
    report = load(LIST.replace("030 23125100;;\n", "030 23125200, 030 23125300;;24/7\n"))

    assert counts(report) == (2, 0, 1, 1, 0, 0)
    assert list(Offer.objects.order_by("title").values_list("pk", flat=True)) == before
    assert report.changed_offer_ids == [Offer.objects.get(title="Hort Mond").pk]
    numbers = PhoneNumber.objects.filter(contact_point__offers__title="Hort Mond").order_by("position")
    assert list(numbers.values_list("number", flat=True)) == ["+493023125200", "+493023125300"]


def test_an_update_ends_the_confirmation(load):
    load(LIST)
    function = ContactPoint.objects.first().function
    Offer.objects.update(confirmed_at=NOW, confirmed_by_function=function)

    load(LIST.replace("Mo-Fr 8-16 Uhr", "Mo-Fr 8-17 Uhr"))

    assert dict(Offer.objects.values_list("title", "confirmed_at")) == {"Kita Sonne": None, "Hort Mond": NOW}


def test_update_renames_moves_and_changes_the_traeger(load):
    load(LIST)

    load(LIST.replace("Kita Sonne;Anger e. V.", "Kita Stern;Talhaus gGmbH").replace("Am Anger 3", "Am Markt 9"))

    offer = Offer.objects.get(title="Kita Stern")
    assert (offer.organisation.name, offer.organisation.parent.name) == ("Kita Stern", "Talhaus gGmbH")
    assert (offer.site.street, offer.site.house_number) == ("Am Markt", "9")
    assert Offer.objects.get(title="Hort Mond").organisation.parent.name == "Anger e. V."
    assert Site.objects.count() == 2


@pytest.mark.parametrize(("first", "then"), [("", "Kita Sonne"), ("Kita Sonne", "")])
def test_a_name_that_comes_or_goes_never_renames_the_traeger(load, first, then):
    load(HEADER + row(1, first) + row(2, "Kita Mond"))

    report = load(HEADER + row(1, then) + row(2, "Kita Mond"))

    assert counts(report) == (2, 0, 1, 1, 0, 0)
    offer = Offer.objects.get(imported_record__key__endswith="/1")
    assert offer.organisation.name == (then or "Anger e. V.")
    assert {offer.site.organisation, offer.contact_point.function.organisation} == {offer.organisation}
    assert Organisation.objects.filter(name="Anger e. V.").count() == 1


def test_an_address_that_goes_takes_the_site_along(load):
    load(LIST)

    load(LIST.replace("Am Anger 3;09901;Auental", ";;"))

    offer = Offer.objects.get(title="Kita Sonne")
    assert (offer.site, offer.contact_point.site, Site.objects.count()) == (None, None, 1)


def test_dry_run_and_strict_write_nothing(load):
    assert counts(load(LIST, dry_run=True)) == (2, 2, 0, 0, 0, 0)
    assert Offer.objects.count() == Organisation.objects.count() == 0

    report = load(LIST + row(3, "Kita Irgendwo", kind="Rathaus"), strict=True)
    assert (report.exit_code, report.created, report.changed_offer_ids) == (2, 0, [])
    assert Offer.objects.count() == Organisation.objects.count() == 0

    report = load(LIST + row(3, "Kita Irgendwo", kind="Rathaus"))
    assert (report.exit_code, report.created, Offer.objects.count()) == (1, 2, 2)


def test_partnership_only_for_a_site_in_the_own_kreis(load, network):
    make_gemeinde("Fernau", "14902010", plz="09902")
    load(LIST + row(3, "Kita Fern", plz="09902", town="Fernau"))

    partners = Partnership.objects.filter(network=network, state=PartnershipState.ACTIVE)
    assert sorted(partners.values_list("organisation__name", "partner_type")) == [
        ("Hort Mond", "kita"),
        ("Kita Sonne", "kita"),
    ]
    assert Offer.objects.get(title="Kita Fern").site.kreis_id == "14902"
    load(LIST.replace("8-16", "8-17"))
    assert partners.count() == 2


def test_a_traeger_is_found_among_those_near_or_of_the_same_holder(load, network):
    near = make_organisation("ANGER e.V.")
    make_site(near)
    far = make_organisation("Anger e. V.")
    make_site(far, make_gemeinde("Fernau", "14902010", plz="09902"))

    load(LIST)

    assert {offer.organisation.parent for offer in Offer.objects.all()} == {near}


def test_place_that_is_not_certain_is_named_and_left_open(load):
    make_gemeinde("Auenrode", "14901020", plz="09901")

    report = load(HEADER + row(1, town="") + row(2, "Kita B", plz="09999", town="Nirgendwo") + row(3, "Kita C"))

    assert [(entry.row, entry.code) for entry in report.warnings] == [(2, "place_ambiguous"), (3, "place_unknown")]
    assert [site.gemeinde_id for site in Site.objects.order_by("organisation__name")] == [None, "14901010", None]


def test_plz_and_town_that_contradict_each_other_are_named(load):
    make_gemeinde("Fernau", "14902010", plz="09902")

    report = load(HEADER + row(1, town="Fernau"))

    assert [entry.code for entry in report.warnings] == ["place_contradiction"]
    assert Site.objects.get().gemeinde_id == "14901010"


def test_an_entry_without_an_address_belongs_to_the_kreis_it_names(load, network):
    load(f"Name;Art;Kreis AGS;Telefon\nTelefon für alle;erziehungsberatung;{network.kreis_id};030 23125100\n")

    assert Site.objects.count() == 0
    assert [catchment.kreis for catchment in Catchment.objects.all()] == [network.kreis]


def test_a_shelter_leaves_no_address_anywhere(load, network):
    text = (
        HEADER.replace("Ort;", "Ort;Kreis AGS;")
        + "1;Schutzhaus;;frauenhaus;Geheimweg 7;09901;Auental;14901;030 23125100;;\n"
    )

    report = load(text)
    site = Site.objects.get()

    assert (site.is_confidential, site.street, site.plz, site.gemeinde, site.kreis) == (
        True,
        "",
        "",
        None,
        network.kreis,
    )
    stored = json.dumps(list(Offer.objects.values_list()) + list(ImportedRecord.objects.values_list()), default=str)
    assert "Geheimweg" not in stored + json.dumps(report.as_json())
    assert counts(load(text)) == (1, 0, 0, 1, 0, 0)


def test_a_person_waits_in_the_network_tier(load):
    text = "Name;Art;Telefon;Leitung\nKita A;Kita;030 23125100;{}\n"
    load(text.format("Anna Beispiel"))

    holder = Holder.objects.get()
    assert (holder.name, holder.visibility, holder.consent_on) == ("Anna Beispiel", Visibility.NETWORK, None)
    assert Holder.objects.public_on(date(2030, 1, 1)).count() == 0
    load(text.format("Berta Muster"))
    assert [found.name for found in Holder.objects.all()] == ["Berta Muster"]


def test_duplicates_are_reported_and_not_merged(load, network):
    load(LIST)
    report = load(LIST, name="andere.csv")

    assert (report.created, len(report.duplicates)) == (2, 2)
    assert {entry.id for entry in report.duplicates} <= {str(pk) for pk in Offer.objects.values_list("pk", flat=True)}
    assert Offer.objects.count() == 4


def test_a_list_that_was_numbered_anew_overwrites_nobody(load):
    load(LIST)

    report = load(HEADER + row(2, "Kita Fremd", traeger="T", street="Waldweg 9", plz="09902"))

    assert [entry.code for entry in report.errors] == ["key_conflict"]
    assert Offer.objects.filter(title="Hort Mond").exists()


def test_entries_that_are_gone_from_a_list_are_counted_and_stay(load):
    load(LIST)

    report = load(HEADER + row(1, "Kita Sonne", hours="Mo-Fr 8-16 Uhr", email="a@b.de"))

    assert [(entry.code, entry.value) for entry in report.warnings] == [("gone", "1")]
    assert (report.unchanged, Offer.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("name", "list_name"),
    [("Kitas_2023.csv", "kitas"), ("kitas-2024-05-01.csv", "kitas"), ("liste2.csv", "liste2"), ("2024.csv", "2024")],
)
def test_editions_of_a_list_have_one_name(tmp_path, name, list_name):
    assert list_name_of(tmp_path / name) == list_name


def test_folder_names_the_file_in_every_finding(network, tmp_path):
    (tmp_path / "unter").mkdir()
    (tmp_path / "unter" / "a.csv").write_text(LIST + row(3, "Kita X", kind="Rathaus"))
    (tmp_path / "kaputt.json").write_text("[1")
    (tmp_path / "README.md").write_text("kein Verzeichnis")
    write_xlsx(
        tmp_path / "b.xlsx", {"Kitas": [["Name", "Telefon"], ["Kita Y", "030 23125200"]], "Info": [["Stand 2024"]]}
    )

    report = importing.run(tmp_path, network=network, now=NOW)

    assert (report.rows, report.created, report.exit_code) == (4, 3, 1)
    assert {(entry.file, entry.code) for entry in report.errors} == {
        ("kaputt.json", "no_table"),
        ("unter/a.csv", "no_type"),
    }
    assert {entry["file"] for entry in report.as_json()["errors"]} == {"kaputt.json", "unter/a.csv"}
    again = importing.run(tmp_path, network=network, now=NOW)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_folder_without_lists_and_folder_of_broken_lists(network, tmp_path):
    with pytest.raises(importing.ImportRefused, match="liegt keine Liste"):
        importing.run(tmp_path, network=network, now=NOW)
    (tmp_path / "a.json").write_text("[1")
    assert importing.run(tmp_path, network=network, now=NOW).exit_code == 2


def test_proposed_mapping_reads_the_list_the_same_way(load, tmp_path, network):
    path = tmp_path / "liste.csv"
    path.write_text(LIST)
    mapping = importing.propose(path)
    load(LIST)
    expected = snapshot()

    assert mapping.columns["Name"] == "name"
    assert counts(load(LIST, mapping=mapping)) == (2, 0, 0, 2, 0, 0)
    assert snapshot() == expected


def test_mapping_decides_about_columns_types_and_the_list(load):
    mapping = importing.Mapping(
        "Meine Liste", "Amt", {"A": "name", "B": "phone", "C": "type"}, {}, {}, {"Tagesstelle": "kita"}
    )

    report = load("A;B;C\nSonne;030 23125100;Tagesstelle\n", mapping=mapping)

    offer = Offer.objects.get()
    assert (report.errors, offer.offer_type_id, offer.source) == ([], "kita", "Amt")
    assert ImportedRecord.objects.get().key.startswith("meine liste/")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries_do_not_grow_with_the_rows(load, django_assert_max_num_queries, count):
    text = HEADER + "".join(row(number, f"Kita {number}", street=f"Am Anger {number}") for number in range(count))

    with django_assert_max_num_queries(40):
        load(text)
    with django_assert_max_num_queries(25):
        load(text)


def test_order_of_lists_that_do_not_touch_does_not_matter(load, network):
    other = (
        HEADER + row(1, "Kita Wald", traeger="Wald e. V.", street="Waldweg 1") + row(2, "Kita Tal", street="Talweg 1")
    )
    load(LIST, name="a.csv")
    load(other, name="b.csv")
    expected = snapshot()
    for model in (ImportedRecord, Offer, ContactPoint, Site, Partnership):
        model.objects.all().delete()
    Organisation.objects.filter(parent__isnull=False).delete()
    Organisation.objects.all().delete()

    load(other, name="b.csv")
    load(LIST, name="a.csv")

    assert snapshot() == expected


# NUL makes a small file a binary one, which is refused as a whole: test_bad_input.py
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=';"\n\r\0'), max_size=12)
EDGES = st.sampled_from(
    ["", "Kita", "Hort", "frauenhaus", "Am Anger 3", "09901", "030 23125100", "=1+1", "<script>", "Mo 8-12 Uhr"]
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(WORDS | EDGES, min_size=9, max_size=9), min_size=1, max_size=5))
def test_whatever_is_in_a_list_every_row_is_stored_or_named(load, network, rows):
    lines = [";".join([str(number), *cells]) + "\n" for number, cells in enumerate(rows, start=2)]
    before = Offer.objects.count()

    report = load(HEADER + row(1) + "".join(lines), name=f"{before}.csv")

    refused = {entry.row for entry in report.errors}
    no_records = sum(entry.code == "not_a_record" for entry in report.warnings)
    assert report.rows == len(rows) + 1 - no_records
    assert report.created + report.unchanged + report.updated + report.skipped + len(refused) == report.rows
    assert Offer.objects.count() == before + report.created


def test_another_network_may_hold_a_list_with_the_same_ids(load, network):
    other = make_network("fernau", "Fernau", kreis=make_kreis("14902", "Landkreis Fernau"))
    load(LIST)

    assert load(LIST, network=other).created == 2


def test_what_follows_the_writing_fails_with_it(load, network):
    def fail(offer_ids):
        assert len(offer_ids) == 2
        raise RuntimeError

    with pytest.raises(RuntimeError):
        load(LIST, after_write=fail)

    assert Offer.objects.count() == Organisation.objects.count() == 0


def test_strict_folder_takes_back_the_files_before_the_wrong_one(network, tmp_path):
    (tmp_path / "a.csv").write_text(LIST)
    (tmp_path / "b.csv").write_text(HEADER + row(3, "Bürgerhaus", kind="Rathaus"))

    report = importing.run(tmp_path, network=network, now=NOW, strict=True)

    assert (report.exit_code, report.created, report.changed_offer_ids) == (2, 0, [])
    assert Offer.objects.count() == 0
