"""Wording that means danger now puts the emergency numbers on top, unasked. It never decides anything else."""

import tomllib
from functools import cache
from importlib.resources import files

from schutznetz.directory.search import analyser
from schutznetz.directory.search.thesaurus import Phrase, Thesaurus, phrases_of

DANGER, CHILD = "danger", "child"
# Whoever writes so writes of themselves.
OF_ONESELF = frozenset({"ich", "mich", "mir", "uns", "wir"})


@cache
def _lists() -> dict[str, list[str]]:
    text = (files("schutznetz.directory") / "data" / "thesaurus" / "akut.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)["acute"]
    return lists


@cache
def _phrases() -> Thesaurus:
    lists = _lists()
    return _of([phrase for kind in (DANGER, CHILD) for text in lists[kind] for phrase in _read(kind, text)])


@cache
def _named(name: str) -> Thesaurus:
    """Return the phrases of a list, each for itself: what they mean is their own text."""
    return _of([phrase for text in _lists()[name] for phrase in _read(text, text)])


def _read(kind: str, text: str) -> list[Phrase]:
    return phrases_of(kind, text, is_main=True)


def _of(phrases: list[Phrase]) -> Thesaurus:
    """Return a thesaurus that takes nobody for being in danger because of a single word that sounds like it."""
    return Thesaurus(phrases, guesses=False)


def kind_of(question: str) -> str:
    """Return "child" if a child seems to write that it is in danger, "danger" for any other danger, else ""."""
    words = analyser.words(question)
    if OF_ONESELF.isdisjoint(words) and _named("learning").meanings(words):
        return ""
    found = {meaning.type_id for meaning in _phrases().meanings(_without_everyday(words))}
    return CHILD if CHILD in found else DANGER if DANGER in found else ""


def _without_everyday(words: list[str]) -> list[str]:
    """Leave out what only sounds like danger: "Schlagzeug", "Ratschlag". Whatever else is said stays."""
    heard = {word for meaning in _named("everyday").meanings(words) for word in meaning.because.split()}
    exact = {analyser.stem(word) for text in heard if not text.endswith("*") for word in analyser.words(text)}
    begins = tuple(word for text in heard if text.endswith("*") for word in analyser.words(text))
    return [word for word in words if analyser.stem(word) not in exact and not (begins and word.startswith(begins))]
