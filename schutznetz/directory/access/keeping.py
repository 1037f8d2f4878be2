"""Entries in the light of who acts: those of the own house, and of every partner for a coordination."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, When

from schutznetz.directory import keeping
from schutznetz.directory.enums import ProposalState
from schutznetz.directory.keeping import Entry, Values
from schutznetz.directory.models import ContactPoint, Offer, OfferType, Proposal, Site, Version
from schutznetz.directory.models.keeping import VersionQuerySet
from schutznetz.networks.access import looks_over
from schutznetz.networks.enums import PartnershipState
from schutznetz.networks.models import Function, Holder, Network, Organisation
from schutznetz.networks.policy import Acting, Allow, Placed, decide
from schutznetz.networks.roles import Act

# Behind more states than these nobody looks for the one that somebody had before their eyes.
RECENT = 20
SHOWN_VERSIONS = 100


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a house keeps, with what its page shows of each."""

    offers: list[Offer]
    contact_points: list[ContactPoint]
    sites: list[Site]
    functions: list[Function]
    proposals: list[Proposal]


def house_of(organisation: Organisation, who: Acting) -> House:
    offers = Offer.objects.filter(organisation=organisation).select_related("offer_type", "confirmed_by_function")
    points = ContactPoint.objects.filter(function__organisation=organisation)
    functions = Function.objects.filter(organisation=organisation).prefetch_related("holders")
    return House(
        list(offers.order_by("title", "pk")),
        list(
            points.select_related("function", "confirmed_by_function", "site")
            .prefetch_related("phone_numbers")
            .order_by("function__title", "pk")
        ),
        list(Site.objects.filter(organisation=organisation).order_by("town", "street", "pk")),
        list(functions.order_by("title", "pk")),
        proposals_of(organisation.pk, who.network),
    )


def values_of(entry: Entry) -> Values:
    """Return what an entry says now."""
    return keeping.read(entry)


def waiting_parts(entry: Entry, who: Acting) -> tuple[str, ...]:
    """Return which parts of an entry this function cannot change alone.

    An emergency contact needs two people whoever they are; anything else is the coordination's own to decide.
    """
    parts = keeping.WAITS.get(keeping.kind_of(entry), ())
    if isinstance(entry, ContactPoint):
        return parts if entry.is_emergency else ()
    return () if decides(entry, who) else parts


def decides(about: Placed, who: Acting) -> bool:
    """Tell whether a function says itself what others only propose."""
    return isinstance(decide(who, Act.DECIDE_PROPOSAL, about), Allow)


def waiting_for(entry: Entry) -> Proposal | None:
    """Return what is proposed for an entry and not yet decided."""
    return Proposal.objects.filter(entry=entry.pk, state=ProposalState.WAITING).first()


def state_seen(entry: Entry, parts: tuple[str, ...], mark: str) -> Values | None:
    """Return what the parts of an entry said when they had this mark; None if no kept state has it."""
    for values in versions(entry).values_list("values", flat=True)[:RECENT]:
        part = {name: values.get(name) for name in parts}
        if keeping.fingerprint(part) == mark:
            return part
    return None


def last_version(entry: Entry) -> Version | None:
    return versions(entry).first()


def versions(entry: Entry) -> VersionQuerySet:
    return Version.objects.of(keeping.kind_of(entry), entry.pk).select_related("function").order_by("-number")


def names_in(states: list[Values]) -> dict[str, str]:
    """Return what the keys in states stand for: sites, contact points, kinds of offers; what is gone is left out."""
    keys: dict[str, set[str]] = {
        part: {str(values[part]) for values in states if values.get(part)}
        for part in ("site", "contact_point", "offer_type")
    }
    sites = Site.objects.filter(pk__in=keys["site"]) if keys["site"] else []
    points = (
        ContactPoint.objects.filter(pk__in=keys["contact_point"]).select_related("function")
        if keys["contact_point"]
        else []
    )
    types = OfferType.objects.filter(pk__in=keys["offer_type"]) if keys["offer_type"] else []
    return {str(row.pk): str(row) for row in (*sites, *points, *types)}


