"""What stands in the address of an embed. What is wrong is refused and named: a filter passed over shows too much."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schutznetz.common.errors import DomainError
from schutznetz.directory.forms.portal import TrappedForm
from schutznetz.jobs.models import LONGEST_ADDRESS
from schutznetz.networks.models import Network
from schutznetz.publishing.enums import Mode, TextSize
from schutznetz.publishing.presenting import colours
from schutznetz.publishing.presenting.card import ACCENTS
from schutznetz.publishing.presenting.embeds import Look

MOST_OFFERS = 20
LONGEST_PLACE = 100


class EmbedForm(forms.Form):
    """How every embed may look."""

    farbe = forms.CharField(required=False, strip=True)
    modus = forms.ChoiceField(
        required=False,
        choices=Mode.choices,
        error_messages={"invalid_choice": _("„modus“ ist hell, dunkel oder auto.")},
    )
    schrift = forms.ChoiceField(
        required=False,
        choices=TextSize.choices,
        error_messages={"invalid_choice": _("„schrift“ ist normal, gross oder sehr-gross.")},
    )

    def clean_farbe(self) -> str:
        try:
            return colours.read(self.cleaned_data["farbe"]) if self.cleaned_data["farbe"] else ""
        except DomainError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if set(self.data) - set(self.fields):
            known = {"names": ", ".join(self.fields)}
            raise ValidationError(gettext("Diese Einbettung kennt nur: %(names)s.") % known)
        return answers

    def refusals(self) -> list[str]:
        """Say what is wrong, one sentence each."""
        return [str(message) for messages in self.errors.values() for message in messages]

    def look(self, network: Network) -> Look:
        given, usual = self.cleaned_data, Look.of(network)
        return Look(
            given["farbe"] or usual.colour,
            Mode(given["modus"] or usual.mode),
            TextSize(given["schrift"] or usual.size),
        )


class PlaceEmbedForm(EmbedForm):
    """What can stand for one place."""

    ort = forms.CharField(
        required=False,
        strip=True,
        max_length=LONGEST_PLACE,
        error_messages={"max_length": _("„ort“ hat höchstens %(limit_value)d Zeichen.")},
    )


class ListEmbedForm(PlaceEmbedForm):
    """Which offers a list shows, and how many."""

    thema = forms.SlugField(required=False, error_messages={"invalid": _("Das Thema in „thema“ kennen wir nicht.")})
    anzahl = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_OFFERS,
        error_messages={
            name: _("„anzahl“ ist eine Zahl von 1 bis 20.") for name in ("invalid", "min_value", "max_value")
        },
    )


class SampleForm(forms.Form):
    """The options on the page for webmasters; what is not understood counts as not given, the preview says why."""

    farbe = forms.ChoiceField(required=False, choices=[(name, name) for name in ACCENTS])
    eigene = forms.CharField(required=False, strip=True, max_length=7)
    modus = forms.ChoiceField(required=False, choices=Mode.choices)
    schrift = forms.ChoiceField(required=False, choices=TextSize.choices)
    thema = forms.SlugField(required=False)
    ort = forms.CharField(required=False, strip=True, max_length=LONGEST_PLACE)

    def answers(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class MailForm(TrappedForm):
    """Where the pinboard goes."""

    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Bitte schreiben Sie, wohin die Liste gehen soll.",
            "invalid": "Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: name@anbieter.de",
            "max_length": "Diese E-Mail-Adresse ist zu lang.",
        },
    )
