"""Inviting, accepting, approving and ending: how a person comes into a function and out of it (security.md 3.9, 4.3).

Every act writes the log in its own transaction; without an entry it does not happen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from schutznetz.accounts import access as accounts
from schutznetz.accounts.actions import end_sessions
from schutznetz.accounts.models import User
from schutznetz.audit.actions import OPERATOR, About, Actor, record
from schutznetz.audit.enums import Obligation
from schutznetz.audit.events import Event
from schutznetz.common.errors import DomainError
from schutznetz.networks import events, mails
from schutznetz.networks.access import digest
from schutznetz.networks.enums import EndGround, FunctionRole, MembershipState
from schutznetz.networks.models import Function, Invitation, Membership, Network, Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import BEYOND_THE_HOUSE, WITHOUT_NETWORK, may_give

INVITATION_HOLDS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """``token`` is the secret of the link; it exists only here and in the mail."""

    membership: Membership
    token: str
    expires: datetime


@transaction.atomic
def invite(
    *, organisation: Organisation, network: Network | None, role: FunctionRole, email: str, by: Acting | None
) -> Invited:
    """Invite a person into a function of an organisation; ``by`` is nobody where the operator does it by command."""
    _check_role(organisation, network, role, by)
    function = _function(organisation, role)
    address = email.strip().lower()
    person = accounts.by_email(address)
    taken = Membership.objects.open().filter(function=function, network=network)
    if taken.filter(Q(invitation__email=address) | Q(user=person, user__isnull=False)).exists():
        raise DomainError("Diese Person ist in dieser Funktion schon eingeladen oder angemeldet.")
    membership = Membership.objects.create(
        function=function, network=network, invited_by_id=by.person if by else None,
        needs_second=role in BEYOND_THE_HOUSE,
    )  # fmt: skip
    _log(events.INVITED, membership, by)
    return _send(membership, address)


@transaction.atomic
def invite_again(membership: Membership, by: Acting | None) -> Invited:
    """Send a fresh link; the one before stops working."""
    invitation = Invitation.objects.filter(membership=membership).first()
    if membership.state != MembershipState.INVITED or invitation is None:
        raise DomainError("Diese Einladung ist schon angenommen.")
    email = invitation.email
    invitation.delete()
    _log(events.INVITED_AGAIN, membership, by)
    return _send(membership, email)


@transaction.atomic
def accept(invitation: Invitation, *, person: User | None, name: str = "", password: str = "") -> User:
    """Turn an invitation into a membership, and make the account if there is none for its address.

    Who was invited by the operator may act at once; everybody else waits until the house says yes.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=invitation.membership_id)
    if membership.state != MembershipState.INVITED:
        raise DomainError("Diese Einladung ist schon angenommen.")
    user = person or _make_account(invitation.email, name, password)
    now = timezone.now()
    membership.user, membership.state, membership.accepted_at = user, MembershipState.ACCEPTED, now
    by_operator = membership.invited_by_id is None
    if by_operator:
        membership.state, membership.approved_at = MembershipState.APPROVED, now
    membership.save(update_fields=["user", "state", "accepted_at", "approved_at"])
    invitation.delete()
    _log(events.ACCEPTED, membership, Actor(user.pk, membership.function_id))
    if not by_operator:
        mails.waiting_for_approval(membership)
    return user


@transaction.atomic
def approve(membership: Membership, by: Acting) -> None:
    """Let a person act who has accepted. Whoever invited must not approve rights that reach beyond the house."""
    membership = _held(membership)
    if membership.state != MembershipState.ACCEPTED:
        raise DomainError("Freigeben lässt sich nur, wer die Einladung angenommen hat.")
    if membership.user_id == by.person:
        raise DomainError("Sich selbst kann niemand freigeben.")
    if not may_give(by.role, FunctionRole(membership.function.role)):
        raise DomainError("Diese Funktion gibt die Netzwerkkoordination frei.")
    if membership.needs_second and membership.invited_by_id == by.person:
        raise DomainError("Diese Funktion geben zwei Personen: Wer eingeladen hat, kann nicht auch freigeben.")
    membership.state, membership.approved_at = MembershipState.APPROVED, timezone.now()
    membership.approved_by_id = by.person
    membership.save(update_fields=["state", "approved_at", "approved_by"])
    both = [Obligation.FOUR_EYES] if membership.needs_second else []
    _log(events.APPROVED, membership, by, obligations=[Obligation.STEP_UP, *both])
    mails.approved(membership)


