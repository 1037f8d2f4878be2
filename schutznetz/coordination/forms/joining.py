"""What a house says about itself when it wants to join, and what becomes of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schutznetz.common import phones, words
from schutznetz.coordination.actions.joining import FIRST_STATES
from schutznetz.coordination.models import LONGEST_WORD
from schutznetz.directory.forms.portal import TrappedForm
from schutznetz.networks.enums import PartnershipState, PartnerType


class JoinForm(TrappedForm):
    """Few fields, no account."""

    name = forms.CharField(
        label=_("Name Ihrer Einrichtung"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Bitte geben Sie den Namen Ihrer Einrichtung an.")},
    )
    partner_type = forms.ChoiceField(
        label=_("Was sind Sie?"),
        choices=[("", _("Bitte wählen")), *PartnerType.choices],
        error_messages={
            "required": _("Bitte wählen Sie, was am besten passt."),
            "invalid_choice": _("Bitte wählen Sie eine Antwort aus der Liste."),
        },
    )
    town = forms.CharField(
        label=_("Ort"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": _("Bitte geben Sie an, in welchem Ort Sie arbeiten.")},
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("E-Mail-Adresse oder Telefonnummer: eines von beiden genügt."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: name@anbieter.de")},
    )
    phone = forms.CharField(
        label=_("Telefonnummer"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    text = forms.CharField(
        label=_("Was tun Sie für Kinder und Familien?"),
        help_text=_("Ein Satz genügt. Bitte keine Namen von Kindern oder Familien."),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"max_length": _("Bitte kürzen Sie Ihren Text auf %(limit_value)d Zeichen.")},
    )

    def clean_phone(self) -> str:
        if not self.cleaned_data["phone"]:
            return ""
        found, leftovers = phones.parse_many(self.cleaned_data["phone"])
        if len(found) != 1 or leftovers:
            raise ValidationError(gettext("Bitte geben Sie eine Nummer mit Vorwahl an, zum Beispiel 030 23125100."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not (answers.get("email") or answers.get("phone") or {"email", "phone"} & self.errors.keys()):
            self.add_error("email", gettext("Bitte sagen Sie uns, wie wir Ihnen antworten können."))
        return answers

    def said(self) -> dict[str, str]:
        """Return the answers as they are stored, in one line each."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "betreff"}
        return {name: words.squeeze(words.storable(value)) for name, value in given.items()}


class AcceptForm(forms.Form):
    state = forms.TypedChoiceField(
        label="Wie steht es?",
        choices=[
            (FIRST_STATES[0].value, "hat zugesagt und beginnt später"),
            (FIRST_STATES[1].value, "arbeitet ab heute mit"),
        ],
        coerce=PartnershipState,
        initial=FIRST_STATES[1].value,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie, wie es steht.",
            "invalid_choice": "Bitte wählen Sie eine der Antworten.",
        },
    )
