"""Words of a list → offer types of the directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.vocabulary import vocabulary

LONGEST_PHRASE = 4
LONGEST_TEXT = 300


@dataclass(slots=True)
class TypeWords:
    """``labels`` are the types of the directory; ``exact`` what it and a mapping file call them, folded."""

    labels: Mapping[str, str]
    exact: dict[str, str] = field(default_factory=dict)
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def with_words(self, words: Mapping[str, str]) -> "TypeWords":
        """Return a copy that also knows the words of a mapping file; they come first."""
        return TypeWords(self.labels, {**self.exact, **{key(word): type_id for word, type_id in words.items()}})

    def of_text(self, text: str) -> tuple[str, ...]:
        """Return the types that a text names, in its order; nothing where no word is known."""
        if text not in self._found:
            self._found[text] = self._read(key(text[:LONGEST_TEXT].replace("_", " ")), text.strip())
        return self._found[text]

    def _read(self, folded: str, text: str) -> tuple[str, ...]:
        if text in self.labels:
            return (text,)
        if found := self.exact.get(folded) or vocabulary().types.get(folded):
            return (found,)
        return tuple(dict.fromkeys(type_id for type_id in _phrases(folded.split()) if type_id in self.labels))


def _phrases(words: list[str]) -> list[str]:
    """Find the longest known phrase at each word, from left to right."""
    found: list[str] = []
    position = 0
    while position < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
            type_id = _phrase(words[position : position + length])
            if type_id:
                found.append(type_id)
                position += length - 1
                break
        position += 1
    return found


def _phrase(words: list[str]) -> str | None:
    known = vocabulary()
    phrase = " ".join(words)
    if found := known.types.get(phrase):
        return found
    if len(words) > 1 or phrase in known.no_type:
        return None
    return next((type_id for ending, type_id in known.endings if phrase.endswith(ending)), None)
