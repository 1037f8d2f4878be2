"""Keeps the index true: an offer is findable, or withdrawn, in the same transaction as its change."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from schutznetz.directory.enums import Area, Barrier
from schutznetz.directory.models import OLDEST_MONTHS, ContactPoint, Offer, SearchEntry, SearchTerm, SearchText, Site
from schutznetz.directory.search import analyser, backends, knowledge, marks, opening
from schutznetz.networks.enums import Visibility
from schutznetz.regions.models import PLZ

BATCH = 500


@transaction.atomic
def update(offer_ids: Iterable[UUID]) -> None:
    """Index these offers anew; one that is gone or no longer public is withdrawn."""
    ids = list(dict.fromkeys(offer_ids))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        _withdraw(SearchEntry.objects.filter(offer__in=batch))
        _write(batch)
    opening.refresh(ContactPoint.objects.filter(offers__in=ids).distinct())
    knowledge.forget()


@transaction.atomic
def rebuild() -> int:
    """Index everything anew, whatever state it was in, without words that no longer occur; returns the number."""
    backends.current().clear()
    SearchEntry.objects.all().delete()
    SearchTerm.objects.all().delete()
    ids = list(Offer.objects.public().values_list("pk", flat=True))
    update(ids)
    return len(ids)


@transaction.atomic
def forget_withdrawn() -> None:
    """Leave nothing of withdrawn words behind in the files of the index: the street of a shelter, say (R50)."""
    backends.current().purge()


def _withdraw(entries: QuerySet[SearchEntry]) -> None:
    ids = list(entries.values_list("pk", flat=True))
    backends.current().remove(ids)
    _forget_words(SearchText.objects.filter(entry__in=ids))
    SearchEntry.objects.filter(pk__in=ids).delete()


def _write(offer_ids: list[UUID]) -> None:
    related = ("offer_type", "organisation__parent", "site__gemeinde", "site__kreis", "contact_point")
    many = ("traits", "catchments", "organisation__sites", "contact_point__phone_numbers", "organisation__partnerships")
    offers = Offer.objects.public().filter(pk__in=offer_ids).select_related(*related).prefetch_related(*many)
    centres = _centres({offer.site.plz for offer in offers if offer.site and offer.site.lat is None and offer.site.plz})
    with translation.override(settings.LANGUAGE_CODE):  # the names of properties are part of the index
        entries = [_entry(offer, _position(offer.site, centres)) for offer in offers]
        SearchEntry.objects.bulk_create(entries)
        texts = [_text(entry, offer) for entry, offer in zip(entries, offers, strict=True)]
    SearchText.objects.bulk_create(texts)
    backends.current().add([entry.pk for entry in entries])
    _remember_words(texts)


def _remember_words(texts: list[SearchText]) -> None:
    """Add new words, and count in how many offers each occurs."""
    rows = sorted(_count_words(texts).items())
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO directory_searchterm (term, offers) VALUES (%s, %s) "
            "ON CONFLICT (term) DO UPDATE SET offers = directory_searchterm.offers + excluded.offers",
            rows,
        )


def _forget_words(texts: Iterable[SearchText]) -> None:
    """Count words less, and drop those that occur nowhere else: they would be offered, and tell what was withdrawn."""
    rows = sorted(_count_words(texts).items())
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM directory_searchterm WHERE term = %s AND offers <= %s", rows)
        less = [(count, term) for term, count in rows]
        cursor.executemany("UPDATE directory_searchterm SET offers = offers - %s WHERE term = %s", less)


def _count_words(texts: Iterable[SearchText]) -> Counter[str]:
    words = (set(f"{text.title} {text.organisation} {text.body}".split()) for text in texts)
    return Counter(word[:80] for found in words for word in found)


def _centres(codes: set[str]) -> dict[str, tuple[float, float]]:
    """Return the middle of each PLZ that has one, with one query."""
    rows = PLZ.objects.filter(code__in=codes).values_list("code", "lat", "lon") if codes else ()
    return {code: (lat, lon) for code, lat, lon in rows if lat is not None and lon is not None}


def _position(site: Site | None, centres: Mapping[str, tuple[float, float]]) -> tuple[float | None, float | None]:
    """Return where a site is found on the map: its coordinates, else the middle of its PLZ (shown as "etwa")."""
    if site is None:
        return None, None
    if site.lat is None or site.lon is None:
        return centres.get(site.plz, (None, None))
    return site.lat, site.lon


def _entry(offer: Offer, position: tuple[float | None, float | None]) -> SearchEntry:
    site = offer.site
    lat, lon = position
    return SearchEntry(
        offer=offer,
        offer_type_id=offer.offer_type_id,
        kreis=_kreis(offer),
        gemeinde=(site.gemeinde_id or "") if site else "",
        area=offer.area,
        land=offer.land_id or "",
        plz=site.plz if site else "",
        lat=lat,
        lon=lon,
        age_from=-1 if offer.for_pregnancy else offer.age_from or 0,
        age_to=OLDEST_MONTHS if offer.age_to is None else offer.age_to,
        access=offer.access,
        cost=offer.cost,
        confirmed_on=timezone.localdate(offer.confirmed_at) if offer.confirmed_at else None,
        contact_point=offer.contact_point_id if _is_public(offer.contact_point) else None,
        barrier_free=site is not None and site.barrier == Barrier.YES,
        free_places=bool(offer.free_places),
    )


def _text(entry: SearchEntry, offer: Offer) -> SearchText:
    return SearchText(
        entry=entry,
        title=analyser.analyse(f"{offer.title} {offer.offer_type.label}"),
        organisation=analyser.analyse(_who_and_where(offer)),
        body=analyser.analyse(_about(offer)),
        marks=" ".join(_marks(offer, entry)),
    )


def _kreis(offer: Offer) -> str:
    """Return the AGS of the Kreis an offer belongs to: its site's, else its catchment's, else its organisation's."""
    if offer.site and offer.site.kreis_id:
        return offer.site.kreis_id
    of_catchment = {catchment.kreis_id for catchment in offer.catchments.all()}
    of_sites = {site.kreis_id for site in offer.organisation.sites.all() if site.kreis_id}
    found = of_catchment or of_sites
    return found.pop() if len(found) == 1 else ""


