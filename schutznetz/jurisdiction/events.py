"""What the log says about emergency numbers. The number itself stands in its own history."""

from schutznetz.audit.events import event

PROPOSED = event("number.proposed", "hat eine Notfallnummer vorgeschlagen")
CONFIRMED = event("number.confirmed", "hat eine Notfallnummer bestätigt; sie gilt ab jetzt")
TESTED = event("number.tested", "hat einen Probeanruf eingetragen")
