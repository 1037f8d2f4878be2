"""Everything that the coordination changes."""

from schutznetz.coordination.actions.partners import end_partnership, move_partner

__all__ = ["end_partnership", "move_partner"]
