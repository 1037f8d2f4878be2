"""What hangs on a function, seen from somebody who leaves it; and who could take it over."""

from datetime import date

from django.db.models import Case, IntegerField, Value, When

from schutznetz.common import phones
from schutznetz.coordination.campaigning.seat import coordination_functions
from schutznetz.coordination.models import ConfirmationRequest, HandoverMark
from schutznetz.coordination.presenting.leaving import Hanging
from schutznetz.coordination.sources.keeping import KEEPERS
from schutznetz.directory.enums import ProposalState
from schutznetz.directory.models import ContactPoint, Offer, Proposal
from schutznetz.networks.access import visible_memberships
from schutznetz.networks.enums import FunctionRole, MembershipState
from schutznetz.networks.models import Holder, Membership, Network, Organisation
from schutznetz.networks.policy import Acting

# Who opens the letters of a house.
GENERAL = (FunctionRole.LEAD, FunctionRole.OFFICE, FunctionRole.RECEPTION)


def hanging_on(membership: Membership, today: date) -> Hanging:
    """Read what hangs on a function; as many queries for much as for little."""
    function = membership.function
    point = ContactPoint.objects.filter(function=function).prefetch_related("phone_numbers").first()
    own = membership.user.email.casefold() if membership.user else ""
    others = Membership.objects.filter(network=membership.network_id).in_force(today).exclude(pk=membership.pk)
    in_house = others.filter(function__organisation=function.organisation_id)
    return Hanging(
        contact_point=point,
        address_is_personal=bool(own) and point is not None and point.email.casefold() == own,
        offers=Offer.objects.filter(contact_point__function=function).count(),
        substitute=function.substitute,
        stands_in_for=tuple(function.stands_in_for.order_by("title")),
        names=tuple(Holder.objects.filter(function=function).order_by("name").values_list("name", flat=True)),
        proposals=Proposal.objects.filter(proposed_by=function, state=ProposalState.WAITING).count(),
        requests=ConfirmationRequest.objects.filter(keeper=function, closed_at=None).count(),
        invited=Membership.objects.filter(invited_by=membership.user_id, state=MembershipState.ACCEPTED).count(),
        is_last_keeper=function.role in KEEPERS and not in_house.filter(function__role__in=KEEPERS).exists(),
        is_alone=not others.filter(function=function).exists(),
    )


def successors(acting: Acting, leaving: Membership, today: date) -> list[Membership]:
    """Return who could take over: of the same function first, then of the house, then the coordination."""
    house = leaving.function.organisation_id
    found = Membership.objects.filter(network=leaving.network_id).in_force(today).exclude(user=leaving.user_id)
    near = found.filter(function__organisation=house) | found.filter(function__role=FunctionRole.COORDINATION)
    order = Case(
        When(function=leaving.function_id, then=Value(0)),
        When(function__organisation=house, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    seen = visible_memberships(acting).values("pk")
    return list(near.filter(pk__in=seen).with_place().order_by(order, "function__title", "pk"))


def house_address(organisation: Organisation) -> str:
    """Return an address at which a house reads mails, or nothing."""
    order = Case(
        *(When(function__role=role, then=Value(place)) for place, role in enumerate(GENERAL)),
        default=Value(len(GENERAL)),
        output_field=IntegerField(),
    )
    points = ContactPoint.objects.filter(function__organisation=organisation).exclude(email="")
    return points.order_by(order, "created_at", "pk").values_list("email", flat=True).first() or ""


def marks_of(network: Network) -> dict[str, HandoverMark]:
    """Return which lines of the handover are done."""
    return {mark.line: mark for mark in HandoverMark.objects.filter(network=network).select_related("function")}


def coordination_of(network: Network) -> str:
    """Return how the coordination of a network is reached, in one line: that of its Jugendamt, whoever acts there."""
    function = coordination_functions(network).filter(contact_point__isnull=False).first()
    point = ContactPoint.objects.filter(function=function).prefetch_related("phone_numbers").first()
    if function is None or point is None:
        return "die Koordination Ihres Netzwerks"
    numbers = [phones.display(row.number) for row in point.phone_numbers.all()]
    return ", ".join(["die Koordination", *numbers, *filter(None, [point.email])])
