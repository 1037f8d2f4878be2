"""Which place does somebody mean? Names and PLZ that mean several places return all of them, never a guess (R04)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from schutznetz.common.words import key
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Place

_PLZ = re.compile(r"\b([0-9]{5})\b")
_IN_KREIS = re.compile(r"\(([^()]+)\)\s*$")
LONGEST_QUERY = 120
SHORTEST_BEGINNING = 4
MOST_BEGINNINGS = 10


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One meaning of what was typed: a Gemeinde, a place inside one, or a whole Kreis.

    ``label`` tells it apart from all others, and ``find_places(label)`` finds exactly it again.
    """

    label: str
    kreis: Kreis
    gemeinde: Gemeinde | None
    plz: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


@dataclass(frozen=True, slots=True)
class Location:
    """Where an address lies. ``is_certain`` is False when more than one Gemeinde remains or none was found."""

    gemeinde: Gemeinde | None
    kreis: Kreis | None
    lat: float | None
    lon: float | None
    is_certain: bool
    candidates: tuple[Gemeinde, ...] = ()


def base_name(name: str) -> str:
    """Return the part of an official name that people say: "Frankfurt (Oder)" and "Frankfurt am Main" → "Frankfurt"."""
    name = re.split(r",| \(| /|/", name)[0]
    return re.split(r" (?:am|an der|an dem|im|in der|in|bei|ob der|vor der|unter|auf|b\.|i\.|a\.)[ .]", f"{name} ")[
        0
    ].strip()


def find_places(text: str) -> list[FoundPlace]:
    """Return every place that ``text`` can mean: PLZ, name, PLZ with name, or the label of a place found before.

    The most likely stand first: Gemeinden, then Kreise of that name, then places inside Gemeinden.
    """
    text = text[:LONGEST_QUERY]
    plz = _PLZ.search(text)
    in_kreis = _IN_KREIS.search(text)
    name = _PLZ.sub(" ", text)
    if in_kreis:
        exact = _in_named_kreis(_by_name(key(_IN_KREIS.sub(" ", name))), key(in_kreis.group(1)))
        if exact:
            return exact
    if plz:
        found = _by_plz(plz.group(1))
        named = [p for p in found if p.gemeinde and key(name) in {p.gemeinde.search_key, p.gemeinde.name_key}]
        return named or found
    return _by_name(key(name)) if key(name) else []


def _in_named_kreis(found: list[FoundPlace], kreis: str) -> list[FoundPlace]:
    return [place for place in found if key(place.kreis.name) == kreis]


def place_names(kreis: Kreis | None = None) -> frozenset[str]:
    """Return the search forms of all names of places: in ``kreis``, or everywhere."""
    gemeinden = Gemeinde.objects.filter(valid_until=None)
    places = Place.objects.filter(valid_until=None)
    if kreis:
        gemeinden, places = gemeinden.filter(kreis=kreis), places.filter(kreis=kreis)
    names = {name for row in gemeinden.values_list("name_key", "search_key") for name in row}
    names.update(places.values_list("search_key", flat=True))
    if kreis is None:
        names.update(name for row in Kreis.objects.values_list("name_key", "search_key") for name in row)
    return frozenset(names)


def plz_centre(plz: str) -> tuple[float, float] | None:
    """Return the centre of a PLZ in degrees, or None if the PLZ or its centre is not known."""
    row = PLZ.objects.filter(code=plz).exclude(lat=None).first()
    return (row.lat, row.lon) if row and row.lat is not None and row.lon is not None else None


def locate(plz: str, town: str, ortsteil: str = "") -> Location:
    """Return the Gemeinde of a postal address, as far as PLZ and town decide it."""
    gemeinden = (
        list(Gemeinde.objects.filter(plz_links__plz=plz, valid_until=None).select_related("kreis")) if plz else []
    )
    if not gemeinden and town:
        gemeinden = _gemeinden_named(key(town))
    narrowed = _narrow(gemeinden, town, ortsteil) if len(gemeinden) > 1 else gemeinden
    if len(narrowed) != 1:
        kreise = {gemeinde.kreis_id: gemeinde.kreis for gemeinde in narrowed or gemeinden}
        kreis = next(iter(kreise.values())) if len(kreise) == 1 else None
        return Location(None, kreis, None, None, is_certain=False, candidates=tuple(narrowed or gemeinden))
    gemeinde = narrowed[0]
    lat, lon = plz_centre(plz) or (gemeinde.lat, gemeinde.lon)
    return Location(gemeinde, gemeinde.kreis, lat, lon, is_certain=True, candidates=(gemeinde,))


