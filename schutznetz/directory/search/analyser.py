"""From German text to the words of the index; the same for what is stored and for what is asked (ADR 0004).

Words are folded (umlauts, ß), stop words go, Snowball stems follow, and compounds of known parts are split, so that
"Schwangerschaftskonfliktberatung" is found by "Konflikt" and by "Beratung".
"""

import re
from functools import lru_cache
from importlib.resources import files

import snowballstemmer

from schutznetz.common.words import fold

# The paragraph sign is a word: "§ 31" is asked for, "31" is an age or a house number.
_WORD = re.compile(r"§|[^\W_]+")
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_SHORTEST_PART = 3
LONGEST_WORD = 60
LONGEST_TEXT = 100_000

# Words that must not become others: "nichts" is no "nicht", and "hört" has nothing to do with the Hort.
_OWN_STEMS = frozenset({"nichts"})
_APART = {"hört": "horen", "hörst": "horen"}

# Turns of speech whose words say nothing alone, or something else: "die" is an article, "Alter" mostly an age.
_TURNS = tuple(
    (re.compile(rf"\b{turn}\b", re.IGNORECASE), meant)
    for turn, meant in (
        (r"to die", "sterben"),
        (r"(?:wanna|gonna|let me) die", "want sterben"),
        (r"mein alter(?= (?:säuft|trinkt|kifft|schlägt|haut|prügelt|rastet|brüllt))", "mein Vater"),
        (r"(wer) passt(?= .{0,40}\bauf\b.{0,40}\bauf)", r"\1 aufpassen"),
        (r"was (?:soll|will|kann|könnte|möchte) (?:ich|er|sie|meine? \w+)(?: \w+){0,2} werden", "Berufswahl"),
    )
)

_stemmer = snowballstemmer.stemmer("german")


def read_words(name: str) -> frozenset[str]:
    """Return the folded words of a list in ``data``."""
    text = (files("schutznetz.directory") / "data" / name).read_text(encoding="utf-8")
    lines = (line.split("#")[0].split() for line in text.splitlines())
    return frozenset(fold(word) for line in lines for word in line)


STOP_WORDS = read_words("stopwoerter.txt")
PARTS = read_words("wortteile.txt")


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order, stop words included."""
    text = text[:LONGEST_TEXT]
    for turn, meant in _TURNS:
        text = turn.sub(meant, text)
    return [folded for word in _WORD.findall(text) for folded in _folded(word)]


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, ...]:
    """Folding may take a letter apart ("½") or leave nothing of it (the sound mark "ﾞ")."""
    folded = fold(_APART.get(word.lower(), word[:LONGEST_WORD]))
    return tuple(form[: 2 * LONGEST_WORD] for form in _WORD.findall(folded))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    stemmed: str = _stemmer.stemWord(word)
    return word if word in _OWN_STEMS else stemmed


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the stems of the known parts of a compound, fewest parts first choice; empty if it is none.

    The list of parts is closed, so "Hauptstraße" or "Bauer" are never torn.
    """
    best = _split(word)
    return tuple(stem(part) for part in best) if best and len(best) > 1 else ()


def _split(word: str) -> tuple[str, ...] | None:
    """Return the split of ``word`` into the fewest known parts, joined by German linking letters, or None."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(_SHORTEST_PART, len(word) + 1):
        for start in [start for start in best if start <= end - _SHORTEST_PART]:
            part = _known_part(word[start:end], is_last=end == len(word))
            if part and (end not in best or len(best[start]) + 1 < len(best[end])):
                best[end] = (*best[start], part)
    return best.get(len(word))


def _known_part(piece: str, *, is_last: bool) -> str | None:
    """Return the known part that ``piece`` is, with a linking ending unless it stands last."""
    if piece in PARTS:
        return piece
    if is_last:
        stemmed = stem(piece)
        return next((part for part in (stemmed, f"{stemmed}e") if part in PARTS), None)
    return next(
        (piece[: -len(link)] for link in _LINKS[1:] if piece.endswith(link) and piece[: -len(link)] in PARTS), None
    )


@lru_cache(maxsize=100_000)
def index_terms(word: str) -> tuple[str, ...]:
    """Return what a stored word is found by: its stem and, for a compound, the stems of its parts."""
    return (stem(word), *parts(word))


def analyse(text: str) -> str:
    """Return the index terms of ``text``, joined by blanks."""
    return " ".join(term for word in words(text) if word not in STOP_WORDS for term in index_terms(word))
