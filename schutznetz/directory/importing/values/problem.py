"""Why a value of a cell was not understood."""

from typing import NamedTuple


class Problem(NamedTuple):
    """``code`` for machines, ``message`` a German sentence that says what to do, ``value`` if only a part is meant."""

    code: str
    message: str
    value: str = ""
