"""Pages of those who keep entries: what people type is what the portal says afterwards, or is given back untouched."""

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.directory import actions, keeping
from schutznetz.directory.enums import ProposalState
from schutznetz.directory.models import Proposal, Version
from schutznetz.networks.models import Holder
from tests.directory.keeping.pages import save, words
from tests.factories import (
    make_confidential_site,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_offer,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(world):
    return world.client("steward")


@pytest.fixture(autouse=True)
def _fresh_types(offer):
    kept.forget_all()


def entries(house):
    return f"/konto/einrichtung/{house.pk}/eintraege/"


def reach(offer):
    return f"/konto/kontakt/{offer.contact_point_id}/zeiten/"


def point_of(offer):
    offer.contact_point.refresh_from_db()
    return offer.contact_point


class TestList:
    def test_everything_of_the_house_is_there_with_its_freshness(self, steward, world, offer):
        said = words(steward.get(entries(world.kita)))

        for text in ("Krippe Auental", "Anmeldung", "Am Anger 3", "Mo–Fr 8–16 Uhr", "noch niemand bestätigt"):
            assert text in said

    @pytest.mark.parametrize("number", [1, 3])
    def test_list_costs_the_same_for_one_and_for_three(
        self, number, steward, world, who, offer, django_assert_num_queries
    ):
        for position in range(number - 1):
            function = make_function(world.kita, f"Stelle {position}")
            point = make_contact_point(function, site=make_site(world.kita))
            make_offer(organisation=world.kita, contact_point=point, site=point.site)
            Holder.objects.create(function=function, name="Toni Muster", valid_from=timezone.localdate())
            actions.propose_offer(world.kita, {"offer_type": "kita", "title": "Neu"}, who("steward"))
        steward.get(entries(world.kita))
        kept.forget_all()

        # who acts 5; house, rights 3; offers, contacts, numbers, sites, functions, names, proposals
        with django_assert_num_queries(15):
            steward.get(entries(world.kita))

    def test_one_button_confirms_all_and_says_how_many(self, steward, world, offer):
        answer = steward.post(f"{entries(world.kita)}bestaetigen/", follow=True)

        offer.refresh_from_db()
        assert "2 Einträge sind bestätigt" in words(answer)
        logged = {entry.about_id: entry.utc for entry in Entry.objects.filter(event="entry.confirmed")}
        assert logged == {offer.pk: offer.confirmed_at, offer.contact_point_id: point_of(offer).confirmed_at}

    def test_one_entry_is_confirmed_alone(self, steward, offer):
        steward.post(f"/konto/angebot/{offer.pk}/bestaetigen/")
        steward.post(f"/konto/kontakt/{offer.contact_point_id}/bestaetigen/")

        assert Entry.objects.filter(event="entry.confirmed").count() == 2
        offer.refresh_from_db()
        assert offer.confirmed_by_function.title == "Eintragspflege"

    def test_who_keeps_entries_finds_the_list(self, steward, world):
        page = steward.get("/konto/").text
        assert entries(world.kita) in page
        assert entries(world.kita) not in world.client("professional").get("/konto/").text
        assert entries(world.kita) in world.client("coordinator").get(f"/konto/partner/{world.kita.pk}/").text


class TestHoursAndNumbers:
    def test_typed_as_people_write_saved_at_once(self, steward, offer):
        answer = save(steward, reach(offer), hours="Mo-Do 9-12 Uhr", number_0="(030) 23125-199", note_0="Sekretariat")

        assert "Das steht jetzt so im Portal" in words(answer)
        assert point_of(offer).hours == "Mo-Th 09:00-12:00"
        assert [(row.number, row.note) for row in point_of(offer).phone_numbers.all()] == [
            ("+493023125199", "Sekretariat")
        ]
        assert point_of(offer).confirmed_at is None, "only the whole entry is confirmed by saving it"

    def test_nothing_typed_changes_nothing(self, steward, offer):
        before = keeping.read(offer.contact_point)

        answer = save(steward, reach(offer))

        assert "nichts geändert" in words(answer)
        assert keeping.read(point_of(offer)) == before
        assert not Version.objects.exists()

    def test_empty_row_adds_a_number_and_an_emptied_one_is_gone(self, steward, offer):
        save(steward, reach(offer), number_1="030 23125198", fax_1="on")
        assert [row.kind for row in point_of(offer).phone_numbers.order_by("position")] == ["phone", "fax"]

        save(steward, reach(offer), number_0="")

        assert [row.number for row in point_of(offer).phone_numbers.all()] == ["+493023125198"]

    @pytest.mark.parametrize(
        ("number", "says"),
        [("12", "mit Vorwahl"), ("030 23125100 oder 030 23125101", "nur eine Nummer"), ("nachmittags", "mit Vorwahl")],
    )
    def test_number_that_is_none_is_given_back(self, number, says, steward, offer):
        page = save(steward, reach(offer), number_0=number)

        assert says in words(page)
        assert f'value="{number}"' in page.text
        assert [row.number for row in point_of(offer).phone_numbers.all()] == ["+493023125147"]

    def test_same_number_twice_is_said(self, steward, offer):
        assert "schon weiter oben" in words(save(steward, reach(offer), number_1="030 23125147"))

    def test_hours_that_are_not_plain_are_shown_before_they_are_saved(self, steward, offer):
        page = save(steward, reach(offer), hours="wochentags 9-12")
        assert "So verstehen wir die Zeiten Mo–Fr 9–12 Uhr" in words(page)
        assert point_of(offer).hours == "Mo-Fr 08:00-16:00"

        save(steward, reach(offer), page=page)

        assert point_of(offer).hours == "Mo-Fr 09:00-12:00"

    def test_hours_that_nobody_understands_may_stay_as_words(self, steward, offer):
        page = save(steward, reach(offer), hours="jeden zweiten Montag")
        assert "nicht eindeutig" in words(page)
        assert "jeden zweiten Montag" in page.text

        save(steward, reach(offer), page=page, hours_free="on")

        assert point_of(offer).hours == 'unknown "jeden zweiten Montag"'

    def test_emergency_contact_waits_and_says_so_before_and_after(self, steward, offer):
        point = offer.contact_point
        point.is_emergency = True
        point.save()
        assert "gibt erst die Koordination frei: Telefon, Zeiten" in words(steward.get(reach(offer)))

        answer = save(steward, reach(offer), hours="Mo-Fr 9-12 Uhr")

        assert "wartet auf die Freigabe der Koordination" in words(answer)
        assert point_of(offer).hours == "Mo-Fr 08:00-16:00"
        assert Proposal.objects.get().state == ProposalState.WAITING
        assert "wartet schon eine Änderung" in words(steward.get(reach(offer)))


class TestWholeEntries:
    def test_whole_contact_is_confirmed_by_saving(self, steward, offer):
        path = f"/konto/kontakt/{offer.contact_point_id}/"
        assert "bestätigen Sie, dass alles auf dieser Seite stimmt" in words(steward.get(path))

        save(steward, path, email="neu@example.org", url="kita.example")

        assert (point_of(offer).email, point_of(offer).url) == ("neu@example.org", "https://kita.example")
        assert point_of(offer).confirmed_at == Entry.objects.get(event="entry.confirmed").utc

    def test_offer_in_words_of_people(self, steward, offer):
        save(
            steward, f"/konto/angebot/{offer.pk}/", age_from="6 Monate", age_to="3. Geburtstag", free_places="2",
            targets=["parents", "children"], languages=["de", "ar"], cost="free", summary="Für die Kleinen.",
        )  # fmt: skip

        offer.refresh_from_db()
        assert (offer.age_from, offer.age_to, offer.free_places) == (6, 35, 2)
        assert offer.capacity_on == timezone.localdate()
        assert sorted(row.code for row in offer.languages.all()) == ["ar", "de"]
        assert "bis zum 3. Geburtstag" in directory_page(steward, offer)

    def test_other_kind_of_help_waits_and_the_rest_is_live(self, steward, offer):
        make_type("hort", "Hort")
        kept.forget_all()

        answer = save(steward, f"/konto/angebot/{offer.pk}/", offer_type="hort", title="Krippe am Anger")

        offer.refresh_from_db()
        assert (offer.offer_type_id, offer.title) == ("kita", "Krippe am Anger")
        assert "Art der Hilfe: wartet auf die Freigabe der Koordination" in words(answer)
        assert "Eine Änderung wartet auf Freigabe" in words(steward.get(entries(offer.organisation)))

    def test_second_proposal_is_refused_with_the_typed_text_intact(self, steward, offer):
        make_type("hort", "Hort")
        kept.forget_all()
        path = f"/konto/angebot/{offer.pk}/"
        save(steward, path, offer_type="hort")

        page = save(steward, path, offer_type="hort", title="Noch ein Titel")

        assert "wartet schon ein Vorschlag" in words(page)
        assert "Noch ein Titel" in page.text

    def test_coordination_changes_the_kind_at_once(self, world, offer):
        make_type("hort", "Hort")
        kept.forget_all()

        save(world.client("coordinator"), f"/konto/angebot/{offer.pk}/", offer_type="hort")

        offer.refresh_from_db()
        assert offer.offer_type_id == "hort"

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("age_to", "drei", "verstehen wir nicht"),
            ("age_to", "1 Monat", "vor dem Alter, ab dem es gilt"),
            ("title", "", "Bitte füllen Sie „Titel“ aus"),
            ("free_places", "viele", "eine Zahl"),
        ],
    )
    def test_what_cannot_be_is_given_back(self, field, value, says, steward, offer):
        page = save(
            steward, f"/konto/angebot/{offer.pk}/", **{"age_from": "2 Jahre", "summary": "Bleibt", field: value}
        )

        assert says in words(page)
        assert "Bleibt" in page.text
        offer.refresh_from_db()
        assert offer.summary == ""

    def test_free_places_alone_say_the_day(self, steward, offer):
        save(steward, f"/konto/angebot/{offer.pk}/plaetze/", free_places="0", waiting_weeks="6")

        offer.refresh_from_db()
        assert (offer.free_places, offer.waiting_weeks, offer.capacity_on) == (0, 6, timezone.localdate())
        save(steward, f"/konto/angebot/{offer.pk}/plaetze/", free_places="", waiting_weeks="")
        offer.refresh_from_db()
        assert (offer.free_places, offer.capacity_on) == (None, None)

    def test_house_says_something_about_itself(self, steward, world):
        save(steward, f"/konto/einrichtung/{world.kita.pk}/aendern/", profile="Kita mit großem Garten")

        world.kita.refresh_from_db()
        assert world.kita.profile == "Kita mit großem Garten"

    def test_offer_keeps_the_contact_of_another_house(self, steward, offer):
        offer.contact_point = make_contact_point(make_function(title="Zentrale des Trägers"))
        offer.save()

        save(steward, f"/konto/angebot/{offer.pk}/", summary="Neu")

        before = offer.contact_point_id
        offer.refresh_from_db()
        assert (offer.contact_point_id, offer.summary) == (before, "Neu")


