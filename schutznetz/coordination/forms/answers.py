"""What is answered by the link of a mail, without a log-in."""

from typing import Any, cast
from uuid import UUID

from django import forms

from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.forms.portal import TrappedForm
from schutznetz.directory.models import LONGEST_MISTAKE

# Whoever keeps an entry says what is to change; that something is over has a page of its own.
KINDS = [(kind.value, kind.label) for kind in MistakeKind if kind not in {MistakeKind.GONE, MistakeKind.PERSON}]


class ChosenForm(forms.Form):
    """Some of the entries that a link names; a single one is chosen already."""

    entries = forms.MultipleChoiceField(
        label="Welche Einträge?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte wählen Sie mindestens einen Eintrag aus.",
            "invalid_choice": "Einer dieser Einträge hat sich inzwischen geändert. Bitte laden Sie die Seite neu.",
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["entries"])
        field.choices = choices
        field.initial = [choices[0][0]] if len(choices) == 1 else []

    def chosen(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["entries"]]


class ChangeForm(TrappedForm, ChosenForm):
    """What is to change."""

    kind = forms.ChoiceField(
        label="Was stimmt nicht?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie aus, was nicht stimmt."},
    )
    text = forms.CharField(
        label="Wie ist es richtig?",
        help_text="Zum Beispiel die neue Nummer. Bitte keine Namen von Kindern oder Familien.",
        max_length=LONGEST_MISTAKE,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={
            "required": "Bitte schreiben Sie kurz, wie es richtig ist.",
            "max_length": "Bitte kürzen Sie Ihren Text auf %(limit_value)d Zeichen.",
        },
    )


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse der Funktion",
        help_text="Am besten eine Adresse, die bleibt, wenn Personen wechseln.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Bitte geben Sie die Adresse an.",
            "invalid": "Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: pflege@einrichtung.de",
        },
    )
