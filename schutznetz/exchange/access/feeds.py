"""Lists of records: how many there are, one page of them, or all; each page with the same number of queries."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils import timezone

from schutznetz.directory.models import ContactPoint, GoneNotice, Offer, OfferTrait, Site
from schutznetz.exchange.access.asked import Asked, catalogue_of, found_by, meaning_of, offers_asked, partners_of_type
from schutznetz.exchange.access.audiences import EVERYBODY, Audience, inside_points, offers_for, points_for
from schutznetz.exchange.access.releasing import release
from schutznetz.exchange.enums import Form, RecordKind
from schutznetz.exchange.mapping import organisations, services, terms
from schutznetz.exchange.mapping.records import Record, Telling, moment
from schutznetz.exchange.models import Announcement
from schutznetz.networks.models import Organisation, Partnership

# So many records are loaded at once when all are wanted.
CHUNK = 500
# Rows by the organization that they belong to.
Below = dict[UUID, list[Any]]
BRIEFLY = ("organisation", "offer_type", "site", "contact_point", "held_by", "confirmed_by_function")
WHOLE = ("site__kreis__land", "site__gemeinde__kreis__land", "land", "contact_point__function__unit",
         "contact_point__held_by", "contact_point__confirmed_by_function")  # fmt: skip
BELOW = ("languages", "catchments__gemeinde", "catchments__kreis", "contact_point__phone_numbers",
         "contact_point__function__holders")  # fmt: skip


class Feed(ABC):
    """One kind of records under the conditions of ``asked``, for one audience."""

    kind: RecordKind

    def __init__(self, asked: Asked, audience: Audience = EVERYBODY) -> None:
        self.asked, self.audience = asked, audience

    @abstractmethod
    def everything(self) -> QuerySet[Any]:
        """Return all rows that the audience may see, whatever is asked."""

    @abstractmethod
    def wanted(self) -> QuerySet[Any]:
        """Return the rows that meet what is asked, but for the moment of their change."""

    @abstractmethod
    def told(self, keys: Sequence[UUID], form: Form, **options: bool) -> dict[UUID, Record]:
        """Return the records of some keys."""

    @abstractmethod
    def tombstone(self, record: UUID, changed_at: str) -> Record: ...

    def total(self) -> int:
        return self._rows().count()

    def page(self, offset: int, limit: int, form: Form, **options: bool) -> list[Record]:
        return self._records(list(self._rows()[offset : offset + limit]), form, **options)

    def all(self, form: Form, **options: bool) -> Iterator[Record]:
        """Yield everything in the order of the pages; the caller keeps one snapshot open meanwhile."""
        rows = self._rows().iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            yield from self._records(chunk, form, **options)

    def changed(self, offset: int, limit: int) -> list[Record]:
        """Return keys and moments of change only."""
        rows = list(self._rows()[offset : offset + limit])
        told = self.telling([row[0] for row in rows])
        known = dict(self.everything().filter(pk__in=[row[0] for row in rows]).values_list("pk", "changed_at"))
        noted = dict(rows) if self.asked.modified_after else {}
        return [
            {"id": str(key), "last_modified": moment(told.changed.get(key) or noted.get(key) or known[key])}
            for key, *_ in rows
            if key in known or key in noted
        ]

    def get(self, record: UUID, **options: bool) -> Record:
        found = self.told(list(self.everything().filter(pk=record).values_list("pk", flat=True)), Form.FULL, **options)
        if record not in found:
            raise Http404("Diesen Eintrag gibt es nicht.")
        return found[record]

    def telling(self, keys: Sequence[UUID]) -> Telling:
        """Return what has to be known beside the rows."""
        # By kind, too: the index begins with it, and without it every announcement is read.
        standing = Announcement.objects.standing().filter(kind=self.kind, record__in=keys)
        changed = standing.values_list("record", "changed_at")
        return Telling(timezone.localdate(), changed=dict(changed))

    def _rows(self) -> QuerySet[Any]:
        """Return the key of what is wanted, in an order that new records do not disturb.

        Since a moment also when it was noted: everything that changed since, and what left the feed as a tombstone.
        Whether a tombstone would have met the other conditions nobody knows any more, so it is always told.
        """
        if self.asked.modified_after is None:
            return self.wanted().order_by("created_at", "pk").values_list("pk")
        noted = Announcement.objects.filter(kind=self.kind, changed_at__gte=self.asked.modified_after)
        if self.asked == Asked(modified_after=self.asked.modified_after):  # then each is one or the other
            return noted.order_by("position").values_list("record", "changed_at")
        is_there = Exists(self.everything().filter(pk=OuterRef("record")))
        is_wanted = Exists(self.wanted().filter(pk=OuterRef("record")))
        return noted.filter(is_wanted | ~is_there).order_by("position").values_list("record", "changed_at")

    def _records(self, rows: Sequence[tuple[Any, ...]], form: Form, **options: bool) -> list[Record]:
        found = self.told([row[0] for row in rows], form, **options)
        if self.asked.modified_after is None:
            return [found[row[0]] for row in rows if row[0] in found]
        return [
            found[record] if record in found else self.tombstone(record, moment(changed_at))
            for record, changed_at in rows
        ]


class Services(Feed):
    kind = RecordKind.SERVICE

    def everything(self) -> QuerySet[Offer]:
        return Offer.objects.at_home().filter(offers_for(self.audience))

    def wanted(self) -> QuerySet[Offer]:
        return offers_asked(self.everything(), self.asked, self.audience)

    def told(self, keys: Sequence[UUID], form: Form, **options: bool) -> dict[UUID, Record]:
        found = list(self._loaded(keys, form))
        above = {offer.organisation.parent_id for offer in found}
        telling = replace(self.telling(keys), silent=_silent_among(above))
        tell = self._tell(form)
        records = {offer.pk: tell(offer, telling) for offer in found}
        release(found)
        return records

    def tombstone(self, record: UUID, changed_at: str) -> Record:
        return services.tombstone(record, changed_at)

    def telling(self, keys: Sequence[UUID]) -> Telling:
        over = GoneNotice.objects.undecided().filter(offer__in=keys).values_list("offer", flat=True)
        return replace(super().telling(keys), over={key for key in over if key}, inside=self._inside(keys))

    def _inside(self, keys: Sequence[UUID]) -> set[UUID]:
        """Return the contact points of some offers that only this audience sees; no question for everybody."""
        if self.audience.is_everybody:
            return set()
        points = ContactPoint.objects.filter(inside_points(self.audience), offers__in=keys)
        return set(points.values_list("pk", flat=True))

    def _tell(self, form: Form) -> Any:
        return services.full if form == Form.FULL else services.brief

    def _loaded(self, keys: Sequence[UUID], form: Form) -> QuerySet[Offer]:
        found = self.everything().filter(pk__in=keys).select_related(*BRIEFLY)
        if form == Form.FULL:
            return found.select_related(*BRIEFLY, *WHOLE).prefetch_related("traits", *BELOW)
        # Briefly there is only for whom it is.
        return found.prefetch_related(Prefetch("traits", OfferTrait.objects.filter(kind=OfferTrait.Kind.TARGET)))


class AtLocations(Services):
    """Services at their places; a protected place is none (R50)."""

    def everything(self) -> QuerySet[Offer]:
        hidden = Site.objects.filter(is_confidential=True)
        return super().everything().filter(site__isnull=False).exclude(site__in=hidden.values("pk"))

    def tombstone(self, record: UUID, changed_at: str) -> Record:
        return services.tombstone_at_location(record, changed_at)

    def _tell(self, form: Form) -> Any:
        return services.at_location_full if form == Form.FULL else services.at_location_brief


class Organisations(Feed):
    kind = RecordKind.ORGANIZATION

    def everything(self) -> QuerySet[Organisation]:
        return Organisation.objects.at_home().exclude(pk__in=silent_organisations().values("organisation"))

    def wanted(self) -> QuerySet[Organisation]:
        found, offers = self.everything(), Offer.objects.filter(offers_for(self.audience))
        if self.asked.search:
            by_offers = offers.filter(pk__in=found_by(self.asked.search)).values("organisation")
            found = found.filter(Q(name__icontains=self.asked.search) | Q(pk__in=by_offers))
        for asked, code in self._terms():
            here = offers_asked(offers.filter(organisation=OuterRef("pk")), asked, self.audience)
            is_partner = Exists(partners_of_type(code).filter(organisation=OuterRef("pk"))) if code else Q(pk__in=[])
            found = found.filter(Q(Exists(here)) | is_partner)
        return found

    def _terms(self) -> Iterator[tuple[Asked, str]]:
        """Yield what offers must be asked for, and the partner type that will do as well."""
        if self.asked.taxonomy_term_id:
            name, code = meaning_of(self.asked.taxonomy_term_id)
            asked = Asked(taxonomy_term_id=self.asked.taxonomy_term_id)
            yield asked, code if name == terms.PARTNERS else ""
        if self.asked.taxonomy_id and catalogue_of(self.asked.taxonomy_id) != terms.PARTNERS:
            yield Asked(taxonomy_id=self.asked.taxonomy_id), ""

    def told(self, keys: Sequence[UUID], form: Form, **options: bool) -> dict[UUID, Record]:
        found = list(self.everything().filter(pk__in=keys))
        telling = replace(self.telling(keys), silent=_silent_among({row.parent_id for row in found}))
        if form == Form.LIST and not options.get("full_service"):
            return {row.pk: organisations.brief(row, telling) for row in found}
        prefetch_related_objects(found, "partnerships")
        sites, points, offers = self._below(keys, whole=options.get("full_service", False))
        records = {
            row.pk: organisations.full(
                row, sites.get(row.pk, []), points.get(row.pk, []), offers.get(row.pk, []), telling
            )
            for row in found
        }
        for rows in (found, *sites.values(), *points.values()):
            release(rows)
        return records

    def tombstone(self, record: UUID, changed_at: str) -> Record:
        return organisations.tombstone(record, changed_at)

    def _below(self, keys: Sequence[UUID], *, whole: bool) -> tuple[Below, Below, Below]:
        """Return sites, contact points and services by organization."""
        sites = Site.objects.filter(organisation__in=keys, is_confidential=False)
        points = ContactPoint.objects.filter(points_for(self.audience), function__organisation__in=keys)
        points = points.select_related("function__unit", "held_by", "confirmed_by_function")
        return (
            _by(sites.select_related("kreis__land", "gemeinde__kreis__land").order_by("created_at", "pk")),
            _by(points.prefetch_related("phone_numbers", "function__holders").order_by("created_at", "pk")),
            self._services(keys, whole=whole),
        )

    def _services(self, keys: Sequence[UUID], *, whole: bool) -> Below:
        feed = Services(Asked(), self.audience)
        offers = feed.everything().filter(organisation__in=keys).order_by("created_at", "pk")
        found: Below = {}
        if whole:
            rows = list(offers.values_list("pk", "organisation"))
            told = feed.told([offer for offer, _ in rows], Form.FULL)
            for offer, owner in rows:
                found.setdefault(owner, []).append(told[offer])
            return found
        for offer, owner, title in offers.values_list("pk", "organisation", "title"):
            found.setdefault(owner, []).append({"id": str(offer), "name": title})
        return found


def owners_of(offers: Sequence[UUID]) -> list[UUID]:
    """Return the organizations of some offers, and those above them."""
    rows = Offer.objects.filter(pk__in=offers).values_list("organisation", "organisation__parent")
    return sorted({key for row in rows for key in row if key})


def silent_organisations() -> QuerySet[Partnership]:
    """Return who is in a network only by invitation, or no longer, and has nothing public: no feed names them.

    For a key they are the same: what is for a network only is told of its active partners.
    """
    active = Partnership.objects.active().filter(organisation=OuterRef("organisation"))
    offers = Offer.objects.public().filter(organisation=OuterRef("organisation"))
    return Partnership.objects.inactive().exclude(Exists(active)).exclude(Exists(offers))


def _silent_among(keys: Iterable[UUID | None]) -> set[UUID]:
    """Return which of some organisations no feed names; usually there are none to ask about."""
    if not (known := [key for key in keys if key]):
        return set()
    return set(silent_organisations().filter(organisation__in=known).values_list("organisation", flat=True))


def _by(rows: QuerySet[Any]) -> Below:
    found: Below = {}
    for row in rows:
        owner = row.organisation_id if isinstance(row, Site) else row.function.organisation_id
        found.setdefault(owner, []).append(row)
    return found
