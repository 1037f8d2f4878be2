"""What "Jetzt Hilfe" does in the background."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from schutznetz.jobs.queue import Every, task
from schutznetz.jurisdiction import actions


@task(atomic=False, timeout=timedelta(minutes=5), schedule=Every(60), urgent=True)
def renew_fallback() -> None:
    """Write the static pages anew: every hour, and soon after a change."""
    actions.write_fallback(settings.FALLBACK_FOLDER, timezone.now())
