"""Lists that are read in."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from schutznetz.directory import importing
from schutznetz.directory.actions.keeping import remember_found
from schutznetz.directory.search import index
from schutznetz.networks.models import Network


def import_list(
    source: Path,
    network_slug: str,
    *,
    mapping: importing.Mapping | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    overwrite: bool = False,
) -> importing.Report:
    """Read a list into the directory and make it findable in the transaction that writes it.

    ``network_slug`` names the network that holds the list. Raises ``importing.ImportRefused`` when the list cannot be
    used at all; nothing is written then.
    """
    network = Network.objects.filter(slug=network_slug).select_related("kreis__land").first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "noch keines"
        raise importing.ImportRefused(f"Das Netzwerk „{network_slug}“ gibt es nicht. Vorhanden: {known}.")
    return read_in(source, network, mapping=mapping, sheet=sheet, dry_run=dry_run, strict=strict, overwrite=overwrite)


def read_in(
    source: Path | importing.Source,
    network: Network,
    *,
    mapping: importing.Mapping | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    overwrite: bool = False,
    tells: bool = False,
) -> importing.Report:
    """Read a list in for a network; whatever it changes can be found, and undone, in the same transaction."""
    report = importing.run(
        source,
        network=network,
        mapping=mapping,
        sheet=sheet,
        dry_run=dry_run,
        strict=strict,
        now=timezone.now(),
        after_write=_after_write,
        overwrite=overwrite,
        tells=tells,
    )
    if report.has_withdrawn:
        index.forget_withdrawn()
    return report


def _after_write(offer_ids: Sequence[UUID]) -> None:
    index.update(offer_ids)
    remember_found(offer_ids)
