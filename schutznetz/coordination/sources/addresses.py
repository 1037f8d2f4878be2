"""Functions whose mails come back."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.enums import DEAD_AFTER
from schutznetz.coordination.models import FunctionMail, digest
from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.directory.models import ContactPoint
from schutznetz.networks.enums import PartnershipState


def bounces(desk: Desk) -> Iterator[Task]:
    """Addresses that nobody reads and that are still the ones we write to."""
    back = FunctionMail.objects.filter(network=desk.network, returned_at__isnull=False)
    counted = back.values("function", "address_digest").annotate(times=Count("pk"), last=Max("returned_at"))
    dead = {(row["function"], row["address_digest"]): row for row in counted.filter(times__gte=DEAD_AFTER)}
    partner = {"partnerships__network": desk.network, "partnerships__state": PartnershipState.ACTIVE}
    partners = {f"function__organisation__{name}": value for name, value in partner.items()}
    points = ContactPoint.objects.filter(function__in={function for function, _ in dead}, **partners)
    for point in points.select_related("function__organisation"):
        row = dead.get((point.function_id, digest(point.email)))
        if row:
            yield Task(
                key=f"bounce:{point.function_id}",
                weight=Weight.SOMEBODY_IS_UNREACHABLE,
                since=timezone.localdate(row["last"]),
                title=f"{point.function.organisation.name}: {point.function.title}",
                why=f"Mails an die Adresse dieser Funktion kommen zurück, zuletzt {row['times']}-mal.",
                verb="Adresse berichtigen",
                href=reverse("coordination:address", args=[point.function_id]),
            )
