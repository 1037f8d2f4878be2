"""What one process keeps for a minute: the few rows that stand on every page. A page may be a minute old anyway.

What changes only when an operator renews it may be kept longer. Never kept: who answers an emergency number.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
SECONDS = 60
_all: list["Kept[Any]"] = []


class Kept(Generic[Value]):
    """Values by key, each read anew after a minute, or after so many seconds; at most ``most`` of them."""

    def __init__(self, seconds: float = SECONDS, most: int = 0) -> None:
        self._seconds, self._most = seconds, most
        self._values: dict[Hashable, tuple[float, Value]] = {}
        _all.append(self)

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        now = time.monotonic()
        known = self._values.get(key)
        if known is None or now - known[0] >= self._seconds:
            if 0 < self._most <= len(self._values):
                self._values.clear()
            known = self._values[key] = (now, read())
        return known[1]

    def forget(self) -> None:
        self._values.clear()


def forget_all() -> None:
    """Drop everything, where the tables may have changed behind this process's back (tests)."""
    for kept in _all:
        kept.forget()
