"""Lists that were sent and not taken in, and rows that were not taken over. Both go by themselves after a day."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.directory.access import uploads
from schutznetz.directory.models import ListUpload


def lists(desk: Desk) -> Iterator[Task]:
    for upload in uploads.uploads_of(desk.network):
        if upload.state in uploads.OPEN:
            yield _task(upload, f"Liste noch nicht eingelesen: {upload.name}", "Morgen wird sie gelöscht.")
        elif upload.became and upload.became.refused:
            rows = "1 Zeile fehlt" if upload.became.refused == 1 else f"{upload.became.refused} Zeilen fehlen"
            yield _task(upload, f"{rows}: {upload.name}", "Sie ließen sich nicht lesen. Morgen ist der Bericht weg.")


def _task(upload: ListUpload, title: str, why: str) -> Task:
    return Task(
        key=f"list:{upload.pk}",
        weight=Weight.SOMETHING_IS_MISSING,
        since=timezone.localdate(upload.sent_at),
        title=title,
        why=why,
        verb="Ansehen",
        href=reverse("lists:report", args=[upload.pk]),
    )
