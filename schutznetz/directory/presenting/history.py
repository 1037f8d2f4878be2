"""The states of an entry, the newest first: who, when, and what was another one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.directory import keeping
from schutznetz.directory.enums import EntryKind, Origin
from schutznetz.directory.models import ContactPoint, Site, Version
from schutznetz.directory.presenting import keeping as presenting
from schutznetz.directory.presenting.keeping import Names
from schutznetz.ui.components import Change

FIRST = "So stand es da, bevor hier jemand etwas geändert hat."
FOUND = "So stand es da: von einer Liste oder auf anderem Weg."


@dataclass(frozen=True, slots=True)
class Stage:
    """One state; ``restore_href`` is empty for the one that holds now."""

    when: str
    who: str
    changes: list[Change]
    restore_href: str


def title_of(entry: keeping.Entry) -> str:
    if isinstance(entry, ContactPoint):
        return entry.function.title
    return "Geschützter Ort" if isinstance(entry, Site) and entry.is_confidential else str(entry)


def stages(versions: Sequence[Version], names: Names) -> list[Stage]:
    """Compare each state with the one before; ``names`` knows every key in them."""
    return [
        _stage(version, before, names, is_newest=position == 0)
        for position, (version, before) in enumerate(zip_longest(versions, versions[1:]))
    ]


def _stage(version: Version, before: Version | None, names: Names, *, is_newest: bool) -> Stage:
    kind = EntryKind(version.kind)
    return Stage(
        when=f"{date_format(timezone.localtime(version.made_at), 'j. F Y, H:i')} Uhr",
        who=_who(version, is_first=before is None),
        changes=presenting.changes(kind, before.values, version.values, names) if before else [],
        restore_href="" if is_newest else reverse("keeping:restore", args=[version.pk]),
    )


def _who(version: Version, *, is_first: bool) -> str:
    if version.origin == Origin.FOUND:
        return FIRST if is_first else FOUND
    by = version.function.title if version.function else "einer Funktion, die es nicht mehr gibt"
    return f"{Origin(version.origin).label} von: {by}"
