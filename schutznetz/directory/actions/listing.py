"""Lists that are read in."""

from pathlib import Path

from django.utils import timezone

from schutznetz.directory import importing
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
) -> importing.Report:
    """Read a list into the directory and make it findable in the transaction that writes it.

    ``network_slug`` names the network that holds the list. Raises ``importing.ImportRefused`` when the list cannot be
    used at all; nothing is written then.
    """
    network = Network.objects.filter(slug=network_slug).select_related("kreis__land").first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "noch keines"
        raise importing.ImportRefused(f"Das Netzwerk „{network_slug}“ gibt es nicht. Vorhanden: {known}.")
    report = importing.run(
        source,
        network=network,
        mapping=mapping,
        sheet=sheet,
        dry_run=dry_run,
        strict=strict,
        now=timezone.now(),
        after_write=index.update,
    )
    if report.has_withdrawn:
        index.forget_withdrawn()
    return report
