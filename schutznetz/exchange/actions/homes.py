"""The home of a source, as pages name it."""

from pathlib import PurePath
from urllib.parse import urlsplit

from django.utils import timezone

from schutznetz.exchange.mapping.inward.values import checked_web, cut
from schutznetz.exchange.models import Source
from schutznetz.networks.models import Home

LONGEST_NAME = 120
# Where every Schutznetz has its API; in front of it are its pages.
API = "/api/hsds/"


def heard(source: Source, name: str = "", *, is_schutznetz: bool) -> Home:
    """Note that everything a source says has just been heard; a name once given stays until another one is."""
    address = visited(source.address)
    values = {"address": address, "takes_hints": is_schutznetz and bool(address), "heard_at": timezone.now()}
    home = source.home or Home(network_id=source.network_id, name=called(source.address))
    home.name = cut(name, LONGEST_NAME) or home.name
    for field, value in values.items():
        setattr(home, field, value)
    home.save()
    if source.home_id is None:
        source.home = home
        Source.objects.filter(pk=source.pk).update(home=home)
    return home


def visited(address: str) -> str:
    """Return where people visit a home; nothing for a file on our own machine."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return ""
    before = parts.path.partition(API)[0] if API in parts.path else ""
    return checked_web(f"{parts.scheme}://{parts.netloc}{before}/")


def called(address: str) -> str:
    """Return what pages call a home that nobody has named: its host, or the name of the file."""
    parts = urlsplit(address)
    return cut(parts.hostname or PurePath(address).name or address, LONGEST_NAME)
