"""How a house is reached: numbers and hours as people write them."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from django import forms
from django.forms import BoundField

from schutznetz.common import phones
from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import PhoneKind
from schutznetz.directory.forms.entry import NOT_AN_EMAIL, TOO_LONG, EntryForm, length_of, line, webpage
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import ContactPoint, PhoneNumber, Site
from schutznetz.directory.presenting import typed as typing

MOST_NUMBERS = 12
NOT_A_NUMBER = "Diese Nummer verstehen wir nicht. Bitte schreiben Sie sie mit Vorwahl, zum Beispiel 030 23125100."
ONE_PER_ROW = "Bitte schreiben Sie in jede Zeile nur eine Nummer."
TWICE = "Diese Nummer steht schon weiter oben."


class NumberRow(NamedTuple):
    """The three fields of one number."""

    number: BoundField
    note: BoundField
    is_fax: BoundField


class ReachForm(EntryForm):
    """Numbers and hours: what changes most often."""

    parts: ClassVar[tuple[str, ...]] = ("phones", "hours")

    hours = forms.CharField(
        label="Zeiten", required=False, max_length=length_of(ContactPoint, "hours"),
        help_text="So, wie Sie es sagen würden: Mo–Do 9–16 Uhr, Fr 9–12 Uhr. Oder: nach Vereinbarung.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    hours_free = forms.BooleanField(
        label="Trotzdem genau so zeigen", required=False,
        help_text="Dann lesen alle Ihren Satz. Als „jetzt offen“ zählt die Stelle damit nicht.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, before: Values, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, before=before, typed=typed)
        given = self.data if self.is_bound else self.initial
        last = max([-1, *(int(name[7:]) for name in given if name.startswith("number_") and name[7:].isdecimal())])
        self.rows = min(last + 1, MOST_NUMBERS) if self.is_bound else min(last + 2, MOST_NUMBERS)
        for row in range(self.rows):
            self._add_row(row)

    def _add_row(self, row: int) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        self.fields[f"number_{row}"] = forms.CharField(
            label=f"{row + 1}. Nummer", required=False, max_length=60, widget=widget,
            error_messages={"max_length": TOO_LONG},
        )  # fmt: skip
        self.fields[f"note_{row}"] = line(PhoneNumber, "note", "Wofür", help_text="Zum Beispiel: Anmeldung")
        self.fields[f"fax_{row}"] = forms.BooleanField(label="ist ein Fax", required=False)

    @property
    def number_rows(self) -> list[NumberRow]:
        return [NumberRow(self[f"number_{row}"], self[f"note_{row}"], self[f"fax_{row}"]) for row in range(self.rows)]

    @property
    def may_stay_free(self) -> bool:
        """Tell whether to offer that hours stay as they were typed: only where they were not understood."""
        return "hours" in self.errors or bool(self["hours_free"].value())

    def filled(self, values: Values) -> dict[str, Any]:
        fields: dict[str, Any] = {**super().filled(values), "hours": typing.hours(values.get("hours") or "")}
        for row, (number, kind, note) in enumerate(fields.pop("phones") or []):
            fields |= {
                f"number_{row}": phones.display(number),
                f"note_{row}": note,
                f"fax_{row}": kind == PhoneKind.FAX,
            }
        return fields

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["phones"] = self._numbers(said)
        if "hours" in said:
            said["hours"] = self._hours(said["hours"], is_free=bool(said.get("hours_free")))
        return said

    def _hours(self, text: str, *, is_free: bool) -> str:
        if "hours" not in self.changed_data:
            return str(self.before.get("hours") or "")
        try:
            return typing.read_hours(text, is_free=is_free)
        except DomainError as problem:
            self.add_error("hours", str(problem))
            return ""

    def _numbers(self, said: dict[str, Any]) -> list[list[str]]:
        found: list[list[str]] = []
        for row in range(self.rows):
            if text := said.get(f"number_{row}"):
                kind = PhoneKind.FAX if said.get(f"fax_{row}") else PhoneKind.PHONE
                number = self._number(row, text)
                if number and [number, kind.value] in [each[:2] for each in found]:
                    self.add_error(f"number_{row}", TWICE)
                found.append([number, kind.value, said.get(f"note_{row}", "")])
        return found

    def _number(self, row: int, text: str) -> str:
        """Return what can be dialled; what is shown in the field already keeps the number behind it."""
        for number, _kind, _note in self.before.get("phones") or []:
            if text == phones.display(number):
                return str(number)
        reading = phones.read(text)
        if reading.leftovers or not reading.numbers:
            self.add_error(f"number_{row}", NOT_A_NUMBER)
            return ""
        if len(reading.numbers) > 1:
            self.add_error(f"number_{row}", ONE_PER_ROW)
        return reading.numbers[0].number

    def looks_different(self) -> str:
        expression = self.cleaned_data["hours"]
        said = typing.hours(expression)
        is_plain = "hours" not in self.changed_data or self.cleaned_data.get("hours_free")
        if is_plain or not expression or self.cleaned_data["seen"] == expression:
            return ""
        return "" if typing.is_the_same(self.data["hours"], said) else said

    def mark_seen(self) -> str:
        return str(self.cleaned_data["hours"])

    def touched(self) -> dict[str, Any]:
        """Rows of numbers belong together: whoever touched one means all of them."""
        kept = super().touched()
        if any(name.startswith(("number_", "note_", "fax_")) for name in kept):
            for row in range(self.rows):
                kept |= {name: self[name].data for name in (f"number_{row}", f"note_{row}", f"fax_{row}")}
        return kept


class ContactForm(ReachForm):
    """The whole contact point."""

    parts: ClassVar[tuple[str, ...]] = ("phones", "email", "url", "hours", "audience", "site")

    email = forms.EmailField(
        label="E-Mail", required=False, max_length=length_of(ContactPoint, "email"),
        help_text="Am besten die Adresse der Stelle, nicht die einer Person.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NOT_AN_EMAIL, "max_length": TOO_LONG},
    )  # fmt: skip
    url = webpage()
    audience = line(ContactPoint, "audience", "Für wen diese Stelle ist", help_text="Zum Beispiel: für neue Familien")
    site = forms.ChoiceField(label="Standort", required=False)

    def __init__(
        self, data: Any = None, *, before: Values, sites: list[Site], typed: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, before=before, typed=typed)
        self.sites = sites
        site = self.fields["site"]
        if isinstance(site, forms.ChoiceField):
            site.choices = [("", "kein fester Ort"), *((str(each.pk), str(each)) for each in sites)]

    def values(self) -> Values:
        return super().values() | {"site": self.cleaned_data["site"] or None}

    def on_top_of(self, now: Values) -> Self:
        return type(self)(before=now, sites=self.sites, typed=self.touched())
