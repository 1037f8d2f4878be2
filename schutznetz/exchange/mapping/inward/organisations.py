"""Organizations as organisations; what hangs on them comes from their own record and from those of their services."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from schutznetz.exchange.enums import Obstacle
from schutznetz.exchange.mapping import organisations as outward
from schutznetz.exchange.mapping.inward.contacts import ContactTold, contacts_told
from schutznetz.exchange.mapping.inward.known import Known
from schutznetz.exchange.mapping.inward.places import SiteTold, sites_told
from schutznetz.exchange.mapping.inward.values import NotShown, below, checked_web, inside, key_of, line, said
from schutznetz.exchange.mapping.records import Record
from schutznetz.networks.enums import ProviderKind, Visibility


@dataclass(frozen=True, slots=True)
class OrganisationTold:
    values: dict[str, Any]
    parent: UUID | None = None
    sites: list[SiteTold] = field(default_factory=list)
    contacts: list[ContactTold] = field(default_factory=list)


def body_of(own: Sequence[Record], services: Iterable[Record]) -> Record:
    """Return what is said of an organization: in a record of its own, else inside of its services."""
    return next(iter([*own, *(inside(service, "organization") for service in services)]), {})


def organisation_told(record: Record, known: Known) -> OrganisationTold:
    """Return what an organization becomes. Raises ``NotShown``."""
    name = line(record, "name", 200)
    if not name:
        raise NotShown(Obstacle.NO_OWNER)
    if (said(record, "visibility") or Visibility.PUBLIC) != Visibility.PUBLIC:
        raise NotShown(Obstacle.NOT_PUBLIC)
    profile = line(record, "description", 300)
    website = said(record, "website") or said(record, "url")
    kind = said(record, "provider_kind")
    values = {
        "name": name, "profile": "" if profile == outward.NO_DESCRIPTION else profile, "url": checked_web(website),
        "provider_kind": kind if kind in ProviderKind.values else "",
    }  # fmt: skip
    return OrganisationTold(
        values,
        key_of(record.get("parent_organization_id")),
        list(sites_told(below(record, "locations"), known)),
        list(contacts_told(record)),
    )
