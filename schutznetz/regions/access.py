"""Which place does somebody mean? Names and PLZ that mean several places return all of them, never a guess (R04)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Avg, Q

from schutznetz.common.kept import Kept
from schutznetz.common.prepared import Prepared, columns, restored
from schutznetz.common.words import key, squeeze
from schutznetz.regions.enums import PlaceKind
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Place, PLZGemeinde

_PLZ = re.compile(r"\b([0-9]{5})\b")
Local = TypeVar("Local", Gemeinde, Place)
LONGEST_QUERY = 120
SHORTEST_BEGINNING = 4
SHORTEST_SUGGESTED = 2
MOST_BEGINNINGS = 10
MOST_BRACKETS = 3
# The register is renewed by a command, once or twice a year (``actions.load_regions``).
KEPT_SECONDS = 600
_kreise: Kept[Mapping[str, Kreis]] = Kept(KEPT_SECONDS)

_gemeinden_of_name = Prepared(
    lambda name: (
        Gemeinde.objects.filter(Q(name_key=name) | Q(search_key=name), valid_until=None)
        .order_by("name", "ags")
        .values_list(*columns(Gemeinde))
    )
)
_gemeinden_of_plz = Prepared(
    lambda plz: (
        PLZGemeinde.objects.filter(plz=plz, gemeinde__valid_until=None)
        .order_by("gemeinde__name", "gemeinde")
        .values_list("plz__lat", "plz__lon", *columns(Gemeinde, "gemeinde__"))
    )
)
_city = Prepared(
    lambda kreis: (
        Gemeinde.objects.filter(kreis=kreis, valid_until=None).order_by("ags").values_list(*columns(Gemeinde))[:1]
    )
)
_middle = Prepared(
    lambda kreis: (
        Gemeinde.objects.filter(kreis=kreis)
        .values("kreis")
        .annotate(middle_lat=Avg("lat"), middle_lon=Avg("lon"))
        .values_list("middle_lat", "middle_lon")
    )
)
# A name, and the Ortsteile whose name begins with this word.
_places_of_name = Prepared(
    lambda name, begin, end: (
        Place.objects.filter(Q(search_key=name) | Q(search_key__gt=begin, search_key__lt=end, kind=PlaceKind.ORTSTEIL))
        .order_by("name", "kreis", "pk")
        .values_list(*columns(Place), *columns(Gemeinde, "gemeinde__"))
    )
)
_parts_of_gemeinde = Prepared(
    lambda gemeinde: Place.objects.filter(gemeinde=gemeinde).values_list("search_key", "kind", "district")
)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One meaning of what was typed: a Gemeinde, a place inside one, or a whole Kreis.

    ``label`` tells it apart from all others, and ``find_places(label)`` finds exactly it again. ``ortsteil`` is the
    name of a place inside a Gemeinde as its table writes it.
    """

    label: str
    kreis: Kreis
    gemeinde: Gemeinde | None
    plz: str = ""
    lat: float | None = None
    lon: float | None = None
    ortsteil: str = ""

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


def kreise() -> Mapping[str, Kreis]:
    """Return all Kreise with their Land by AGS; kept for ten minutes, and nobody may change them."""
    return _kreise.get("", lambda: Kreis.objects.select_related("land").in_bulk())


def forget() -> None:
    """Read the Kreise anew: somebody has just written some."""
    _kreise.forget()


def _in_its_kreis(row: Local) -> Local:
    """Hang the kept Kreis on a row that was read without it; one that is newer is read when somebody asks for it."""
    if kreis := kreise().get(row.kreis_id):
        row.kreis = kreis
    return row


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
    asked = squeeze(text[:LONGEST_QUERY])
    found = _told_apart(_meant(asked))
    return [place for place in found if place.label == asked] or found


def _meant(asked: str) -> list[FoundPlace]:
    if plz := _PLZ.search(asked):
        found = _by_plz(plz.group(1))
        name = key(_PLZ.sub(" ", asked))
        return [p for p in found if p.gemeinde and name in {p.gemeinde.search_key, p.gemeinde.name_key}] or found
    for name, kreis in _with_kreis(asked):
        if exact := [place for place in _by_name(name) if key(place.kreis.name) == kreis]:
            return exact
    return _by_name(asked)


def _with_kreis(asked: str) -> list[tuple[str, str]]:
    """Return the ways to read "Neustadt (Dosse) (Kreis)" and "Lemke (Landkreis Nienburg (Weser))" as name and Kreis."""
    if not asked.endswith(")"):
        return []
    brackets = [at for at, char in enumerate(asked) if char == "("][-MOST_BRACKETS:]
    return [(asked[:at], key(asked[at + 1 : -1])) for at in brackets]


def _told_apart(found: list[FoundPlace]) -> list[FoundPlace]:
    """Give meanings that read the same what tells them apart: the Gemeinde of a place, the Kreis behind a PLZ."""
    labels = Counter(place.label for place in found)
    return [
        place if labels[place.label] == 1 else replace(place, label=_longer_label(place))
        for place in found
        # A place of which only the Kreis is known says no more than its namesake in the same Kreis.
        if labels[place.label] == 1 or place.gemeinde
    ]


