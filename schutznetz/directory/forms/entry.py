"""One entry as a form: filled from its values, read back into them, and put on top of what somebody else saved."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.db.models import Field, Model
from django.http import QueryDict

from schutznetz.directory import keeping
from schutznetz.directory.keeping import Values

TOO_LONG = "Bitte kürzen Sie auf %(limit_value)d Zeichen."
NOT_A_PAGE = "Diese Adresse ist nicht vollständig. Ein Beispiel: https://www.anbieter.de"
NOT_AN_EMAIL = "Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: name@anbieter.de"


def length_of(model: type[Model], name: str) -> int:
    field = model._meta.get_field(name)
    length = field.max_length if isinstance(field, Field) else None
    if length is None:
        raise TypeError(f"{name} has no length.")
    return length


def line(model: type[Model], name: str, label: str, **values: Any) -> forms.CharField:
    """Return a field for one line of text, as long as its column."""
    errors = {"max_length": TOO_LONG, "required": f"Bitte füllen Sie „{label}“ aus."}
    values = {"required": False, "widget": forms.TextInput(attrs={"autocomplete": "off"}), **values}
    return forms.CharField(label=label, max_length=length_of(model, name), error_messages=errors, **values)


def webpage() -> forms.URLField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"})
    errors = {"invalid": NOT_A_PAGE, "max_length": TOO_LONG}
    return forms.URLField(
        label="Internetseite", required=False, max_length=200, widget=widget, error_messages=errors,
        assume_scheme="https",
    )  # fmt: skip


class EntryForm(forms.Form):
    """``parts`` are the values that it changes, ``before`` those that were there when the form was filled."""

    parts: ClassVar[tuple[str, ...]] = ()
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, before: Values, typed: Mapping[str, Any] | None = None) -> None:
        self.before = before
        initial = {**self.filled(before), "base": self.mark(before), **(typed or {})}
        super().__init__(data, initial=initial)

    @classmethod
    def mark(cls, values: Values) -> str:
        """Return the mark of the parts of a state that this form changes."""
        return keeping.fingerprint({name: values.get(name) for name in cls.parts})

    def filled(self, values: Values) -> dict[str, Any]:
        """Return what stands in the fields for a state; by default each part has a field of its own."""
        return {name: values.get(name) for name in self.parts}

    def values(self) -> Values:
        """Return the parts as they were typed."""
        return {name: self.cleaned_data[name] for name in self.parts}

    def looks_different(self) -> str:
        """Say how something was understood, if it is not plain from what was typed; else nothing."""
        return ""

    def mark_seen(self) -> str:
        """Return what ``seen`` holds as soon as it has been shown how this was understood."""
        return ""

    def show_understood(self) -> None:
        """Let the next submit pass: whoever sends the same again has read how it was understood."""
        again = QueryDict(mutable=True)
        again.update(self.data)
        again["seen"] = self.mark_seen()
        self.data = again

    def touched(self) -> dict[str, Any]:
        """Return what somebody typed themselves, as it stands in the fields."""
        return {name: self[name].data for name in self.changed_data if name not in {"base", "seen"}}

    def on_top_of(self, now: Values) -> Self:
        """Return the form on a newer state, with everything kept that was typed."""
        return type(self)(before=now, typed=self.touched())
