"""Mirrors as entries of the portal: read only, and always what their home said last (ADR 0030).

Each mirror remembers what of it was shown (``shown``); what is behind is made anew, house by house. A run that is cut
off goes on the next time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import F, Model

from schutznetz.directory.importing.stored import type_words
from schutznetz.directory.models import Catchment, ContactPoint, Offer, OfferLanguage, OfferTrait, PhoneNumber, Site
from schutznetz.directory.search import index
from schutznetz.exchange.enums import MirrorKind, Obstacle
from schutznetz.exchange.mapping import inward
from schutznetz.exchange.mapping.inward import Known, NotShown, OfferTold
from schutznetz.exchange.mapping.inward.rows import House, house
from schutznetz.exchange.models import Mirror, MirrorQuerySet, Source
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function, Home, Organisation, Unit
from schutznetz.regions import access as regions

# So many houses are written in one transaction.
HOUSES = 50
# What is written over where the row is there already; ``parent`` is set when all houses stand.
_KEPT = {"id", "created_at", "parent", "held_by"}


def show(source: Source) -> None:
    """Bring the portal up to what a source says."""
    if source.home is None:
        raise ValueError("A source without a home is not shown.")
    run = _Run(source, source.home, Known.load(type_words(), regions.locate))
    behind = Mirror.objects.filter(source=source).behind()
    run.show({owner for owner in behind.values_list("owner", flat=True) if owner})
    behind.filter(owner=None, kind=MirrorKind.SERVICE).update(obstacle=Obstacle.NO_OWNER, shown=F("digest"))
    behind.filter(owner=None).update(obstacle=Obstacle.NO_PAGE, shown=F("digest"))


def hidden(source: Source) -> dict[str, int]:
    """Return how many records of a source have no place in the portal, by what stands in the way."""
    rows = Mirror.objects.filter(source=source).standing().exclude(obstacle="").values_list("obstacle", flat=True)
    return dict(Counter(rows))


def withdraw(home: Home) -> None:
    """Take everything of a home out of the portal."""
    for some in _chunks(list(Organisation.objects.filter(home=home).values_list("pk", flat=True))):
        with transaction.atomic():
            _remove(home, some)


@dataclass(slots=True)
class _Run:
    """One run: ``needed`` are shown without an offer and a place of their own, being the Träger of others; ``left``
    are houses that lost an offer to another one."""

    source: Source
    home: Home
    known: Known
    needed: set[UUID] = field(default_factory=set)
    left: set[UUID] = field(default_factory=set)
    parents: dict[UUID, UUID | None] = field(default_factory=dict)

    def show(self, todo: set[UUID]) -> None:
        """Make these houses anew, and whatever else has to follow."""
        seen = set(todo)
        while todo:
            for some in _chunks(sorted(todo)):
                self._show(some)
            named = {parent for parent in self.parents.values() if parent}
            missing = named - set(_standing(self.home, named)) - self.needed
            todo = (self.left - seen) | missing
            self.needed |= missing
            seen |= todo
        _set_parents(self.home, self.parents)

    @transaction.atomic
    def _show(self, owners: Sequence[UUID]) -> None:
        mirrors = Mirror.objects.filter(source=self.source, owner__in=owners)
        standing = list(mirrors.standing().order_by("pk"))
        taken = _taken(self.home, owners, [mirror.record for mirror in standing])
        for mirror in standing:
            mirror.shown, mirror.obstacle = mirror.digest, ""
        made = [self._house(owner, [one for one in standing if one.owner == owner], taken) for owner in owners]
        houses = [one for one in made if one is not None]
        self._write(houses)
        _remove(self.home, sorted({*owners} - {one.organisation.pk for one in houses}))
        Mirror.objects.bulk_update(standing, ["shown", "obstacle"])
        mirrors.exclude(gone_at=None).update(shown="", obstacle="")

    def _house(self, owner: UUID, said: Sequence[Mirror], taken: Mapping[UUID, Obstacle]) -> House | None:
        """Return the rows of one organization, or nothing; each mirror learns what stands in its way."""
        try:
            return self._made(owner, said, taken)
        except NotShown as refused:
            for mirror in said:
                mirror.obstacle = mirror.obstacle or refused.obstacle
            return None

    def _made(self, owner: UUID, said: Sequence[Mirror], taken: Mapping[UUID, Obstacle]) -> House:
        if owner in taken:
            raise NotShown(taken[owner])
        own = [mirror for mirror in said if mirror.kind == MirrorKind.ORGANIZATION]
        services = [mirror for mirror in said if mirror.kind == MirrorKind.SERVICE]
        body = inward.body_of([mirror.body for mirror in own], [mirror.body for mirror in services])
        told = inward.organisation_told(body, self.known)
        offers = dict(self._offers(services, taken))
        if not (offers or told.sites or (own and owner in self.needed)):
            raise NotShown(Obstacle.NO_PLACE)
        self.parents[owner] = told.parent
        return house(self.home, owner, told, offers)

    def _offers(
        self, services: Iterable[Mirror], taken: Mapping[UUID, Obstacle]
    ) -> Iterator[tuple[UUID, OfferTold]]:  # fmt: skip
        for mirror in services:
            if mirror.record in taken:
                mirror.obstacle = taken[mirror.record]
                continue
            try:
                yield mirror.record, inward.offer_told(mirror.body, self.known)
            except NotShown as refused:
                mirror.obstacle = refused.obstacle

    def _write(self, houses: Sequence[House]) -> None:
        """Make the rows of these houses exactly what was told, and let the search know."""
        owners = [made.organisation.pk for made in houses]
        offers = [pk for made in houses for pk in made.offers]
        before = Offer.objects.filter(pk__in=offers).exclude(organisation__in=owners)
        self.left |= set(before.values_list("organisation", flat=True))
        _put(Organisation, [made.organisation for made in houses])
        _put(Unit, [row for made in houses for row in made.units.values()])
        _put(Site, [row for made in houses for row in made.sites.values()])
        _put(Function, [row for made in houses for row in made.functions.values()])
        _put(ContactPoint, [row for made in houses for row in made.contact_points.values()])
        _put(Offer, [row for made in houses for row in made.offers.values()])
        _put_below(houses)
        _remove_rest(owners, houses)
        index.update(offers)


def _taken(home: Home, owners: Sequence[UUID], records: Sequence[UUID]) -> dict[UUID, Obstacle]:
    """Return the keys that are not this home's to show: ours, or another home's."""
    found: dict[UUID, Obstacle] = {}
    for rows in (Organisation.objects.filter(pk__in=owners), Offer.objects.filter(pk__in=records)):
        for pk, its_home in rows.values_list("pk", "home"):
            if its_home != home.pk:
                found[pk] = Obstacle.OTHER_HOME if its_home else Obstacle.OURS
    return found


def _put(model: type[Model], rows: Sequence[Model]) -> None:
    names = [one.name for one in model._meta.concrete_fields if one.name not in _KEPT]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=names)


def _put_below(houses: Sequence[House]) -> None:
    offers = [pk for made in houses for pk in made.offers]
    for model in (OfferLanguage, OfferTrait, Catchment):
        model._default_manager.filter(offer__in=offers).delete()
    points = [pk for made in houses for pk in made.contact_points]
    PhoneNumber.objects.filter(contact_point__in=points).delete()
    OfferLanguage.objects.bulk_create(row for made in houses for row in made.languages)
    OfferTrait.objects.bulk_create(row for made in houses for row in made.traits)
    Catchment.objects.bulk_create(row for made in houses for row in made.catchments)
    PhoneNumber.objects.bulk_create(row for made in houses for row in made.phones)


def _remove_rest(owners: Sequence[UUID], houses: Sequence[House]) -> None:
    """Remove what these houses had before and no longer have."""
    told = {pk for made in houses for pk in (*made.offers, *made.sites, *made.functions, *made.units)}
    _remove_offers(_untold(Offer, owners, told))
    Site.objects.filter(pk__in=_untold(Site, owners, told)).delete()
    Function.objects.filter(pk__in=_untold(Function, owners, told)).delete()
    Unit.objects.filter(pk__in=_untold(Unit, owners, told)).delete()


def _untold(model: type[Model], owners: Sequence[UUID], told: set[UUID]) -> list[UUID]:
    rows = model._default_manager.filter(organisation__in=owners).values_list("pk", flat=True)
    return [pk for pk in rows if pk not in told]


def _remove(home: Home, owners: Sequence[UUID]) -> None:
    """Remove whole houses; what another source says of them may be shown instead."""
    gone = Organisation.objects.filter(pk__in=owners, home=home)
    keys = list(gone.values_list("pk", flat=True))
    _remove_offers(list(Offer.objects.filter(organisation__in=keys).values_list("pk", flat=True)))
    Organisation.objects.filter(parent__in=keys).update(parent=None)
    gone.delete()
    Mirror.objects.standing().filter(owner__in=keys).exclude(source__home=home).update(shown="")


def _remove_offers(keys: Sequence[UUID]) -> None:
    """Delete offers; the search withdraws them first, so that no word of them is left in it."""
    Offer.objects.filter(pk__in=keys).update(visibility=Visibility.CONFIDENTIAL)
    index.update(keys)
    Offer.objects.filter(pk__in=keys).delete()
    Mirror.objects.standing().filter(record__in=keys, kind=MirrorKind.SERVICE).exclude(obstacle="").update(shown="")


def _standing(home: Home, keys: Iterable[UUID | None]) -> Iterable[UUID]:
    return Organisation.objects.filter(pk__in=[key for key in keys if key], home=home).values_list("pk", flat=True)


def _set_parents(home: Home, parents: dict[UUID, UUID | None]) -> None:
    """Say which Träger a house belongs to, if it is shown from the same home."""
    there = set(_standing(home, parents.values()))
    rows = list(Organisation.objects.filter(pk__in=parents, home=home).only("pk", "parent"))
    for row in rows:
        parent = parents[row.pk]
        row.parent_id = parent if parent in there and parent != row.pk else None
    Organisation.objects.bulk_update(rows, ["parent"], batch_size=HOUSES)


def _name_obstacle(mirrors: MirrorQuerySet, obstacle: Obstacle) -> None:
    mirrors.update(obstacle=obstacle, shown=F("digest"))


def _chunks(keys: Sequence[UUID]) -> Iterable[list[UUID]]:
    rows = iter(keys)
    while some := list(islice(rows, HOUSES)):
        yield some
