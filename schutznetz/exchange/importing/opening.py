"""What stands under an address? The reader that fits."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schutznetz.exchange.importing import limits
from schutznetz.exchange.importing.checking import Unsound, parsed
from schutznetz.exchange.importing.files import read_path
from schutznetz.exchange.importing.hsds_api import Pages
from schutznetz.exchange.importing.pieces import Reader
from schutznetz.exchange.importing.schutznetz import is_schutznetz, read_schutznetz
from schutznetz.exchange.importing.web import Web

ENDINGS = {"application/x-ndjson": ".ndjson", "application/jsonl": ".ndjson", "application/zip": ".zip"}
KNOWN_ENDINGS = {".ndjson", ".jsonl", ".zip", ".json"}


@contextmanager
def opened(
    address: str, cursor: str, *, whole: bool, allows_private: bool, mapping: Path | None = None
) -> Iterator[Reader]:
    """Yield what reads a path, a file in the web, or an API after ``cursor``."""
    if "://" not in address:
        yield read_path(Path(address), address, mapping)
        return
    web = Web(address, allows_private=allows_private)
    with tempfile.TemporaryDirectory(prefix="hsds-") as folder:
        file = _kept(web, address, Path(folder))
        root = _small_document(file)
        if "contents" not in root and ("version" in root or "openapi_url" in root):
            yield read_schutznetz(web, cursor, whole=whole) if is_schutznetz(web) else Pages(web)
        else:
            yield read_path(file, address, mapping)


def _kept(web: Web, address: str, folder: Path) -> Path:
    """Copy what stands under the address itself; the name tells its form."""
    file = folder / "quelle"
    with file.open("wb") as target:
        media_type = web.keep("", target)
    ending = Path(urlsplit(address).path).suffix.lower()
    return file.rename(file.with_suffix(ending if ending in KNOWN_ENDINGS else ENDINGS.get(media_type, ".json")))


def _small_document(file: Path) -> dict[str, Any]:
    if file.suffix != ".json" or file.stat().st_size > limits.MEBIBYTE:
        return {}
    try:
        found = parsed(file.read_bytes())
    except Unsound:
        return {}
    return found if isinstance(found, dict) else {}
