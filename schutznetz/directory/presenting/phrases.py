"""Small German sentences about ages, distances and dates."""

from datetime import date, datetime

from django.utils import timezone

from schutznetz.directory.models import Offer

MONTHS_A_YEAR = 12
# Up to the second birthday parents count in months.
COUNTED_IN_MONTHS = 24
NUMBERS = ("kein", "eines", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
EIGHTEEN_YEARS = 18 * MONTHS_A_YEAR - 1


def age(months: int) -> str:
    """Return an age as people say it: "3 Monate", "2 Jahre", "1½ Jahre"."""
    if months < COUNTED_IN_MONTHS and months % MONTHS_A_YEAR:
        return "1 Monat" if months == 1 else f"{months} Monate"
    years, rest = divmod(months, MONTHS_A_YEAR)
    half = "½" if rest == MONTHS_A_YEAR // 2 else ""
    return "1 Jahr" if (years, half) == (1, "") else f"{years}{half} Jahre"


def ages(offer: Offer) -> str:
    """Return for which ages of the child an offer is; empty if age does not matter.

    ``age_to`` includes its month: 35 reads "bis zum 3. Geburtstag".
    """
    until = _until(offer.age_to)
    if not offer.age_from and offer.age_to == 0:
        return "Schwangerschaft, Geburt und die ersten Wochen" if offer.for_pregnancy else "Neugeborene"
    if offer.for_pregnancy:
        return f"Schwangerschaft {until}".strip() if until else "ab der Schwangerschaft"
    if not offer.age_from:
        return f"Kinder {until}" if until else ""
    return f"ab {age(offer.age_from)} {until}".strip()


def _until(age_to: int | None) -> str:
    if age_to is None or age_to >= 27 * MONTHS_A_YEAR:
        return ""
    months = age_to + 1
    if months % MONTHS_A_YEAR == 0:
        return f"bis zum {months // MONTHS_A_YEAR}. Geburtstag"
    return f"bis {age(age_to)}"


def distance(kilometres: float | None, *, is_rough: bool = False) -> str:
    """Return a distance as people say it; empty if it is not known.

    A rough one is counted from the middle of a PLZ: nobody is told that the place is next door.
    """
    if kilometres is None:
        return ""
    if is_rough:
        return f"etwa {max(kilometres, 1):.0f} km"
    return "unter 1 km" if kilometres < 1 else f"{kilometres:.0f} km"


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in whole days of the calendar."""
    days = (timezone.localdate(now) - timezone.localdate(moment)).days
    if days <= 0:
        return "heute"
    if days == 1:
        return "gestern"
    if days < 60:
        return f"vor {days} Tagen"
    return f"vor {days // 30} Monaten"


def day(value: date) -> str:
    return value.strftime("%d.%m.%Y")


def confirmed(part: int, whole: int, days: int) -> str:
    """Return how much of a directory was confirmed lately, as people say it; never more than is true."""
    tenths = part * 10 // max(whole, 1)
    if part == 0:
        who = "Noch kein Angebot wurde"
    elif part == whole:
        who = "Alle Angebote wurden"
    else:
        said = {0: "Erst wenige Angebote wurden", 1: "Etwa eines von zehn Angeboten wurde",
                5: "Etwa die Hälfte der Angebote wurde", 9: "Fast alle Angebote wurden"}  # fmt: skip
        who = said.get(tenths, f"Etwa {NUMBERS[tenths]} von zehn Angeboten wurden")
    return f"{who} in den letzten {days} Tagen bestätigt."
