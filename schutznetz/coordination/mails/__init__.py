"""Texts of mails that the coordination's work sends: fixed words, never content (security.md 3.14)."""
