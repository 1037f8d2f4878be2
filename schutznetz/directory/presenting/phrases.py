"""Small sentences about ages, distances and dates, in the language of the page."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schutznetz.directory.models import Offer

MONTHS_A_YEAR = 12
# Up to the second birthday parents count in months.
COUNTED_IN_MONTHS = 24
EIGHTEEN_YEARS = 18 * MONTHS_A_YEAR - 1


def age(months: int) -> str:
    """Return an age as people say it: "3 Monate", "2 Jahre", "1½ Jahre"."""
    if months < COUNTED_IN_MONTHS and months % MONTHS_A_YEAR:
        return ngettext("%(number)d Monat", "%(number)d Monate", months) % {"number": months}
    years, rest = divmod(months, MONTHS_A_YEAR)
    if rest == MONTHS_A_YEAR // 2:
        return _("%(number)d½ Jahre") % {"number": years}
    return ngettext("%(number)d Jahr", "%(number)d Jahre", years) % {"number": years}


def ages(offer: Offer) -> str:
    """Return for which ages of the child an offer is; empty if age does not matter.

    ``age_to`` includes its month: 35 reads "bis zum 3. Geburtstag".
    """
    until = _until(offer.age_to)
    if not offer.age_from and offer.age_to == 0:
        return _("Schwangerschaft, Geburt und die ersten Wochen") if offer.for_pregnancy else _("Neugeborene")
    if offer.for_pregnancy:
        return _("Schwangerschaft %(until)s") % {"until": until} if until else _("ab der Schwangerschaft")
    if not offer.age_from:
        return _("Kinder %(until)s") % {"until": until} if until else ""
    said = {"age": age(offer.age_from), "until": until}
    return _("ab %(age)s %(until)s") % said if until else _("ab %(age)s") % said


def _until(age_to: int | None) -> str:
    if age_to is None or age_to >= 27 * MONTHS_A_YEAR:
        return ""
    months = age_to + 1
    if months % MONTHS_A_YEAR == 0:
        return _("bis zum %(number)d. Geburtstag") % {"number": months // MONTHS_A_YEAR}
    return _("bis %(age)s") % {"age": age(age_to)}


def distance(kilometres: float | None, *, is_rough: bool = False) -> str:
    """Return a distance as people say it; empty if it is not known.

    A rough one is counted from the middle of a PLZ: nobody is told that the place is next door.
    """
    if kilometres is None:
        return ""
    if is_rough:
        return _("etwa %(number)d km") % {"number": round(max(kilometres, 1))}
    return _("unter 1 km") if kilometres < 1 else f"{kilometres:.0f} km"


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in whole days of the calendar."""
    days = (timezone.localdate(now) - timezone.localdate(moment)).days
    if days <= 0:
        return _("heute")
    if days == 1:
        return _("gestern")
    if days < 60:
        return _("vor %(number)d Tagen") % {"number": days}
    return _("vor %(number)d Monaten") % {"number": days // 30}


def day(value: date) -> str:
    return value.strftime(_("%d.%m.%Y"))


def confirmed(part: int, whole: int, days: int) -> str:
    """Return how much of a directory was confirmed lately, as people say it; never more than is true."""
    return _share(part, whole) % {"days": days}


def _share(part: int, whole: int) -> str:
    """Return the sentence for a share; it names the number of days."""
    if part == 0:
        return _("Noch kein Angebot wurde in den letzten %(days)d Tagen bestätigt.")
    if part == whole:
        return _("Alle Angebote wurden in den letzten %(days)d Tagen bestätigt.")
    tenths = part * 10 // max(whole, 1)
    return (
        _("Erst wenige Angebote wurden in den letzten %(days)d Tagen bestätigt."),
        _("Etwa eines von zehn Angeboten wurde in den letzten %(days)d Tagen bestätigt."),
        _("Etwa zwei von zehn Angeboten wurden in den letzten %(days)d Tagen bestätigt."),
        _("Etwa drei von zehn Angeboten wurden in den letzten %(days)d Tagen bestätigt."),
        _("Etwa vier von zehn Angeboten wurden in den letzten %(days)d Tagen bestätigt."),
        _("Etwa die Hälfte der Angebote wurde in den letzten %(days)d Tagen bestätigt."),
        _("Etwa sechs von zehn Angeboten wurden in den letzten %(days)d Tagen bestätigt."),
        _("Etwa sieben von zehn Angeboten wurden in den letzten %(days)d Tagen bestätigt."),
        _("Etwa acht von zehn Angeboten wurden in den letzten %(days)d Tagen bestätigt."),
        _("Fast alle Angebote wurden in den letzten %(days)d Tagen bestätigt."),
    )[tenths]
