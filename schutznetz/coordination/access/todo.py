"""Everything that needs a hand in a network, and how it stands in figures."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.coordination import sources
from schutznetz.coordination.models import SetAside
from schutznetz.coordination.presenting.figures import Figures
from schutznetz.coordination.sources.task import Desk, Task, Weight, sorted_tasks
from schutznetz.directory.access import confirmed_since
from schutznetz.networks.models import Network, Partnership


def tasks_of(desk: Desk) -> list[Task]:
    """Return everything that needs a hand in a network, the most urgent first."""
    aside = set(SetAside.objects.filter(network=desk.network, until__gt=desk.today).values_list("key", flat=True))
    return sorted_tasks(task for source in sources.ALL for task in source(desk) if task.key not in aside)


def figures_of(network: Network, tasks: list[Task]) -> Figures:
    entries, confirmed = confirmed_since(network, timezone.now() - timedelta(days=network.confirm_every_days))
    return Figures(
        partners=Partnership.objects.active().filter(network=network).count(),
        entries=entries,
        confirmed=confirmed,
        waiting=sum(task.weight == Weight.SOMEBODY_WAITS for task in tasks),
    )


def networks() -> list[Network]:
    return list(Network.objects.order_by("slug"))


def network_of(pk: str) -> Network | None:
    """The network that a job names; it may be gone by now."""
    return Network.objects.filter(pk=pk).select_related("kreis").first()
