"""Mailings of a network, to whom one goes, and who is left out."""

from uuid import UUID

from django.core import signing
from django.db.models import Exists, OuterRef

from schutznetz.coordination.enums import MailingState
from schutznetz.coordination.models import FunctionMail, Mailing, Unsubscribed, digest
from schutznetz.coordination.presenting.mailings import Recipients, Subscription
from schutznetz.directory.models import ContactPoint, Site
from schutznetz.networks.access import looks_over
from schutznetz.networks.models import Function, Network, Partnership
from schutznetz.networks.policy import Acting

# Names what a key is for: one that was signed for anything else opens nothing here.
SALT = "coordination.unsubscribe"


def mailings_of(network: Network, *, limit: int) -> list[Mailing]:
    """What was sent, the last first."""
    sent = Mailing.objects.filter(network=network, state=MailingState.SENT).select_related("gemeinde")
    return list(sent.order_by("-sent_at", "pk")[:limit])


def mailing_of(acting: Acting, mailing: UUID) -> Mailing | None:
    """A mailing of the network that a function looks after, drafted or sent; for everybody else there is none."""
    if not looks_over(acting):
        return None
    found = Mailing.objects.filter(network=acting.network, pk=mailing)
    return found.select_related("network", "gemeinde").first()


def mailing_named(acting: Acting, key: str) -> Mailing | None:
    """The mailing that a form names; whatever is no key of one is none."""
    try:
        return mailing_of(acting, UUID(key))
    except ValueError:
        return None


def any_mailing(pk: str) -> Mailing | None:
    """The mailing that a job names; it may be gone by now."""
    return Mailing.objects.filter(pk=pk).select_related("network", "gemeinde").first()


def recipients(mailing: Mailing) -> Recipients:
    """Return to whom a mailing goes as things are now; five questions, however many there are."""
    points = list(_chosen(mailing))
    refusing = set(Unsubscribed.objects.filter(network=mailing.network_id).values_list("function", flat=True))
    returned = _returned(mailing.network_id)
    by_address: dict[str, Function] = {}
    unsubscribed = dead = 0
    for point in points:
        address = point.email.strip().lower()
        if point.function_id in refusing:
            unsubscribed += 1
        elif (point.function_id, digest(point.email)) in returned:
            dead += 1
        else:
            by_address.setdefault(address, point.function)
    return Recipients(list(by_address.values()), unsubscribed, dead)


def _chosen(mailing: Mailing) -> "list[ContactPoint]":
    partners = Partnership.objects.active().filter(network=mailing.network_id)
    if mailing.partner_type:
        partners = partners.filter(partner_type=mailing.partner_type)
    points = ContactPoint.objects.filter(function__organisation__in=partners.values("organisation")).exclude(email="")
    if mailing.role:
        points = points.filter(function__role=mailing.role)
    if mailing.gemeinde_id:
        here = Site.objects.filter(organisation=OuterRef("function__organisation"), gemeinde=mailing.gemeinde_id)
        points = points.filter(Exists(here))
    named = points.select_related("function__organisation", "function__contact_point")
    return list(named.order_by("function__organisation__name", "function__title", "pk"))


def _returned(network: UUID) -> set[tuple[UUID, str]]:
    """Functions and hashes of addresses from which a mail came back; a corrected address is another one."""
    back = FunctionMail.objects.filter(network=network, returned_at__isnull=False)
    return set(back.values_list("function", "address_digest"))


def key_of(network: UUID, function: UUID) -> str:
    """Return what stands in the link of a mail: signed, without an end, and it names nothing but two keys."""
    return signing.dumps([str(network), str(function)], salt=SALT)


def subscription_of(key: str) -> Subscription | None:
    """What a link is about, unless it was made up or its network or function is gone: all look the same."""
    try:
        network, function = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Function.objects.filter(pk=function).select_related("organisation").first()
    of = Network.objects.filter(pk=network).select_related("kreis").first()
    return Subscription(of, found) if of and found else None


def is_unsubscribed(subscription: Subscription) -> bool:
    return Unsubscribed.objects.filter(network=subscription.network, function=subscription.function).exists()
