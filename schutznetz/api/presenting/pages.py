"""The envelope of a list, with every field of HSDS's ``Page``."""

from collections.abc import Sequence
from typing import Any

from schutznetz.exchange.access import Change
from schutznetz.exchange.mapping.records import Record, moment


def page(contents: Sequence[Record], *, total: int, number: int, size: int) -> dict[str, Any]:
    """Return one page; ``size`` is how many were asked for, the envelope says how many there are."""
    pages = max(1, -(-total // size))
    return {
        "total_items": total, "total_pages": pages, "page_number": number, "size": len(contents),
        "first_page": number == 1, "last_page": number >= pages, "empty": not contents, "contents": list(contents),
    }  # fmt: skip


def changes(found: Sequence[Change], after: int, limit: int, last: int) -> dict[str, Any]:
    """Return some changes with the question that they answer and the highest position of all."""
    contents = [
        {"position": row.position, "kind": row.kind, "id": str(row.record), "changed_at": moment(row.changed_at),
         "deleted": row.is_deleted, "digest": row.digest}
        for row in found
    ]  # fmt: skip
    cursor = found[-1].position if found else after
    return {"after": after, "cursor": cursor, "last": max(last, cursor if found else 0), "more": len(found) == limit,
            "contents": contents}  # fmt: skip
