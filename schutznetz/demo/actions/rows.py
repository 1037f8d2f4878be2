"""The rows of one network: collected first, then written table by table."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from django.db.models import F
from django.utils import timezone

from schutznetz.directory.models import (
    Catchment,
    ContactPoint,
    Offer,
    OfferLanguage,
    OfferTrait,
    PhoneNumber,
    Site,
)
from schutznetz.networks.enums import PartnerType, ProviderKind
from schutznetz.networks.models import Function, Network, Organisation, Partnership
from schutznetz.regions.models import Gemeinde

if TYPE_CHECKING:
    from django.db.models import Model

Row = TypeVar("Row", bound="Model")
# Partners whose Träger is the state, whoever they are.
OFFICES = {PartnerType.OEFF_JUGENDHILFE, PartnerType.GESUNDHEITSAMT, PartnerType.SOZIALAMT, PartnerType.ARBEIT,
           PartnerType.POLIZEI_ORDNUNG, PartnerType.FAMILIENGERICHT, PartnerType.KOMMUNE}  # fmt: skip
TRAITS = {"target_groups": "target", "load_factors": "load", "flags": "flag"}
# Nobody points at a row that is not written yet, except within its own table.
ORDER = (Organisation, Partnership, Site, Function, ContactPoint, PhoneNumber, Offer, OfferTrait, OfferLanguage,
         Catchment)  # fmt: skip


def nearby(gemeinde: Gemeinde, name: str) -> tuple[float, float]:
    """Return a place within about two kilometres of the middle of a Gemeinde, always the same for the same name."""
    number = crc32(name.encode())
    return (gemeinde.lat or 0) + (number % 37 - 18) / 1000, (gemeinde.lon or 0) + (number // 37 % 37 - 18) / 700


class Rows:
    """Everything that the organisations of one network become."""

    def __init__(self, network: Network, now: datetime, *, source: str) -> None:
        self.network, self.now = network, now
        self.provenance: dict[str, Any] = {"held_by": network, "source": source}
        self.gemeinden = {gemeinde.name: gemeinde for gemeinde in network.kreis.gemeinden.all()}
        self.rows: dict[type[Model], list[Any]] = {model: [] for model in ORDER}
        self.by_key: dict[str, Organisation] = {}
        self.parents: dict[str, str] = {}

    @property
    def offers(self) -> list[Offer]:
        return self.rows[Offer]

    @property
    def entries(self) -> list[Offer | ContactPoint]:
        """Everything that somebody has confirmed."""
        return [*self.rows[Offer], *self.rows[ContactPoint]]

    def save(self) -> None:
        """Write all rows, one statement a table; a Träger may stand behind its institutions."""
        for child, parent in self.parents.items():
            self.by_key[child].parent = self.by_key[parent]
        for model in ORDER:
            model._default_manager.bulk_create(self.rows[model])
        for model in (Offer, ContactPoint):  # nothing has been changed since somebody confirmed it
            confirmed = model.objects.filter(held_by=self.network, confirmed_at__isnull=False)
            confirmed.update(changed_at=F("confirmed_at"))

    def add(self, row: dict[str, Any]) -> None:
        """Collect one organisation with its sites, functions and offers."""
        kind = ProviderKind.PUBLIC if row["partner_type"] in OFFICES else ""
        said = {"name": row["name"], "profile": row.get("profile", ""), "provider_kind": kind}
        organisation = self._keep(Organisation(**said, **self.provenance))
        self.by_key[row["key"]] = organisation
        if "parent" in row:
            self.parents[row["key"]] = row["parent"]
        self._keep(
            Partnership(
                network=self.network,
                organisation=organisation,
                partner_type=row["partner_type"],
                valid_from=date(2024, 1, 1),
            )
        )
        sites = {site["key"]: self._site(site, organisation) for site in row.get("site", [])}
        points = {
            function["key"]: self._contact_point(function, organisation, sites) for function in row.get("function", [])
        }
        for function in row.get("function", []):
            if substitute := function.get("substitute"):
                points[function["key"]].function.substitute = points[substitute].function
        for offer in row.get("offer", []):
            self._offer(offer, organisation, sites, points[offer["contact"]])

    def _keep(self, row: Row) -> Row:
        self.rows[type(row)].append(row)
        return row

    def _site(self, row: dict[str, Any], organisation: Organisation) -> Site:
        common = {"organisation": organisation, "kreis": self.network.kreis, **self.provenance}
        if row.get("confidential"):
            return self._keep(Site(is_confidential=True, **common))
        gemeinde = self.gemeinden[row["gemeinde"]]
        lat, lon = nearby(gemeinde, f"{row.get('ortsteil', '')} {row['street']} {row['house_number']}")
        return self._keep(
            Site(
                name=row.get("name", ""),
                street=row["street"],
                house_number=row["house_number"],
                plz=row["plz"],
                town=row["gemeinde"],
                ortsteil=row.get("ortsteil", ""),
                gemeinde=gemeinde,
                lat=lat,
                lon=lon,
                barrier=row.get("barrier_free", "unknown"),
                directions=row.get("directions", ""),
                **common,
            )
        )

    def _contact_point(self, row: dict[str, Any], organisation: Organisation, sites: dict[str, Site]) -> ContactPoint:
        function = self._keep(Function(organisation=organisation, role=row["role"], title=row["title"]))
        contact_point = self._keep(
            ContactPoint(
                function=function,
                site=sites.get(row.get("site", "")),
                email=row.get("email", ""),
                url=row.get("url", ""),
                hours=row.get("hours", ""),
                **self.provenance,
                **self._confirmed(organisation, row["key"], function),
            )
        )
        for position, number in enumerate(row.get("phones", [])):
            self._keep(PhoneNumber(contact_point=contact_point, number=number, position=position))
        return contact_point

    def _offer(
        self, row: dict[str, Any], organisation: Organisation, sites: dict[str, Site], contact_point: ContactPoint
    ) -> None:
        has_capacity = "free_places" in row or "waiting_weeks" in row
        offer = self._keep(
            Offer(
                organisation=organisation,
                offer_type_id=row["type"],
                site=sites.get(row.get("site", "")),
                contact_point=contact_point,
                title=row["title"],
                summary=row["summary"],
                description=row.get("description", "").strip(),
                for_pregnancy=row.get("for_pregnancy", False),
                age_from=row.get("age_from"),
                age_to=row.get("age_to"),
                access=row["access"],
                access_note=row.get("access_note", ""),
                cost=row["cost"],
                cost_note=row.get("cost_note", ""),
                legal_basis=row.get("legal_basis", ""),
                free_places=row.get("free_places"),
                waiting_weeks=row.get("waiting_weeks"),
                capacity_on=self._lately(row["title"]) if has_capacity else None,
                **self.provenance,
                **self._confirmed(organisation, row["title"], contact_point.function),
            )
        )
        self._details(offer, row)

    def _details(self, offer: Offer, row: dict[str, Any]) -> None:
        for name, kind in TRAITS.items():
            for code in row.get(name, []):
                self._keep(OfferTrait(offer=offer, kind=kind, code=code))
        for code in row.get("languages", []):
            self._keep(OfferLanguage(offer=offer, code=code))
        names = row.get("catchment", [self.network.kreis.name])
        for name in names if isinstance(names, list) else [names]:
            self._keep(Catchment(offer=offer, kreis=self.network.kreis, gemeinde=self.gemeinden.get(name)))

    def _lately(self, text: str) -> date:
        return timezone.localdate(self.now - timedelta(days=crc32(text.encode()) % 40))

    def _confirmed(self, organisation: Organisation, text: str, function: Function) -> dict[str, Any]:
        """Most entries were confirmed within the last months; one in nine is overdue, so that the pages show it."""
        number = crc32(f"{organisation.name} {text}".encode())
        days = 190 + number % 120 if number % 9 == 0 else number % 170
        return {"confirmed_at": self.now - timedelta(days=days, hours=number % 9), "confirmed_by_function": function}
