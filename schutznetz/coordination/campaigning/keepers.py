"""Who keeps an entry, and at which address: always that of a function, never of a person.

First Eintragspflege, then the Leitung, then the function by which the entry itself is reached. Where nobody keeps the
entries any more and the coordination has taken them over, it is the one who is asked. Read for all houses of a network
at once, in as many queries for a thousand as for one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from schutznetz.coordination.campaigning.seat import coordination_functions
from schutznetz.coordination.models import KeeperGap
from schutznetz.directory.models import ContactPoint
from schutznetz.networks.access import values_of
from schutznetz.networks.enums import FunctionRole, ValueKey
from schutznetz.networks.models import Function, Network, Organisation

KEEPING = (FunctionRole.STEWARD, FunctionRole.LEAD)
# Who opens the letters of a house, if the keeping function does not.
GENERAL = (FunctionRole.LEAD, FunctionRole.OFFICE, FunctionRole.RECEPTION)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a function reads mails."""

    function: UUID
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """``function`` is empty where nobody keeps an entry; ``own`` where the function has no address."""

    organisation: UUID
    function: UUID | None
    own: Address | None
    substitute: Address | None
    house: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class House:
    """The functions of one organisation that may read about its entries, and those of its Träger.

    ``adopter`` is where the coordination reads mails, if it keeps the entries until somebody in the house does.
    """

    organisation: UUID
    functions: tuple[Function, ...]
    above: tuple[Function, ...]
    adopter: Address | None = None

    def keeper(self, contact_point: ContactPoint | None) -> Keeper:
        """Return who keeps an entry that is reached by a contact point."""
        keeping = [each for role in KEEPING for each in self._of(role)]
        found = next((each for each in keeping if email_of(each)), next(iter(keeping), None))
        if found is None and contact_point is not None:
            found = contact_point.function
        own = self.adopter or _address(found, contact_point.email if contact_point else "")
        substitute = None if self.adopter else _address(found.substitute if found else None)
        return Keeper(self.organisation, found.pk if found else None, own, substitute, self._general())

    def _general(self) -> tuple[Address, ...]:
        functions = [*(each for role in GENERAL for each in self._of(role))]
        functions += [each for role in GENERAL for each in self.above if each.role == role]
        return tuple(address for address in map(_address, functions) if address)

    def _of(self, role: FunctionRole) -> Iterator[Function]:
        return (each for each in self.functions if each.role == role)


def houses(network: Network, organisations: QuerySet[Any]) -> "Mapping[UUID, House]":
    """Return the houses of a query of organisation keys; six queries for any number of them."""
    parents = dict(Organisation.objects.filter(pk__in=organisations).values_list("pk", "parent"))
    wanted = Q(organisation__in=organisations) | Q(
        organisation__in=Organisation.objects.filter(pk__in=organisations).values("parent")
    )
    found = Function.objects.filter(wanted, role__in={*KEEPING, *GENERAL})
    of: dict[UUID, list[Function]] = {}
    for function in found.select_related("contact_point", "substitute__contact_point").order_by("title", "pk"):
        of.setdefault(function.organisation_id, []).append(function)
    adopted = KeeperGap.objects.filter(network=network, adopted_on__isnull=False, organisation__in=organisations)
    left_to_us = set(adopted.values_list("organisation", flat=True))
    coordination = _coordination(network) if left_to_us else None
    return {
        organisation: House(
            organisation, tuple(of.get(organisation, ())), tuple(of.get(parent, ()) if parent else ()),
            coordination if organisation in left_to_us else None,
        )
        for organisation, parent in parents.items()
    }  # fmt: skip


def _coordination(network: Network) -> Address | None:
    """Return where the coordination reads mails: as the network says, or as its function is listed."""
    functions = list(coordination_functions(network).select_related("contact_point"))
    said = values_of(network).get(ValueKey.CONTACT_EMAIL)
    if said and said.value and functions:
        return Address(functions[0].pk, functions[0].title, said.value)
    return next((address for address in map(_address, functions) if address), None)


def email_of(function: Function) -> str:
    """Return the address of a function; one without a contact point has none. Needs it loaded."""
    try:
        point: ContactPoint = function.contact_point
    except ContactPoint.DoesNotExist:
        return ""
    # What is confidential may be read by nobody but the house: still its own address.
    return point.email


def _address(function: Function | None, otherwise: str = "") -> Address | None:
    email = (email_of(function) or otherwise) if function else ""
    return Address(function.pk, function.title, email) if function and email else None


def distinct(addresses: Iterable[Address | None], without: Iterable[Address | None] = ()) -> list[Address]:
    """Return addresses that are there, each once, and none that somebody else has been asked at."""
    seen = {each.email.casefold() for each in without if each}
    found = []
    for each in addresses:
        if each and each.email.casefold() not in seen:
            seen.add(each.email.casefold())
            found.append(each)
    return found
