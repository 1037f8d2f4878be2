"""What a network says about itself: checked, kept with Stand and source, the value before stays in the history."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import OPERATOR, About, record
from schutznetz.common import phones
from schutznetz.common.errors import DomainError
from schutznetz.common.words import storable
from schutznetz.networks import access, events
from schutznetz.networks.enums import Accent, ValueKey
from schutznetz.networks.models import Network, NetworkValue
from schutznetz.networks.policy import Acting

LONGEST = {ValueKey.NAME: 100, ValueKey.WELCOME: 200, ValueKey.ABOUT: 1500, ValueKey.IMPRINT: 1000}
SHORTEST_DAYS, LONGEST_DAYS = 30, 730
# These stand in the row of the network too.
IN_THE_ROW = (ValueKey.NAME, ValueKey.ACCENT, ValueKey.CONFIRM_EVERY_DAYS)


def check_value(key: ValueKey, text: str) -> str:
    """Return the value as it is kept; DomainError with a German sentence if it cannot be used. Empty takes it back."""
    text = storable(text).replace("\r\n", "\n").strip()
    if not text and key in IN_THE_ROW:
        raise DomainError(f"{key.label}: Bitte machen Sie eine Angabe.")
    if len(text) > LONGEST.get(key, 200):
        raise DomainError(f"{key.label}: Bitte kürzen Sie auf höchstens {LONGEST.get(key, 200)} Zeichen.")
    return _CHECKS[key](text) if text and key in _CHECKS else text


def _accent(text: str) -> str:
    if text not in Accent.values:
        raise DomainError(f"Farbe: Bitte eine von diesen wählen: {', '.join(Accent.values)}.")
    return text


def _days(text: str) -> str:
    if not (text.isascii() and text.isdigit() and SHORTEST_DAYS <= int(text) <= LONGEST_DAYS):
        raise DomainError(f"Bestätigen: Bitte eine Zahl von {SHORTEST_DAYS} bis {LONGEST_DAYS} Tagen angeben.")
    return str(int(text))


def _phone(text: str) -> str:
    found, leftovers = phones.parse_many(text)
    if len(found) != 1 or leftovers:
        raise DomainError("Telefon: Bitte eine Nummer mit Vorwahl angeben, zum Beispiel 030 23125100.")
    return found[0]


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise DomainError("E-Mail: Bitte so angeben: koordination@amt.example.") from error
    return text


_CHECKS = {
    ValueKey.ACCENT: _accent,
    ValueKey.CONFIRM_EVERY_DAYS: _days,
    ValueKey.CONTACT_PHONE: _phone,
    ValueKey.CONTACT_EMAIL: _email,
}


@transaction.atomic
def set_values(
    network: Network, said: Mapping[ValueKey, str], *, stand: date, source: str, by: Acting | None
) -> list[ValueKey]:
    """Keep what is new of ``said``; what a network says already stays as it is. Returns the keys that changed."""
    held = Network.objects.select_for_update().get(pk=network.pk)
    if not source.strip():
        raise DomainError("Bitte sagen Sie, woher die Angaben kommen, zum Beispiel „Jugendamt“.")
    if stand > timezone.localdate():
        raise DomainError("Der Stand kann nicht in der Zukunft liegen.")
    checked = {key: check_value(key, text) for key, text in said.items()}
    before = access.said_by(held)
    changed = [key for key, text in checked.items() if before[key] != text]
    for key in changed:
        _set(held, NetworkValue(key=key, value=checked[key], stand=stand, source=source.strip()), by)
    for key in IN_THE_ROW:
        if key in changed:
            value: object = int(checked[key]) if key is ValueKey.CONFIRM_EVERY_DAYS else checked[key]
            setattr(held, key.value, value)
            setattr(network, key.value, value)
    held.save(update_fields=[key.value for key in IN_THE_ROW])
    return changed


def _set(network: Network, row: NetworkValue, by: Acting | None) -> None:
    now = timezone.now()
    NetworkValue.objects.current().filter(network=network, key=row.key).update(ended_at=now)
    row.network, row.set_at, row.set_by_id = network, now, by.function if by else None
    row.save(force_insert=True)
    record(
        events.VALUE_SET, network=network.pk, by=by.actor if by else OPERATOR,
        about=About("network", network.pk), ground=row.key,
    )  # fmt: skip
