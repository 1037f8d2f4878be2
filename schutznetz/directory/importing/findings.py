"""What the report says about one value, one row or a whole list."""

from dataclasses import dataclass, field

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a list. Rows are counted as a person counts them in the file; None means the whole list."""

    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of the report; ``message`` is a German sentence that says what to do."""

    sheet: str
    row: int | None
    column: str
    field: str
    value: str
    code: str
    message: str
    file: str = ""

    def as_json(self) -> dict[str, object]:
        entry: dict[str, object] = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "field": self.field,
            "value": self.value,
            "code": self.code,
            "message": self.message,
        }
        return {"file": self.file, **entry} if self.file else entry


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record that looks like another one: a stored offer (its id) or a row of the same list (no id)."""

    row: int | None
    id: str
    reason: str
    sheet: str = ""
    file: str = ""

    def as_json(self) -> dict[str, object]:
        entry: dict[str, object] = {"row": self.row, "id": self.id, "reason": self.reason}
        return {"file": self.file, **entry} if self.file else entry


@dataclass(slots=True)
class Log:
    """Collects findings while a list passes through the steps. An error refuses its row, a warning does not."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def error(
        self, where: Where, code: str, message: str, *, column: str = "", field: str = "", value: str = ""
    ) -> None:
        self.errors.append(finding(where, code, message, column=column, field=field, value=value))

    def remark(
        self, where: Where, code: str, message: str, *, column: str = "", field: str = "", value: str = ""
    ) -> None:
        self.warnings.append(finding(where, code, message, column=column, field=field, value=value))


def finding(where: Where, code: str, message: str, *, column: str = "", field: str = "", value: str = "") -> Finding:
    shown = value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"
    shown = shown.encode(errors="replace").decode()  # half a character cannot be printed
    return Finding(where.sheet, where.row, column, field, shown, code, message)
