"""Sites as locations. A confidential one is none at all: no row, no address, no coordinate (R50)."""

from schutznetz.directory.enums import Barrier
from schutznetz.directory.models import Offer, Site
from schutznetz.exchange.mapping.records import Record, day, filled, key
from schutznetz.regions.models import Land

LAND_UNKNOWN = "Land nicht bekannt"


def brief(site: Site) -> Record:
    """Return what stands once. The caller has left out confidential sites; another one is refused here once more."""
    if site.is_confidential:
        raise ValueError("A confidential place is no location of any feed.")
    return filled({
        "id": str(site.pk), "location_type": "physical", "organization_id": str(site.organisation_id),
        "name": site.name, "transportation": site.directions, "latitude": site.lat, "longitude": site.lon,
        "external_identifier": site.gemeinde_id, "external_identifier_type": "AGS" if site.gemeinde_id else None,
        "ags": site.gemeinde_id, "ags_kreis": site.kreis_id, "freshness": {"changed_on": day(site.changed_at)},
    })  # fmt: skip


def full(site: Site) -> Record:
    return filled({**brief(site), "addresses": _addresses(site), "accessibility": _accessibility(site)})


def can_be_told(offer: Offer) -> bool:
    """Tell whether an offer stands at a place that may be told."""
    return offer.site is not None and not offer.site.is_confidential


def _addresses(site: Site) -> list[Record]:
    """Return the postal address, if it is complete enough to write on a letter."""
    street = f"{site.street} {site.house_number}".strip() or site.name
    if not (site.plz and site.town and street):
        return []
    address = {
        "id": key("address", site.pk), "location_id": str(site.pk), "attention": site.name, "address_1": street,
        "city": site.town, "region": site.kreis.name if site.kreis else None, "state_province": _land_name(site),
        "postal_code": site.plz, "country": "DE", "address_type": "physical", "ortsteil": site.ortsteil,
    }  # fmt: skip
    return [filled(address)]


def _land_name(site: Site) -> str:
    land = _land(site)
    return land.name if land else LAND_UNKNOWN


def _land(site: Site) -> Land | None:
    kreis = site.kreis or (site.gemeinde.kreis if site.gemeinde else None)
    return kreis.land if kreis else None


def _accessibility(site: Site) -> list[Record]:
    if site.barrier == Barrier.UNKNOWN:
        return []
    said = str(Barrier(site.barrier).label)
    return [{"id": key("accessibility", site.pk), "location_id": str(site.pk), "description": said}]
