"""The page on which a network says who it is, and where the public reads it."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.networks.models import Network, NetworkValue
from tests.directory.reading import read, text

pytestmark = pytest.mark.django_db
PAGE = "/konto/netzwerk/"


def say(world, **said):
    given = {
        "name": "Netz Auental", "accent": "green", "confirm_every_days": "90", "welcome": "Schön, dass Sie da sind.",
        "about": "Wir sind viele.\n\nUnd wir helfen.", "contact_phone": "030 23125100",
        "contact_email": "koordination@auental.example", "imprint": "Landkreis Auental\nAm Markt 1",
        "stand": date_format(timezone.localdate(), "d.m.Y"), "source": "Jugendamt",
    }  # fmt: skip
    return world.client("coordinator").post(PAGE, given | said, follow=True).text


def test_what_is_saved_stands_in_the_portal(world, client):
    assert "Gespeichert." in say(world)

    start, about = client.get("/auental/").text, client.get("/auental/netzwerk/").text
    assert "Schön, dass Sie da sind." in start
    for said in ("Und wir helfen.", "030 23125100", "koordination@auental.example", "Landkreis Auental<br>Am Markt 1"):
        assert said in about
    assert Network.objects.get(slug="auental").accent == "green"


def test_only_what_a_portal_can_do_without_is_called_optional(world):
    page = read(world.client("coordinator"), PAGE)

    optional = [text(mark.parent) for mark in page.select(".kern-label__optional")]
    assert optional == ["Über das Netzwerk (freiwillig)"]


def test_whoever_came_from_the_set_up_is_led_back_there(world):
    answer = world.client("coordinator").post(
        f"{PAGE}?von=/konto/einrichten/", {"name": "Netz Auental", "accent": "green", "confirm_every_days": "90",
                                           "stand": date_format(timezone.localdate(), "d.m.Y"), "source": "Jugendamt"},
    )  # fmt: skip

    assert (answer.status_code, answer["Location"]) == (302, "/konto/einrichten/")


def test_page_shows_stand_source_and_what_was_before(world):
    say(world)

    page = say(world, welcome="Guten Tag.")

    assert "Quelle: Jugendamt" in page
    assert "Satz auf der Startseite: Schön, dass Sie da sind. – eingetragen von Netzwerkkoordination" in page


def test_saving_the_same_again_changes_nothing(world):
    say(world)

    assert "Es war schon alles so eingetragen." in say(world)
    assert not NetworkValue.objects.filter(ended_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Name: Bitte machen Sie eine Angabe."),
        ({"confirm_every_days": "7"}, "von 30 bis 730 Tagen"),
        ({"contact_phone": "12"}, "Telefon: Bitte eine Nummer mit Vorwahl"),
        ({"stand": "morgen"}, "Bitte schreiben Sie den Tag so"),
        ({"stand": "01.01.2999"}, "Der Stand kann nicht in der Zukunft liegen."),
        ({"source": ""}, "Bitte sagen Sie, woher die Angaben kommen."),
    ],
)
def test_unusable_value_is_refused_and_what_was_typed_stays(world, said, sentence):
    page = say(world, **said)

    assert sentence in page
    assert "Schön, dass Sie da sind." in page
    assert not NetworkValue.objects.exists()


def test_what_a_network_types_is_never_markup(world, client):
    say(world, welcome="<b>fett</b>", about="<script>1</script>")

    assert "<b>fett" not in client.get("/auental/").text
    assert "<script>1" not in client.get("/auental/netzwerk/").text
