"""A planted shelter, an entry for the network only and a name without consent are in nothing that people take along."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.utils import timezone

from schutznetz.directory.access import offers_whole
from schutznetz.directory.models import Offer
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.actions.exporting import WRITERS, export
from schutznetz.publishing.files.entry import entry
from schutznetz.publishing.files.formats import FORMATS
from tests.exchange.shelter import SECRETS, plant

pytestmark = pytest.mark.django_db
# A number that stands for the whole country must not be taken for the PLZ of the shelter.
WRITTEN = (*SECRETS, "09902", "Martha Beispiel")


@pytest.fixture
def shelter():
    """With one name more: its consent holds for the page today, but a file would outlive it."""
    offer, today = plant(), timezone.localdate()
    Holder.objects.create(
        function=offer.contact_point.function, name="Martha Beispiel", visibility=Visibility.PUBLIC, valid_from=today,
        consent_on=today, consent_expires_on=today.replace(year=today.year + 1, day=1),
    )  # fmt: skip
    return offer


def opened(raw):
    """Return what a file says, also one that is packed."""
    if not is_zipfile(BytesIO(raw)):
        return raw.decode()
    bundle = ZipFile(BytesIO(raw))
    return "\n".join(bundle.read(name).decode() for name in bundle.namelist())


def told(text):
    unfolded = text.replace("\r\n ", "")
    return [secret for secret in WRITTEN if secret in text or secret in unfolded]


@pytest.mark.parametrize("ending", FORMATS)
def test_file_tells_no_secret(client, shelter, ending):
    paths = (
        f"/suche/angebote.{ending}",
        f"/auental/suche/angebote.{ending}",
        f"/angebot/{shelter.pk}/angebot.{ending}",
    )
    texts = [opened(client.get(path).content) for path in paths]

    assert [told(text) for text in texts] == [[], [], []]
    assert all("Frauenhaus" in text for text in texts) or ending == "ics"  # around the clock is no event


@pytest.mark.parametrize("ending", ["csv", "xlsx", "vcard", "ical", "hsds", "hsds.zip"])
def test_export_tells_no_secret(shelter, tmp_path, ending):
    """Through the register of formats; what is set on paper has its own tests."""
    out, kind = tmp_path / f"datei.{ending}", ending.partition(".")[0]
    made = export(kind, Chosen(), out)
    secrets = set(told(opened(out.read_bytes())))

    assert set(WRITERS) - {"offer_sheet", "brochure"} == {"csv", "xlsx", "vcard", "ical", "hsds"}
    assert made.records == (2 if kind == "hsds" else 1)
    assert secrets == ({"Martha Beispiel"} if kind == "hsds" else set())  # the feed tells names as long as they may be


def test_map_and_news_tell_no_secret(client, shelter):
    names = ["sitemap.xml", "sitemap-angebote-1.xml", "sitemap-einrichtungen-1.xml", "auental/neues.atom"]
    answers = [client.get(f"/{name}") for name in names]
    texts = [(b"".join(got.streaming_content) if got.streaming else got.content).decode() for got in answers]
    hidden = Offer.objects.get(title="Nur für das Netz")

    assert [told(text) for text in texts] == [[], [], [], []]
    assert str(shelter.pk) in texts[1]
    assert "Frauenhaus" in texts[3]
    assert "geschützter Ort" in texts[3]
    assert str(hidden.pk) not in texts[1] + texts[3]


def test_data_in_pages_has_name_and_number_of_a_shelter_only(client, shelter):
    for path in (f"/angebot/{shelter.pk}/", f"/auental/einrichtung/{shelter.organisation_id}/"):
        page = client.get(path).content.decode()
        data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

        assert '"telephone":"+493023125147"' in data
        assert not told(data)
        assert not {word for word in ("address", "location", "Location", "url", "hours") if f'"{word}' in data}


def test_what_is_not_public_is_refused_by_the_writer():
    plant()
    hidden = Offer.objects.get(title="Nur für das Netz")

    assert offers_whole([hidden.pk]) == []
    with pytest.raises(ValueError, match="public"):
        entry(hidden)
