"""What visitors say is wrong, and who settles it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schutznetz.audit.actions import About, record
from schutznetz.common import rows
from schutznetz.common.errors import DomainError
from schutznetz.directory import events
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import MistakeReport, Offer
from schutznetz.jobs.queue import named
from schutznetz.networks.models import Network, Organisation
from schutznetz.networks.policy import Acting

# Nobody needs more to see that an entry is wrong; a program that fills forms stops here.
MOST_REPORTS_A_DAY = 20


@transaction.atomic
def report_mistake(
    *,
    organisation: Organisation,
    offer: Offer | None,
    network: Network | None,
    kind: MistakeKind,
    text: str = "",
    reply_email: str = "",
    told_at: datetime | None = None,
) -> MistakeReport:
    """Keep what a visitor says is wrong with an entry. Raises ``DomainError`` when it has had too many today.

    ``told_at`` is given where whoever keeps the entry has said it: then nobody has to be told.
    """
    since = timezone.now() - timedelta(days=1)
    with rows.system("limit of reports"):
        reports = MistakeReport.objects.filter(organisation=organisation, created_at__gte=since).count()
    if reports >= MOST_REPORTS_A_DAY:
        message = _("Zu diesem Eintrag haben wir heute schon viele Hinweise. Wir sehen sie uns an. Vielen Dank!")
        raise DomainError(message)
    report = MistakeReport.objects.create(
        organisation=organisation, offer=offer, network=network, kind=kind, text=text, reply_email=reply_email,
        told_at=told_at,
    )  # fmt: skip
    for name in settings.TASKS_AFTER_A_MISTAKE if told_at is None else ():
        named(name).enqueue(report=str(report.pk))
    return report


@transaction.atomic
def settle_report(report: MistakeReport, by: Acting) -> None:
    """Say that a report is dealt with: the entry is right now, or was right all along."""
    open_reports = MistakeReport.objects.filter(pk=report.pk, settled_at=None)
    if not open_reports.update(settled_at=timezone.now(), settled_by_function=by.function):
        raise DomainError("Dieser Hinweis ist schon erledigt.")
    record(events.REPORT_SETTLED, network=by.network, by=by.actor, about=About("mistakereport", report.pk))
