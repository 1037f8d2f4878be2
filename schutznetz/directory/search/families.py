"""Families of words that stand for each other when people tell what is wrong: "Mama säuft" is "Papa trinkt"."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from schutznetz.directory.search import analyser

_ONE_WAY = ">"


@cache
def _families() -> tuple[dict[str, str], dict[str, str]]:
    """Return for each stem the head of its family: as heard in a question, and as written in a phrase."""
    text = (files("schutznetz.directory") / "data" / "wortfamilien.txt").read_text(encoding="utf-8")
    heard: dict[str, str] = {}
    written: dict[str, str] = {}
    for line in text.splitlines():
        names, sign, others = line.split("#")[0].partition(_ONE_WAY)
        stems = [analyser.stem(word) for word in analyser.words(names)]
        for stem in stems:
            heard.setdefault(stem, stems[0])
            written.setdefault(stem, stems[0])
        for word in analyser.words(others) if sign else ():
            heard.setdefault(analyser.stem(word), stems[0])
    return heard, written


def stems() -> Iterable[str]:
    """Return every stem that belongs to a family: words that a mistyped one may mean, though no offer has them."""
    return _families()[0].keys()


def heard(stem: str) -> str:
    """Return the stem that stands for what somebody said; a word without family stands for itself."""
    return _families()[0].get(stem, stem)


def written(stem: str) -> str:
    """Return the stem under which a word of a phrase is looked for."""
    return _families()[1].get(stem, stem)
