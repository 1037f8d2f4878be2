"""How words are compared: without case, umlaut spelling and punctuation."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ß": "ss", "ẞ": "ss", "ä": "a", "ö": "o", "ü": "u", "Ä": "a", "Ö": "o", "Ü": "u"})
# Lucene's rule for German: ae/oe/ue mean ä/ö/ü unless a vowel or q stands before (Bauer, Quelle stay whole).
_SPELLED_OUT = re.compile(r"(?<![aeiouq])([aou])e")
_NOT_WORD = re.compile(r"[^\w]+")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return ``text`` in the spelling in which words are compared: "Frühförderung" = "Fruehfoerderung"."""
    text = text.translate(_UMLAUTS).lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPELLED_OUT.sub(r"\1", plain)


def key(text: str) -> str:
    """Return a key for names: folded words, one blank between them."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def storable(text: str) -> str:
    """Return ``text`` with "?" for what databases refuse: NUL, and the halves of characters that a shell hands over."""
    return text.replace("\0", "?").encode("utf-8", "replace").decode()


def squeeze(text: str) -> str:
    """Return ``text`` with every run of white space, no-break spaces included, as one blank."""
    return _SPACES.sub(" ", text).strip()
