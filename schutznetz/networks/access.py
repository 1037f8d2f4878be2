"""The only door to memberships, and to organisations and networks in the light of who acts."""

from contextlib import AbstractContextManager
from hashlib import sha256
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from schutznetz.common import rows
from schutznetz.common.prepared import Prepared, Row, columns, restored
from schutznetz.networks.enums import FunctionRole, MembershipState, PartnershipState, ValueKey
from schutznetz.networks.models import (
    Function,
    Invitation,
    Membership,
    MembershipQuerySet,
    Network,
    NetworkValue,
    Organisation,
)
from schutznetz.networks.policy import Acting, Placed
from schutznetz.networks.roles import Act, Scope, grants_of

_own_in_force = Prepared(
    lambda membership, person, day: (
        Membership.objects.filter(pk=membership, user_id=person)
        .in_force(day)
        .values_list(*columns(Membership), *columns(Function, "function__"))
    )
)


def memberships_in_force(person: UUID) -> list[Membership]:
    """Everything a person may act in today, the oldest first."""
    found = Membership.objects.filter(user_id=person).in_force(timezone.localdate())
    return list(found.with_place().order_by("approved_at", "id"))


def memberships_waiting(person: UUID) -> list[Membership]:
    """Accepted by the person, not yet approved by anybody."""
    found = Membership.objects.filter(user_id=person, state=MembershipState.ACCEPTED)
    return list(found.with_place().order_by("accepted_at", "id"))


def membership_in_force(person: UUID, key: str) -> Membership | None:
    """One of the own memberships with its function, and no more: every page inside asks this; no key, no membership."""
    try:
        membership = UUID(key)
    except ValueError:
        return None
    found = _own_in_force.rows(membership=membership, person=person, day=timezone.localdate())
    return _restored(found[0]) if found else None


def _restored(row: Row) -> Membership:
    wide = len(columns(Membership))
    membership = restored(Membership, row[:wide])
    membership.function = restored(Function, row[wide:])
    return membership


def is_in_force(membership: Membership) -> bool:
    """Tell whether somebody may act in it today."""
    return Membership.objects.filter(pk=membership.pk).in_force(timezone.localdate()).exists()


def acting_in(membership: Membership, session: str) -> Acting:
    """Return who acts: ``membership`` is in force and has its person."""
    function = membership.function
    if membership.user_id is None:
        raise ValueError("Nobody acts in a membership that has no person yet.")
    return Acting(
        person=membership.user_id, membership=membership.pk, function=function.pk, role=FunctionRole(function.role),
        organisation=function.organisation_id, network=membership.network_id, session=session,
    )  # fmt: skip


def looks_over(acting: Acting) -> bool:
    """Tell whether a function sees who acts in other houses of its network; for everybody else those are not there."""
    grants = grants_of(acting.role, Act.SEE_MEMBERS)
    return acting.network is not None and any(grant.scope is Scope.NETWORK for grant in grants)


def rows_of(acting: Acting) -> AbstractContextManager[None]:
    """Open the protected rows that a function sees, and no others."""
    return rows.function(
        person=acting.person, organisations=[acting.organisation], network=acting.network,
        looks_over=looks_over(acting),
    )  # fmt: skip


def organisation_of(acting: Acting, organisation: UUID) -> Organisation | None:
    """An organisation as far as the function sees it: its own, or as partner of the network it looks after."""
    seen = Q(pk=acting.organisation)
    if looks_over(acting):
        seen |= Q(partnerships__network=acting.network, partnerships__state=PartnershipState.ACTIVE)
    return Organisation.objects.filter(seen, pk=organisation).distinct().first()


def visible_memberships(acting: Acting) -> MembershipQuerySet:
    found = Membership.objects.filter(network=acting.network)
    return found if looks_over(acting) else found.filter(function__organisation=acting.organisation)


