"""Who takes over from somebody who leaves."""

from typing import Any, cast

from django import forms


class HandOverForm(forms.Form):
    to = forms.ChoiceField(
        label="Wer übernimmt?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie, wer übernimmt.",
            "invalid_choice": "Diese Person kann nicht übernehmen. Bitte wählen Sie eine aus der Liste.",
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["to"]).choices = choices
