"""Partners whose entries nobody keeps, and people whose time in a function runs out."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format

from schutznetz.coordination.sources.task import FEW, SOON, Desk, Task, Weight, from_list
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Membership, Partnership

# Who looks after the entries of a house.
KEEPERS = (FunctionRole.STEWARD, FunctionRole.LEAD)


def houses_without_steward(desk: Desk) -> Iterator[Task]:
    """Name each house; a network that has just begun has hundreds, and one line says so."""
    keeping = Membership.objects.in_force(desk.today).filter(network=desk.network, function__role__in=KEEPERS)
    kept = keeping.filter(function__organisation=OuterRef("organisation"))
    alone = Partnership.objects.active().filter(~Exists(kept), network=desk.network).select_related("organisation")
    found = list(alone.order_by("valid_from", "pk")[: FEW + 1])
    if len(found) > FEW:
        yield _many(desk, alone.count())
        return
    for partnership in found:
        yield Task(
            key=f"steward:{partnership.organisation_id}",
            weight=Weight.SOMETHING_IS_MISSING,
            since=partnership.valid_from,
            title=partnership.organisation.name,
            why="Hier pflegt noch niemand die Einträge. Laden Sie jemanden ein.",
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
