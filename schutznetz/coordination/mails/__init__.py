"""Texts of mails that the coordination's work sends."""
