"""An answer as a page shows it: one number as large as possible, or the offices that can be meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from schutznetz.common import hours, phones
from schutznetz.common.sentences import once_in_each_language
from schutznetz.directory.presenting import kinds
from schutznetz.jurisdiction.answering import professions
from schutznetz.jurisdiction.answering.answers import Answer, Candidate, HelpNow, Role, in_turn
from schutznetz.jurisdiction.answering.chain import Turn
from schutznetz.jurisdiction.answering.timetable import Link as ChainLink
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.ui.components import Choice, FilterGroup, FilterOption, HelpLine, NextReach, Phone, Reach

# More offices than anybody reads: names like Neustadt exist in dozens of Kreise.
MOST_CHOICES = 40
DANGER = {ServiceKind.POLICE, ServiceKind.EMERGENCY}


@dataclass(frozen=True, slots=True)
class Part:
    """What a page says to one half of the question: where the child lives, or where it is now.

    ``reach`` is the number that is right whichever of the ``choices`` is meant; None if they differ.
    """

    role: Role
    place: str
    reach: Reach | None
    choices: tuple[Choice, ...]
    street_decides: bool


def parts(answer: Answer, at: datetime, *, path: str = "", profession: str = "") -> list[Part]:
    """Return the halves of an answer, the place of stay first. Choices are links to ``path``, or none without it."""
    found = []
    for role in ("stay", "home"):
        mine = [one for one in answer.candidates if one.role == role]
        if mine:
            found.append(_part(role, mine, at, path if role == "home" else "", profession))
    if len(found) == 2 and _same_office(answer.candidates):
        # One office for both places: said once.
        return [replace(found[1], role="home")]
    return found


def _same_office(candidates: Sequence[Candidate]) -> bool:
    return len({_office(one) for one in candidates}) == 1


def _office(one: Candidate) -> tuple[object, ...]:
    return one.kreis.ags, one.unit.pk if one.unit else None


def _part(role: Role, candidates: list[Candidate], at: datetime, path: str, profession: str) -> Part:
    by_place: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_place.setdefault(one.place, []).append(one)
    name = next(iter(by_place)) if len(by_place) == 1 else ""
    if len({_office(one) for one in candidates}) == 1:
        return Part(role, name, reach(candidates[0], at), (), street_decides=False)
    if name:
        rows = [Choice(said.office, one.tell_apart, "", said) for one in candidates for said in [_office_now(one, at)]]
    else:
        rows = [_place(place, mine, at, path, profession) for place, mine in by_place.items()]
    return Part(role, name, _shared(candidates, at), tuple(rows[:MOST_CHOICES]), street_decides=bool(name))


def _shared(candidates: Sequence[Candidate], at: datetime) -> Reach | None:
    """Return the number that all of them have at this moment, until the first of them has another one."""
    first = candidates[0].now
    if not in_turn(first) or {one.now.link.phone for one in candidates} != {first.link.phone}:
        return None
    ends = [one.now.ends for one in candidates if one.now.ends]
    return replace(_said(first, at), until=hours.until(min(ends, default=None), at))


def _place(place: str, mine: list[Candidate], at: datetime, path: str, profession: str) -> Choice:
    """Return one place of several with the same name; a place with several offices says so, and never guesses."""
    said = _office_now(mine[0], at) if len({_office(one) for one in mine}) == 1 else _shared(mine, at)
    apart = said.office if said and said.office else _("mehrere Stellen, je nach Ortsteil oder Straße")
    given = {name: value for name, value in (("ort", place), ("beruf", profession)) if value}
    href = f"{path}?{urlencode(given)}" if path else ""
    return Choice(place, apart, href, said or Reach("", "", "", None, ""))


def reach(one: Candidate, at: datetime) -> Reach:
    """Return whom to call for one office, now and afterwards."""
    then = (_next(turn, at) for turn in one.then[:2] if turn.link.phone and one.unit)
    return replace(_office_now(one, at), then=tuple(then))


def _office_now(one: Candidate, at: datetime) -> Reach:
    """Say who answers for an office. Where no unit is known, the Jugendamt is named, and 110 stands above."""
    if one.unit is None:
        office = _("Jugendamt %(kreis)s") % {"kreis": one.kreis.name}
        note = _("Zuständig ist das Jugendamt %(kreis)s; seine Nummer kennen wir noch nicht.")
        return Reach(office, "", "", None, "", note=note % {"kreis": one.kreis.name})
    return replace(_said(one.now, at), office=one.unit.name, part_of=one.unit.organisation.name)


def _said(turn: Turn, at: datetime) -> Reach:
    link = turn.link
    return Reach(
        office="",
        part_of="",
        answers=link.label,
        phone=phone_of(link),
        until=hours.until(turn.ends, at),
        note=link.note,
        tested=_tested(link.tested_on) if in_turn(turn) else "",
        example=link.is_example,
    )


@once_in_each_language
def _tested(day: date | None) -> str:
    if day is None:
        return _("Diese Nummer hat noch niemand zur Probe angerufen.")
    return _("Zuletzt zur Probe angerufen am %(day)s.") % {"day": f"{day:%d.%m.%Y}"}


def _next(turn: Turn, at: datetime) -> NextReach:
    return NextReach(hours.since(turn.begins, at), turn.link.label, phone_of(turn.link))


def phone_of(link: ChainLink) -> Phone:
    return Phone(phones.display(link.phone), phones.href(link.phone))


def help_lines(lines: Iterable[HelpNow], at: datetime) -> tuple[HelpLine, ...]:
    """Return who else helps, without the emergency numbers: they stand above everything."""
    return tuple(_help_line(line, at) for line in lines if line.link.kind not in DANGER and line.link.phone)


def _help_line(line: HelpNow, at: datetime) -> HelpLine:
    title, audience = kinds.called(str(line.link.key), line.link.label, line.link.note)
    return HelpLine(
        title=title,
        phone=phone_of(line.link),
        for_whom=audience,
        hours="",
        state=line.state.status,
        state_text=hours.sentence(line.state, at),
        checked=line.link.is_checked,
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """What the law says to a profession, in German; ``is_checked`` is False until somebody has read it there."""

    label: str
    sentence: str
    law: str
    is_checked: bool


def advice(profession: str) -> Advice | None:
    group = professions.group(profession)
    return Advice(group.label, group.sentence, group.law, group.is_checked) if group else None


@once_in_each_language
def profession_choice(chosen: str) -> FilterGroup:
    options = [FilterOption("", _("alle"), None, not chosen)]
    options += [FilterOption(one.code, one.label, None, one.code == chosen) for one in professions.groups()]
    return FilterGroup("beruf", _("Ich frage als"), tuple(options))


def local_lines(found: Iterable[Part], place: str) -> list[HelpLine]:
    """Return the numbers of a place for the bar on every page; none where it is not certain which is right."""
    return [_local(part.reach, part.reach.phone, place) for part in found if part.reach and part.reach.phone]


def _local(reach: Reach, phone: Phone, place: str) -> HelpLine:
    then = [_("danach: %(label)s, %(begins)s") % {"label": one.label, "begins": one.begins} for one in reach.then[:1]]
    return HelpLine(
        title=reach.answers,
        phone=phone,
        for_whom=_("zuständig für %(place)s") % {"place": place},
        hours=", ".join(then),
        state="open",
        state_text=reach.until,
    )
