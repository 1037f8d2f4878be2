"""Sealing fields of the database. The only package that imports ``cryptography``; it has no models."""