def _longer_label(place: FoundPlace) -> str:
    if place.plz:
        return f"{place.label} ({place.kreis.name})"
    name = place.label.removesuffix(f" ({place.kreis.name})")
    if place.gemeinde is None or key(name) == place.gemeinde.name_key:
        return place.label
    return f"{name}, {place.gemeinde.name} ({place.kreis.name})"


def label_of(ags: str) -> str:
    """Return the label by which ``find_places`` finds a Gemeinde (AGS), or nothing if there is none today."""
    gemeinde = Gemeinde.objects.filter(pk=ags, valid_until=None).select_related("kreis").first()
    return _whole_gemeinde(gemeinde).label if gemeinde else ""


def place_names(kreis: Kreis | None = None) -> frozenset[str]:
    """Return the search forms of all names of places: in ``kreis``, or everywhere."""
    gemeinden = Gemeinde.objects.filter(valid_until=None)
    places = Place.objects.all()  # people keep the name of a Gemeinde long after it was merged
    if kreis:
        gemeinden, places = gemeinden.filter(kreis=kreis), places.filter(kreis=kreis)
    names = {name for row in gemeinden.values_list("name_key", "search_key") for name in row}
    names.update(places.values_list("search_key", flat=True))
    if kreis is None:
        names.update(name for row in Kreis.objects.values_list("name_key", "search_key") for name in row)
    return frozenset(names)


def parts_called(gemeinde: str, name: str) -> set[str]:
    """Return the search forms of the Ortsteile that a name means inside a Gemeinde (AGS): "Gohlis", "Leipzig West"."""
    wanted = key(name)
    rows = _parts_of_gemeinde.rows(gemeinde=gemeinde)
    called = [(kind, district) for name, kind, district in rows if name == wanted]
    is_district = any(kind == PlaceKind.STADTBEZIRK for kind, _ in called)
    districts = {district for _, district in called if district} if is_district else set()
    return {
        name
        for name, kind, district in rows
        if kind == PlaceKind.ORTSTEIL and (name == wanted or name.startswith(f"{wanted} ") or district in districts)
    }


def suggest_places(typed: str, kreis: Kreis | None = None, *, limit: int = 8) -> list[str]:
    """Return what somebody may be about to type: names of Gemeinden and Kreise, or "PLZ Name" after digits."""
    typed = typed[:LONGEST_QUERY].strip()
    if typed.isdigit() and typed.isascii():
        links = PLZGemeinde.objects.filter(plz__gte=typed, plz__lt=f"{typed}:", gemeinde__valid_until=None)
        found = links.filter(**_in(kreis, "gemeinde__kreis")).order_by("plz", "gemeinde__name")
        return [f"{plz} {name}" for plz, name in found.values_list("plz", "gemeinde__name")[:limit]]
    wanted = key(typed)
    if len(wanted) < SHORTEST_SUGGESTED:
        return []
    begins = Q(search_key__gte=wanted, search_key__lt=f"{wanted}\uffff", valid_until=None)
    kreise = Kreis.objects.filter(begins, **({"ags": kreis.ags} if kreis else {"is_example": False}))
    gemeinden = Gemeinde.objects.filter(begins, **_in(kreis, "kreis")).select_related("kreis")
    labels = [_whole_gemeinde(row).label for row in gemeinden.order_by("search_key", "name")[:limit]]
    labels += [row.name for row in kreise.order_by("search_key", "name")[:limit]]
    return sorted(dict.fromkeys(labels), key=len)[:limit]


def _in(kreis: Kreis | None, path: str) -> dict[str, Any]:
    return {path: kreis} if kreis else {f"{path}__is_example": False}


def plz_centre(plz: str) -> tuple[float, float] | None:
    """Return the centre of a PLZ in degrees, or None if the PLZ or its centre is not known."""
    row = PLZ.objects.filter(code=plz).exclude(lat=None).first() if _PLZ.fullmatch(plz) else None
    return (row.lat, row.lon) if row and row.lat is not None and row.lon is not None else None


def locate(plz: str, town: str, ortsteil: str = "") -> Location:
    """Return the Gemeinde of a postal address, as far as PLZ and town decide it."""
    touched = Gemeinde.objects.filter(plz_links__plz=plz, valid_until=None).select_related("kreis")
    # PostgreSQL refuses to be asked for a text with NUL in it
    gemeinden = list(touched) if _PLZ.fullmatch(plz) else []
    if not gemeinden and town:
        gemeinden = _gemeinden_named(key(town))
    narrowed = _narrow(gemeinden, town, ortsteil) if len(gemeinden) > 1 else gemeinden
    if len(narrowed) != 1:
        kreise = {gemeinde.kreis_id: gemeinde.kreis for gemeinde in narrowed or gemeinden}
        kreis = next(iter(kreise.values())) if len(kreise) == 1 else None
        candidates = sorted(narrowed or gemeinden, key=lambda gemeinde: (gemeinde.name, gemeinde.ags))
        return Location(None, kreis, None, None, is_certain=False, candidates=tuple(candidates))
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
    return [_in_its_kreis(restored(Gemeinde, row)) for row in _gemeinden_of_name.rows(name=name)]


