"""What is looked for at night, and what the coordination puts aside for a while."""

from datetime import date, timedelta

from django.db import transaction

from schutznetz.audit.actions import record
from schutznetz.common.errors import DomainError
from schutznetz.coordination import events
from schutznetz.coordination.enums import FindingKind
from schutznetz.coordination.models import Finding, SetAside
from schutznetz.coordination.sources.task import Desk, Task
from schutznetz.jurisdiction import access as jurisdiction
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder, Network, Partnership
from schutznetz.networks.policy import Acting

# Whoever has seen a line comes back to it with the next quarter.
ASIDE_FOR = timedelta(days=90)


def renew_findings(network: Network, today: date) -> int:
    """Write down what needs a hand today; what is mended goes, what stays keeps its day. Returns how many there are."""
    found = [*_holes(network, today), *_consents(network, today)]
    with transaction.atomic():
        known = {(each.kind, each.key): each for each in Finding.objects.filter(network=network)}
        wanted = {(each.kind, each.key) for each in found}
        Finding.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
        Finding.objects.bulk_create([each for each in found if (each.kind, each.key) not in known])
    return len(wanted)


def _holes(network: Network, today: date) -> list[Finding]:
    return [
        Finding(
            network=network, kind=FindingKind.HOLE, key=f"{spot.gemeinde}:{spot.key}", found_on=today,
            place=", ".join(filter(None, [spot.gemeinde_name, spot.ortsteil])),
        )
        for spot in jurisdiction.holes(network, today)
    ]  # fmt: skip


def _consents(network: Network, today: date) -> list[Finding]:
    """Functions of partners with a name that could be shown, if its consent were not over."""
    partners = Partnership.objects.active().filter(network=network).values("organisation")
    over = Holder.objects.filter(
        function__organisation__in=partners, visibility=Visibility.PUBLIC, consent_expires_on__lt=today
    ).exclude(valid_until__lt=today)
    functions = set(over.values_list("function", flat=True))
    return [
        Finding(network=network, kind=FindingKind.CONSENT, key=str(pk), function_id=pk, found_on=today)
        for pk in sorted(functions)
    ]


@transaction.atomic
def set_aside(tasks: list[Task], key: str, desk: Desk, by: Acting) -> Task:
    """Let a line rest that has nothing to do behind it but to know of it."""
    task = next((task for task in tasks if task.key == key and task.posts), None)
    if task is None:
        raise DomainError("Diese Zeile gibt es nicht mehr.")
    until = desk.today + ASIDE_FOR
    SetAside.objects.update_or_create(network=desk.network, key=key, defaults={"until": until})
    record(events.SET_ASIDE, network=desk.network.pk, by=by.actor)
    return task