@transaction.atomic
def end(membership: Membership, ground: EndGround, by: Acting | None) -> None:
    """End a membership at once: no session goes on, and the shown name ends on the same day."""
    membership = _held(membership)
    if membership.state == MembershipState.ENDED:
        raise DomainError("Diese Mitgliedschaft ist schon beendet.")
    now = timezone.now()
    membership.state, membership.ended_at = MembershipState.ENDED, now
    membership.save(update_fields=["state", "ended_at"])
    Invitation.objects.filter(membership=membership).delete()
    if membership.holder and membership.holder.valid_until is None:
        membership.holder.valid_until = max(timezone.localdate(now), membership.holder.valid_from)
        membership.holder.save(update_fields=["valid_until"])
    if membership.user_id:
        end_sessions(membership.user_id)
    _log(events.ENDED, membership, by, ground=ground.value, obligations=[Obligation.REASON])


def end_expired(today: date) -> int:
    """End what was given until a day that is over, and what belongs to a closed account. Returns how many.

    Neither lets anybody act any more; this takes them out of the lists of those who look after a house.
    """
    over = Q(valid_until__lt=today) | Q(user__closed_at__isnull=False)
    expired = list(Membership.objects.open().filter(over).with_place())
    for membership in expired:
        end(membership, EndGround.EXPIRED, None)
    return len(expired)


def _held(membership: Membership) -> Membership:
    """Read it anew and hold it until the act is done: two people may act on it at the same moment."""
    return Membership.objects.select_for_update(of=("self",)).with_place().get(pk=membership.pk)


def _check_role(organisation: Organisation, network: Network | None, role: FunctionRole, by: Acting | None) -> None:
    if (network is None) != (role in WITHOUT_NETWORK):
        raise DomainError("Landeskoordination und Betrieb gehören zu keinem Netzwerk, alle anderen zu einem.")
    if network and network.pk not in organisation.where().networks:
        raise DomainError(f"{organisation.name} ist kein aktiver Partner in {network.name}.")
    if by is not None and not may_give(by.role, role):
        raise DomainError("In diese Funktion lädt die Netzwerkkoordination ein.")


def _function(organisation: Organisation, role: FunctionRole) -> Function:
    """The function of this role, or a new one called like the role: persons come and go, it stays."""
    found = Function.objects.filter(organisation=organisation, role=role).order_by("unit", "title").first()
    return found or Function.objects.create(organisation=organisation, role=role, title=role.label)


def _send(membership: Membership, email: str) -> Invited:
    token = token_urlsafe(32)
    now = timezone.now()
    expires = now + INVITATION_HOLDS
    Invitation.objects.create(
        membership=membership, email=email, token_hash=digest(token), sent_at=now, expires_at=expires
    )
    mails.invitation(membership, email, token, expires)
    return Invited(membership, token, expires)


def _make_account(email: str, name: str, password: str) -> User:
    user = User.objects.make(email=email, name=name, password=password)
    # The link reached this address, so it is proven.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _log(
    event: Event,
    membership: Membership,
    by: Acting | Actor | None,
    *,
    ground: str = "",
    obligations: Sequence[Obligation] = (),
) -> None:
    record(
        event,
        network=membership.network_id,
        by=by.actor if isinstance(by, Acting) else by or OPERATOR,
        about=About("membership", membership.pk),
        ground=ground,
        obligations=obligations,
    )
