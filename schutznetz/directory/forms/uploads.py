"""A list, and what its columns mean."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from schutznetz.directory.importing import Look, Mapping
from schutznetz.directory.importing.limits import BROWSER, MEBIBYTE
from schutznetz.directory.importing.plan import IDENTIFYING, REACHING
from schutznetz.directory.importing.vocabulary import FLAG
from schutznetz.directory.models import OfferType
from schutznetz.directory.presenting import columns
from schutznetz.directory.presenting.columns import NOTHING

LONGEST_NAME = 100
LONGEST_SOURCE = 200
TOO_LITTLE = (
    "So ist noch kein Eintrag zu erkennen. Bitte wählen Sie mindestens eine Spalte für Name, Träger oder Art des "
    "Angebots und eine für Anschrift, Telefon, E-Mail oder Internetseite."
)


TOO_LARGE = f"Die Datei ist größer als {BROWSER.bytes // MEBIBYTE} MB. {BROWSER.otherwise}"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Ihre Liste",
        help_text=f"Excel (.xlsx), CSV, TSV, JSON oder GeoJSON, bis {BROWSER.bytes // MEBIBYTE} MB und "
        f"{BROWSER.records // 1000}.000 Zeilen.",
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.tsv,.txt,.json,.geojson,.jsonl"}),
        error_messages={"required": "Bitte wählen Sie eine Datei.", "invalid": "Bitte wählen Sie eine Datei."},
    )

    @staticmethod
    def is_too_large(request: HttpRequest) -> bool:
        """Tell whether nothing of a file was kept because of its size (settings: FILE_UPLOAD_MAX_MEMORY_SIZE)."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        return length.isdecimal() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE

    def sent(self) -> tuple[str, bytes]:
        """Return name and bytes; nobody else has read them."""
        file = self.cleaned_data["file"]
        return file.name or "Liste", file.read()


class ColumnsForm(forms.Form):
    """One question for each column, with what was guessed or said before; and what holds for the list as a whole."""

    list_name = forms.CharField(
        label="Name der Liste",
        help_text="Unter diesem Namen erkennt das Programm die nächste Fassung wieder.",
        max_length=LONGEST_NAME,
        error_messages={"required": "Bitte geben Sie der Liste einen Namen."},
    )
    source = forms.CharField(
        label="Woher die Liste kommt",
        help_text="Steht später bei jedem Eintrag, zum Beispiel: Stadt Auental, Stand Mai 2026.",
        max_length=LONGEST_SOURCE,
        error_messages={"required": "Bitte sagen Sie, woher die Liste kommt."},
    )

    def __init__(
        self, *args: Any, look: Look, mapping: Mapping, sheet: str | None, types: Iterable[OfferType], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.look, self.mapping = look, mapping
        self.types = {kind.pk: kind.label for kind in types}
        self.initial["list_name"] = mapping.list_name[:LONGEST_NAME]
        self.initial["source"] = mapping.source[:LONGEST_SOURCE]
        if len(look.sheets) > 1:
            self._ask_for_the_sheet(sheet)
        for number, (name, _) in enumerate(look.sheets):
            self._ask_for_the_type(number, name)
        for number, column in enumerate(look.columns):
            self._ask_for_the_column(number, column.name)

    def _ask_for_the_sheet(self, sheet: str | None) -> None:
        each = [(name, f"nur „{name}“ ({rows} Zeilen)") for name, rows in self.look.sheets]
        self.fields["sheet"] = forms.ChoiceField(
            label="Blatt", choices=[(NOTHING, "alle Blätter"), *each], initial=sheet or NOTHING
        )

    def _ask_for_the_type(self, number: int, sheet: str) -> None:
        of_sheet = f" im Blatt „{sheet}“" if len(self.look.sheets) > 1 else ""
        said = self.mapping.sheets.get(sheet, {}).get("type") or self.mapping.constants.get("type", "")
        self.fields[f"type_{number}"] = forms.ChoiceField(
            label=f"Art des Angebots{of_sheet}",
            help_text="Gilt für Zeilen, die selbst keine nennen.",
            choices=[(NOTHING, "steht in jeder Zeile"), *self.types.items()],
            initial=said or NOTHING,
        )

    def _ask_for_the_column(self, number: int, name: str) -> None:
        column = self.look.columns[number]
        # What was guessed can be chosen again after something else was.
        said = [self.look.mapping.columns.get(name, ""), self.mapping.columns.get(name, "")]
        guess = next((each for each in said if each.startswith(FLAG)), said[0])
        self.fields[f"column_{number}"] = forms.ChoiceField(
            label=name,
            help_text=columns.examples(column.examples),
            choices=columns.choices(name, guess, self.types),
            initial=said[1] or NOTHING,
        )

    def general(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("column_")]

    def of_columns(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("column_")]

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        targets = set(self._columns().values())
        if not targets & IDENTIFYING or not targets & REACHING:
            raise ValidationError(TOO_LITTLE)
        return given

    def _columns(self) -> dict[str, str]:
        names = enumerate(column.name for column in self.look.columns)
        return {name: self._chosen(f"column_{number}") for number, name in names}

    def _chosen(self, field: str) -> str:
        found = str(self.cleaned_data.get(field, NOTHING))
        return "" if found == NOTHING else found

    def said(self) -> tuple[Mapping, str | None]:
        """Return what the columns mean, and which sheet is meant if it is only one."""
        given = self.cleaned_data
        kept = {name: value for name, value in self.mapping.constants.items() if name != "type"}
        constants: dict[str, dict[str, str]] = {}
        for number, (sheet, _) in enumerate(self.look.sheets):
            before = {name: value for name, value in self.mapping.sheets.get(sheet, {}).items() if name != "type"}
            kind = self._chosen(f"type_{number}")
            constants[sheet] = {**before, **({"type": kind} if kind else {})}
        found = replace(
            self.mapping, list_name=given["list_name"], source=given["source"], columns=self._columns(),
            constants=kept, sheets=constants,
        )  # fmt: skip
        return found, self._chosen("sheet") or None


class TakeForm(forms.Form):
    overwrite = forms.BooleanField(label="Auch überschreiben, was selbst geändert wurde", required=False)

    def wants_to(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["overwrite"])
