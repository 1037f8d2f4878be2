"""What a house has changed itself since the last delivery stays, unless somebody says otherwise, who can go back."""

import pytest

from schutznetz.directory import actions, importing, keeping
from schutznetz.directory.enums import EntryKind
from schutznetz.directory.models import ContactPoint, ListUpload, Offer, Version
from tests.directory.importing.files import HEADER, row
from tests.directory.keeping.pages import words
from tests.factories import NOW

pytestmark = pytest.mark.django_db
BEFORE = HEADER + row(1, hours="Mo-Fr 8-16 Uhr") + row(2, "Hort Mond", kind="Hort", street="Am Anger 5")
AFTER = HEADER + row(1, hours="Mo-Fr 7-17 Uhr") + row(2, "Hort Mond", kind="Hort", street="Am Anger 7")


@pytest.fixture
def edited(check, take, who):
    """The list is read in, and then the Kita changes its hours in the portal."""
    check(BEFORE)
    take()
    ListUpload.objects.all().delete()
    point = ContactPoint.objects.get(function__organisation__name="Kita Sonne")
    mark = keeping.fingerprint(keeping.read(point))
    actions.change(EntryKind.CONTACT_POINT, point.pk, {"hours": "Tu 14:00-18:00"}, base=mark, who=who)
    return point


def hours(point):
    point.refresh_from_db()
    return point.hours


def test_what_a_house_has_changed_stays_and_is_shown_beside_the_list(edited, check, take):
    said = words(check(AFTER))

    assert "geändert 1 unverändert 0 selbst geändert, bleibt 1" in said
    assert "Zeile 2: Kita Sonne Zeiten im Portal Di 14–18 Uhr in der Liste Mo–Fr 7–17 Uhr" in said
    assert "Zeile 3: Hort Mond Anschrift bisher Am Anger 5, 09901 Auental neu Am Anger 7, 09901 Auental" in said
    take()
    assert hours(edited) == "Tu 14:00-18:00"
    assert Offer.objects.get(title="Hort Mond").site.house_number == "7"


def test_next_delivery_says_so_again(edited, check, take):
    check(AFTER)
    take()
    ListUpload.objects.all().delete()

    assert "geändert 0 unverändert 1 selbst geändert, bleibt 1" in words(check(AFTER))


def test_overwritten_on_purpose_it_can_be_brought_back(client, edited, check, take, who):
    check(AFTER)
    take(overwrite="on")
    assert hours(edited) == "Mo-Fr 07:00-17:00"
    history = words(client.get(f"/konto/kontakt/{edited.pk}/verlauf/"))
    assert history.count("Diesen Stand wiederherstellen") == 2, "the list's state is the newest"

    actions.restore(Version.objects.get(entry=edited.pk, origin="changed"), who)

    assert hours(edited) == "Tu 14:00-18:00"


def test_unchanged_row_touches_nothing(edited, check, take):
    assert "unverändert 2" in words(check(BEFORE))
    assert hours(edited) == "Tu 14:00-18:00"


def test_place_that_is_protected_now_never_stays(edited, check, take, who):
    site = edited.site
    mark = keeping.fingerprint(keeping.read(site))
    actions.change(EntryKind.SITE, site.pk, {"directions": "Hof"}, base=mark, who=who)

    said = words(check(HEADER + row(1, street="Anschrift geheim")))
    take()

    site.refresh_from_db()
    assert (site.is_confidential, site.street, site.directions) == (True, "", "")
    assert "Am Anger 3" not in said
    assert not Version.objects.filter(entry=site.pk).exists()


def test_command_keeps_it_too_unless_told_otherwise(edited, world, tmp_path):
    path = tmp_path / "kitas.csv"
    path.write_text(AFTER, encoding="utf-8")
    run = {"network": world.home, "now": NOW}

    first = importing.run(path, **run)
    assert (first.updated, first.kept, hours(edited)) == (1, 1, "Tu 14:00-18:00")
    assert "selbst geändert, bleibt" in first.summary()
    assert importing.run(path, overwrite=True, **run).updated == 1
    assert hours(edited) == "Mo-Fr 07:00-17:00"


def test_new_name_of_a_house_counts_only_where_the_list_renames_it(edited, check, who):
    house = edited.function.organisation
    mark = keeping.fingerprint(keeping.read(house))
    actions.change(EntryKind.ORGANISATION, house.pk, {"name": "Kita Sonnenhaus"}, base=mark, who=who)
    Version.objects.filter(entry=edited.pk).delete()

    assert "selbst geändert, bleibt 1" in words(check(AFTER))
