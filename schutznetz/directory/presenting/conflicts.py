"""Two people changed the same entry: what each of them said."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.directory.enums import EntryKind
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import Version
from schutznetz.directory.presenting import keeping as presenting
from schutznetz.ui.components import Change


@dataclass(frozen=True, slots=True)
class Conflict:
    """``theirs`` is what was saved meanwhile, ``yours`` what you typed where it is not what is saved now."""

    who: str
    theirs: list[Change]
    yours: list[Change]


def conflict(kind: EntryKind, typed: Values, seen: Values | None, now: Values, last: Version | None) -> Conflict:
    """Compare; without ``seen``, the state that was before somebody's eyes, all that differs counts as typed."""
    parts = {name: now.get(name) for name in typed}
    meant = {name: value for name, value in typed.items() if seen is None or seen.get(name) != value}
    theirs = presenting.changes(kind, seen, parts) if seen is not None else []
    yours = presenting.changes(kind, {name: now.get(name) for name in meant}, meant)
    return Conflict(_who(last), theirs, yours)


def _who(last: Version | None) -> str:
    if last is None or last.function is None:
        return "Jemand hat diesen Eintrag gerade geändert."
    when = date_format(timezone.localtime(last.made_at), "j. F, H:i")
    return f"{last.function.title} hat diesen Eintrag am {when} Uhr geändert."
