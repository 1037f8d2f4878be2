"""From finished data to the bytes of a PDF (ADR 0015)."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast

import segno
import typst

FOLDER = Path(__file__).resolve().parent
FONTS = FOLDER.parent / "vendor"
# Both at once; typst refuses to write what breaks them. PDF/A wants a date, PDF/UA tags, language and title.
STANDARDS: "Final[list[typst.PDFStandard]]" = ["a-2a", "ua-1"]
# The signs of our cut of Fira Sans (tests/publishing/test_pdf.py); anything else would stop PDF/A.
_MISSING = re.compile(
    "[^ -~\u00a0-\u017e\u0218-\u021b\u1e9e\u2012-\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a"
    "\u20ac\u2190-\u2193\u2212]"
)
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u202f": "\u00a0", "\u2032": "'", "\u2033": '"', "\n": " "})
STAND_IN = "?"
# "Fr 8–12 Uhr" and "§ 4 Abs. 3 KKG" are not torn apart by the end of a line.
_BOUND = re.compile(
    r"(?<=\b(?:Mo|Di|Mi|Do|Fr|Sa|So)) (?=\d)|(?<=\d) (?=Uhr\b)|(?<=§) (?=\d)|(?<=\w) (?=Abs\.)|(?<=Abs\.) (?=\d)"
    r"|(?<=\d) (?=KKG\b|SGB\b)|(?<=SGB) (?=[IVX])|(?<=\be\.) (?=V\.)|(?<=\bz\.) (?=B\.)"
)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF, and how many pages it has."""

    content: bytes
    pages: int


def render(template: str, data: dict[str, Any], day: date) -> Sheets:
    """Return the PDF of a template of this folder with ``data``; the same input gives the same bytes.

    The template labels the number of its pages ``<pages>``.
    """
    inputs = {"data": json.dumps(_printable(data), ensure_ascii=False)}
    compiler = typst.Compiler(FOLDER / template, root=FOLDER, font_paths=_fonts(), sys_inputs=inputs)
    content = compiler.compile(pdf_standards=STANDARDS, timestamp=_noon(day))
    pages = json.loads(compiler.query("<pages>", field="value", one=True))
    return Sheets(cast("bytes", content), pages)


def mark(template: str, data: dict[str, Any]) -> str:
    """Return a mark that changes with what a PDF says or with how any template of ours sets it."""
    said = json.dumps(data, sort_keys=True, default=str)
    return hashlib.sha256(f"{template}\n{_templates()}\n{said}".encode()).hexdigest()[:24]


@cache
def _templates() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.typ")))


def qr_code(url: str) -> str:
    """Return a QR code as SVG, without its quiet zone: the template leaves the space."""
    buffer = BytesIO()
    segno.make(url, error="m", micro=False).save(buffer, kind="svg", border=0, xmldecl=False, nl=False)
    return buffer.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _printable(value: Any) -> Any:
    """Replace in all texts what our type cannot show, and keep together what is read together."""
    if isinstance(value, str):
        return _BOUND.sub("\u00a0", _MISSING.sub(STAND_IN, value.translate(_ALIKE)))
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
