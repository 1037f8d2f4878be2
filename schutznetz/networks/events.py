"""What the log says about functions and those who act in them."""

from schutznetz.audit.events import event
from schutznetz.networks.enums import EndGround, ValueKey
from schutznetz.networks.roles import WORDS

INVITED = event("membership.invited", "hat eine Person in eine Funktion eingeladen")
INVITED_AGAIN = event("membership.invited_again", "hat eine Einladung noch einmal verschickt")
ACCEPTED = event("membership.accepted", "hat eine Einladung angenommen")
APPROVED = event("membership.approved", "hat eine Mitgliedschaft freigegeben")
ENDED = event("membership.ended", "hat eine Mitgliedschaft beendet ({ground})", EndGround.choices)
SWITCHED = event("membership.switched", "hat die Funktion gewechselt")
CREATED = event("network.created", "hat das Netzwerk angelegt")
VALUE_SET = event("network.value_set", "hat eine Angabe des Netzwerks geändert ({ground})", ValueKey.choices)
LOG_READ = event("log.read", "hat das Protokoll des Netzwerks gelesen")
REFUSED = event(
    "act.refused",
    "hat etwas versucht, wozu die Funktion kein Recht hat ({ground})",
    [(act.value, words) for act, words in WORDS.items()],
)
