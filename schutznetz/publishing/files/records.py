"""Organizations and services whole, in the words of HSDS: one a line (ndjson), or as tables (``package``).

The tables name every owner before what it owns, so organizations come first; a service is known by ``organization_id``.
"""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from schutznetz.exchange.access import (
    Asked,
    Feed,
    Organisations,
    Services,
    find_taxonomies,
    find_terms,
    mirrors,
    owners_of,
)
from schutznetz.exchange.enums import Form
from schutznetz.exchange.mapping.records import Record

MEDIA_TYPE = "application/x-ndjson"
CHUNK = 500
# Each record with the name of its table.
Found = Iterator[tuple[str, Record]]


def everything() -> Found:
    """Yield every record with the name of its table; the caller keeps one snapshot open meanwhile.

    First what is at home here, then what we mirror, as its home says it.
    """
    yield from (("organization", record) for record in Organisations(Asked()).all(Form.FULL))
    yield from (("service", record) for record in Services(Asked()).all(Form.FULL))
    yield from mirrors()


def chosen(offers: Sequence[UUID]) -> Found:
    """Yield some offers, and before them who offers them and who stands above."""
    owners = sorted({key for chunk in _chunks(offers) for key in owners_of(chunk)})
    yield from (("organization", record) for record in _told(Organisations(Asked()), owners))
    yield from (("service", record) for record in _told(Services(Asked()), offers))


def _told(feed: Feed, keys: Sequence[UUID]) -> Iterator[Record]:
    for chunk in _chunks(keys):
        told = feed.told(chunk, Form.FULL)
        yield from (told[key] for key in chunk if key in told)


def _chunks(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (keys[begin : begin + CHUNK] for begin in range(0, len(keys), CHUNK))


def with_catalogues(found: Found) -> Found:
    """Yield the catalogues before everything that names a term of them."""
    yield from (("taxonomy", record) for record in find_taxonomies(Asked()))
    yield from (("taxonomy_term", record) for record in find_terms(Asked()))
    yield from found


def lines(found: Found) -> Iterator[bytes]:
    for _, record in found:
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