def directory_page(client, offer):
    return words(client.get(f"/angebot/{offer.pk}/"))


class TestPlaces:
    def path(self, offer):
        return f"/konto/standort/{offer.site_id}/"

    def test_new_address_is_looked_up(self, steward, offer):
        make_gemeinde("Bergdorf", "14901020", plz="09902", lat=50.9, lon=12.8)

        save(steward, self.path(offer), street="Dorfplatz", plz="09902", town="Bergdorf")

        offer.site.refresh_from_db()
        assert (offer.site.gemeinde_id, offer.site.lat) == ("14901020", 50.9)

    def test_same_address_keeps_its_place_to_the_metre(self, steward, offer):
        offer.site.lat, offer.site.lon = 50.8123, 12.9456
        offer.site.save()

        save(steward, self.path(offer), directions="Eingang im Hof")

        offer.site.refresh_from_db()
        assert (offer.site.lat, offer.site.directions) == (50.8123, "Eingang im Hof")

    def test_unknown_place_says_what_to_do(self, steward, offer):
        page = save(steward, self.path(offer), plz="99998", town="Nirgendwo")

        assert "Bitte prüfen Sie PLZ und Ort" in words(page)
        assert "Nirgendwo" in page.text

    def test_place_that_can_be_several_names_them(self, steward, offer):
        for ags, name in (("14901030", "Ostdorf"), ("14901040", "Westdorf")):
            make_gemeinde(name, ags, plz="09903")

        said = words(save(steward, self.path(offer), plz="09903", town="Dorf"))

        assert "mehrere Orte meinen: Ostdorf, Westdorf" in said

    def test_protected_place_takes_no_address(self, steward, world):
        site = make_confidential_site(world.kita)
        path = f"/konto/standort/{site.pk}/"
        page = steward.get(path)
        assert "Dieser Ort schützt Menschen" in words(page)
        assert 'name="street"' not in page.text

        save(steward, path, barrier="yes", street="Geheimweg", town="Auental")

        site.refresh_from_db()
        assert (site.barrier, site.street, site.town) == ("yes", "", "")
