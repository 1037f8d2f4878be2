"""Houses that nobody keeps: noticed, written to, taken over by the coordination."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from schutznetz.audit.actions import OPERATOR, About, record
from schutznetz.coordination import events
from schutznetz.coordination.mails import leaving as mails
from schutznetz.coordination.models import KeeperGap
from schutznetz.coordination.sources.keeping import KEEPERS
from schutznetz.networks.enums import MembershipState, PartnershipState
from schutznetz.networks.models import Membership, Network, Partnership

# Long enough for a house to find somebody by itself, short enough that nothing grows stale meanwhile.
PATIENCE = timedelta(days=14)


def look_for_gaps(network: Network, today: date) -> None:
    """Bring the list of houses without a keeper up to date, write to them, and take over; may be repeated."""
    partners = Partnership.objects.filter(network=network, state=PartnershipState.ACTIVE).values("organisation")
    kept = Membership.objects.filter(network=network, function__role__in=KEEPERS)
    have = kept.in_force(today).values("function__organisation")
    gaps = KeeperGap.objects.filter(network=network)
    gaps.filter(organisation__in=have).delete()
    gaps.exclude(organisation__in=partners).delete()
    had = kept.filter(state=MembershipState.ENDED, function__organisation__in=partners)
    lost = had.exclude(function__organisation__in=have).values("function__organisation").annotate(end=Max("ended_at"))
    KeeperGap.objects.bulk_create(
        [
            KeeperGap(
                network=network, organisation_id=row["function__organisation"], since=timezone.localdate(row["end"])
            )
            for row in lost
        ],
        ignore_conflicts=True,
    )
    for gap in gaps.filter(written_on=None, since__lte=today - PATIENCE).select_related("organisation"):
        _write(gap, today)
    for gap in gaps.filter(adopted_on=None, written_on__lte=today - PATIENCE):
        _adopt(gap, today)


@transaction.atomic
def _write(gap: KeeperGap, today: date) -> None:
    mails.nobody_keeps(gap)
    gap.written_on = today
    gap.save(update_fields=["written_on"])


@transaction.atomic
def _adopt(gap: KeeperGap, today: date) -> None:
    gap.adopted_on = today
    gap.save(update_fields=["adopted_on"])
    record(events.ADOPTED, network=gap.network_id, by=OPERATOR, about=About("organisation", gap.organisation_id))
