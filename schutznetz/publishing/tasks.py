"""Paper follows the data: cards are printed anew when a number changes, and every night for their dates."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.jobs.queue import Daily, Every, task
from schutznetz.publishing import access, actions
from schutznetz.publishing.actions import brochures, sheets


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


@task(schedule=Every(15))
def print_brochures() -> None:
    """A job for each network: what is taken back must not stand in a brochure to download for longer."""
    for network in access.networks():
        print_brochure.using(key=network.slug).enqueue(network=network.slug)


@task(atomic=False, timeout=timedelta(minutes=10))
def print_brochure(network: str) -> None:
    """Print the brochure of one network (slug), or of all with "", where it says anything new."""
    for found in access.networks():
        if network in ("", found.slug):
            brochures.print_brochures(found, timezone.now())


@task(schedule=Daily("04:20"))
def forget_sheets() -> None:
    """Keep no sheet that nobody has asked for since a month."""
    sheets.forget_sheets(timezone.now() - timedelta(days=30))
