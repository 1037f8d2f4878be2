"""What of the coordination's handover can be looked up."""

from datetime import date

from schutznetz.coordination.sources import approvals
from schutznetz.coordination.sources.task import Desk
from schutznetz.directory.models import ContactPoint
from schutznetz.jurisdiction.presenting.checks import overdue_numbers
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Membership, Network

SECOND = 2


def checks(network: Network, today: date) -> dict[str, bool]:
    """Return for each check of ``data/uebergabe.toml`` whether it is fulfilled."""
    desk = Desk(network, today)
    waiting = any(True for source in (approvals.waiting_members, approvals.waiting_proposals) for _ in source(desk))
    return {
        "second_coordinator": _coordinators(network, today) >= SECOND,
        "nothing_waits": not waiting,
        "numbers_tested": not overdue_numbers(network, today),
        "address_is_no_persons": _address_is_no_persons(network, today),
    }


def _coordinators(network: Network, today: date) -> int:
    acting = Membership.objects.filter(network=network, function__role=FunctionRole.COORDINATION).in_force(today)
    return acting.values("user").distinct().count()


def _address_is_no_persons(network: Network, today: date) -> bool:
    """Tell whether no function of the coordination is read at the address with which somebody logs in."""
    acting = Membership.objects.filter(network=network, function__role=FunctionRole.COORDINATION).in_force(today)
    people = {email.casefold() for email in acting.values_list("user__email", flat=True)}
    points = ContactPoint.objects.filter(function__in=acting.values("function")).values_list("email", flat=True)
    return people.isdisjoint(email.casefold() for email in points)
