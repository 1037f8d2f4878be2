"""What others say, as it goes out again: each record once, marked, and never beside the one that is at home here."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from schutznetz.directory.models import Offer
from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing.checking import without_names
from schutznetz.exchange.mapping.records import Record, moment
from schutznetz.exchange.models import Mirror, Source
from schutznetz.networks.models import Organisation

CHUNK = 500
# Who has not heard from a home for longer does not know whether a consent still holds.
NAMES_HOLD = timedelta(days=7)


def sources_of(network: str) -> list[Source]:
    """Return what a network mirrors."""
    return list(Source.objects.filter(network__slug=network).order_by("address"))


def mirrors() -> Iterator[tuple[MirrorKind, Record]]:
    """Yield every mirrored record with its kind; the caller keeps one snapshot open meanwhile."""
    for kind in MirrorKind:
        rows = _once(kind).select_related("source").order_by("pk")
        for row in rows.iterator(chunk_size=CHUNK):
            yield kind, _told(row)


def _once(kind: MirrorKind) -> QuerySet[Mirror]:
    """Leave out what is ours, and of what two sources tell all but what the first tells."""
    same = Mirror.objects.standing().filter(kind=kind, record=OuterRef("record"), pk__lt=OuterRef("pk"))
    found = Mirror.objects.standing().filter(~Exists(same), kind=kind)
    models = {MirrorKind.SERVICE: Offer, MirrorKind.ORGANIZATION: Organisation}
    if kind in models:
        found = found.filter(~Q(Exists(models[kind]._default_manager.filter(pk=OuterRef("record"), home=None))))
    return found


def _told(row: Mirror) -> Record:
    """Return the record as its home says it, with the mark of a mirror; a mark that it came with stays."""
    body = row.body if _may_name(row.source) else without_names(row.body)
    mark = {"kind": row.kind, "fetched_at": moment(row.fetched_at)}
    if home := _home(row.source.address):
        mark["home"] = home
    return {"mirror": mark, **body}


def _may_name(source: Source) -> bool:
    return source.keeps_names and source.read_at is not None and source.read_at > timezone.now() - NAMES_HOLD


def _home(address: str) -> str:
    """Return where the home answers; a path on our machine, and what follows a question mark, is nobody's business."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")) if parts.scheme in {"http", "https"} else ""
