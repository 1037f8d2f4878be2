"""What the log says about entries that come from other directories."""

from schutznetz.audit.events import event

ADOPTED = event("mirror.adopted", "hat eine gespiegelte Einrichtung mit ihren Angeboten übernommen")
GIVEN_BACK = event("mirror.given_back", "hat eine übernommene Einrichtung ihrer Heimat zurückgegeben")
