"""Lists on their way into the directory, for the coordination that has sent them."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from schutznetz.directory import importing, sealing
from schutznetz.directory.enums import UploadState
from schutznetz.directory.models import KEPT, ListImport, ListUpload
from schutznetz.networks.access import looks_over
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting

LISTED = 20
OPEN = (UploadState.SENT, UploadState.CHECKED)
BUSY = (UploadState.CHECKING, UploadState.TAKING)


def upload_of(acting: Acting, upload: UUID) -> ListUpload | None:
    """A list that was sent to the network a function looks after; for everybody else there is none."""
    if not looks_over(acting):
        return None
    return _alive(timezone.now()).filter(network=acting.network, pk=upload).select_related("network", "became").first()


def upload_named(acting: Acting, key: str) -> ListUpload | None:
    """The list that a form names; whatever is no key of one is none."""
    try:
        return upload_of(acting, UUID(key))
    except ValueError:
        return None


def any_upload(upload: str) -> ListUpload | None:
    """The list that a job names; it may be gone by now."""
    return ListUpload.objects.filter(pk=upload).first()


def held_upload(upload: str) -> ListUpload | None:
    """The same, and nobody throws it away meanwhile: else it would be written in spite of that, and come back."""
    return ListUpload.objects.select_for_update().filter(pk=upload).first()


def uploads_of(network: Network) -> list[ListUpload]:
    """What was sent within a day and is not thrown away, the newest first; taken in or not."""
    found = _alive(timezone.now()).filter(network=network)
    found = found.select_related("became").defer("content", "answers", "report")
    return list(found.order_by("-sent_at", "pk"))


def last_imports(network: Network) -> list[ListImport]:
    return list(ListImport.objects.filter(network=network).order_by("-at", "pk")[:LISTED])


def source_of(upload: ListUpload) -> importing.Source:
    return importing.Source.sent(upload.name, sealing.content_of(upload))


def look_at(upload: ListUpload) -> importing.Look:
    return importing.look(source_of(upload))


def report_of(upload: ListUpload) -> dict[str, object]:
    return sealing.report_of(upload)


def chosen_sheet(upload: ListUpload) -> str | None:
    found = sealing.answers_of(upload).get("sheet")
    return str(found) if found is not None else None


def mapping_of(upload: ListUpload) -> importing.Mapping:
    """What the columns mean, as it was guessed or as somebody has said since."""
    return importing.Mapping(**sealing.answers_of(upload)["mapping"])


def _alive(now: datetime) -> QuerySet[ListUpload]:
    return ListUpload.objects.filter(sent_at__gt=now - KEPT)