def _narrow(gemeinden: list[Gemeinde], town: str, ortsteil: str) -> list[Gemeinde]:
    for name in filter(None, (key(town), key(base_name(town)), key(ortsteil))):
        if named := [g for g in gemeinden if name in {g.name_key, g.search_key}]:
            return named
        inside = set(Place.objects.filter(search_key=name, gemeinde__in=gemeinden).values_list("gemeinde", flat=True))
        if len(inside) == 1:
            return [g for g in gemeinden if g.ags in inside]
    return gemeinden


def _gemeinden_named(name: str) -> list[Gemeinde]:
    named = Q(name_key=name) | Q(search_key=name)
    return list(Gemeinde.objects.filter(named, valid_until=None).select_related("kreis").order_by("name", "ags"))


def _by_plz(plz: str) -> list[FoundPlace]:
    gemeinden = Gemeinde.objects.filter(plz_links__plz=plz, valid_until=None).select_related("kreis")
    return [_in_plz(gemeinde, plz) for gemeinde in gemeinden.order_by("name", "ags")]


def _by_name(name: str) -> list[FoundPlace]:
    return _named(name) or _beginning_with(name)


def _beginning_with(name: str) -> list[FoundPlace]:
    """Return Gemeinden whose name begins so ("Annaberg"), when no place has exactly this name."""
    if len(name) < SHORTEST_BEGINNING:
        return []
    begins = Gemeinde.objects.filter(name_key__startswith=name, valid_until=None).select_related("kreis")
    return [_whole_gemeinde(gemeinde) for gemeinde in begins.order_by("name", "ags")[:MOST_BEGINNINGS]]


def _named(name: str) -> list[FoundPlace]:
    gemeinden = _gemeinden_named(name)
    kreise = Kreis.objects.filter(Q(search_key=name) | Q(name_key=name), valid_until=None).order_by("name")
    cities = {gemeinde.kreis_id for gemeinde in gemeinden}
    found = [_whole_gemeinde(gemeinde) for gemeinde in gemeinden]
    # A kreisfreie Stadt is its own Kreis: naming both would ask a question without a difference.
    found += [_whole_kreis(kreis) for kreis in kreise if not (kreis.ags in cities and kreis.is_city)]
    known = {(place.gemeinde.ags if place.gemeinde else "", place.kreis.ags) for place in found}
    places = Place.objects.filter(search_key=name, valid_until=None).select_related("kreis", "gemeinde__kreis")
    for place in places.order_by("name", "kreis", "pk"):
        if (place.gemeinde_id or "", place.kreis_id) not in known:
            known.add((place.gemeinde_id or "", place.kreis_id))
            found.append(_inside(place))
    return found


def _in_plz(gemeinde: Gemeinde, plz: str) -> FoundPlace:
    lat, lon = plz_centre(plz) or (gemeinde.lat, gemeinde.lon)
    return FoundPlace(f"{plz} {gemeinde.name}", gemeinde.kreis, gemeinde, plz, lat, lon)


def _whole_gemeinde(gemeinde: Gemeinde) -> FoundPlace:
    label = gemeinde.kreis.name if gemeinde.kreis.is_city else f"{gemeinde.name} ({gemeinde.kreis.name})"
    return FoundPlace(label, gemeinde.kreis, gemeinde, "", gemeinde.lat, gemeinde.lon)


def _inside(place: Place) -> FoundPlace:
    return FoundPlace(f"{place.name} ({place.kreis.name})", place.kreis, place.gemeinde, "", place.lat, place.lon)


def _whole_kreis(kreis: Kreis) -> FoundPlace:
    if kreis.is_city and (city := kreis.gemeinden.filter(valid_until=None).select_related("kreis").first()):
        return _whole_gemeinde(city)
    lat, lon = middle(kreis.gemeinden.exclude(lat=None))
    return FoundPlace(kreis.name, kreis, None, "", lat, lon)


def middle(gemeinden: Iterable[Gemeinde]) -> tuple[float | None, float | None]:
    """Return the mean of the Gemeinden's positions, or two times None."""
    points = [(g.lat, g.lon) for g in gemeinden if g.lat is not None and g.lon is not None]
    if not points:
        return None, None
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