def membership_of(acting: Acting, membership: UUID) -> Membership | None:
    """A membership that is not over, as far as the function sees it."""
    return visible_memberships(acting).open().filter(pk=membership).with_place().first()


def members_of(acting: Acting, organisation: Organisation) -> list[Membership]:
    """Everybody who acts or shall act for an organisation in the network of the function, newest last.

    With no more than a list shows: planning eight tables takes PostgreSQL four times as long as planning four.
    """
    found = visible_memberships(acting).open().filter(function__organisation=organisation)
    return list(found.select_related("function", "user", "invitation").order_by("function__title", "invited_at", "id"))


def own_network(acting: Acting) -> Network | None:
    return Network.objects.filter(pk=acting.network).first() if acting.network else None


def function(acting: Acting) -> Function:
    return Function.objects.get(pk=acting.function)


def function_may(by: Function, act: Act, thing: Placed) -> bool:
    """Tell whether a function has a right by itself, for commands that name one: in one of its own networks."""
    where, own = thing.where(), by.organisation.where()
    if not own.networks & where.networks:
        return False
    return any(
        grant.scope is Scope.NETWORK or where.organisation == own.organisation
        for grant in grants_of(FunctionRole(by.role), act)
    )


def own_house(acting: Acting) -> tuple[Organisation, Network | None]:
    return Organisation.objects.get(pk=acting.organisation), own_network(acting)


def function_titles(functions: set[UUID]) -> dict[UUID, str]:
    """Titles of functions of the log; what is deleted is not in the answer."""
    return dict(Function.objects.filter(pk__in=functions).values_list("pk", "title"))


def digest(token: str) -> str:
    """Return what is stored of the secret in a link: it is long and random, so a fast hash is enough."""
    return sha256(token.encode()).hexdigest()


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, unless it is used, withdrawn, replaced, expired or made up: all look the same."""
    found = Invitation.objects.filter(token_hash=digest(token), expires_at__gt=timezone.now())
    return found.select_related("membership__function__organisation", "membership__network").first()


def network_called(slug: str) -> Network | None:
    return Network.objects.filter(slug=slug).first()


def organisations_called(network: Network | None, name: str, key: UUID | None) -> list[Organisation]:
    """Partners of a network, or without one every organisation, by key or exact name."""
    among = Organisation.objects.partners_of(network) if network else Organisation.objects.at_home()
    return list(among.filter(Q(name=name) | Q(pk=key, pk__isnull=False)).order_by("id"))


def any_membership(key: UUID) -> Membership | None:
    """A membership for the operator's commands, whichever network it is of."""
    return Membership.objects.open().filter(pk=key).with_place().first()


def memberships_of_address(email: str) -> list[Membership]:
    """Open memberships of a person, or of an invitation to this address, for the operator's commands."""
    address = email.strip().lower()
    found = Membership.objects.open().filter(Q(user__email=address) | Q(invitation__email=address))
    return list(found.with_place().order_by("invited_at", "id"))


def values_of(network: Network) -> dict[ValueKey, NetworkValue]:
    """What a network says about itself today, with Stand and source; what it never said is not in the answer."""
    return {ValueKey(row.key): row for row in NetworkValue.objects.current().filter(network=network)}


def said_by(network: Network) -> dict[ValueKey, str]:
    """Everything a network says, empty where it says nothing; name, colour and interval always have a value."""
    said = {key: row.value for key, row in values_of(network).items()}
    row = {ValueKey.NAME: network.name, ValueKey.ACCENT: network.accent}
    return dict.fromkeys(ValueKey, "") | said | row | {ValueKey.CONFIRM_EVERY_DAYS: str(network.confirm_every_days)}


def earlier_values(network: Network, limit: int = 20) -> list[NetworkValue]:
    """What a network said before, the last first."""
    found = NetworkValue.objects.filter(network=network, ended_at__isnull=False).select_related("set_by")
    return list(found.order_by("-ended_at", "key")[:limit])
