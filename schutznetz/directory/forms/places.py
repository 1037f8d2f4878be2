"""Houses and where they are."""

from typing import Any, ClassVar

from django import forms

from schutznetz.directory.enums import Barrier
from schutznetz.directory.forms.entry import EntryForm, line, webpage
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import Site
from schutznetz.networks.enums import ProviderKind
from schutznetz.networks.models import Organisation
from schutznetz.regions import access as regions

POSTAL = ("street", "house_number", "plz", "town", "ortsteil")
DERIVED = ("gemeinde", "kreis", "lat", "lon")
NOWHERE = "Diesen Ort finden wir nicht. Bitte prüfen Sie PLZ und Ort."
SHOWN_PLACES = 4


class OrganisationForm(EntryForm):
    """What a house says about itself."""

    parts: ClassVar[tuple[str, ...]] = ("name", "profile", "provider_kind", "url")

    name = line(Organisation, "name", "Name", required=True)
    profile = line(
        Organisation, "profile", "In zwei Sätzen", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Was machen Sie, und für wen?",
    )  # fmt: skip
    provider_kind = forms.ChoiceField(
        label="Art des Trägers", required=False, choices=[("", "keine Angabe"), *ProviderKind.choices],
        help_text="Steht in der offenen Schnittstelle.",
    )  # fmt: skip
    url = webpage()


class HiddenSiteForm(EntryForm):
    """A confidential place: nothing that could lead there."""

    parts: ClassVar[tuple[str, ...]] = ("barrier",)

    barrier = forms.ChoiceField(label="Barrierefreiheit", choices=Barrier.choices)


class SiteForm(EntryForm):
    """A place that everybody may find; PLZ and town say in which Gemeinde it lies."""

    parts: ClassVar[tuple[str, ...]] = ("name", *POSTAL, "directions", "barrier", *DERIVED)

    name = line(Site, "name", "Name des Standorts", help_text="Nur, wenn er anders heißt als die Einrichtung.")
    street = line(Site, "street", "Straße")
    house_number = line(Site, "house_number", "Hausnummer")
    plz = forms.RegexField(
        r"^\d{5}$", label="PLZ", widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie die PLZ an.", "invalid": "Eine PLZ hat fünf Ziffern."},
    )  # fmt: skip
    town = line(Site, "town", "Ort", required=True)
    ortsteil = line(Site, "ortsteil", "Ortsteil")
    directions = line(Site, "directions", "So finden Sie hin", help_text="Zum Beispiel: Eingang im Hof, Linie 4.")
    barrier = forms.ChoiceField(label="Barrierefreiheit", choices=Barrier.choices)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if {"plz", "town"} <= typed.keys():
            typed |= self._place(typed)
        return typed

    def _place(self, typed: dict[str, Any]) -> Values:
        """Return where the address lies; one that is as before keeps its place to the metre."""
        if self.before.get("gemeinde") and all(typed.get(name) == self.before.get(name) for name in POSTAL):
            return {name: self.before.get(name) for name in DERIVED}
        found = regions.locate(typed["plz"], typed["town"], typed.get("ortsteil", ""))
        if found.gemeinde is None or found.kreis is None:
            self.add_error("town", _which([gemeinde.name for gemeinde in found.candidates]))
            return {}
        return {"gemeinde": found.gemeinde.ags, "kreis": found.kreis.ags, "lat": found.lat, "lon": found.lon}


def _which(names: list[str]) -> str:
    if not names:
        return NOWHERE
    more = " und weitere" if len(names) > SHOWN_PLACES else ""
    return f"Das kann mehrere Orte meinen: {', '.join(names[:SHOWN_PLACES])}{more}. Bitte schreiben Sie den Ort genau."
