"""Model fields that every app uses the same way."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Replace
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual


def public_id() -> "models.UUIDField[uuid.UUID, uuid.UUID]":
    """Return the primary key of everything that has a public address: random, so that nobody can count or guess."""
    return models.UUIDField("Kennung", primary_key=True, default=uuid.uuid4, editable=False)


def has_length(field: str, shortest: int, longest: int) -> Q:
    """Return the condition that a text has so many characters.

    Regular expressions cannot guard a table: SQLite with ``trusted_schema=OFF`` refuses Django's REGEXP there.
    """
    return Q(GreaterThanOrEqual(Length(field), shortest)) & Q(LessThanOrEqual(Length(field), longest))


def is_plz(field: str) -> Q:
    """Return the condition that a text can be a PLZ: five digits, and nothing left without the digits."""
    left: Any = F(field)
    for digit in "0123456789":
        left = Replace(left, Value(digit), Value(""))
    return has_length(field, 5, 5) & Q(Exact(Length(left), 0))
