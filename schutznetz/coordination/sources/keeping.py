"""Partners whose entries nobody keeps, and people whose time in a function runs out."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format

from schutznetz.coordination.models import KeeperGap
from schutznetz.coordination.sources.task import FEW, SOON, Desk, Task, Weight, from_list
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Membership, Partnership

# Who looks after the entries of a house.
KEEPERS = (FunctionRole.STEWARD, FunctionRole.LEAD)


def houses_without_steward(desk: Desk) -> Iterator[Task]:
    """Name each house; a network that has just begun has hundreds, and one line says so."""
    lost = {gap.organisation_id: gap for gap in KeeperGap.objects.filter(network=desk.network)}
    keeping = Membership.objects.in_force(desk.today).filter(network=desk.network, function__role__in=KEEPERS)
    # One list for all of them: asked anew for each partner it takes a second where there are a thousand.
    kept = keeping.values("function__organisation")
    alone = Partnership.objects.active().filter(network=desk.network).exclude(organisation__in=kept)
    alone = alone.select_related("organisation")
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
        href=from_list(reverse("networks:invite", args=[partnership.organisation_id])),
    )


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
    ending = Membership.objects.in_force(desk.today).filter(
        network=desk.network, valid_until__lte=desk.today + timedelta(days=SOON)
    )
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
            href=from_list(reverse("networks:invite", args=[membership.function.organisation_id])),
        )
