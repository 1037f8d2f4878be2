"""What is looked for at night, network by network; and mailings on their way into the outbox."""

from datetime import timedelta

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
