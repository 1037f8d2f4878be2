"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from schutznetz.common.errors import DomainError


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside the target that takes its place once all is written: nobody ever prints half a card."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise _refused(target, error) from error
    except ValueError as error:
        raise DomainError("So kann die Datei nicht heißen: Der Name hat ein unmögliches Zeichen.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _refused(target: Path, error: OSError) -> DomainError:
    reason = error.strerror or "unbekannter Grund"
    return DomainError(f"Die Datei lässt sich nicht nach „{target}“ schreiben ({reason}).")
