"""What the log says about entries. What changed stands in the versions of the entry, never here."""

from schutznetz.audit.events import event
from schutznetz.directory.enums import GoneOutcome, ProposalKind

CONFIRMED = event("entry.confirmed", "hat einen Eintrag bestätigt")
CHANGED = event("entry.changed", "hat einen Eintrag geändert")
RESTORED = event("entry.restored", "hat einen früheren Stand eines Eintrags wiederhergestellt")
ADDED = event("entry.added", "hat ein neues Angebot eingetragen")
PROPOSED = event(
    "entry.proposed", "hat eine Änderung vorgeschlagen, die auf Freigabe wartet ({ground})", ProposalKind.choices
)
ACCEPTED = event("entry.accepted", "hat eine vorgeschlagene Änderung freigegeben ({ground})", ProposalKind.choices)
RETURNED = event("entry.returned", "hat einen Vorschlag mit einer Rückfrage zurückgegeben")
WITHDRAWN = event("entry.withdrawn", "hat einen eigenen Vorschlag zurückgezogen")
NAMED = event("holder.named", "hat den Namen in einer Funktion eingetragen oder geändert")
NAME_REMOVED = event("holder.removed", "hat den Namen aus einer Funktion entfernt")
NAME_EXPIRED = event("holder.expired", "hat einen Namen entfernt, dessen Einwilligung abgelaufen ist")
SAID_GONE = event("entry.said_gone", "hat gesagt, dass es einen Eintrag nicht mehr gibt")
GONE_DECIDED = event(
    "entry.gone_decided", "hat über einen abgemeldeten Eintrag entschieden ({ground})", GoneOutcome.choices
)
LIST_TAKEN = event("list.imported", "hat eine Liste eingelesen")
REPORT_SETTLED = event("report.settled", "hat einen Hinweis auf einen Fehler erledigt")
ADDRESS_CORRECTED = event("contact.address_corrected", "hat die E-Mail-Adresse einer Funktion berichtigt")
