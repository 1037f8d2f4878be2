"""Taxonomies and their terms: few, so they are searched in memory."""

from uuid import UUID

from django.http import Http404

from schutznetz.directory.access import offer_types
from schutznetz.exchange.access.asked import Asked
from schutznetz.exchange.mapping import terms
from schutznetz.exchange.mapping.records import Record


def find_taxonomies(asked: Asked) -> list[Record]:
    return [taxonomy for taxonomy in terms.taxonomies() if _says(taxonomy, asked.search)]


def get_taxonomy(taxonomy_id: UUID) -> Record:
    return _one(terms.taxonomies(), taxonomy_id)


def find_terms(asked: Asked) -> list[Record]:
    """Return the terms that meet every condition; ``top_only`` are those that have no other above them."""
    return [
        term
        for term in terms.terms(offer_types())
        if _says(term, asked.search)
        and (asked.taxonomy_id is None or term["taxonomy_id"] == str(asked.taxonomy_id))
        and (asked.parent_id is None or term.get("parent_id") == str(asked.parent_id))
        and not (asked.top_only and "parent_id" in term)
    ]


def get_term(term_id: UUID) -> Record:
    return _one(list(terms.terms(offer_types())), term_id)


def _one(records: list[Record], wanted: UUID) -> Record:
    for record in records:
        if record["id"] == str(wanted):
            return record
    raise Http404("Diesen Eintrag gibt es nicht.")


def _says(record: Record, text: str) -> bool:
    """Tell whether name or description have every word that is searched for."""
    said = f"{record['name']} {record['description']}".casefold()
    return all(word in said for word in text.casefold().split())
