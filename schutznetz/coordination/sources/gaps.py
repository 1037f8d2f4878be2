"""What is missing in the network: places without an office, kinds of partners, help that people look for in vain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse

from schutznetz.coordination.enums import FindingKind
from schutznetz.coordination.models import Finding
from schutznetz.coordination.sources.task import FEW, Desk, Task, Weight
from schutznetz.directory.models import SHOWN_FROM, SearchMiss
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.models import Network, Partnership
from schutznetz.regions.models import Gemeinde

# So far back searches are counted together.
MISSED_FOR = timedelta(days=92)
SEEN = "Gesehen"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many partners of one type are in which state."""

    active: int = 0
    dormant: int = 0
    coming: int = 0


def numbers_by_type(network: Network) -> dict[str, Numbers]:
    """Count the partners of each type that have not left; one question."""
    coming = (PartnershipState.INVITED, PartnershipState.AGREED)
    counted = (
        Partnership.objects.standing()
        .filter(network=network)
        .values("partner_type")
        .annotate(
            active=Count("pk", filter=Q(state=PartnershipState.ACTIVE)),
            dormant=Count("pk", filter=Q(state=PartnershipState.DORMANT)),
            coming=Count("pk", filter=Q(state__in=coming)),
        )
    )
    return {row.pop("partner_type"): Numbers(**row) for row in counted.order_by("partner_type")}


def missing_types(desk: Desk) -> Iterator[Task]:
    """One line for all of them; who was asked already is on the way and not missing."""
    there = numbers_by_type(desk.network)
    missing = [kind for kind in PartnerType if kind.value not in there]
    if missing:
        named = ", ".join(str(kind.label) for kind in missing[:3])
        yield Task(
            key="composition",
            weight=Weight.SOMETHING_IS_MISSING,
            since=desk.today,
            title=f"Im Netzwerk fehlen noch {len(missing)} Arten von Partnern" if len(missing) > 1
            else "Im Netzwerk fehlt noch eine Art von Partnern",
            why=f"{named}{' und andere' if len(missing) > 3 else ''}. Ein Brief zum Gewinnen liegt bereit.",
            verb="Zusammensetzung ansehen",
            href=reverse("coordination:composition"),
        )  # fmt: skip


def holes(desk: Desk) -> Iterator[Task]:
    """Places for which no office is responsible, as the night has found them."""
    found = list(Finding.objects.filter(network=desk.network, kind=FindingKind.HOLE).order_by("found_on", "place"))
    page = reverse("coordination:places")
    if len(found) > FEW:
        yield Task(
            key="hole:many", weight=Weight.SOMEBODY_IS_UNREACHABLE, since=found[0].found_on,
            title=f"{len(found)} Orte ohne zuständige Stelle", why=_WHY_HOLE, verb=_CHOOSE, href=page,
        )  # fmt: skip
        return
    for finding in found:
        yield Task(
            key=f"hole:{finding.key}", weight=Weight.SOMEBODY_IS_UNREACHABLE, since=finding.found_on,
            title=finding.place, why=_WHY_HOLE, verb=_CHOOSE,
            href=f"{page}#id_ort_{finding.key.partition(':')[0]}",
        )  # fmt: skip


_CHOOSE = "Zuständige Stelle wählen"
_WHY_HOLE = "Für diesen Ort ist im Jugendamt keine Stelle eingetragen. Wer von dort anruft, bekommt nur die 110."


def searches_without_a_hit(desk: Desk) -> Iterator[Task]:
    """Kinds of help that were looked for often enough in one place, and were not there."""
    since = _month(desk.today - MISSED_FOR)
    missed = SearchMiss.objects.filter(kreis=desk.network.kreis_id, month__gte=since)
    often = missed.values("offer_type", "offer_type__label", "gemeinde").annotate(times=Sum("number"))
    found = list(often.filter(times__gte=SHOWN_FROM).order_by("-times", "offer_type", "gemeinde"))
    names = dict(Gemeinde.objects.filter(pk__in={row["gemeinde"] for row in found}).values_list("pk", "name"))
    for row in found:
        where = names.get(row["gemeinde"], desk.network.kreis.name)
        yield Task(
            key=f"miss:{row['offer_type']}:{row['gemeinde']}",
            weight=Weight.SOMETHING_IS_MISSING,
            since=since,
            title=f"Gesucht und nicht gefunden: {row['offer_type__label']}, {where}",
            why=f"In drei Monaten {row['times']}-mal. Gibt es das hier, oder fehlt es?",
            verb=SEEN,
            href=reverse("coordination:set_aside"),
            posts=True,
        )


def _month(day: date) -> date:
    return day.replace(day=1)
