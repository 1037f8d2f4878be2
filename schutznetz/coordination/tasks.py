"""What is looked for at night, who is asked in the morning, and mailings on their way into the outbox."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from schutznetz.coordination import access, actions
from schutznetz.jobs.queue import Daily, task


@task(schedule=Daily("02:40"))
def look_around() -> None:
    """Ask for a look at each network: a job for each, so that none waits for another that fails."""
    for network in access.networks():
        look_at.using(key=str(network.pk)).enqueue(network=str(network.pk))


@task(atomic=False, timeout=timedelta(minutes=5))
def look_at(network: str) -> None:
    if found := access.network_of(network):
        actions.renew_findings(found, timezone.localdate())
        actions.look_for_gaps(found, timezone.localdate())


@task(atomic=False, timeout=timedelta(minutes=5))
def post_mailing(mailing: str) -> None:
    if found := access.any_mailing(mailing):
        actions.post_mailing(found)


@task(schedule=Daily("02:50"))
def forget_drafts() -> None:
    actions.forget_drafts(timezone.now())


@task(schedule=Daily("06:30"))
def ask_everybody() -> None:
    """Begin the campaign of the day: a job for each network, so that none waits for another that fails."""
    for network in access.networks():
        ask_network.using(key=str(network.pk)).enqueue(network=str(network.pk))


@task(atomic=False, timeout=timedelta(minutes=10))
def ask_network(network: str) -> None:
    if found := access.network_of(network):
        actions.run_campaign(found, timezone.now())


@task
def tell_keeper(report: str) -> None:
    """Asked for by ``TASKS_AFTER_A_MISTAKE`` when a visitor has said that an entry is wrong."""
    actions.tell_keeper(UUID(report), timezone.now())
