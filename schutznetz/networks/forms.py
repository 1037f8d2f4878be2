"""What people type when they look after who acts for an organisation."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone

from schutznetz.accounts.models import User
from schutznetz.common.errors import DomainError
from schutznetz.networks.actions import check_value
from schutznetz.networks.enums import EXPECTED_VALUES, Accent, EndGround, FunctionRole, ValueKey

# Functions that somebody can be invited into on a page, in the order in which a house thinks of them.
HOUSE_ROLES = (
    FunctionRole.LEAD, FunctionRole.CHILD_PROTECTION, FunctionRole.STEWARD, FunctionRole.PROFESSIONAL,
    FunctionRole.INSOFA, FunctionRole.ASD, FunctionRole.ASD_LEAD, FunctionRole.DUTY, FunctionRole.COORDINATION,
    FunctionRole.DATA_PROTECTION,
)  # fmt: skip
GROUNDS = [(ground.value, ground.label) for ground in EndGround if ground is not EndGround.EXPIRED]


def read_month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="E-Mail-Adresse",
        max_length=254,
        help_text="Dorthin schicken wir den Link. Er gilt sieben Tage.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Bitte geben Sie die E-Mail-Adresse der Person an.",
            "invalid": "Bitte prüfen Sie die E-Mail-Adresse, zum Beispiel leitung@kita.example.",
        },
    )
    role = forms.ChoiceField(
        label="Funktion",
        choices=[("", "Bitte wählen"), *((role.value, role.label) for role in HOUSE_ROLES)],
        error_messages={
            "required": "Bitte wählen Sie, in welche Funktion Sie einladen.",
            "invalid_choice": "Bitte wählen Sie eine Funktion aus der Liste.",
        },
    )


class LogForm(forms.Form):
    """What somebody wants to see of the log; a value that makes no sense counts as not given."""

    vor = forms.IntegerField(required=False, min_value=1)
    monat = forms.TypedChoiceField(label="Monat", required=False, coerce=read_month, empty_value=None)
    vorgang = forms.RegexField(r"^[a-z_]+\.[a-z_]+$", required=False)

    def __init__(self, *args: Any, months: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["monat"]).choices = months

    def answers(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class EndForm(forms.Form):
    ground = forms.ChoiceField(
        label="Warum endet die Mitgliedschaft?",
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie einen Grund. Er steht im Protokoll.",
            "invalid_choice": "Bitte wählen Sie einen der Gründe.",
        },
    )


class NewAccountForm(forms.Form):
    """Name and password of somebody who is new; the address is that of the invitation and not asked again."""

    name = forms.CharField(
        label="Ihr Name",
        max_length=120,
        help_text="So sehen Sie Ihre Kolleginnen und Kollegen. Öffentlich wird er nicht.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Bitte geben Sie Ihren Namen an."},
    )
    password = forms.CharField(
        label="Neues Passwort",
        strip=False,
        max_length=200,
        help_text="Mindestens 12 Zeichen. Ein kurzer Satz ist leicht zu merken.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Bitte denken Sie sich ein Passwort aus."},
    )

    def __init__(self, *args: object, email: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.email = email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        user = User(email=self.email, name=self.cleaned_data.get("name", ""))
        try:
            password_validation.validate_password(password, user)
        except ValidationError as refused:
            raise ValidationError(refused.messages) from refused
        return password


class NetworkForm(forms.Form):
    """What a network says about itself; what a value may look like is decided in ``actions.check_value``.

    Some values may stay empty for today, but the guided set-up goes on asking for them: they are not called optional.
    """

    expected = frozenset(EXPECTED_VALUES)  # read by ``field|is_optional``

    name = forms.CharField(
        label=ValueKey.NAME.label,
        max_length=100,
        error_messages={"required": "Name: Bitte machen Sie eine Angabe."},
    )
    accent = forms.ChoiceField(label=ValueKey.ACCENT.label, choices=Accent.choices)
    confirm_every_days = forms.CharField(
        label=ValueKey.CONFIRM_EVERY_DAYS.label,
        help_text="30 bis 730. Danach fragen wir die Einrichtungen, ob noch alles stimmt.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Bitte geben Sie eine Zahl von Tagen an."},
    )
    welcome = forms.CharField(
        label=ValueKey.WELCOME.label, required=False, help_text="Ein Satz, der Familien willkommen heißt."
    )
    about = forms.CharField(
        label=ValueKey.ABOUT.label, required=False, help_text="Steht unter „Wer dazugehört“.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    contact_phone = forms.CharField(label=ValueKey.CONTACT_PHONE.label, required=False)
    contact_email = forms.CharField(
        label=ValueKey.CONTACT_EMAIL.label, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    imprint = forms.CharField(
        label=ValueKey.IMPRINT.label, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wer verantwortlich ist: Name, Anschrift, Vertretung.",
    )  # fmt: skip
    stand = forms.DateField(
        label="Stand",
        initial=timezone.localdate,
        help_text="Seit wann das so ist, zum Beispiel 31.07.2026.",
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Bitte geben Sie den Tag an.",
            "invalid": "Bitte schreiben Sie den Tag so: 31.07.2026.",
        },
    )
    source = forms.CharField(
        label="Quelle",
        max_length=200,
        initial="Netzwerkkoordination",
        help_text="Woher die Angaben kommen, zum Beispiel ein Beschluss oder das Jugendamt.",
        error_messages={"required": "Bitte sagen Sie, woher die Angaben kommen."},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for key in ValueKey:
            if key.value in said:
                try:
                    said[key.value] = check_value(key, said[key.value])
                except DomainError as refused:
                    self.add_error(key.value, str(refused))
        return said

    def values(self) -> dict[ValueKey, str]:
        return {key: self.cleaned_data[key.value] for key in ValueKey}
