"""May this function do this to that? One question, one place, and no is the answer to whatever is not in ``roles``."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from schutznetz.audit.actions import Actor
from schutznetz.audit.enums import Obligation
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.roles import RULES, Act, Grant, Scope, grants_of


@dataclass(frozen=True, slots=True)
class Acting:
    """One person in one function, for one request (security.md 4.1). All parts are keys, so it may cross any layer."""

    person: UUID
    membership: UUID
    function: UUID
    role: FunctionRole
    organisation: UUID
    network: UUID | None
    session: str = ""

    @property
    def actor(self) -> Actor:
        return Actor(self.person, self.function, self.session)


@dataclass(frozen=True, slots=True)
class Where:
    """To whom a thing belongs: the organisation, if there is one, and every network in which it can be seen."""

    organisation: UUID | None
    networks: frozenset[UUID]


class Placed(Protocol):
    """Whatever rights can be asked about."""

    def where(self) -> Where: ...


@dataclass(frozen=True, slots=True)
class Allow:
    obligations: frozenset[Obligation]


@dataclass(frozen=True, slots=True)
class Deny:
    """``reason`` is a short code for tests and figures, never shown."""

    reason: str


def decide(acting: Acting | None, act: Act, about: Placed) -> Allow | Deny:
    """Decide about one act on one thing; obligations are what the caller has to see to before it happens."""
    if acting is None:
        return Deny("no_function")
    grants = grants_of(acting.role, act)
    if not grants:
        return Deny("no_right")
    where = about.where()
    if not any(reaches(acting, grant, where) for grant in grants):
        return Deny("out_of_reach")
    return Allow(RULES[act].obligations)


def reaches(acting: Acting, grant: Grant, where: Where) -> bool:
    if acting.network not in where.networks:
        return False
    return grant.scope is Scope.NETWORK or acting.organisation == where.organisation
