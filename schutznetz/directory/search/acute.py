"""Wording that means danger now puts the emergency numbers on top, unasked. It never decides anything else."""

import tomllib
from functools import cache
from importlib.resources import files

from schutznetz.directory.search import analyser
from schutznetz.directory.search.thesaurus import Thesaurus, phrases_of

DANGER, CHILD, EVERYDAY = "danger", "child", "everyday"


@cache
def _lists() -> dict[str, list[str]]:
    text = (files("schutznetz.directory") / "data" / "thesaurus" / "akut.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)["acute"]
    return lists


@cache
def _phrases() -> Thesaurus:
    lists = _lists()
    return _of({kind: lists[kind] for kind in (DANGER, CHILD)})


@cache
def _everyday() -> Thesaurus:
    return _of({EVERYDAY: _lists()[EVERYDAY]})


def _of(lists: dict[str, list[str]]) -> Thesaurus:
    """Return a thesaurus that takes nobody for being in danger because of a single word that sounds like it."""
    rows = [row for kind, texts in lists.items() for text in texts for row in phrases_of(kind, text, is_main=True)]
    return Thesaurus(rows, guesses=False)


def kind_of(question: str) -> str:
    """Return "child" if a child seems to write that it is in danger, "danger" for any other danger, else ""."""
    words = analyser.words(question)
    if _everyday().meanings(words):
        return ""
    found = {meaning.type_id for meaning in _phrases().meanings(words)}
    return CHILD if CHILD in found else DANGER if DANGER in found else ""