def _by_plz(plz: str) -> list[FoundPlace]:
    found = []
    for lat, lon, *row in _gemeinden_of_plz.rows(plz=plz):
        gemeinde = _in_its_kreis(restored(Gemeinde, row))
        centre = (gemeinde.lat, gemeinde.lon) if lat is None or lon is None else (lat, lon)
        found.append(FoundPlace(f"{plz} {gemeinde.name}", gemeinde.kreis, gemeinde, plz, *centre))
    return found


def _by_name(name: str) -> list[FoundPlace]:
    if not key(name):
        return []
    return _named(key(name)) or _in_named_gemeinde(name) or _beginning_with(key(name))


def _in_named_gemeinde(name: str) -> list[FoundPlace]:
    """Return the places of a name that says its Gemeinde as well: "Ahlbeck, Heringsdorf"."""
    name, _, gemeinde = map(key, name.rpartition(","))
    found = _told_apart(_named(name)) if name else []
    return [p for p in found if p.gemeinde and gemeinde in {p.gemeinde.search_key, p.gemeinde.name_key}]


def _beginning_with(name: str) -> list[FoundPlace]:
    """Return Gemeinden whose name begins so ("Annaberg"), when no place has exactly this name."""
    if len(name) < SHORTEST_BEGINNING:
        return []
    begins = Gemeinde.objects.filter(name_key__startswith=name, valid_until=None).order_by("name", "ags")
    return [_whole_gemeinde(_in_its_kreis(gemeinde)) for gemeinde in begins[:MOST_BEGINNINGS]]


def _named(name: str) -> list[FoundPlace]:
    gemeinden = _gemeinden_named(name)
    called = [row for row in kreise().values() if name in (row.search_key, row.name_key) and row.valid_until is None]
    cities = {gemeinde.kreis_id for gemeinde in gemeinden}
    found = [_whole_gemeinde(gemeinde) for gemeinde in gemeinden]
    # A kreisfreie Stadt is its own Kreis: naming both would ask a question without a difference.
    found += [_whole_kreis(kreis) for kreis in sorted(called, key=str) if not (kreis.ags in cities and kreis.is_city)]
    known = {(place.gemeinde.ags if place.gemeinde else "", place.kreis.ags) for place in found}
    places = _places_called(name)
    for place in places:
        if place.search_key == name and (place.gemeinde_id or "", place.kreis_id) not in known:
            known.add((place.gemeinde_id or "", place.kreis_id))
            found.append(_inside(place))
    in_parts = _in_parts(name, places).items()
    return [*found, *(place for ags, place in in_parts if (ags, place.kreis.ags) not in known)]


def _places_called(name: str) -> list[Place]:
    """Return the places of a name, and the Ortsteile whose name begins with this word."""
    width = len(columns(Place))
    found = []
    for row in _places_of_name.rows(name=name, begin=f"{name} ", end=f"{name} \uffff"):
        place = _in_its_kreis(restored(Place, row[:width]))
        if place.gemeinde_id:
            place.gemeinde = _in_its_kreis(restored(Gemeinde, row[width:]))
        found.append(place)
    return found


def _in_parts(name: str, places: Iterable[Place]) -> dict[str, FoundPlace]:
    """Return, by AGS, the Gemeinden that know a name only in parts: "Grünau" in Leipzig is Grünau-Mitte and others."""
    found: dict[str, FoundPlace] = {}
    for place in places:
        if place.gemeinde_id and place.search_key != name and place.gemeinde_id not in found:
            words = "-".join(re.split(r"[- ]", place.name)[: len(name.split())])
            found[place.gemeinde_id] = replace(_inside(place), label=f"{words} ({place.kreis.name})", ortsteil=words)
    return found


def _whole_gemeinde(gemeinde: Gemeinde) -> FoundPlace:
    label = gemeinde.kreis.name if gemeinde.kreis.is_city else f"{gemeinde.name} ({gemeinde.kreis.name})"
    return FoundPlace(label, gemeinde.kreis, gemeinde, "", gemeinde.lat, gemeinde.lon)


def _inside(place: Place) -> FoundPlace:
    label = f"{place.name} ({place.kreis.name})"
    return FoundPlace(label, place.kreis, place.gemeinde, "", place.lat, place.lon, place.name)


def _whole_kreis(kreis: Kreis) -> FoundPlace:
    for row in _city.rows(kreis=kreis.ags) if kreis.is_city else ():
        return _whole_gemeinde(_in_its_kreis(restored(Gemeinde, row)))
    ((lat, lon),) = _middle.rows(kreis=kreis.ags) or [(None, None)]
    return FoundPlace(kreis.name, kreis, None, "", lat, lon)
