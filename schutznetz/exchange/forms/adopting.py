"""As what a house becomes a partner."""

from django import forms

from schutznetz.networks.enums import PartnerType


class AdoptForm(forms.Form):
    partner_type = forms.TypedChoiceField(
        label="Als welcher Partner?",
        choices=[("", "Bitte wählen"), *PartnerType.choices],
        coerce=PartnerType,
        error_messages={
            "required": "Bitte wählen Sie, als welcher Partner die Einrichtung mitarbeitet.",
            "invalid_choice": "Diesen Partnertyp kennen wir nicht. Bitte wählen Sie einen aus der Liste.",
        },
    )
