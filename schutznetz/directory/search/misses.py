"""Counting searches without a hit: kinds of help, a place, a month; never a word (design.md 6)."""

import logging
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, connection

from schutznetz.common.databases import ours
from schutznetz.directory.search.plan import Plan

logger = logging.getLogger(__name__)
COUNT = """INSERT INTO directory_searchmiss (offer_type_id, kreis, gemeinde, month, number) VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (kreis, gemeinde, offer_type_id, month) DO UPDATE SET number = directory_searchmiss.number + 1"""


@dataclass(frozen=True, slots=True)
class Miss:
    """What was looked for, and where: keys of the catalogue and of the regions."""

    offer_type: str
    kreis: str
    gemeinde: str


def meant(plan: Plan) -> str:
    """Return the kind of help that a question means above all, or nothing: then nothing is counted."""
    surest = max(plan.meanings, key=lambda meaning: meaning.weight, default=None)
    return surest.type_id if surest else ""


def count(miss: Miss, day: date) -> None:
    """Add one. Called when the answer is on its way: it waits for nobody, and what goes wrong is said, not raised."""
    month = connection.ops.adapt_datefield_value(day.replace(day=1))
    try:
        with ours().brief_wait(), connection.cursor() as cursor:
            cursor.execute(COUNT, [miss.offer_type, miss.kreis, miss.gemeinde, month])
    except DatabaseError as error:
        logger.warning("Eine Suche ohne Treffer wurde nicht gezählt: %s", type(error).__name__)
