"""What a list would do, or has done: kept as plain values, and read as sentences."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.directory.enums import EntryKind, UploadState
from schutznetz.directory.importing import Duplicate, Finding, Report
from schutznetz.directory.models import ListImport, ListUpload
from schutznetz.directory.presenting import keeping
from schutznetz.ui.components import Change, Fact

SHOWN_LINES = 20
MOST_DUPLICATES = 200
BOM = "\ufeff"
# Excel would calculate what begins like this.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
PARTS = {
    "name": EntryKind.ORGANISATION,
    "title": EntryKind.OFFER,
    "offer_type": EntryKind.OFFER,
    "ortsteil": EntryKind.SITE,
    "phones": EntryKind.CONTACT_POINT,
    "email": EntryKind.CONTACT_POINT,
    "url": EntryKind.CONTACT_POINT,
    "hours": EntryKind.CONTACT_POINT,
    "summary": EntryKind.OFFER,
    "description": EntryKind.OFFER,
    "age_from": EntryKind.OFFER,
    "age_to": EntryKind.OFFER,
    "barrier": EntryKind.SITE,
}
LABELS = {
    "name": "Einrichtung",
    "title": "Angebot",
    "traeger": "Träger",
    "address": "Anschrift",
    "confidential": "Geschützter Ort",
}
COUNTS = (
    ("rows", "Zeilen in der Liste"),
    ("created", "neu"),
    ("updated", "geändert"),
    ("unchanged", "unverändert"),
    ("kept", "selbst geändert, bleibt"),
    ("skipped", "übersprungen"),
    ("refused", "nicht übernommen"),
    ("duplicates", "vielleicht doppelt"),
)
ALWAYS = frozenset({"rows", "created", "updated", "unchanged", "refused"})


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind: what it is about, what to do, and the first rows that have it."""

    title: str
    text: str
    lines: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of the list, new or changed."""

    title: str
    facts: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()


def told(report: Report) -> dict[str, Any]:
    """Return a report as plain values that can be kept."""
    return {
        "counts": {
            "rows": report.rows, "created": report.created, "updated": report.updated, "unchanged": report.unchanged,
            "kept": report.kept, "skipped": report.skipped, "refused": report.refused,
            "duplicates": len(report.duplicates),
        },
        "refused": [asdict(finding) for finding in report.errors],
        "remarks": _grouped(report.warnings),
        "duplicates": [asdict(found) for found in report.duplicates[:MOST_DUPLICATES]],
        "samples": [asdict(sample) for sample in report.samples],
        "changed": [asdict(changed) for changed in report.changed],
    }  # fmt: skip


def _grouped(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings by kind, the most frequent first: how often, and the first of them."""
    groups: dict[str, dict[str, Any]] = {}
    for finding in findings:
        group = groups.setdefault(finding.code, {"count": 0, "first": []})
        group["count"] += 1
        if len(group["first"]) < SHOWN_LINES:
            group["first"].append(asdict(finding))
    return sorted(groups.values(), key=lambda group: -group["count"])


@dataclass(frozen=True, slots=True)
class Told:
    """A report as its page shows it; ``problem`` stands alone: then nothing else was found out."""

    problem: str = ""
    counts: tuple[Fact, ...] = ()
    refused: tuple[Group, ...] = ()
    remarks: tuple[Group, ...] = ()
    samples: tuple[Piece, ...] = ()
    changed: tuple[Piece, ...] = ()
    stays: tuple[Piece, ...] = ()
    more: str = ""
    changes_something: bool = False


def page(kept: Mapping[str, Any], types: Mapping[str, str]) -> Told:
    """Return what a page shows of a kept report; ``types`` are the kinds of offers by their key."""
    if "counts" not in kept:
        return Told(problem=str(kept.get("problem", "")))
    counted = kept["counts"]
    left = counted["updated"] + counted["kept"] - len(kept["changed"])
    doubles = duplicates(kept)
    return Told(
        counts=tuple(counts(kept)),
        refused=tuple(refused(kept)),
        remarks=(*remarks(kept), *((doubles,) if doubles else ())),
        samples=tuple(samples(kept, types)),
        changed=tuple(changed(kept, types, stays=False)),
        stays=tuple(changed(kept, types, stays=True)),
        more=f"Gezeigt sind die ersten; {_number(left)} weitere ändern sich ebenso." if left > 0 else "",
        changes_something=bool(counted["created"] + counted["updated"] + counted["kept"]) or _withdraws(kept),
    )


def _withdraws(kept: Mapping[str, Any]) -> bool:
    """Tell whether a list takes something back: places that are protected now, though no row of them is sound."""
    return any(group["first"][0]["code"] == "withdrawn" for group in kept["remarks"])


def counts(kept: Mapping[str, Any]) -> list[Fact]:
    found = kept["counts"]
    return [Fact(label, _number(found[name])) for name, label in COUNTS if found[name] or name in ALWAYS]


