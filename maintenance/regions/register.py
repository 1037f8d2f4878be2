"""Which of the register's numbers are Gemeinden of today, and where the others went."""

import re
from dataclasses import dataclass

from . import names
from .districts import Kreis
from .facts import Facts

# Forests, lakes and hills nobody lives in: the register numbers them like Gemeinden.
_UNINHABITED = re.compile(r"03\d{3}5\d\d|09\d{3}4[4-9]\d|06\d{3}[2-9]00|08\d{3}97\d|10042999")
_ABBREVIATED = {
    ", M": ", Markt",
    ", St": ", Stadt",
    ", GKSt": ", Große Kreisstadt",
    ", krsfr. Stadt": ", Stadt",
    ", verbandsfr. Gemeinde": "",
}
_INHABITED = re.compile(r"Bezirk")  # Lohheide and Osterheide


@dataclass(frozen=True)
class Former:
    """A number no longer in use: its name stays a search term."""

    ags8: str
    name: str
    kreis: str  # where it lies today; empty: split between Kreise
    successor: str  # AGS-8; empty: unknown, or split among several
    valid_until: str  # ISO, or empty


def candidates(register: dict[str, str], kreise: dict[str, Kreis], facts: Facts) -> dict[str, str]:
    """AGS-8 -> name of all that lie in a Kreis of today (or one that joined it since) and may be inhabited."""
    known = set(kreise) | set(facts.dissolved_kreise)
    named = register | facts.new | facts.official
    return {ags8: named[ags8] for ags8 in sorted(named) if ags8[:5] in known and _may_be_inhabited(ags8, named[ags8])}


def _may_be_inhabited(ags8: str, name: str) -> bool:
    return not _UNINHABITED.fullmatch(ags8) or bool(_INHABITED.search(name))


def official_names(current: list[str], named: dict[str, str], kreise: dict[str, Kreis], facts: Facts) -> dict[str, str]:
    """AGS-8 -> name with title. Facts come first; a city that is its own Kreis bears the Kreis's name."""
    found = {}
    for ags8 in current:
        kreis = kreise[ags8[:5]]
        name = kreis.official_name if kreis.is_city and ags8.endswith("000") else named[ags8]
        for short, title in _ABBREVIATED.items():
            name = name.removesuffix(short) + title if name.endswith(short) else name
        found[ags8] = facts.official.get(ags8, name)
    return found


def today(ags8: str, facts: Facts) -> list[str]:
    """Follow the successors of the facts; a Gemeinde that was split has several."""
    if ags8 not in facts.successors:
        return [ags8]
    return sorted({last for successor in facts.successors[ags8].ags8 for last in today(successor, facts)})


def display_names(current: list[str], named: dict[str, str], facts: Facts) -> dict[str, str]:
    """AGS-8 -> short name; the long one where a Kreis has the short one twice."""
    short = {ags8: names.shown(named[ags8]) for ags8 in current}
    seen = [(ags8[:5], name) for ags8, name in short.items()]
    for ags8, name in short.items():
        if seen.count((ags8[:5], name)) > 1:
            short[ags8] = named[ags8]
    return short | {ags8: name for ags8, name in facts.display.items() if ags8 in short}


def former(named: dict[str, str], current: list[str], facts: Facts) -> list[Former]:
    alive = set(current)
    by_name = {(ags8[:5], names.short(named[ags8])): ags8 for ags8 in current}
    found = []
    for ags8 in sorted(set(named) - alive):
        name, kreis = names.short(named[ags8]), facts.dissolved_kreise.get(ags8[:5], ags8[:5])
        known = facts.successors.get(ags8)
        successors = today(ags8, facts) if known else [by_name.get((kreis, name), "")]
        successor = successors[0] if len(successors) == 1 else ""
        kreise = {last[:5] for last in successors if last} or {kreis}
        kreis = kreise.pop() if len(kreise) == 1 else ""
        found.append(Former(ags8, names.shown(named[ags8]), kreis, successor, known.valid_until if known else ""))
    return found
