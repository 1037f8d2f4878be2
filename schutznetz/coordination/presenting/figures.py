"""A network in one line."""

from dataclasses import dataclass

from django.utils.formats import number_format


@dataclass(frozen=True, slots=True)
class Figures:
    """``confirmed`` of the ``entries`` within the network's interval; ``waiting`` counts what somebody waits for."""

    partners: int
    entries: int
    confirmed: int
    waiting: int


def in_words(figures: Figures, interval: int) -> str:
    """Say how a network stands: "214 Partner · 3.000 Einträge, davon 92 % in den letzten 180 Tagen bestätigt"."""
    entries = _number(figures.entries, "Eintrag", "Einträge")
    if figures.entries:
        share = 100 * figures.confirmed // figures.entries  # never more than it is
        entries += f", davon {share} % in den letzten {interval} Tagen bestätigt"
    waiting = {0: "niemand wartet auf Antwort", 1: "1 wartet auf Antwort"}
    waits = waiting.get(figures.waiting, f"{figures.waiting} warten auf Antwort")
    return " · ".join([_number(figures.partners, "Partner", "Partner"), entries, waits])


def _number(number: int, one: str, many: str) -> str:
    return f"{number_format(number, force_grouping=True)} {one if number == 1 else many}"
