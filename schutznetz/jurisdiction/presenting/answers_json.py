"""An answer as plain data, the same for the command and the interface."""

from datetime import datetime
from typing import Any

from schutznetz.common import phones
from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction.answering.answers import Answer, Candidate, HelpNow
from schutznetz.jurisdiction.answering.chain import Turn
from schutznetz.jurisdiction.answering.timetable import Link


def as_data(answer: Answer) -> dict[str, Any]:
    """Return ``{"ambiguous", "candidates", "fallback"}``."""
    return {
        "ambiguous": answer.is_ambiguous,
        "candidates": [_candidate(candidate) for candidate in answer.candidates],
        "fallback": [_help(line) for line in answer.fallback],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "for": candidate.role,
        "kreis_ags": candidate.kreis.ags,
        "kreis": candidate.kreis.name,
        "gemeinde_ags": candidate.gemeinde.ags if candidate.gemeinde else None,
        "gemeinde": candidate.gemeinde.name if candidate.gemeinde else None,
        "ortsteil": candidate.ortsteil or None,
        "network": candidate.network.slug if candidate.network else None,
        "unit": candidate.unit.name if candidate.unit else None,
        "tell_apart": candidate.tell_apart,
        "now": [_turn(candidate.now)],
        "then": [_turn(turn) for turn in candidate.then],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return _contact(turn.link, turn.begins, turn.ends)


def _help(line: HelpNow) -> dict[str, Any]:
    is_open = line.state.status == "open"
    return _contact(line.link, None if is_open else line.state.opens_at, line.state.until if is_open else None)


def _contact(link: Link, begins: datetime | None, ends: datetime | None) -> dict[str, Any]:
    return {
        "label": link.label,
        "phone": phones.display(link.phone),
        "tel": link.phone,
        "from": _iso(begins),
        "until": _iso(ends),
        "kind": str(link.kind),
        "tested_on": link.tested_on.isoformat() if link.tested_on else None,
        "example": link.is_example,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(ZONE).isoformat() if moment else None
