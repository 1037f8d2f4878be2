"""The campaign: who keeps which entries, which are due, and who is asked next (R49)."""
