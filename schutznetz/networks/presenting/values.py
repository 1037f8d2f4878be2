"""What a network says about itself, as its page shows it."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.common import phones
from schutznetz.networks.enums import Accent, ValueKey
from schutznetz.networks.models import NetworkValue
from schutznetz.ui.components import Fact

LONGEST_SHOWN = 80


def as_typed(said: Mapping[ValueKey, str]) -> dict[str, str]:
    """Return the values as somebody would type them."""
    return {key.value: phones.display(text) if key is ValueKey.CONTACT_PHONE else text for key, text in said.items()}


def fact_of(row: NetworkValue) -> Fact:
    stand = date_format(row.stand, "j. F Y")
    return Fact(ValueKey(row.key).label, f"{_shown(row)} (Stand {stand}, Quelle: {row.source})")


def earlier_lines(rows: Iterable[NetworkValue]) -> list[str]:
    return [_line(row) for row in rows]


def _line(row: NetworkValue) -> str:
    ended = row.ended_at and date_format(timezone.localtime(row.ended_at), "j. F Y, H:i")
    by = row.set_by.title if row.set_by else "Betrieb"
    return f"{ValueKey(row.key).label}: {_shown(row)} – eingetragen von {by}, abgelöst am {ended} Uhr"


def _shown(row: NetworkValue) -> str:
    if not row.value:
        return "keine Angabe"
    if row.key == ValueKey.ACCENT:
        return Accent(row.value).label
    text = phones.display(row.value) if row.key == ValueKey.CONTACT_PHONE else " ".join(row.value.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"
