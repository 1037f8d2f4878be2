"""How partners and the coordination's work are put into words."""
