"""What visitors say is wrong."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schutznetz.common import rows
from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import MistakeReport, Offer
from schutznetz.networks.models import Network, Organisation

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
) -> MistakeReport:
    """Keep what a visitor says is wrong with an entry. Raises ``DomainError`` when it has had too many today."""
    since = timezone.now() - timedelta(days=1)
    with rows.system("limit of reports"):
        reports = MistakeReport.objects.filter(organisation=organisation, created_at__gte=since).count()
    if reports >= MOST_REPORTS_A_DAY:
        message = _("Zu diesem Eintrag haben wir heute schon viele Hinweise. Wir sehen sie uns an. Vielen Dank!")
        raise DomainError(message)
    return MistakeReport.objects.create(
        organisation=organisation, offer=offer, network=network, kind=kind, text=text, reply_email=reply_email
    )
