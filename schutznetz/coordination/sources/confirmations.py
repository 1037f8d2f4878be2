"""Entries nobody confirms, notices that something is over, addresses nobody reads."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.enums import Reason, Step
from schutznetz.coordination.models import ConfirmationRequest, RequestedEntry
from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.directory.models import GoneNotice, Offer

WHY = {
    "": "Nicht bestätigt: {number}. Auf alle Mails hat niemand geantwortet.",
    Reason.NO_ADDRESS: "Nicht bestätigt: {number}. Eine E-Mail-Adresse der Einrichtung ist nicht bekannt.",
    Reason.BOUNCED: "Nicht bestätigt: {number}. Alle Mails kommen zurück.",
}


def unanswered(desk: Desk) -> Iterator[Task]:
    """Entries that ran through all steps: a call helps now. What was put right since is left out at once."""
    asked = RequestedEntry.objects.waiting().as_named().filter(request=OuterRef("pk"))
    counted = asked.order_by().values("request").annotate(number=Count("pk")).values("number")
    waiting = Coalesce(Subquery(counted), 0)
    requests = ConfirmationRequest.objects.filter(network=desk.network, step=Step.COORDINATION, closed_at=None)
    for request in requests.select_related("organisation").annotate(waiting=waiting).filter(waiting__gt=0):
        number = "ein Eintrag" if request.waiting == 1 else f"{request.waiting} Einträge"
        yield Task(
            key=f"unanswered:{request.pk}",
            weight=Weight.AN_ENTRY_IS_DOUBTFUL,
            since=timezone.localdate(request.stepped_at),
            title=request.organisation.name,
            why=WHY[request.stuck].format(number=number),
            verb="Nachfragen",
            href=reverse("coordination:unanswered", args=[request.pk]),
        )


def notices(desk: Desk) -> Iterator[Task]:
    """What houses say is over."""
    found = GoneNotice.objects.undecided().filter(network=desk.network)
    for notice in found.select_related("offer", "contact_point__function", "organisation"):
        entry = notice.entry
        yield Task(
            key=f"gone:{notice.pk}",
            weight=Weight.AN_ENTRY_IS_DOUBTFUL,
            since=timezone.localdate(notice.said_at),
            title=entry.title if isinstance(entry, Offer) else f"Kontakt: {entry.function.title}",
            why=f"Gibt es nicht mehr, sagt die Einrichtung. {notice.organisation.name}",
            verb="Entscheiden",
            href=reverse("coordination:notice", args=[notice.pk]),
        )
