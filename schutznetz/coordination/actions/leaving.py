"""Somebody leaves: what hangs on the function stays reachable, and nothing of the person stays (promise 3, R46)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import OPERATOR, About, record
from schutznetz.common.errors import DomainError
from schutznetz.coordination import events
from schutznetz.directory.actions import replace_address
from schutznetz.directory.models import ContactPoint
from schutznetz.networks.access import is_in_force
from schutznetz.networks.actions import end
from schutznetz.networks.enums import EndGround, FunctionRole
from schutznetz.networks.models import Function, Holder, Membership
from schutznetz.networks.policy import Acting

OTHER = "Bitte wählen Sie eine andere Person als die, die geht."
NOT_YET = "Diese Person kann noch nicht handeln. Bitte geben Sie sie zuerst frei."
ELSEWHERE = "Übernehmen kann, wer in derselben Einrichtung handelt, oder die Koordination des Netzwerks."


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was done: ``names`` that went, whether a personal address was replaced, and who stands in now."""

    names: int
    address_replaced: bool
    substitute: Function | None


@transaction.atomic
def hand_over(leaving: Membership, to: Membership, by: Acting | None) -> HandedOver:
    """End a membership in one step and leave everything of its function with a successor or a substitute.

    ``to`` acts in the same function (then it is the successor), or in another one (then that one stands in). ``by``
    is nobody where the operator does it. Raises ``DomainError`` if ``to`` could not be reached in its place.
    """
    _check(leaving, to)
    replaced = _replace_personal_address(leaving, to, by)
    names = _forget_names(leaving)
    substitute = _let_stand_in(leaving.function, to.function)
    end(leaving, EndGround.LEFT, by)
    record(
        events.HANDED_OVER, network=leaving.network_id, by=by.actor if by else OPERATOR,
        about=About("membership", leaving.pk),
    )  # fmt: skip
    return HandedOver(names, replaced, substitute)


def _check(leaving: Membership, to: Membership) -> None:
    if to.pk == leaving.pk or to.user_id == leaving.user_id:
        raise DomainError(OTHER)
    if not is_in_force(to):
        raise DomainError(NOT_YET)
    same_house = to.function.organisation_id == leaving.function.organisation_id
    if to.network_id != leaving.network_id or not (same_house or to.function.role == FunctionRole.COORDINATION):
        raise DomainError(ELSEWHERE)


def _replace_personal_address(leaving: Membership, to: Membership, by: Acting | None) -> bool:
    """A function must not be read by somebody who has gone: the leaver's own address gives way."""
    point = ContactPoint.objects.filter(function=leaving.function_id).first()
    if point is None or leaving.user is None or point.email.casefold() != leaving.user.email.casefold():
        return False
    theirs = ContactPoint.objects.filter(function=to.function_id).exclude(pk=point.pk).exclude(email="").first()
    replace_address(point, theirs.email if theirs else to.user.email if to.user else "", by)
    return True


def _forget_names(leaving: Membership) -> int:
    """Delete the shown names of a function, but for those that are surely somebody else's who still acts in it."""
    others = Membership.objects.filter(function=leaving.function_id).in_force(timezone.localdate())
    staying = others.exclude(user=leaving.user_id)
    names = Holder.objects.filter(function=leaving.function_id)
    names = names.exclude(membership__in=staying).exclude(name__in=staying.values("user__name"))
    count = names.count()
    names.delete()
    leaving.refresh_from_db(fields=["holder"])
    return count


def _let_stand_in(function: Function, other: Function) -> Function | None:
    if other.pk == function.pk:
        return function.substitute
    function.substitute = other
    function.save(update_fields=["substitute"])
    return other
