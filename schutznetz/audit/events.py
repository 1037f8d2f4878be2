"""What can be recorded: every kind of act has a code that stays and a German sentence that may get better.

Apps declare theirs in their own ``events.py``. A sentence carries nothing that anybody typed: only the ground may be
filled in, and that comes from the closed list of the event.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
GROUND = re.compile(r"[a-z0-9_]+")
LONGEST_CODE = 60
LONGEST_GROUND = 40


@dataclass(frozen=True, slots=True)
class Event:
    """``sentence`` says what the actor did ("hat eine Einladung verschickt"), ``grounds`` pairs code and words."""

    code: str
    sentence: str
    grounds: tuple[tuple[str, str], ...] = ()

    def knows(self, ground: str) -> bool:
        """Tell whether an entry may carry this ground: one of the list, or none if there is no list."""
        return ground in dict(self.grounds) if self.grounds else not ground

    def say(self, ground: str = "") -> str:
        """Return the sentence; a ground that is no longer in the list is shown by its code."""
        return self.sentence.replace("{ground}", dict(self.grounds).get(ground, ground))


_events: dict[str, Event] = {}


def event(code: str, sentence: str, grounds: Iterable[tuple[str, str]] = ()) -> Event:
    """Declare a kind of act. ``grounds`` is a closed list, for example the choices of an enum."""
    declared = Event(code, sentence, tuple((str(ground), str(words)) for ground, words in grounds))
    _check(declared)
    if code in _events:
        raise ValueError(f"There are two events {code}.")
    _events[code] = declared
    return declared


def by_code(code: str) -> Event:
    """Return an event; what nobody declares any more can still be read."""
    return _events.get(code) or Event(code, f"unbekannter Vorgang: {code}")


def is_declared(candidate: Event) -> bool:
    return _events.get(candidate.code) is candidate


def events() -> list[Event]:
    return [_events[code] for code in sorted(_events)]


def _check(declared: Event) -> None:
    code, sentence = declared.code, declared.sentence
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise ValueError(f"{code!r} is no code like „membership.ended“.")
    if not sentence.startswith(("hat ", "ist ")) or set(re.findall(r"\{.*?\}", sentence)) - {"{ground}"}:
        raise ValueError(f"{code}: a sentence begins with „hat“ or „ist“ and has no placeholder but {{ground}}.")
    if ("{ground}" in sentence) != bool(declared.grounds):
        raise ValueError(f"{code}: {{ground}} in the sentence needs a list of grounds, and back.")
    if not all(GROUND.fullmatch(ground) and len(ground) <= LONGEST_GROUND for ground, _ in declared.grounds):
        raise ValueError(f"{code}: a ground is a short code, not a text.")


DELETED = event("retention.deleted", "hat gelöscht, was nach dem Löschkonzept zu löschen war")
SEALED = event("audit.sealed", "hat Protokolleinträge gelöscht, deren Frist vorbei ist")
