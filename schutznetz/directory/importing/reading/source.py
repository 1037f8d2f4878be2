"""Where the bytes of a list come from: a file on the machine, or what somebody has sent, held in memory."""

from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path, PurePath
from typing import BinaryIO, Self, TextIO

from schutznetz.directory.importing import limits
from schutznetz.directory.importing.limits import Limits


@dataclass(frozen=True, slots=True)
class Source:
    """A list to be read. ``content`` is a path, or all the bytes: nothing that was sent is ever laid down in a file."""

    name: str
    content: Path | bytes
    limits: Limits

    @classmethod
    def of(cls, path: Path) -> Self:
        return cls(path.name, path, limits.COMMAND)

    @classmethod
    def sent(cls, name: str, content: bytes) -> Self:
        return cls(name, content, limits.BROWSER)

    @property
    def stem(self) -> str:
        return PurePath(self.name).stem

    def size(self) -> int:
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def open(self) -> BinaryIO:
        return BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")

    def open_text(self, encoding: str, newline: str | None = "") -> TextIO:
        return TextIOWrapper(self.open(), encoding=encoding, newline=newline)


def as_source(source: Source | Path) -> Source:
    return Source.of(source) if isinstance(source, Path) else source
