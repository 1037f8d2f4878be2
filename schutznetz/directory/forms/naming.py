"""The name in a function, and whether it may be public."""

from typing import Any

from django import forms
from django.utils import timezone

from schutznetz.directory.forms.entry import TOO_LONG, length_of
from schutznetz.networks.models import Holder

YEARS = [("1", "ein Jahr"), ("2", "zwei Jahre")]
NOT_A_DAY = "Bitte geben Sie den Tag so an: 3.7.2026."


class NameForm(forms.Form):
    """A name; public only with the day on which the person agreed."""

    name = forms.CharField(
        label="Name", max_length=length_of(Holder, "name"), widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie den Namen an.", "max_length": TOO_LONG},
    )  # fmt: skip
    is_public = forms.BooleanField(
        label="Darf öffentlich im Portal stehen", required=False,
        help_text="Ohne Haken sehen den Namen nur die Partner im Netzwerk.",
    )  # fmt: skip
    consent_on = forms.DateField(
        label="Einwilligung vom", required=False, input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"invalid": NOT_A_DAY},
    )  # fmt: skip
    years = forms.ChoiceField(label="Sie gilt", choices=YEARS, widget=forms.RadioSelect, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("is_public") or "consent_on" not in said:
            return said
        if said["consent_on"] is None:
            self.add_error("consent_on", "Bitte geben Sie an, an welchem Tag die Person eingewilligt hat.")
        elif said["consent_on"] > timezone.localdate():
            self.add_error("consent_on", "Dieser Tag liegt in der Zukunft.")
        if not said.get("years"):
            self.add_error("years", "Bitte wählen Sie, wie lange die Einwilligung gilt.")
        return said
