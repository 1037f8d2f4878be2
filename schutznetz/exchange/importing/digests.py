"""Whether a record is another one than before."""

import json
from hashlib import sha256
from typing import Any


def digest_of(record: dict[str, Any]) -> str:
    """Return a short text that is another one as soon as anything but the moment of the change is."""
    said = {name: value for name, value in record.items() if name != "last_modified"}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
