"""The three fields of a single practice."""

from django import forms
from django.core.exceptions import ValidationError

from schutznetz.common import words
from schutznetz.common.errors import DomainError
from schutznetz.coordination.actions.practices import read_phone
from schutznetz.coordination.enums import Practice


class PracticeForm(forms.Form):
    """``sure`` is set by the second button, after people have seen who looks alike."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="So, wie er an der Tür steht. Zum Beispiel: Hebamme Ida Beispiel.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie den Namen an."},
    )
    kind = forms.TypedChoiceField(
        label="Art der Praxis",
        choices=[("", "Bitte wählen"), *Practice.choices],
        coerce=Practice,
        error_messages={
            "required": "Bitte wählen Sie die Art der Praxis.",
            "invalid_choice": "Bitte wählen Sie eine Art aus der Liste.",
        },
    )
    phone = forms.CharField(
        label="Telefonnummer",
        max_length=40,
        help_text="Mit Vorwahl, zum Beispiel 030 23125100.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie die Nummer mit Vorwahl an."},
    )
    sure = forms.BooleanField(required=False)

    def clean_name(self) -> str:
        return words.squeeze(words.storable(self.cleaned_data["name"]))

    def clean_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["phone"])
        except DomainError as refused:
            raise ValidationError(str(refused)) from refused