def choices_of(organisation: UUID, offer: Offer | None = None) -> tuple[list[Site], list[ContactPoint]]:
    """Return where an offer of a house can be and how it can be reached; what it names already is among them."""
    at, by = (offer.site_id, offer.contact_point_id) if offer else (None, None)
    sites = Site.objects.filter(Q(organisation=organisation) | Q(pk=at))
    points = ContactPoint.objects.filter(Q(function__organisation=organisation) | Q(pk=by)).select_related("function")
    return list(sites.order_by("town", "street", "pk")), list(points.order_by("function__title", "pk"))


def _seen(acting: Acting, path: str) -> Q:
    """Return the condition that the organisation at the end of ``path`` is one that the function sees."""
    seen = Q(**{path: acting.organisation})
    if looks_over(acting):
        partner = {f"{path}__partnerships__network": acting.network}
        seen |= Q(**partner, **{f"{path}__partnerships__state": PartnershipState.ACTIVE})
    return seen


def offer_of(acting: Acting, offer: UUID) -> Offer | None:
    found = Offer.objects.filter(_seen(acting, "organisation"), pk=offer)
    return found.select_related("organisation", "offer_type", "site", "contact_point__function").distinct().first()


def site_of(acting: Acting, site: UUID) -> Site | None:
    found = Site.objects.filter(_seen(acting, "organisation"), pk=site)
    return found.select_related("organisation").distinct().first()


def contact_point_of(acting: Acting, contact_point: UUID) -> ContactPoint | None:
    found = ContactPoint.objects.filter(_seen(acting, "function__organisation"), pk=contact_point)
    return found.select_related("function__organisation", "site").distinct().first()


def function_of(acting: Acting, function: UUID) -> Function | None:
    """A function whose name can be shown or taken away."""
    found = Function.objects.filter(_seen(acting, "organisation"), pk=function)
    return found.select_related("organisation").distinct().first()


def contact_point_at(function: Function) -> ContactPoint | None:
    """How a function is reached, or else its house, with everything that the block shows."""
    points = ContactPoint.objects.filter(function__organisation=function.organisation_id)
    own_first = points.order_by(Case(When(function=function, then=0), default=1), "created_at", "pk")
    found = own_first.select_related("function__substitute", "site")
    return found.prefetch_related("phone_numbers", "function__holders").first()


def holder_of(function: Function) -> Holder | None:
    return Holder.objects.filter(function=function).order_by("-valid_from", "pk").first()


def version_of(acting: Acting, version: UUID) -> Version | None:
    found = Version.objects.filter(_seen(acting, "organisation"), pk=version)
    return found.select_related("organisation", "function").distinct().first()


def versions_of(entry: Entry) -> list[Version]:
    """Return the states of an entry, the newest first."""
    return list(versions(entry)[:SHOWN_VERSIONS])


def proposal_of(acting: Acting, proposal: UUID) -> Proposal | None:
    """A proposal of the own house, or of any house in the network that the function looks after."""
    seen = Q(organisation=acting.organisation, network=acting.network)
    if looks_over(acting):
        seen |= Q(network=acting.network)
    return Proposal.objects.filter(seen, pk=proposal).select_related("organisation", "proposed_by").first()


def waiting_proposals(network: Network) -> list[Proposal]:
    """Return what waits for the coordination, the oldest first."""
    waiting = Proposal.objects.filter(network=network, state=ProposalState.WAITING)
    return list(waiting.select_related("organisation").order_by("proposed_at", "pk"))


def proposals_of(organisation: UUID, network: UUID | None) -> list[Proposal]:
    """Return what a house has proposed and what it was answered, as far as it is still of interest."""
    open_ones = Proposal.objects.filter(organisation=organisation, network=network)
    states = [ProposalState.WAITING, ProposalState.RETURNED]
    return list(open_ones.filter(state__in=states).order_by("-proposed_at", "pk"))


def proposed_entry(proposal: Proposal) -> Offer | ContactPoint | None:
    """Return the entry that a proposal is about; nothing for a new offer, or if it is gone."""
    if proposal.entry is None:
        return None
    offer = Offer.objects.filter(pk=proposal.entry).select_related("offer_type").first()
    return offer or ContactPoint.objects.filter(pk=proposal.entry).select_related("function").first()
