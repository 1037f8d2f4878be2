"""Reading any other API of HSDS, page by page to the last.

Such APIs tell no deletions, and ``modified_after`` says nothing of what is gone. So everything is read each time, and
what was not told is asked for by its key: lists shift while somebody turns their pages.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing import limits
from schutznetz.exchange.importing.asking import REFUSED, Answer, Home
from schutznetz.exchange.importing.checking import sound
from schutznetz.exchange.importing.errors import ConnectionCut
from schutznetz.exchange.importing.pieces import Gone, Item, Piece, Said, in_pieces
from schutznetz.exchange.importing.schutznetz import LISTS

# The richest form first; what an API does not know it refuses.
FORMS = ("&per_page=100&full=true", "&per_page=100", "")


class Pages:
    is_whole, starts_over, cursor = True, True, ""

    def __init__(self, home: Home) -> None:
        self.home = home

    def pieces(self) -> Iterator[Piece]:
        for kind, name in LISTS.items():
            yield from in_pieces(self._listed(kind, name))

    def ask(self, kind: MirrorKind, key: UUID) -> Item | None:
        answer = self.home.get(f"{LISTS[kind]}/{key}") if kind in LISTS else Answer(404, b"")
        if answer.is_missing:
            return Gone(kind, key)
        body = answer.document()
        if str(body.get("id", "")).lower() != str(key):
            raise ConnectionCut("Die Heimat antwortet auf die Frage nach einem Eintrag mit einem anderen.")
        return sound(body, f"{LISTS[kind]}/{key}", kind=kind)

    def _listed(self, kind: MirrorKind, name: str) -> Iterator[Item]:
        form = self._form(name)
        if form is None:  # this API has no such list
            return
        is_full, known, number = "full" in form, set[str](), 0
        while number < limits.MOST_PAGES:
            number += 1
            page = self._page(name, number, form)
            told = {json.dumps(one.get("id") if isinstance(one, dict) else one) for one in page["contents"]}
            if told <= known:  # the end, or an API that always shows the same page
                return
            known |= told
            for at, raw in enumerate(page["contents"], 1):
                yield self._whole(kind, name, raw, f"{name}, Seite {number}, Eintrag {at}", is_full=is_full)
            if page.get("last_page") is True or page.get("total_pages") == number:
                return

    def _form(self, name: str) -> str | None:
        for form in FORMS:
            answer = self.home.get(f"{name}?page=1{form}")
            if answer.status not in REFUSED:
                return form
        return None

    def _page(self, name: str, number: int, form: str) -> dict[str, Any]:
        page = self.home.get(f"{name}?page={number}{form}").document()
        if not isinstance(page.get("contents"), list):
            raise ConnectionCut("Eine Seite der Heimat hat keinen Inhalt (contents).")
        if page.get("page_number", number) != number:
            raise ConnectionCut("Die Heimat hat eine andere Seite geschickt.")
        return page

    def _whole(self, kind: MirrorKind, name: str, raw: Any, where: str, *, is_full: bool) -> Item:
        """Return a record with everything below it; lists in their brief form are asked one by one."""
        item = sound(raw, where, kind=kind)
        if is_full or not isinstance(item, Said):
            return item
        answer = self.home.get(f"{name}/{item.key}")
        return item if answer.status in REFUSED else sound(answer.document(), where, kind=kind)
