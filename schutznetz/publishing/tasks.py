"""Paper follows the data: cards are printed anew when a number changes, and every night for their dates."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.jobs.queue import Daily, task
from schutznetz.publishing import access, actions


@task(schedule=Daily("03:50"))
def print_all_cards() -> None:
    """A job for each network, so that none waits for another that fails."""
    for network in access.networks():
        print_cards.using(key=network.slug).enqueue(network=network.slug)


@task(atomic=False, timeout=timedelta(minutes=10))
def print_cards(network: str) -> None:
    """Print the cards of one network (slug), or of all with ""; nothing if it is gone."""
    for found in access.networks():
        if network in ("", found.slug):
            actions.print_all_cards(found, timezone.now())
