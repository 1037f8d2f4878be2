"""Entries in the light of who acts: those of the own house, and of every partner for a coordination."""

from uuid import UUID

from django.db.models import Q

from schutznetz.directory.enums import EntryKind, ProposalState
from schutznetz.directory.models import ContactPoint, Offer, Proposal, Site, Version
from schutznetz.networks.access import looks_over
from schutznetz.networks.enums import PartnershipState
from schutznetz.networks.models import Function, Network
from schutznetz.networks.policy import Acting


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


def version_of(acting: Acting, version: UUID) -> Version | None:
    found = Version.objects.filter(_seen(acting, "organisation"), pk=version)
    return found.select_related("organisation", "function").distinct().first()


def versions_of(kind: EntryKind, entry: UUID) -> list[Version]:
    """Return all states of an entry, the newest first."""
    return list(Version.objects.of(kind, entry).select_related("function").order_by("-number"))


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
