"""What people type when they set up a network: units, Gemeinden, who answers when."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms

from schutznetz.coordination.actions.setting_up import Answering
from schutznetz.jurisdiction.models import DutyService
from schutznetz.networks.models import Unit
from schutznetz.regions.models import Gemeinde

# A value of its own: a Gemeinde that is missing from what was sent must not lose its unit.
OPEN = ("offen", "noch offen")


WRONG = {
    "invalid_choice": "Bitte wählen Sie eine Einheit aus der Liste.",
    "required": "Bitte wählen Sie eine Einheit, oder „noch offen“.",
}


class UnitForm(forms.Form):
    name = forms.CharField(
        label="Neue Einheit",
        max_length=120,
        help_text="So heißt sie am Telefon, zum Beispiel „Sozialer Dienst Nord“.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie der Einheit einen Namen."},
    )


class PlacesForm(forms.Form):
    """One select for each Gemeinde, and one for all that are still open."""

    def __init__(
        self, *args: Any, gemeinden: list[Gemeinde], units: Iterable[Unit], finer: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.gemeinden = gemeinden
        choices = [OPEN, *((key, unit.name) for key, unit in self.units.items())]
        for row in gemeinden:
            more = finer.get(row.pk, 0)
            self.fields[f"ort_{row.pk}"] = forms.ChoiceField(
                label=row.name, choices=choices, initial=OPEN[0], error_messages=WRONG,
                help_text=f"Für Teile davon gelten {more} engere Regeln." if more else "",
            )  # fmt: skip
        self.fields["rest"] = forms.ChoiceField(
            label="Alle, die noch offen sind", required=False, error_messages=WRONG,
            choices=[("", "bleiben offen"), *choices[1:]],
        )  # fmt: skip

    def said(self) -> dict[Gemeinde, Unit | None]:
        """Return the unit of each Gemeinde; whatever is still open gets the one that is chosen for the rest."""
        rest = self.units.get(self.cleaned_data["rest"])
        return {row: self.units.get(self.cleaned_data[f"ort_{row.pk}"], rest) for row in self.gemeinden}


class ServiceForm(forms.Form):
    """Who answers when. A new one has a unit, a name and a number too."""

    unit = forms.ChoiceField(
        label="Für wen?",
        required=False,
        help_text="Eine Einheit, oder ein Dienst, der nach ihr antwortet: Bereitschaft, Notdienst.",
    )
    name = forms.CharField(
        label="Name des Dienstes",
        max_length=120,
        required=False,
        help_text="Ohne Angabe heißt er wie die Einheit.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hours = forms.CharField(
        label="Zeiten",
        max_length=500,
        help_text="Zum Beispiel „Mo-Do 8-16 Uhr, Fr 8-12 Uhr“ oder „rund um die Uhr“.",
        error_messages={"required": "Bitte sagen Sie, wann dort ein Mensch antwortet."},
    )
    successor = forms.ChoiceField(
        label="Wer antwortet danach?",
        required=False,
        help_text="Ganz am Ende steht immer die 110.",
    )
    note = forms.CharField(label="Hinweis am Telefon", max_length=200, required=False)
    phone = forms.CharField(
        label="Telefonnummer",
        max_length=60,
        help_text="Mit Vorwahl. Sie gilt, wenn eine zweite Person sie bestätigt hat.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie die Nummer mit Vorwahl an."},
    )

    def __init__(
        self, *args: Any, services: Iterable[DutyService], units: Iterable[Unit], is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.services = {str(service.pk): service for service in services}
        self._choose("unit", [("", "Dienst nach den Einheiten"), *((key, row.name) for key, row in self.units.items())])
        self._choose("successor", [("", "niemand, dann 110"), *((key, row.name) for key, row in self.services.items())])
        if not is_new:
            for name in ("unit", "name", "phone"):
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = choices
        field.error_messages["invalid_choice"] = "Bitte wählen Sie etwas aus der Liste."

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "name" in self.fields and not said.get("name") and not said.get("unit"):
            self.add_error("name", "Bitte geben Sie dem Dienst einen Namen.")
        return said

    def answering(self) -> Answering:
        said = self.cleaned_data
        unit = self.units.get(said.get("unit", ""))
        name = said.get("name") or (unit.name if unit else "")
        successor = self.services.get(said["successor"])
        return Answering(name, said["hours"], unit, successor, said["note"], said.get("phone", ""))
