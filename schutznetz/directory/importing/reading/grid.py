"""What every reader hands on: cells as text, and nothing about what they mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file. ``rows`` starts anew at each call and counts as a person does in the file, from 1.

    ``header`` is given where the format names its fields (JSON, GeoJSON); otherwise it stands somewhere among the
    rows. ``merged`` maps a row to the cells that a merged range there repeats. ``title`` and ``source`` are what
    the file says about itself.
    """

    sheet: str
    rows: Callable[[], Iterator[Row]]
    header: tuple[str, ...] | None = None
    title: str = ""
    source: str = ""
    merged: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
