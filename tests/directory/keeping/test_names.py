"""Names come with a consent that ends, and go without a trace."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory import actions
from schutznetz.directory.forms.naming import NameForm
from schutznetz.directory.views.keeping import naming
from schutznetz.networks.actions import end
from schutznetz.networks.enums import EndGround, Visibility
from schutznetz.networks.models import Function, Holder
from tests.directory.keeping.pages import filled, form_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent():
    today = timezone.localdate()
    return actions.Consent(today, today + timedelta(days=365))


@pytest.fixture
def function(offer):
    return offer.contact_point.function


def test_name_with_consent_is_public_until_the_day_it_ends(function, who, consent):
    actions.name_holder(function, "Ida Beispiel", consent, who("steward"))

    assert Holder.objects.public_on(consent.expires_on).get().name == "Ida Beispiel"
    assert not Holder.objects.public_on(consent.expires_on + timedelta(days=1)).exists()


def test_name_without_consent_stays_in_the_network(function, who):
    actions.name_holder(function, "Ida Beispiel", None, who("steward"))

    assert Holder.objects.get().visibility == Visibility.NETWORK


def test_new_name_leaves_nothing_of_the_old(function, who, consent):
    actions.name_holder(function, "Ida Beispiel", consent, who("steward"))
    actions.name_holder(function, "Max Muster", None, who("steward"))

    assert [holder.name for holder in Holder.objects.all()] == ["Max Muster"]


def test_function_keeps_its_contact_without_a_name(function, offer, who, consent):
    actions.name_holder(function, "Ida Beispiel", consent, who("steward"))

    actions.remove_names(function, who("lead"))

    assert not Holder.objects.exists()
    assert offer.contact_point.phone_numbers.exists()


@pytest.mark.parametrize(("begins", "ends"), [(1, 10), (-10, 0), (-1, 800)])
def test_consent_has_to_hold_today_and_ends_within_two_years(function, who, begins, ends):
    today = timezone.localdate()

    dates = actions.Consent(today + timedelta(days=begins), today + timedelta(days=ends))

    with pytest.raises(DomainError, match="Einwilligung"):
        actions.name_holder(function, "Ida Beispiel", dates, who("steward"))


def test_end_of_the_log_in_ends_the_name(world, who, consent):
    membership = world.membership("steward")
    actions.name_holder(Function.objects.get(pk=membership.function_id), "Ida Beispiel", consent, who("lead"))

    end(world.membership("steward"), EndGround.LEFT, who("lead"))

    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not Holder.objects.public_on(tomorrow).exists()


class TestPage:
    """The page on which a name is given, made public, and taken away."""

    @pytest.fixture
    def path(self, function):
        return f"/konto/funktion/{function.pk}/name/"

    def send(self, world, path, **typed):
        page = world.client("steward").get(path)
        return world.client("steward").post(path, {**filled(form_of(page, 0)), **typed}, follow=True)

    def test_name_is_public_for_as_long_as_the_person_agreed(self, world, path, offer):
        self.send(world, path, name="Ida Beispiel", is_public="on", years="2", consent_on="1.10.2026")

        assert Holder.objects.get().consent_expires_on == date(2028, 10, 1)
        assert "Ida Beispiel" in world.client("anonymous").get(f"/angebot/{offer.pk}/").text

    def test_without_consent_the_portal_does_not_show_it(self, world, path, offer):
        self.send(world, path, name="Ida Beispiel")

        assert "Ida Beispiel" not in world.client("anonymous").get(f"/angebot/{offer.pk}/").text
        assert "nur im Netzwerk zu sehen" in words(world.client("steward").get(path))

    @pytest.mark.parametrize(("day", "says"), [("", "an welchem Tag"), ("1.10.2099", "Zukunft"), ("neulich", "so an")])
    def test_consent_needs_a_day_that_was(self, day, says, world, path):
        page = self.send(world, path, name="Ida Beispiel", is_public="on", consent_on=day)

        assert says in words(page)
        assert "Ida Beispiel" in page.text
        assert not Holder.objects.exists()

    def test_consent_that_is_over_by_now_is_refused(self, world, path):
        page = self.send(world, path, name="Ida Beispiel", is_public="on", consent_on="1.10.2020")

        assert "Die Einwilligung muss heute gelten" in words(page)

    def test_name_is_taken_away_and_the_number_stays(self, world, path, offer):
        self.send(world, path, name="Ida Beispiel", is_public="on", consent_on="1.10.2026")

        answer = world.client("lead").post(f"{path}entfernen/", follow=True)

        assert "Erreichbar bleibt: Anmeldung" in words(answer)
        page = world.client("anonymous").get(f"/angebot/{offer.pk}/").text
        assert "Ida Beispiel" not in page
        assert "030 23125147" in page

    @pytest.mark.parametrize(("day", "expires"), [("29.2.2024", date(2026, 2, 28)), ("1.3.2025", date(2027, 3, 1))])
    def test_years_end_on_the_same_day(self, day, expires):
        form = NameForm({"name": "Ida", "is_public": "on", "consent_on": day, "years": "2"})

        assert form.is_valid()
        assert naming._consent(form).expires_on == expires
