"""What a PDF says: its text, page by page, and where each line stands."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from pypdf import PdfReader


@lru_cache(maxsize=8)
def pages(content: bytes) -> list[str]:
    """Return the text of each page, lines joined and soft hyphens undone, as somebody reads it aloud."""
    return [_joined(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def text(content: bytes) -> str:
    return "\n".join(pages(content))


def lines(content: bytes) -> Iterator[list[tuple[float, float, str]]]:
    """Yield for each page its pieces of text with height over the foot and size of type, from top to bottom."""
    for page in PdfReader(BytesIO(content)).pages:
        found: list[tuple[float, float, str]] = []

        def note(said, cm, _tm, _font, size, found=found):
            if said.strip():
                found.append((cm[5], size, said.strip()))

        page.extract_text(visitor_text=note)
        yield sorted(found, key=lambda piece: -piece[0])


def _joined(said: str) -> str:
    return " ".join(said.replace("\u00ad\n", "").replace("-\n", "").replace("\u00a0", " ").split())
