"""Pages of everybody who acts in a function."""
