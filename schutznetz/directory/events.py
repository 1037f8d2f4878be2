"""What the log says about entries. What changed stands in the versions of the entry, never here."""

from schutznetz.audit.events import event

CONFIRMED = event("entry.confirmed", "hat einen Eintrag bestätigt")
