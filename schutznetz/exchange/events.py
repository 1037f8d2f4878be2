"""What the log says about entries that come from other directories, and about keys to the feed."""

from schutznetz.audit.events import event

ADOPTED = event("mirror.adopted", "hat eine gespiegelte Einrichtung mit ihren Angeboten übernommen")
GIVEN_BACK = event("mirror.given_back", "hat eine übernommene Einrichtung ihrer Heimat zurückgegeben")
KEY_MADE = event("feed_key.made", "hat einen Schlüssel für die Schnittstelle ausgegeben")
KEY_REVOKED = event("feed_key.revoked", "hat einen Schlüssel für die Schnittstelle gesperrt")
