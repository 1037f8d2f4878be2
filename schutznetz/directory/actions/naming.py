"""Names in functions: whoever bears one says whether it is public, and for how long (R82)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import OPERATOR, About, record
from schutznetz.common.errors import DomainError
from schutznetz.directory import events
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function, Holder, Membership, Partnership
from schutznetz.networks.policy import Acting

# A consent that nobody renews ends; two years is the longest that may be asked for at once.
LONGEST_CONSENT_DAYS = 731


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody agreed to see their name on public pages: on which day, and until when."""

    on: date
    expires_on: date


@transaction.atomic
def name_holder(function: Function, name: str, consent: Consent | None, who: Acting) -> Holder:
    """Say who fills a function today; without consent only the network sees it. The name before is deleted."""
    today = timezone.localdate()
    if consent and not (consent.on <= today < consent.expires_on):
        raise DomainError("Die Einwilligung muss heute gelten. Bitte prüfen Sie die beiden Daten.")
    if consent and (consent.expires_on - consent.on).days > LONGEST_CONSENT_DAYS:
        raise DomainError("Eine Einwilligung gilt höchstens zwei Jahre. Bitte wählen Sie ein früheres Ende.")
    Holder.objects.filter(function=function).delete()
    holder = Holder.objects.create(
        function=function, name=name, valid_from=today,
        visibility=Visibility.PUBLIC if consent else Visibility.NETWORK,
        consent_on=consent.on if consent else None, consent_expires_on=consent.expires_on if consent else None,
    )  # fmt: skip
    _tie_to_log_in(holder)
    record(events.NAMED, network=who.network, by=who.actor, about=About("function", function.pk))
    return holder


@transaction.atomic
def remove_names(function: Function, who: Acting) -> None:
    """Take every name out of a function; it stays reachable, by the same number."""
    gone, _ = Holder.objects.filter(function=function).delete()
    if gone:
        record(events.NAME_REMOVED, network=who.network, by=who.actor, about=About("function", function.pk))


def _tie_to_log_in(holder: Holder) -> None:
    """Let the end of the membership end the name as well: of whoever is called so, or acts in the function alone."""
    acting = list(Membership.objects.filter(function=holder.function).in_force(holder.valid_from).with_place())
    called_so = [membership for membership in acting if membership.user and membership.user.name == holder.name]
    for membership in called_so[:1] or (acting if len(acting) == 1 else []):
        membership.holder = holder
        membership.save(update_fields=["holder"])


def remove_expired_names(today: date) -> int:
    """Delete every name whose consent has run out: no name survives its consent (R82). Returns how many."""
    expired = list(Holder.objects.filter(consent_expires_on__lt=today).select_related("function"))
    for holder in expired:
        _remove_expired(holder)
    return len(expired)


@transaction.atomic
def _remove_expired(holder: Holder) -> None:
    standing = Partnership.objects.filter(organisation=holder.function.organisation_id).standing()
    network = standing.order_by("pk").values_list("network", flat=True).first()
    holder.delete()
    record(events.NAME_EXPIRED, network=network, by=OPERATOR, about=About("function", holder.function_id))
