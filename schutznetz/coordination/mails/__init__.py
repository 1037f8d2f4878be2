"""Texts of mails that the coordination's work sends: fixed, and what everybody may read anyway (security.md 3.14)."""
