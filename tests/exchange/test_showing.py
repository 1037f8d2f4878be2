"""Mirrors in the portal: found and shown like our own entries, changed by nobody here, gone when their home says so."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from schutznetz.directory import access as directory
from schutznetz.directory.enums import Area
from schutznetz.directory.models import ContactPoint, MistakeReport, Offer, SearchEntry, Site
from schutznetz.directory.search import engine
from schutznetz.exchange.access import Asked, Organisations, Services
from schutznetz.exchange.actions import end
from schutznetz.exchange.enums import Form, Obstacle
from schutznetz.exchange.mapping import terms
from schutznetz.exchange.models import Mirror, Source
from schutznetz.networks.models import Home, Organisation
from tests.exchange.homes import key, organization, read, service, written
from tests.factories import days_ago, make_gemeinde, make_help_line, make_network, make_offer, make_type

pytestmark = pytest.mark.django_db
HOME = "https://nachbar.example/"


@pytest.fixture(autouse=True)
def network():
    found = make_network()
    make_gemeinde(kreis=found.kreis)
    make_type()
    return found


@pytest.fixture
def feed(tmp_path):
    return tmp_path / "feed.ndjson"


def term():
    return {"id": key("Begriff"), "taxonomy_term": terms.offer_type(make_type())}


def place(name="Haus", **values):
    postal = {"address_1": "Am Markt 3", "city": "Auental", "postal_code": "09901", "country": "DE"}
    said = {"id": key(f"Ort {name}"), "location_type": "physical", "addresses": [{**postal, **values}]}
    return [{"id": key(f"Stelle {name}"), "location": said}]


def advice(name="Sprechstunde", house="Beratung", **values):
    said = {"organization_id": key(house), "attributes": [term()], "service_at_locations": place()}
    return service(name, **{**said, **values})


def shown(name="Sprechstunde"):
    return Offer.objects.get(title=name)


def found(words):
    results = engine.search(engine.Query(text=words), limit=9)
    return [str(hit.offer_id) for hit in results.hits]


def obstacles():
    return dict(Mirror.objects.standing().values_list("body__name", "obstacle"))


def test_mirrored_offer_is_found_and_shown_with_all_that_its_home_says(feed, client):
    contact = {"title": "Anmeldung", "function": "reception", "phones": [{"number": "+493023125147"}],
               "email": "hallo@beratung.example"}  # fmt: skip
    said = advice(
        description="Reden hilft.\n\nWir hören zu.", access_route="phone", application_process="Anruf genügt, ab 9 Uhr",
        minimum_age_months=0, maximum_age_months=35, opening_hours="Mo-Fr 09:00-12:00", contacts=[contact],
        freshness={"confirmed_on": "2026-10-01", "confirmed_by": "Anmeldung"},
    )  # fmt: skip
    read(written(feed, [organization("Beratung"), said]))

    offer = shown()
    assert str(offer.pk) == key("Sprechstunde")
    assert (offer.summary, offer.description, offer.access_note) == ("Reden hilft.", "Wir hören zu.", "ab 9 Uhr")
    assert (offer.age_from, offer.age_to, offer.home.name) == (0, 35, "feed.ndjson")
    assert (offer.site.street, offer.site.house_number, offer.site.gemeinde.name) == ("Am Markt", "3", "Auental")
    assert offer.contact_point.hours == "Mo-Fr 09:00-12:00"
    assert offer.confirmed_by_function.title == "Anmeldung"
    assert timezone.localdate(offer.confirmed_at).isoformat() == "2026-10-01"
    assert found("Sprechstunde") == [key("Sprechstunde")]
    page = client.get(f"/auental/angebot/{offer.pk}/").content.decode()
    for text in ("030 23125147", "Am Markt 3", "wird bei „feed.ndjson“ gepflegt", "bestätigt"):
        assert text in page
    assert client.get(f"/einrichtung/{key('Beratung')}/").status_code == 200


def test_change_and_deletion_reach_the_portal(feed):
    read(written(feed, [organization("Beratung"), advice(), advice("Gruppe", service_at_locations=place("Nebenan"))]))
    assert (Offer.objects.count(), Site.objects.count()) == (2, 2)

    read(written(feed, [organization("Beratung"), advice(description="Jetzt auch abends.")]))
    assert [(offer.title, offer.summary) for offer in Offer.objects.all()] == [("Sprechstunde", "Jetzt auch abends.")]
    assert (SearchEntry.objects.count(), Site.objects.count(), found("Gruppe")) == (1, 1, [])

    read(written(feed, [organization("Anderes")]))
    assert not Offer.objects.exists()
    assert not Organisation.objects.exists()
    assert not ContactPoint.objects.exists()


def test_second_run_writes_nothing_anew(feed, django_assert_max_num_queries):
    read(written(feed, [organization("Beratung"), advice(email="a@b.example")]))
    before = list(Offer.objects.values_list("changed_at")), list(ContactPoint.objects.values_list("pk", "changed_at"))

    with django_assert_max_num_queries(40):
        read(feed)
    assert before == (
        list(Offer.objects.values_list("changed_at")), list(ContactPoint.objects.values_list("pk", "changed_at"))
    )  # fmt: skip


def test_offer_that_moves_to_another_house_takes_nothing_along(feed):
    houses = [organization("Beratung"), organization("Zentrum")]
    read(written(feed, [*houses, advice(email="a@b.example")]))
    read(written(feed, [*houses, advice(house="Zentrum", email="a@b.example")]))

    assert shown().organisation.name == "Zentrum"
    assert not Organisation.objects.filter(name="Beratung").exists()
    assert ContactPoint.objects.count() == Site.objects.count() == 1


def test_house_belongs_to_its_traeger_in_whatever_order_they_come(feed):
    child = organization("Beratung", parent_organization_id=key("Träger"))
    read(written(feed, [child, advice(), organization("Träger")]))

    assert shown().organisation.parent.name == "Träger"
    assert Mirror.objects.get(record=key("Träger")).obstacle == ""


@pytest.mark.parametrize(
    ("values", "obstacle"),
    [
        ({"attributes": []}, Obstacle.NO_TYPE),
        ({"service_at_locations": []}, Obstacle.NO_PLACE),
        ({"service_at_locations": place(country="US")}, Obstacle.NO_PLACE),
        ({"status": "inactive"}, Obstacle.OVER),
        ({"visibility": "network"}, Obstacle.NOT_PUBLIC),
        ({"organization_id": "wer weiß"}, Obstacle.NO_OWNER),
    ],
)
def test_what_the_portal_cannot_show_stays_a_mirror_and_says_why(feed, values, obstacle):
    said = read(written(feed, [organization("Beratung"), advice(**values)]))

    assert not Offer.objects.exists()
    assert obstacles()["Sprechstunde"] == obstacle
    assert said.hidden[obstacle] >= 1


def test_foreign_words_name_the_kind_of_help_and_times_of_a_week(feed):
    times = [{"freq": "WEEKLY", "byday": "MO,TH", "opens_at": "09:00", "closes_at": "12:00"}]
    names = [{"taxonomy_term": {"id": key("fremd"), "name": "Erziehungsberatung"}}]
    said = advice(attributes=names, schedules=times, phones=[{"number": "030 23125147"}], minimum_age=3, maximum_age=5)
    read(written(feed, [organization("Beratung"), said]))

    offer = shown()
    assert offer.offer_type_id == "erziehungsberatung"
    assert offer.contact_point.hours == "Mo 09:00-12:00; Th 09:00-12:00"
    assert (offer.age_from, offer.age_to) == (36, 71)
    assert offer.contact_point.phone_numbers.get().number == "+493023125147"


@pytest.mark.parametrize("rule", [{"freq": "MONTHLY"}, {"interval": 2}, {"byday": "1MO"}, {"opens_at": "bald"}])
def test_times_that_are_not_sure_are_none(feed, rule):
    every = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}
    read(written(feed, [organization("Beratung"), advice(schedules=[every, {**every, **rule}], email="a@b.example")]))

    assert shown().contact_point.hours == ""


def test_names_of_persons_are_never_shown_even_where_the_mirror_keeps_them(feed, client):
    contact = {"name": "Toni Muster", "title": "Leitung", "phones": [{"number": "+493023125147"}]}
    read(written(feed, [organization("Beratung"), advice(contacts=[contact])]), keeps_names=True)

    assert "Toni" in str(Mirror.objects.get(kind="service").body)
    assert "Toni" not in client.get(f"/angebot/{key('Sprechstunde')}/").content.decode()
    assert found("Toni") == []


def test_shelter_has_no_place_even_if_its_home_tells_one(feed, client):
    said = advice(
        "Frauenhaus Auental", description="Wir wohnen Am Markt 3.", phones=[{"number": "+493023125147"}],
        service_areas=[{"extent": "14901", "extent_type": "AGS"}], url="https://am-markt-3.example",
    )  # fmt: skip
    read(written(feed, [organization("Verein"), {**said, "organization_id": key("Verein")}]))

    assert shown("Frauenhaus Auental").site.is_confidential
    assert "Markt" not in str(list(Mirror.objects.values_list("body", flat=True)))
    page = client.get(f"/angebot/{key('Frauenhaus Auental')}/").content.decode()
    assert "030 23125147" in page
    assert "Markt" not in page
    assert found("Markt") == []


def test_entry_of_our_own_is_neither_changed_nor_joined(feed):
    ours = make_offer("Hier")
    house, alien = ours.organisation, {"organization_id": str(ours.organisation_id)}
    said = [advice("Dort") | {"id": str(ours.pk)}, advice("Untergeschoben", **alien), organization("Beratung")]
    read(written(feed, said))

    assert list(Offer.objects.values_list("title", flat=True)) == ["Hier"]
    assert obstacles()["Untergeschoben"] == Obstacle.OURS
    assert Organisation.objects.get(pk=house.pk).home is None


def test_place_with_the_key_of_one_of_ours_is_another_place(feed):
    ours = make_offer("Hier").site
    link = place()
    link[0]["location"]["id"] = str(ours.pk)
    read(written(feed, [organization("Beratung"), advice(service_at_locations=link)]))

    assert shown().site.pk != ours.pk
    assert Site.objects.get(pk=ours.pk).street == ours.street


def test_two_sources_with_the_same_record_show_it_once_and_the_other_takes_over(feed, tmp_path):
    said = [organization("Beratung"), advice()]
    other = written(tmp_path / "andere.ndjson", said)
    read(written(feed, said))
    read(other)
    assert shown().home.name == "feed.ndjson"
    assert Mirror.objects.filter(source__address=str(other), obstacle=Obstacle.OTHER_HOME).count() == 2

    end(str(feed), "auental")
    assert not Offer.objects.exists()
    read(other)
    assert shown().home.name == "andere.ndjson"


def test_end_takes_everything_out_of_the_portal(feed):
    read(written(feed, [organization("Beratung"), advice()]))

    assert end(str(feed), "auental") == 2
    for model in (Offer, Organisation, Site, SearchEntry, Home, Source):
        assert not model.objects.exists(), model


def test_number_for_the_whole_country_is_not_shown_twice_and_never_on_every_page(feed):
    make_help_line(number="116111")
    everywhere = {"service_at_locations": [], "service_areas": [{"extent": "DE", "extent_type": "ISO 3166-1"}]}
    lines = [
        advice("Nummer gegen Kummer", phones=[{"number": "116111"}], **everywhere),
        advice("Fremde Nummer", phones=[{"number": "+493023125147"}], **everywhere),
    ]
    read(written(feed, [organization("Beratung"), *lines]))

    assert [offer.title for offer in Offer.objects.filter(area=Area.NATION)] == ["Hilfetelefon", "Fremde Nummer"]
    assert [offer.title for offer in directory.help_lines()] == ["Hilfetelefon"]
    assert obstacles()["Nummer gegen Kummer"] == Obstacle.OURS


def test_our_feed_does_not_tell_what_is_kept_elsewhere(feed):
    ours = make_offer("Hier")
    read(written(feed, [organization("Beratung"), advice()]))

    assert [one["name"] for one in Services(Asked()).all(Form.FULL)] == ["Hier"]
    assert [one["id"] for one in Organisations(Asked()).all(Form.FULL)] == [str(ours.organisation_id)]


def test_hint_goes_to_the_home_where_it_takes_one(feed, client):
    read(written(feed, [organization("Beratung"), advice()]))
    offer, address = shown(), f"/auental/angebot/{key('Sprechstunde')}/hinweis/"
    Home.objects.update(address=HOME, name="Netzwerk Nachbar", takes_hints=True)

    page = client.get(f"/auental/angebot/{offer.pk}/").content.decode()
    assert f'href="{HOME}angebot/{offer.pk}/hinweis/"' in page
    assert f'<link rel="canonical" href="{HOME}angebot/{offer.pk}/">' in page
    assert f'href="{HOME}angebot/{offer.pk}/hinweis/"' in client.get(address).content.decode()
    client.post(address, {"kind": "hours"})
    assert not MistakeReport.objects.exists()

    Home.objects.update(takes_hints=False)
    assert f'href="{HOME}"' in client.get(address).content.decode()


def test_hint_about_the_entry_of_a_file_leads_to_the_house_and_to_who_shows_it(feed, client):
    read(written(feed, [organization("Beratung"), advice()]))

    said = client.post(f"/auental/angebot/{key('Sprechstunde')}/hinweis/", {"kind": "hours"}).content.decode()
    assert "der Einrichtung selbst" in said
    assert 'href="/auental/netzwerk/"' in said
    assert not MistakeReport.objects.exists()


def test_page_says_when_a_home_is_silent(feed, client):
    read(written(feed, [organization("Beratung"), advice()]))
    address = f"/angebot/{key('Sprechstunde')}/"
    assert "Zuletzt abgeglichen: heute." in client.get(address).content.decode()

    Home.objects.update(heard_at=days_ago(9))
    assert "Bitte fragen Sie nach, ob noch alles stimmt." in client.get(address).content.decode()


def test_name_of_a_home_is_given_once_and_stays(feed):
    written(feed, [organization("Beratung"), advice()])
    read(feed, name="Netzwerk Nachbar")
    read(feed)

    assert Source.objects.get().home.name == "Netzwerk Nachbar"


@pytest.mark.parametrize("values", [{"name": ""}, {"address": "", "takes_hints": True}])
def test_home_that_may_not_be(feed, values):
    read(written(feed, [organization("Beratung"), advice()]))
    with pytest.raises(IntegrityError), transaction.atomic():
        Home.objects.update(**values)


@pytest.mark.parametrize("junk", [None, 3, "x", [], {}, [3], [{"location": 3}], {"id": []}, "\0", float("1e300")])
def test_nonsense_in_any_field_hides_or_leaves_out_and_breaks_nothing(feed, junk):
    whole = advice(
        contacts=[{"title": "A"}], phones=[{"number": "1"}], schedules=[{}], service_areas=[{}], languages=[{}],
        cost_options=[{}], capacities=[{}], freshness={}, access_route="", minimum_age=1, opening_hours="",
        waiting_weeks=1, capacity_on="", organization={}, fees_description="", application_process="", legal_basis="",
    )  # fmt: skip
    records = [organization("Beratung", locations=[], contacts=[])]
    for number, field in enumerate(sorted(whole.keys() - {"id", "name"})):
        records.append({**whole, "id": key(str(number)), "name": f"Unsinn {number}", field: junk})
    feed.write_text("".join(json.dumps(one) + "\n" for one in records))

    read(feed)
    assert Mirror.objects.behind().count() == 0


@pytest.mark.parametrize(("told", "kept"), [("church", "church"), ("royal", ""), (3, "")])
def test_kind_of_traeger_goes_out_and_comes_in(feed, told, kept):
    read(written(feed, [organization("Beratung", provider_kind=told), advice()]))
    assert Organisation.objects.get().provider_kind == kept

    Organisation.objects.update(home=None)
    assert next(Organisations(Asked()).all(Form.LIST)).get("provider_kind", "") == kept