def _marks(offer: Offer, entry: SearchEntry) -> list[str]:
    """Return what an offer is and where it belongs: its Kreis, its cell of the grid, its organisation's networks."""
    found = [marks.offer_type(offer.offer_type_id), marks.kreis(_kreis(offer))]
    found += [marks.network(row.network_id) for row in offer.organisation.partnerships.all() if row.is_active]
    if entry.lat is not None and entry.lon is not None:
        found.append(marks.cell(entry.lat, entry.lon))
    else:
        found.append(marks.home(_kreis(offer)))
    return found if offer.area == Area.LOCAL else [*found, marks.FAR]


def _who_and_where(offer: Offer) -> str:
    organisation, site = offer.organisation, offer.site
    said = [organisation.name, organisation.parent.name if organisation.parent else "", _numbers(offer)]
    if site:
        said += [site.name, site.street, site.plz, site.town, site.ortsteil]
        said += [site.gemeinde.name if site.gemeinde else "", site.kreis.name if site.kreis else ""]
    return " ".join(filter(None, said))


def _numbers(offer: Offer) -> str:
    """Return the telephone numbers as people type them, so that a number finds whom it belongs to."""
    contact_point = offer.contact_point
    if contact_point is None or not _is_public(contact_point):
        return ""
    return " ".join(row.number.replace("+49", "0") for row in contact_point.phone_numbers.all())


def _is_public(contact_point: ContactPoint | None) -> bool:
    return contact_point is not None and contact_point.visibility == Visibility.PUBLIC


def _about(offer: Offer) -> str:
    labels = [trait.label for trait in offer.traits.all()]
    return " ".join(filter(None, [offer.summary, offer.description, offer.offer_type.group, *labels]))
