"""Questions to the list of partners, and the steps in the life of one."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils import timezone

from schutznetz.coordination.access import Asked
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.regions.models import Gemeinde

ALL = ("", "alle")


class PartnersForm(forms.Form):
    """Which partners to list; a value that makes no sense counts as not given."""

    art = forms.ChoiceField(label="Partnertyp", required=False, choices=[ALL, *PartnerType.choices])
    stand = forms.ChoiceField(label="Stand", required=False, choices=[ALL, *PartnershipState.choices])
    ort = forms.ChoiceField(label="Ort", required=False)
    pflege = forms.ChoiceField(label="Eintragspflege", required=False, choices=[ALL, ("niemand", "noch niemand")])
    seite = forms.IntegerField(required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, gemeinden: Iterable[Gemeinde], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(gemeinde.pk, gemeinde.name) for gemeinde in gemeinden]
        cast("forms.ChoiceField", self.fields["ort"]).choices = [ALL, *places]

    def asked(self) -> Asked:
        given = self.answers()
        return Asked(given["art"], given["stand"], given["ort"], unkept=bool(given["pflege"]))

    def answers(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class MoveForm(forms.Form):
    state = forms.TypedChoiceField(choices=PartnershipState.choices, coerce=PartnershipState)


class LeaveForm(forms.Form):
    day = forms.DateField(
        label="Ausgeschieden am",
        initial=timezone.localdate,
        help_text="Zum Beispiel 31.07.2026.",
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Bitte geben Sie den Tag an.",
            "invalid": "Bitte schreiben Sie den Tag so: 31.07.2026.",
        },
    )
