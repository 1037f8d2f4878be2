"""Wording that means danger now puts the emergency numbers on top, unasked. It never decides anything else."""

import tomllib
from functools import cache
from importlib.resources import files

from schutznetz.directory.search import analyser
from schutznetz.directory.search.thesaurus import Thesaurus, phrases_of

DANGER, CHILD = "danger", "child"


@cache
def _phrases() -> Thesaurus:
    text = (files("schutznetz.directory") / "data" / "thesaurus" / "akut.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)["acute"]
    return Thesaurus(
        [phrase for kind in (DANGER, CHILD) for text in lists[kind] for phrase in phrases_of(kind, text, is_main=True)]
    )


def kind_of(question: str) -> str:
    """Return "child" if a child seems to write that it is in danger, "danger" for any other danger, else ""."""
    found = {meaning.type_id for meaning in _phrases().meanings(analyser.words(question))}
    return CHILD if CHILD in found else DANGER if DANGER in found else ""
