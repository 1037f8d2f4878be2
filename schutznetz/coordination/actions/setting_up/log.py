"""What a run has found and done: a second run finds everything and does nothing."""

from dataclasses import dataclass, field
from enum import StrEnum


class Wrote(StrEnum):
    CREATED = "created"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Step:
    """``what`` is a kind of thing in German ("Einheit"), ``note`` says what differs."""

    what: str
    name: str
    wrote: Wrote
    note: str = ""

    def as_json(self) -> dict[str, str]:
        return {"what": self.what, "name": self.name, **({"note": self.note} if self.note else {})}


@dataclass
class Log:
    steps: list[Step] = field(default_factory=list)

    def created(self, what: str, name: object, note: str = "") -> None:
        self.steps.append(Step(what, str(name), Wrote.CREATED, note))

    def found(self, what: str, name: object, differences: dict[str, tuple[object, object]] | None = None) -> None:
        """Tell that something is there already; ``differences`` pairs what is stored and what the file says."""
        notes = [f"{title}: steht als „{old}“, die Datei sagt „{new}“" for title, (old, new) in _real(differences)]
        wrote = Wrote.DIFFERS if notes else Wrote.UNCHANGED
        self.steps.append(Step(what, str(name), wrote, "; ".join(notes)))

    def differs(self, what: str, name: object, note: str) -> None:
        self.steps.append(Step(what, str(name), Wrote.DIFFERS, note))

    def of(self, wrote: Wrote) -> list[Step]:
        return [step for step in self.steps if step.wrote is wrote]


def _real(differences: dict[str, tuple[object, object]] | None) -> list[tuple[str, tuple[object, object]]]:
    return [(title, pair) for title, pair in (differences or {}).items() if pair[0] != pair[1]]
