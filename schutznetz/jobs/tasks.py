"""What happens every night, whatever apps there are; and the sending of mails."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.common import retention
from schutznetz.jobs import actions
from schutznetz.jobs.enums import DeletedBy
from schutznetz.jobs.outbox import sending
from schutznetz.jobs.queue import Daily, Every, task


@task(schedule=Daily("03:30"))
def delete_expired() -> None:
    """Keep the promises of docs/loeschkonzept.toml: a job for each, so that none waits for another that fails."""
    for rule in retention.rules():
        delete_expired_rows.using(key=rule.table).enqueue(table=rule.table)


@task(atomic=False, timeout=timedelta(minutes=10))
def delete_expired_rows(table: str) -> None:
    actions.apply_rule(retention.rule_of(table), timezone.now(), wet_run=True, by=DeletedBy.NIGHT)


@task(atomic=False, timeout=sending.TIMEOUT, schedule=Every(15))
def send_mails() -> None:
    """Asked for by each mail; the schedule is for those whose job died with its worker once too often."""
    actions.send_mails()
