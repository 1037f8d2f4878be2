"""Träger and institutions as organizations."""

from collections.abc import Sequence

from schutznetz.directory.models import ContactPoint, Site
from schutznetz.exchange.mapping import contacts, places, terms
from schutznetz.exchange.mapping.records import Record, Telling, day, filled, moment, web
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Organisation

GONE_NAME = "Nicht mehr im Verzeichnis"
NO_DESCRIPTION = "Noch ohne Beschreibung."


def brief(organisation: Organisation, telling: Telling) -> Record:
    parent = organisation.parent_id
    return filled({
        "id": str(organisation.pk), "name": organisation.name,
        "description": organisation.profile or NO_DESCRIPTION, "website": web(organisation.url),
        "provider_kind": organisation.provider_kind,
        "parent_organization_id": str(parent) if parent and parent not in telling.silent else None,
        "freshness": {"changed_on": day(organisation.changed_at)},
        "visibility": Visibility.PUBLIC.value,
    })  # fmt: skip


def full(
    organisation: Organisation, sites: Sequence[Site], points: Sequence[ContactPoint], services: Sequence[Record],
    telling: Telling,
) -> Record:  # fmt: skip
    """Return everything below an organization. ``points`` are those that the audience may see."""
    owner = str(organisation.pk)
    kinds = sorted({row.partner_type for row in organisation.partnerships.all() if row.is_active})
    return filled({
        **brief(organisation, telling),
        "last_modified": last_modified(organisation, telling),
        "contacts": [one for point in points for one in contacts.contacts(point, "organization_id", owner, telling)],
        "locations": [places.full(site) for site in sites if not site.is_confidential],
        "attributes": [terms.attribute("organization", owner, terms.choice(terms.PARTNERS, kind)) for kind in kinds],
        "services": list(services),
    })  # fmt: skip


def last_modified(organisation: Organisation, telling: Telling) -> str:
    return moment(telling.changed.get(organisation.pk, organisation.changed_at))


def tombstone(organisation_id: object, changed_at: str) -> Record:
    """Return what is left of an organization that is gone: nobody learns from it what it was."""
    gone = {"id": str(organisation_id), "name": GONE_NAME, "description": GONE_NAME}
    return {**gone, "deleted": True, "last_modified": changed_at}
