"""Partners whose entries nobody keeps, and people whose time in a function runs out."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.coordination.models import KeeperGap
from schutznetz.coordination.sources.task import FEW, SOON, Desk, Task, Weight
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Membership, Partnership

# Who looks after the entries of a house.
KEEPERS = (FunctionRole.STEWARD, FunctionRole.LEAD)


def houses_without_steward(desk: Desk) -> Iterator[Task]:
    """Name each house; a network that has just begun has hundreds, and one line says so.

    While an invitation is open the line rests: it comes back by itself when nobody takes it.
    """
    lost = {gap.organisation_id: gap for gap in KeeperGap.objects.filter(network=desk.network)}
    keeping = Membership.objects.filter(network=desk.network, function__role__in=KEEPERS)
    # One list for all of them: asked anew for each partner it takes a second where there are a thousand.
    kept = keeping.in_force(desk.today).values("function__organisation")
    coming = keeping.on_the_way(timezone.now()).values("function__organisation")
    alone = Partnership.objects.active().filter(network=desk.network).select_related("organisation")
    alone = alone.exclude(organisation__in=kept).exclude(organisation__in=coming)
    for partnership in alone.filter(organisation__in=lost).order_by("pk"):
        yield _one(partnership, lost[partnership.organisation_id])
    never = alone.exclude(organisation__in=lost)
    found = list(never.order_by("valid_from", "pk")[: FEW + 1])
    if len(found) > FEW:
        yield _many(desk, never.count())
        return
    for partnership in found:
        yield _one(partnership, None)


def _one(partnership: Partnership, gap: KeeperGap | None) -> Task:
    why = "Hier pflegt noch niemand die Einträge. Laden Sie jemanden ein."
    if gap:
        since = f"Seit dem {date_format(gap.since, 'j. F Y')} pflegt hier niemand mehr die Einträge."
        why = f"{since} Bis es jemanden gibt, tun Sie es." if gap.adopted_on else f"{since} Laden Sie jemanden ein."
    return Task(
        key=f"steward:{partnership.organisation_id}",
        weight=Weight.AN_ENTRY_IS_DOUBTFUL if gap else Weight.SOMETHING_IS_MISSING,
        since=gap.since if gap else partnership.valid_from,
        title=partnership.organisation.name,
        why=why,
        verb="Einladen",
        href=_invite(partnership.organisation_id, FunctionRole.STEWARD),
    )


def _invite(organisation: UUID, role: FunctionRole) -> str:
    return f"{reverse('networks:invite', args=[organisation])}?funktion={role.value}"


def _many(desk: Desk, number: int) -> Task:
    return Task(
        key="steward:many",
        weight=Weight.SOMETHING_IS_MISSING,
        since=desk.today,
        title=f"{number} Partner ohne Eintragspflege",
        why="Hier pflegt noch niemand die Einträge. Beginnen Sie mit denen, die viele Familien brauchen.",
        verb="Partner ansehen",
        href=f"{reverse('coordination:partners')}?stand=active&pflege=niemand",
    )


def memberships_that_end(desk: Desk) -> Iterator[Task]:
    """Who goes soon, where nobody stays in the function and nobody comes."""
    soon, here = desk.today + timedelta(days=SOON), Membership.objects.filter(network=desk.network)
    same = here.filter(function=OuterRef("function"))
    staying = same.in_force(desk.today).filter(Q(valid_until=None) | Q(valid_until__gt=soon))
    ending = here.in_force(desk.today).filter(valid_until__lte=soon)
    ending = ending.exclude(Exists(staying)).exclude(Exists(same.on_the_way(timezone.now())))
    for membership in ending.with_place():
        if membership.valid_until is None or membership.user is None:
            continue
        until = date_format(membership.valid_until, "j. F Y")
        yield Task(
            key=f"membership:{membership.pk}",
            weight=Weight.SOMETHING_RUNS_OUT,
            since=membership.valid_until - timedelta(days=SOON),
            title=f"{membership.user.name}: {membership.function.title}",
            why=f"Handelt nur noch bis {until} für {membership.function.organisation.name}. Wer folgt nach?",
            verb="Nachfolge einladen",
            href=_invite(membership.function.organisation_id, FunctionRole(membership.function.role)),
        )
