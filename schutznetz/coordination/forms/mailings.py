"""A text to chosen functions."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from schutznetz.coordination.models import LONGEST_MAILING
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.forms import HOUSE_ROLES
from schutznetz.regions.models import Gemeinde

ALL = ("", "alle")
ROLES = (*HOUSE_ROLES, FunctionRole.RECEPTION, FunctionRole.COUNSELLING, FunctionRole.PRACTICE, FunctionRole.OFFICE,
         FunctionRole.GROUP)  # fmt: skip


class MailingForm(forms.Form):
    partner_type = forms.ChoiceField(label="Partnertyp", required=False, choices=[ALL, *PartnerType.choices])
    gemeinde = forms.ChoiceField(label="Ort", required=False)
    role = forms.ChoiceField(
        label="Funktion", required=False, choices=[ALL, *((role.value, role.label) for role in ROLES)]
    )
    text = forms.CharField(
        label="Ihr Text",
        help_text="Bitte ohne Namen und Angaben über Familien. Anhänge gibt es nicht.",
        max_length=LONGEST_MAILING,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off"}),
        error_messages={
            "required": "Bitte schreiben Sie Ihren Text.",
            "max_length": "Bitte kürzen Sie Ihren Text auf %(limit_value)d Zeichen.",
        },
    )

    def __init__(self, *args: Any, gemeinden: Iterable[Gemeinde], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(gemeinde.pk, gemeinde.name) for gemeinde in gemeinden]
        cast("forms.ChoiceField", self.fields["gemeinde"]).choices = [ALL, *places]

    def clean_text(self) -> str:
        """Keep line ends, refuse what no mail can carry."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        if any(not (character.isprintable() or character in "\n\t\u00a0\u00ad") for character in text):
            raise ValidationError("Ihr Text enthält unsichtbare Steuerzeichen. Bitte tippen Sie ihn neu ein.")
        return text

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "text": given["text"],
            "partner_type": given["partner_type"],
            "role": given["role"],
            "gemeinde_id": given["gemeinde"] or None,
        }
