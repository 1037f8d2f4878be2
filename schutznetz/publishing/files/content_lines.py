"""What vCard (RFC 2426) and iCalendar (RFC 5545) have in common: named lines, escaped, folded after 75 bytes."""

import re
from collections.abc import Iterable

LONGEST_LINE = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPECIAL = re.compile(r"[\\;,]|\r\n|\r|\n")


def text(value: str) -> str:
    """Return a text as a value: whatever has a meaning in a line is escaped."""
    return _SPECIAL.sub(lambda found: "\\n" if found[0] in "\r\n" else f"\\{found[0]}", _CONTROL.sub("", value))


def line(name: str, *values: str) -> str:
    """Return a line with its values, escaped, separated by semicolons; ``name`` may have parameters."""
    return f"{name}:{';'.join(map(text, values))}"


def folded(lines: Iterable[str]) -> bytes:
    """Return lines as bytes; a letter of several bytes is never cut in two."""
    return b"".join(_folded(found.encode()) + b"\r\n" for found in lines)


def _folded(raw: bytes) -> bytes:
    pieces, start, limit = [], 0, LONGEST_LINE
    while len(raw) - start > limit:
        end = start + limit
        while raw[end] & 0xC0 == 0x80:  # in the middle of a letter
            end -= 1
        pieces.append(raw[start:end])
        start, limit = end, LONGEST_LINE - 1  # the space that a folded line begins with counts
    return b"\r\n ".join([*pieces, raw[start:]])
