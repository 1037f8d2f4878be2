"""The hash of an entry: SHA-256(hash before ‖ SHA-256(canonical JSON)). Never change how an old entry is written."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

# Every column except the key, which only the database knows, and the two hashes. A new column needs a new version:
# an entry without it must keep its hash.
COLUMNS = (
    "seq", "utc", "network", "person", "function", "session", "event", "about_kind", "about_id", "scope", "ground",
    "result", "obligations",
)  # fmt: skip

_SORTED = sorted(COLUMNS)
# Made once: a chain of 100,000 entries is checked in seconds.
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def digest(columns: dict[str, Any], prev_hash: str) -> str:
    """Return the hash of an entry with these columns after an entry with that hash."""
    return sha256(bytes.fromhex(prev_hash) + sha256(_canonical(columns)).digest()).hexdigest()


def _canonical(columns: dict[str, Any]) -> bytes:
    return _encode({name: _plain(columns[name]) for name in _SORTED}).encode()


def _plain(value: Any) -> str | int | None:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