def refused(kept: Mapping[str, Any]) -> list[Group]:
    return [_group(group) for group in _grouped(Finding(**values) for values in kept["refused"])]


def remarks(kept: Mapping[str, Any]) -> list[Group]:
    return [_group(group) for group in kept["remarks"]]


def duplicates(kept: Mapping[str, Any]) -> Group | None:
    found = [Duplicate(**values) for values in kept["duplicates"]]
    if not found:
        return None
    lines = tuple(f"{_place(one.sheet, one.row)}: {one.reason}" for one in found[:SHOWN_LINES])
    return Group("Vielleicht doppelt", "Zusammengeführt wird nichts.", lines, _more(kept["counts"]["duplicates"]))


def _group(group: Mapping[str, Any]) -> Group:
    first = [Finding(**values) for values in group["first"]]
    sentence, _, rest = first[0].message.partition(". ")
    title = f"{sentence.rstrip('.')} ({_number(group['count'])})" if group["count"] > 1 else sentence.rstrip(".")
    return Group(title, rest, tuple(map(_line, first)), _more(group["count"]))


def _line(finding: Finding) -> str:
    """Say where; the value only if the report has one: what would tell where a protected place is was cut before."""
    column = f", Spalte „{finding.column}“" if finding.column else ""
    return f"{_place(finding.sheet, finding.row)}{column}" + (f": {finding.value}" if finding.value else "")


def _place(sheet: str, row: int | None) -> str:
    parts = [f"Blatt „{sheet}“" if sheet else "", f"Zeile {row}" if row is not None else ""]
    return ", ".join(filter(None, parts)) or "ganze Liste"


def _more(count: int) -> str:
    return f"und {_number(count - SHOWN_LINES)} weitere" if count > SHOWN_LINES else ""


def samples(kept: Mapping[str, Any], types: Mapping[str, str]) -> list[Piece]:
    """Show the first new records as they were understood."""
    return [
        Piece(
            title=f"{_place(sample['sheet'], sample['row'])}: {sample['said']['title']}",
            facts=tuple(Fact(label(part), said(part, value, types)) for part, value in sample["said"].items() if value),
        )
        for sample in kept["samples"]
    ]


def changed(kept: Mapping[str, Any], types: Mapping[str, str], *, stays: bool) -> list[Piece]:
    """Show what differs between the list and the directory, record by record."""
    return [
        Piece(
            title=f"{_place(one['sheet'], one['row'])}: {one['title']}",
            changes=tuple(
                Change(label(part), said(part, before, types), said(part, after, types))
                for part, before, after in one["parts"]
            ),
        )
        for one in kept["changed"]
        if one["stays"] == stays
    ]


def label(part: str) -> str:
    return LABELS.get(part) or keeping.label(PARTS[part], part)


def said(part: str, value: Any, types: Mapping[str, str]) -> str:
    if part in PARTS:
        return keeping.text(PARTS[part], part, value, types if part == "offer_type" else None)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return str(value) or keeping.EMPTY


def refused_csv(kept: Mapping[str, Any]) -> str:
    """Return what was not taken over as a table for Excel; the rows themselves are in the list of who sent it."""
    out = StringIO()
    table = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    table.writerow(["Blatt", "Zeile", "Spalte", "Wert", "Warum, und was Sie tun können"])
    for finding in (Finding(**values) for values in kept.get("refused", ())):
        row = finding.row if finding.row is not None else ""
        table.writerow([row if cell is row else harmless(cell) for cell in _cells(finding, row)])
    return BOM + out.getvalue()


def _cells(finding: Finding, row: int | str) -> list[Any]:
    return [finding.sheet, row, finding.column, finding.value, finding.message]


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def state_of(upload: ListUpload) -> str:
    when = date_format(timezone.localtime(upload.sent_at), "j. F, H:i")
    return f"{UploadState(upload.state).label.capitalize()}, {_rows(upload.rows)}, vom {when} Uhr"


def imported(one: ListImport) -> str:
    """Say in one line what a list has brought."""
    when = date_format(timezone.localtime(one.at), "j. F Y, H:i")
    figures = [
        f"{_number(one.created)} neu",
        f"{_number(one.updated)} geändert",
        f"{_number(one.unchanged)} unverändert",
    ]
    figures += [f"{_number(one.kept)} selbst geändert"] if one.kept else []
    figures += [f"{_number(one.refused)} nicht übernommen"] if one.refused else []
    return f"{when} Uhr: {', '.join(figures)}"


def facts_of_imports(imports: Iterable[ListImport]) -> list[Fact]:
    return [Fact(one.name, imported(one)) for one in imports]


def _rows(count: int) -> str:
    return "1 Zeile" if count == 1 else f"{_number(count)} Zeilen"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
