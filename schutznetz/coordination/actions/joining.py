"""A house offers itself; the coordination takes it in or declines (R76)."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schutznetz.audit.actions import About, record
from schutznetz.common import rows
from schutznetz.common.errors import DomainError
from schutznetz.coordination import events
from schutznetz.coordination.enums import JoinState
from schutznetz.coordination.mails import joining as mails
from schutznetz.coordination.models import JoinRequest
from schutznetz.directory.models import ContactPoint, PhoneNumber
from schutznetz.networks.enums import FunctionRole, PartnershipState, Visibility
from schutznetz.networks.models import Function, Network, Organisation, Partnership
from schutznetz.networks.policy import Acting

# More houses do not come on one day; a program that fills forms stops here.
MOST_REQUESTS_A_DAY = 20
FIRST_STATES = (PartnershipState.AGREED, PartnershipState.ACTIVE)
SOURCE = "hat sich selbst gemeldet"


@transaction.atomic
def offer_to_join(network: Network, **said: Any) -> JoinRequest:
    """Keep what a house says about itself. Raises ``DomainError`` when the network has had too many today."""
    since = timezone.now() - timedelta(days=1)
    with rows.system("limit of requests to join"):
        requests = JoinRequest.objects.filter(network=network, created_at__gte=since).count()
    if requests >= MOST_REQUESTS_A_DAY:
        message = _("Heute haben sich schon sehr viele gemeldet. Bitte versuchen Sie es morgen noch einmal.")
        raise DomainError(message)
    return JoinRequest.objects.create(network=network, **said)


@transaction.atomic
def accept_join(request: JoinRequest, state: PartnershipState, by: Acting) -> Organisation:
    """Take a house in, with its first contact, and tell it by mail where it left an address.

    The contact is seen by the network only: it was given for an answer, not for the public.
    """
    if state not in FIRST_STATES:
        raise DomainError("Wer sich selbst meldet, hat zugesagt oder arbeitet schon mit.")
    held = _held(request)
    provenance = {"held_by": held.network, "source": SOURCE}
    organisation = Organisation.objects.create(name=held.name, profile=held.text, **provenance)
    Partnership.objects.create(
        network=held.network, organisation=organisation, partner_type=held.partner_type, state=state
    )
    function = Function.objects.create(
        organisation=organisation, role=FunctionRole.RECEPTION, title=FunctionRole.RECEPTION.label
    )
    contact_point = ContactPoint.objects.create(
        function=function, email=held.email, visibility=Visibility.NETWORK, **provenance
    )
    if held.phone:
        PhoneNumber.objects.create(contact_point=contact_point, number=held.phone)
    _decide(held, JoinState.ACCEPTED, organisation)
    record(events.JOIN_ACCEPTED, network=held.network_id, by=by.actor, about=About("organisation", organisation.pk))
    mails.accepted(held)
    return organisation


@transaction.atomic
def decline_join(request: JoinRequest, by: Acting) -> None:
    held = _held(request)
    _decide(held, JoinState.DECLINED, None)
    record(events.JOIN_DECLINED, network=held.network_id, by=by.actor, about=About("joinrequest", held.pk))
    mails.declined(held)


def _held(request: JoinRequest) -> JoinRequest:
    """Read it anew and hold it: two people may decide at the same moment."""
    held = JoinRequest.objects.select_for_update(of=("self",)).select_related("network").get(pk=request.pk)
    if held.state != JoinState.WAITING:
        raise DomainError("Über diese Anfrage ist schon entschieden.")
    return held


def _decide(request: JoinRequest, state: JoinState, organisation: Organisation | None) -> None:
    request.state, request.decided_at, request.organisation = state, timezone.now(), organisation
    request.save(update_fields=["state", "decided_at", "organisation"])
