"""The log in sentences: "Netzwerkkoordination hat eine Mitgliedschaft freigegeben"."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.audit import events
from schutznetz.audit.access import Page
from schutznetz.audit.enums import Result
from schutznetz.audit.models import Entry
from schutznetz.ui.components import LogLine


def older_href(found: Page, wanted: dict[str, Any]) -> str:
    """Return the address of the next page with the same question, or nothing."""
    month: date | None = wanted["monat"]
    older = {"vor": found.older, "monat": f"{month:%Y-%m}" if month else "", "vorgang": wanted["vorgang"] or ""}
    return f"?{urlencode({name: value for name, value in older.items() if value})}" if found.older else ""


def month_choices(months: list[date]) -> list[tuple[str, str]]:
    return [("", "alle"), *((f"{each:%Y-%m}", date_format(each, "F Y")) for each in months)]


def log_line(entry: Entry, titles: dict[UUID, str]) -> LogLine:
    """Say an entry. ``titles`` are those of the functions that still exist."""
    moment = timezone.localtime(entry.utc)
    who = titles.get(entry.function, "Eine gelöschte Funktion") if entry.function else "Der Betrieb"
    refused = " Das wurde abgelehnt." if entry.result == Result.REFUSED else ""
    return LogLine(
        seq=entry.seq,
        sentence=f"{who} {events.by_code(entry.event).say(entry.ground)}.{refused}",
        when=f"{date_format(moment, 'j. F Y, H:i')} Uhr",
        exact=moment.isoformat(),
    )
