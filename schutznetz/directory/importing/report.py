"""The result of reading in a list, for machines (JSON) and for the coordinator (text)."""

from collections import Counter
from dataclasses import dataclass, field, replace
from uuid import UUID

from schutznetz.directory.importing.comparing import Changed, Sample
from schutznetz.directory.importing.findings import Duplicate, Finding, Log

SOUND, SOME_REFUSED, UNUSABLE = 0, 1, 2
SHOWN = 20


@dataclass(slots=True)
class Report:
    """What happened, or with ``dry_run`` would happen.

    ``changed_offer_ids`` are what the search must index anew; ``has_withdrawn`` says that it must also forget words
    of addresses for good (R50). ``kept`` has another value in the list and stays as somebody has edited it.
    ``samples`` and ``changed`` are single records, for a person to read.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    changed_offer_ids: list[UUID] = field(default_factory=list)
    kept: int = 0
    samples: list[Sample] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    has_withdrawn: bool = False
    exit_code: int = SOUND
    dry_run: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "errors": [finding.as_json() for finding in self.errors],
            "warnings": [finding.as_json() for finding in self.warnings],
            "duplicates": [duplicate.as_json() for duplicate in self.duplicates],
        }

    def add(self, other: "Report", file: str) -> None:
        """Add the report of one file of a folder."""
        for name in ("rows", "created", "updated", "unchanged", "skipped", "kept"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += [replace(finding, file=file) for finding in other.errors]
        self.warnings += [replace(finding, file=file) for finding in other.warnings]
        self.duplicates += [replace(duplicate, file=file) for duplicate in other.duplicates]
        self.changed_offer_ids += other.changed_offer_ids
        self.has_withdrawn = self.has_withdrawn or other.has_withdrawn
        self.exit_code = max(self.exit_code, other.exit_code)

    def take(self, log: Log) -> None:
        self.errors += log.errors
        self.warnings += log.warnings
        self.exit_code = max(self.exit_code, SOME_REFUSED if log.errors else SOUND)

    def refuse_all(self) -> None:
        """Strict: one refused row refuses the list; nothing of it is written."""
        self.created = self.updated = 0
        self.kept = 0
        self.changed_offer_ids, self.has_withdrawn = [], False
        self.exit_code = UNUSABLE

    @property
    def refused(self) -> int:
        """Rows of which nothing is taken over; one may have several errors."""
        return len({(finding.file, finding.sheet, finding.row) for finding in self.errors})

    def summary(self) -> str:
        """Return the report as a coordinator reads it."""
        lines = [self._headline(), ""]
        lines += [f"  {label:<34}{count:>7}" for label, count in self._counts()]
        lines += _section("Nicht übernommen (bitte berichtigen)", self.errors)
        lines += _section("Übernommen, aber bitte prüfen", self.warnings)
        lines += self._duplicate_lines()
        return "\n".join(lines)

    def _headline(self) -> str:
        if self.exit_code == UNUSABLE:
            return "Es wurde nichts geschrieben."
        return "Probelauf: Es wurde nichts geschrieben." if self.dry_run else "Die Liste ist eingelesen."

    def _counts(self) -> list[tuple[str, int]]:
        return [
            ("Zeilen in der Liste", self.rows),
            ("neu", self.created),
            ("geändert", self.updated),
            ("unverändert", self.unchanged),
            ("übersprungen", self.skipped),
            *([("selbst geändert, bleibt", self.kept)] if self.kept else []),
            ("nicht übernommen", self.refused),
            ("vielleicht doppelt", len(self.duplicates)),
        ]

    def _duplicate_lines(self) -> list[str]:
        if not self.duplicates:
            return []
        lines = ["", "Vielleicht doppelt (nichts wurde zusammengeführt):"]
        lines += [f"  {_place(item.file, item.sheet, item.row)}: {item.reason}" for item in self.duplicates[:SHOWN]]
        return [*lines, *_more(len(self.duplicates))]


def _section(title: str, findings: list[Finding]) -> list[str]:
    if not findings:
        return []
    kinds = Counter(finding.code for finding in findings)
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.code, finding)
    lines = ["", f"{title}:"]
    for code, count in kinds.most_common(SHOWN):
        example = first[code]
        times = f"{count} mal, zuerst " if count > 1 else ""
        lines.append(f"  {times}{_place(example.file, example.sheet, example.row)}: {example.message}")
    return lines


def _place(file: str, sheet: str, row: int | None) -> str:
    parts = [file, f"Blatt „{sheet}“" if sheet else "", f"Zeile {row}" if row is not None else ""]
    return ", ".join(filter(None, parts)) or "ganze Liste"


def _more(count: int) -> list[str]:
    return [f"  … und {count - SHOWN} weitere (vollständig mit --json)"] if count > SHOWN else []
