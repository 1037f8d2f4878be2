"""Offers: what a family can get. Ages as people say them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from typing import Any, ClassVar, Self, TypedDict

from django import forms
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import Access, Cost, Flag, LoadFactor, TargetGroup
from schutznetz.directory.forms.entry import TOO_LONG, EntryForm, line
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import ContactPoint, Offer, OfferType, Site
from schutznetz.directory.presenting import languages
from schutznetz.directory.presenting import typed as typing

NOT_A_COUNT = "Bitte geben Sie eine Zahl an."
MOST = 9999
# Asked for most; an entry that names others keeps them.
SPOKEN = (
    "de",
    "de-ls",
    "gsg",
    "en",
    "ar",
    "tr",
    "uk",
    "ru",
    "prs",
    "fa",
    "kmr",
    "pl",
    "ro",
    "fr",
    "es",
    "it",
    "sq",
    "vi",
)
Choices = list[tuple[str, str]]


class Own(TypedDict):
    """What a house has already: an offer is at one of its places, and reached at one of its contact points."""

    sites: list[Site]
    contact_points: list[ContactPoint]


def count(label: str, hint: str) -> forms.IntegerField:
    errors = {"invalid": NOT_A_COUNT, "min_value": NOT_A_COUNT, "max_value": f"Höchstens {MOST}."}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=0, max_value=MOST, widget=widget, error_messages=errors
    )


def several(label: str, choices: Iterable[tuple[str, Any]] = ()) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=list(choices), widget=forms.CheckboxSelectMultiple
    )


class CapacityForm(EntryForm):
    """Free places and how long one waits; saved means that it holds today."""

    parts: ClassVar[tuple[str, ...]] = ("free_places", "waiting_weeks", "capacity_on")

    free_places = count("Freie Plätze", "0 heißt: zurzeit keine. Leer heißt: keine Angabe.")
    waiting_weeks = count("Wartezeit in Wochen", "Ungefähr genügt. Leer heißt: keine Angabe.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        given = said.get("free_places") is not None or said.get("waiting_weeks") is not None
        said["capacity_on"] = timezone.localdate().isoformat() if given else None
        return said


class OfferForm(EntryForm):
    """The whole offer."""

    parts: ClassVar[tuple[str, ...]] = (
        "offer_type", "title", "summary", "description", "targets", "for_pregnancy", "age_from", "age_to", "loads",
        "flags", "languages", "access", "access_note", "cost", "cost_note", "free_places", "waiting_weeks",
        "capacity_on", "site", "contact_point",
    )  # fmt: skip

    offer_type = forms.ChoiceField(label="Art der Hilfe", error_messages={"required": "Bitte wählen Sie die Art."})
    title = line(Offer, "title", "Titel", required=True)
    summary = line(
        Offer, "summary", "In einem Satz", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Was bekommt man hier?",
    )  # fmt: skip
    description = forms.CharField(
        label="Beschreibung", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    targets = several("Für wen", TargetGroup.choices)
    for_pregnancy = forms.BooleanField(label="schon in der Schwangerschaft", required=False)
    age_from = forms.CharField(
        label="Alter ab", required=False, max_length=40, help_text="Zum Beispiel: Geburt, 6 Monate, 3 Jahre.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    age_to = forms.CharField(
        label="Alter bis", required=False, max_length=40, help_text="Zum Beispiel: 3 Jahre, 18. Geburtstag.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    loads = several("Hilft besonders bei", LoadFactor.choices)
    flags = several("Gut zu wissen", Flag.choices)
    languages = several("Sprachen")
    access = forms.ChoiceField(label="Zugang", choices=Access.choices)
    access_note = line(Offer, "access_note", "Hinweis zum Zugang")
    cost = forms.ChoiceField(label="Kosten", choices=Cost.choices)
    cost_note = line(Offer, "cost_note", "Hinweis zu den Kosten")
    free_places = count("Freie Plätze", "0 heißt: zurzeit keine. Leer heißt: keine Angabe.")
    waiting_weeks = count("Wartezeit in Wochen", "Ungefähr genügt. Leer heißt: keine Angabe.")
    site = forms.ChoiceField(label="Wo", required=False)
    contact_point = forms.ChoiceField(label="Wie man Sie erreicht", required=False)

    def __init__(
        self, data: Any = None, *, before: Values, types: Iterable[OfferType], sites: list[Site],
        contact_points: list[ContactPoint], typed: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, before=before, typed=typed)
        self.types, self.own = list(types), Own(sites=sites, contact_points=contact_points)
        spoken = [*SPOKEN, *(code for code in before.get("languages") or [] if code not in SPOKEN)]
        self._offer("offer_type", [("", "Bitte wählen"), *_by_group(self.types)])
        self._offer("languages", [(code, languages.name(code)) for code in spoken])
        self._offer("site", [("", "ohne festen Ort"), *((str(each.pk), str(each)) for each in sites)])
        reached = [(str(each.pk), each.function.title) for each in contact_points]
        self._offer("contact_point", [("", "keine Angabe"), *reached])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def filled(self, values: Values) -> dict[str, Any]:
        ages = {"age_from": typing.age(values.get("age_from")), "age_to": typing.last_age(values.get("age_to"))}
        return super().filled(values) | ages

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["age_from"] = self._age("age_from", typing.read_age)
        said["age_to"] = self._age("age_to", partial(typing.read_age, is_last=True))
        if None not in (said["age_from"], said["age_to"]) and said["age_to"] < said["age_from"]:
            self.add_error("age_to", "Das liegt vor dem Alter, ab dem es gilt. Bitte prüfen Sie beide.")
        said["capacity_on"] = self._capacity_on(said)
        return said

    def _age(self, name: str, read: Callable[[str], int | None]) -> int | None:
        try:
            return read(self.cleaned_data.get(name, ""))
        except DomainError as problem:
            self.add_error(name, str(problem))
            return None

    def _capacity_on(self, said: dict[str, Any]) -> str | None:
        """Return the day of the numbers: today as soon as one of them is another."""
        names = ("free_places", "waiting_weeks")
        if all(said.get(name) is None for name in names):
            return None
        if all(said.get(name) == self.before.get(name) for name in names):
            return str(self.before["capacity_on"]) if self.before.get("capacity_on") else None
        return timezone.localdate().isoformat()

    def values(self) -> Values:
        said = super().values()
        sorted_ones = {name: sorted(said[name]) for name in ("targets", "loads", "flags", "languages")}
        return said | sorted_ones | {name: said[name] or None for name in ("site", "contact_point")}

    def on_top_of(self, now: Values) -> Self:
        return type(self)(before=now, typed=self.touched(), types=self.types, **self.own)


class NewOfferForm(OfferForm):
    """An offer that is not there yet: read once more before it leaves the house."""

    def looks_different(self) -> str:
        return self.mark_seen() if self.cleaned_data["seen"] != self.mark_seen() else ""

    def mark_seen(self) -> str:
        return self.mark(self.values())


def _by_group(types: list[OfferType]) -> list[tuple[str, Choices]]:
    """Return the kinds of help under the names of their groups, as one list of choices."""
    return [
        (group, [(kind.pk, kind.label) for kind in kinds]) for group, kinds in groupby(types, lambda kind: kind.group)
    ]
