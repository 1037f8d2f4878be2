"""What the log says about the coordination's work."""

from schutznetz.audit.events import event
from schutznetz.networks.enums import PartnershipState

PARTNER_MOVED = event(
    "partner.moved", "hat eingetragen, wie ein Partner mitarbeitet ({ground})", PartnershipState.choices
)
PRACTICE_ADDED = event("partner.practice_added", "hat eine Praxis eingetragen")
SET_ASIDE = event("todo.set_aside", "hat eine Zeile von „Zu tun“ zurückgestellt")
JOIN_ACCEPTED = event("join.accepted", "hat eine Einrichtung aufgenommen, die mitmachen möchte")
JOIN_DECLINED = event("join.declined", "hat eine Anfrage zum Mitmachen abgelehnt")
HANDED_OVER = event("membership.handed_over", "hat eine Funktion übergeben; die Person geht")
ADOPTED = event("house.adopted", "hat die Einträge einer Einrichtung übernommen, die niemand mehr pflegt")
HANDOVER_MARKED = event("handover.marked", "hat in der Übergabe der Koordination etwas abgehakt oder wieder geöffnet")
MAILING_SENT = event("mailing.sent", "hat ein Rundschreiben verschickt")
UNIT_ADDED = event("unit.added", "hat eine Einheit angelegt")
PLACES_ASSIGNED = event("places.assigned", "hat festgelegt, welche Einheit für welche Gemeinde zuständig ist")
SERVICE_KEPT = event("service.kept", "hat eingetragen, wer wann ans Telefon geht")
