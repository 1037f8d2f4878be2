"""What may never stand in the tables of the directory."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from schutznetz.directory.enums import Area, MistakeKind, UploadState
from schutznetz.directory.models import (
    NO_ADDRESS,
    OLDEST_MONTHS,
    Catchment,
    ContactPoint,
    GoneNotice,
    ImportedRecord,
    ListUpload,
    MistakeReport,
    Offer,
    OfferTrait,
    OfferType,
    OpenInterval,
    PhoneNumber,
    Proposal,
    SearchEntry,
    SearchMiss,
    Site,
    Version,
)
from tests.factories import (
    NOW,
    NUMBER,
    TODAY,
    constraints_of,
    make_confidential_site,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_kreis,
    make_land,
    make_network,
    make_offer,
    make_organisation,
    make_site,
    make_type,
    refused_by,
)

pytestmark = pytest.mark.django_db


def phone(number):
    return PhoneNumber.objects.create(contact_point=make_contact_point(phones=()), number=number)


def imported_twice():
    network = make_network()
    for _ in range(2):
        ImportedRecord.objects.create(network=network, key="4711", digest="x", source="Liste", offer=make_offer())


def synonym_twice():
    for _ in range(2):
        make_type().synonyms.create(text="Familienberatung", words="familienberat")


def catchment_twice(**area):
    offer = make_offer()
    for _ in range(2):
        Catchment.objects.create(offer=offer, kreis=make_kreis(), **area)


def confirmed_by_without_a_date(model):
    model.objects.update(confirmed_by_function=make_function())


def mistake(**values):
    return MistakeReport.objects.create(organisation=make_organisation(), **{"kind": MistakeKind.values[0], **values})


def missed_twice():
    for _ in range(2):
        SearchMiss.objects.create(offer_type=make_type(), kreis="14901", month=TODAY)


def proposal(**values):
    """A new offer that waits; ``values`` break it."""
    function = make_function()
    row = {"kind": "new_offer", "values": {}, "proposed_by": function, "proposed_person": uuid4(), "proposed_at": NOW}
    row |= {"network": values.get("network") or make_network(), "organisation": function.organisation}
    return Proposal.objects.create(**row | values)


def decided(**values):
    return proposal(**{"state": "returned", "decided_at": NOW, "decided_person": uuid4(), "reason": "?"} | values)


def decided_by_whoever_proposed():
    person = uuid4()
    decided(proposed_person=person, decided_person=person)


def two_wait_for_one_entry():
    waiting = proposal(kind="offer_type", entry=uuid4())
    proposal(kind="offer_type", entry=waiting.entry, network=waiting.network)


def version_twice():
    row = {"kind": "offer", "entry": uuid4(), "number": 1, "values": {}, "origin": "changed", "made_at": NOW}
    for _ in range(2):
        Version.objects.create(organisation=make_organisation(), **row)


def gone(**values):
    organisation = make_organisation()
    row = {"network": values.get("network") or make_network(), "organisation": organisation, "said_at": NOW}
    return GoneNotice.objects.create(**row | values)


def gone_twice(**entry):
    notice = gone(**entry)
    gone(**entry, network=notice.network)


def done_with_its_list():
    """Read in, and still there: what may name persons must be gone."""
    ListUpload.objects.create(
        network=make_network(), name="kitas.csv", rows=1, sent_at=NOW, state=UploadState.DONE, content=b"x"
    )


BROKEN = {
    "listupload_done_keeps_no_list": done_with_its_list,
    "version_once": version_twice,
    "proposal_new_offer_has_no_entry": lambda: proposal(entry=uuid4()),
    "proposal_decided_with_a_date": lambda: proposal(decided_at=NOW),
    "proposal_two_people": decided_by_whoever_proposed,
    "proposal_returned_says_why": lambda: decided(reason=""),
    "proposal_reason_short": lambda: decided(reason="x" * 501),
    "proposal_one_of_a_kind_waits": two_wait_for_one_entry,
    "gone_one_entry": gone,
    "gone_decided_with_a_date": lambda: gone(offer=make_offer(), decided_at=NOW),
    "gone_offer_once": lambda: gone_twice(offer=make_offer()),
    "gone_contact_once": lambda: gone_twice(contact_point=make_contact_point()),
    "search_miss_once": missed_twice,
    "synonym_once": synonym_twice,
    "synonym_has_words": lambda: make_type().synonyms.create(text="???", words=""),
    "site_confidential_has_no_address": lambda: make_site(is_confidential=True),
    "site_coordinates_together_and_on_earth": lambda: make_site(lat=91.0),
    "site_plz_five_digits": lambda: make_site(plz="0990"),
    "contactpoint_confirmed_by_needs_a_date": lambda: (make_contact_point(), confirmed_by_without_a_date(ContactPoint)),
    "phone_number_once": lambda: make_contact_point(phones=[NUMBER, NUMBER]),
    "phone_number_dialable": lambda: phone("0371 123456"),
    "offer_confirmed_by_needs_a_date": lambda: (make_offer(), confirmed_by_without_a_date(Offer)),
    "offer_has_title": lambda: Offer.objects.create(
        organisation=make_organisation(), offer_type=make_type(), title="", site=None
    ),
    "offer_age_range": lambda: make_offer(age_from=36, age_to=35),
    "offer_age_in_months": lambda: make_offer(age_to=OLDEST_MONTHS + 1),
    "offer_capacity_has_a_date": lambda: make_offer(free_places=3),
    "offer_area_land_names_the_land": lambda: make_offer(area=Area.LAND),
    "offer_language_once": lambda: make_offer(languages=["de", "de"]),
    "offer_trait_once": lambda: make_offer(flags=["anonymous", "anonymous"]),
    "offer_trait_known": lambda: make_offer(flags=["fun"]),
    "catchment_gemeinde_once": lambda: catchment_twice(gemeinde=make_gemeinde()),
    "catchment_whole_kreis_once": catchment_twice,
    "imported_record_once": imported_twice,
    "open_interval_forward": lambda: OpenInterval.objects.create(
        contact_point=make_contact_point(), begins=NOW, ends=NOW
    ),
    "mistake_kind_known": lambda: mistake(kind="joke"),
    "mistake_text_short": lambda: mistake(text="x" * 1001),
    "mistake_other_says_what": lambda: mistake(kind=MistakeKind.OTHER),
}


@pytest.mark.parametrize("plz", ["0911x", "09 11", "0911é", "٠٩٩٠١", "+9901"])
def test_plz_is_made_of_digits(plz):
    with refused_by("site_plz_five_digits"):
        make_site(plz=plz)


@pytest.mark.parametrize("constraint", BROKEN)
def test_database_refuses(constraint):
    with refused_by(constraint):
        BROKEN[constraint]()


def test_every_constraint_was_broken():
    assert constraints_of("directory") == BROKEN.keys()


@pytest.mark.parametrize("field", NO_ADDRESS)
def test_confidential_place_can_keep_no_part_of_an_address(field):
    site = make_confidential_site()
    hint = {"gemeinde": make_gemeinde(), "lat": 50.0, "lon": 12.0, "plz": "09901"}.get(field, "Hinweis")

    # the database itself refuses, also past every form and action
    with refused_by("site_confidential_has_no_address" if field not in {"lat", "lon"} else "site_co"):
        Site.objects.filter(pk=site.pk).update(**{field: hint})


def test_place_with_an_address_cannot_become_confidential():
    site = make_site()

    with refused_by("site_confidential_has_no_address"):
        Site.objects.filter(pk=site.pk).update(is_confidential=True)
    # only without its address
    Site.objects.filter(pk=site.pk).update(is_confidential=True, **NO_ADDRESS)


@pytest.mark.parametrize(("lat", "lon"), [(None, 12.0), (50.0, None), (-90.1, 12.0), (50.0, 180.1), (50.0, -180.1)])
def test_position_is_whole_and_on_earth(lat, lon):
    with refused_by("site_coordinates_together_and_on_earth"):
        make_site(lat=lat, lon=lon)


@pytest.mark.parametrize("number", ["110", "112", "116111", "116117", "+493023125147", "+4930123", "+436641234567890"])
def test_number_can_be_dialled(number):
    assert phone(number).number == number


@pytest.mark.parametrize(
    "number", ["", "11", "030 23125147", "03023125147", "1161112", "+49", "++493023125147890", "911"]
)
def test_number_that_nobody_can_dial_is_refused(number):
    with refused_by("phone_number_dialable"):
        phone(number)


def test_number_may_be_telephone_and_fax():
    contact_point = make_contact_point()

    contact_point.phone_numbers.create(number=NUMBER, kind="fax")

    assert contact_point.phone_numbers.count() == 2


@pytest.mark.parametrize(
    ("area", "land"), [(Area.LAND, None), (Area.NATION, "14"), (Area.LOCAL, "14")], ids=["land", "nation", "local"]
)
def test_only_an_offer_for_one_land_names_it(area, land):
    with refused_by("offer_area_land_names_the_land"):
        make_offer(area=area, land=land and make_land(land))


@pytest.mark.parametrize("values", [{"free_places": 0}, {"waiting_weeks": 4}])
def test_capacity_without_a_day_is_refused(values):
    with refused_by("offer_capacity_has_a_date"):
        make_offer(**values)

    assert make_offer(capacity_on=TODAY, **values).capacity_on == TODAY


def test_one_row_for_one_thing():
    contact_point = make_contact_point()
    offer = make_offer()
    record = {"network": make_network(), "digest": "x", "source": "Liste", "offer": offer}
    ImportedRecord.objects.create(key="1", **record)

    with refused_by("contactpoint.function_id|directory_contactpoint_function_id"):
        ContactPoint.objects.create(function=contact_point.function)
    with refused_by("importedrecord.offer_id|directory_importedrecord_offer_id"):
        ImportedRecord.objects.create(key="2", **record)
    with refused_by("searchentry.offer_id|directory_searchentry_offer_id"):
        entry = SearchEntry.objects.get(offer=offer)
        entry.pk = None
        entry.save(force_insert=True)


def test_type_and_region_that_are_in_use_cannot_be_removed():
    offer = make_offer()

    for row in (offer.offer_type, offer.site.gemeinde, offer.site.kreis):
        with pytest.raises(ProtectedError):
            row.delete()


def test_offer_survives_its_site_and_its_contact_point():
    offer = make_offer()

    offer.site.delete()
    offer.contact_point.delete()

    offer.refresh_from_db()
    assert (offer.site, offer.contact_point) == (None, None)


def test_removed_organisation_takes_everything_along():
    offer = make_offer(targets=["parents"], languages=["de"])

    offer.organisation.delete()

    for model in (Offer, Site, ContactPoint, PhoneNumber, SearchEntry, OfferTrait):
        assert not model.objects.exists(), model


def test_rows_say_what_they_are():
    offer = make_offer("Krabbelkreis", flags=["anonymous"], languages=["ar"], catchment=[make_gemeinde()])
    kreis = Catchment(kreis=make_kreis())

    assert str(offer) == "Krabbelkreis"
    assert [str(row) for row in (*offer.traits.all(), *offer.languages.all(), *offer.catchments.all(), kreis)] == [
        "flag:anonymous",
        "ar",
        "Auental",
        "Landkreis Auental",
    ]
    assert str(OfferType(label="Kita")) == "Kita"
    assert str(offer.contact_point) == "Kontakt: Anmeldung"
    assert str(PhoneNumber(number="110")) == "110"
    assert str(offer.search_entry) == str(offer.pk)
    assert [
        str(Site(**values))
        for values in (
            {"name": "Haus A"},
            {"street": "Am Anger", "house_number": "3"},
            {"town": "Auental"},
            {},
            {"is_confidential": True},
        )
    ] == ["Haus A", "Am Anger 3", "Auental", "Standort ohne Anschrift", "vertraulicher Ort"]


def test_two_offers_may_serve_the_same_places():
    first, second = make_offer(), make_offer()
    gemeinde = make_gemeinde()

    for offer in (first, second):
        Catchment.objects.create(offer=offer, kreis=gemeinde.kreis, gemeinde=gemeinde)
        Catchment.objects.create(offer=offer, kreis=gemeinde.kreis)
    with pytest.raises(IntegrityError), transaction.atomic():
        Catchment.objects.create(offer=first, kreis=gemeinde.kreis)
