"""Other directories and their houses, as the coordination reads them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.exchange.enums import Obstacle
from schutznetz.networks.models import Home, Organisation
from schutznetz.ui.components import Fact, Link


@dataclass(frozen=True, slots=True)
class Listed:
    """One directory in the list; ``trouble`` says why nothing comes from it."""

    link: Link
    trouble: str


def listed(home: Home) -> Listed:
    return Listed(Link(home.name, reverse("homes:home", args=[home.pk]), _heard(home)), home.source.trouble)


def facts(home: Home, hidden: dict[str, int], shown: int) -> list[Fact]:
    """Return what there is to know about one directory."""
    source = home.source
    left_out = "; ".join(f"{number}: {Obstacle(name).label}" for name, number in hidden.items())
    rhythm = f"alle {source.every_minutes} Minuten" if source.every_minutes else "nur von Hand, durch den Betrieb"
    said = [
        Fact("Adresse", home.address or source.address),
        Fact("Abgeglichen", rhythm, _heard(home)),
        Fact("Einrichtungen", str(shown)),
        Fact("Nicht gezeigt", left_out),
        Fact("Was im Weg steht", source.trouble),
    ]
    return [fact for fact in said if fact.value]


def shown(houses: list[tuple[Organisation, int]]) -> list[Link]:
    """Return the way to each house, with the number of its offers."""
    return [Link(house.name, page_of(house), _offers(number)) for house, number in houses]


def adopted(houses: list[Organisation]) -> list[Link]:
    return [Link(house.name, page_of(house)) for house in houses]


def page_of(house: Organisation) -> str:
    return reverse("homes:house", args=[house.pk])


def _offers(number: int) -> str:
    return "1 Angebot" if number == 1 else f"{number} Angebote"


def _heard(home: Home) -> str:
    if home.heard_at is None:
        return "Noch nie ganz gelesen"
    return f"Zuletzt am {date_format(timezone.localtime(home.heard_at), 'j. F Y, H:i')} Uhr"
