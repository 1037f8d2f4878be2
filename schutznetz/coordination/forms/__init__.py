"""What the coordination types; a form never stores anything."""
