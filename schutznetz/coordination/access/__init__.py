"""The only door through which the coordination's pages see what needs a hand, and whom they look after."""

from schutznetz.coordination.access.partners import Asked, earlier_partnerships, has_steward, partner_of, partners
from schutznetz.coordination.access.todo import tasks_of

__all__ = ["Asked", "earlier_partnerships", "has_steward", "partner_of", "partners", "tasks_of"]
