"""Keys under which the same Gemeinde is found although two sources spell it differently."""

import re
import unicodedata
from functools import cache

_UMLAUT_IN_ASCII = re.compile(r"(?<![aeiouq])([aou])e")
_AFTER_COMMA = re.compile(r",.*$")
_SORBIAN = re.compile(r"\s+[-\u2013]\s+.*$|/\s*(?=[^/]*[ěšćžłčńóśź]).*$", re.IGNORECASE)
_NEIGHBOUR = re.compile(r"\s+(b|Kr|Krs|Kreis|Krfr)\.?\s+[A-ZÄÖÜ].*$")
_TAIL = re.compile(
    r"\s*[,/(].*$|\s+[-\u2013]\s+.*$|\s+(am|an|auf|b|bei|i|im|in|a|ob|o|u|unter|v|vor|vorm|zu|d|Kr)(\.|\s).*$"
)
_PLACE_WORDS = {
    "in": "i.",
    "im": "i.",
    "am": "a.",
    "an": "a.",
    "auf": "a.",
    "bei": "b.",
    "b": "b.",
    "der": "d.",
    "dem": "d.",
    "den": "d.",
    "vor": "v.",
    "ob": "o.",
    "sankt": "st.",
    "st": "st.",
}


@cache
def fold(text: str) -> str:
    """Lower case without umlauts: `Mölln` and `Moelln` both become `molln`."""
    text = text.lower().replace("ß", "ss").replace("ł", "l")
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _UMLAUT_IN_ASCII.sub(r"\1", text)


@cache
def short(name: str) -> str:
    """Without title, neighbour and Sorbian part (`Leipzig, Stadt`; `Mariental b Helmstedt`)."""
    return _NEIGHBOUR.sub("", _AFTER_COMMA.sub("", _SORBIAN.sub("", name))).strip()


def shown(official: str) -> str:
    """The name to show: without title and Sorbian part; the neighbour stays, it tells namesakes apart."""
    name = _SORBIAN.sub("", _AFTER_COMMA.sub("", official)).strip()
    return re.sub(r"\s+Kr\s+(.*)$", r" (Kreis \1)", re.sub(r"\s+b\s+(?=[A-ZÄÖÜ])", " b. ", name))


@cache
def base(name: str) -> str:
    """The coarse key: title in front, and everything after the first comma, slash, bracket or preposition are cut."""
    key = re.sub(r"[\s\-.]+", " ", fold(_TAIL.sub("", short(name)))).strip()
    return re.sub(r"\bsankt\b", "st", re.sub(r"^(stadt|markt)\s+", "", key))


def spellings(official: str) -> list[str]:
    """`Eisleben, Lutherstadt` is also written `Lutherstadt Eisleben`."""
    name, comma, title = official.partition(", ")
    return [official, f"{title} {name}"] if comma else [official]


def _words(name: str) -> tuple[str, ...]:
    """The fine key, word by word: `Neustadt i. Sa.` is `neustadt`, `i.`, `sa.`."""
    spaced = re.sub(r"\.(?=\S)", ". ", fold(name))
    return tuple(_PLACE_WORDS.get(word, word) for word in re.split(r"[\s\-/()]+", spaced) if word)


@cache
def _short_words(name: str) -> tuple[str, ...]:
    return _words(short(name))


def likeness(left: str, right: str) -> int:
    """0: not the same name. The more, the closer: with neighbour (`Rade b. Rendsburg`), to the letter (not Furth)."""
    with_neighbour = _same_words(_words(_AFTER_COMMA.sub("", left)), _words(_AFTER_COMMA.sub("", right)))
    if not with_neighbour and not same_name(left, right):
        return 0
    to_the_letter = short(left).casefold() == short(right).casefold()
    return 1 + 2 * to_the_letter + 4 * with_neighbour


def same_name(left: str, right: str) -> bool:
    """Equal word by word; a word with a full stop stands for any word that begins with it."""
    return _same_words(_short_words(left), _short_words(right))


def _same_words(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return len(left) == len(right) and all(map(_same_word, left, right))


def _same_word(one: str, two: str) -> bool:
    cut_short = (one.endswith(".") and two.startswith(one[:-1])) or (two.endswith(".") and one.startswith(two[:-1]))
    return one == two or cut_short
