"""What people type into the portal. A wrong value is named and kept; it never costs the rest of the question."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schutznetz.directory.enums import Access, Cost, Flag, LoadFactor, MistakeKind, TargetGroup
from schutznetz.directory.models import LONGEST_MISTAKE, LONGEST_REASON

LONGEST_QUESTION = 200
RADII_KM = (2, 5, 10, 20, 50)
# Ages as parents say them: value in months of the child, -1 for pregnancy.
AGES = [
    (-1, _("Schwangerschaft")),
    (0, _("Neugeborenes")),
    (6, _("ein halbes Jahr")),
    (12, _("1 Jahr")),
    (24, _("2 Jahre")),
    (36, _("3 Jahre")),
    (60, _("5 Jahre")),
    (84, _("7 Jahre")),
    (120, _("10 Jahre")),
    (156, _("13 Jahre")),
    (192, _("16 Jahre")),
    (216, _("18 Jahre")),
]


# Questions that are ticked or left; in an address they are "1".
YES_OR_NO = ("offen", "frei", "barrierefrei")


class SearchForm(forms.Form):
    """The questions of the search; everything may be left out."""

    q = forms.CharField(label=_("Was suchen Sie?"), required=False, strip=True)
    ort = forms.CharField(label=_("Ort oder Postleitzahl"), required=False, strip=True)
    typ = forms.SlugField(label=_("Art der Hilfe"), required=False)
    umkreis = forms.TypedChoiceField(
        label=_("Umkreis"), required=False, coerce=int, choices=[(km, f"{km} km") for km in RADII_KM]
    )
    alter = forms.TypedChoiceField(label=_("Alter des Kindes"), required=False, coerce=int, choices=AGES)
    zugang = forms.ChoiceField(label=_("Zugang"), required=False, choices=Access.choices)
    kosten = forms.ChoiceField(label=_("Kosten"), required=False, choices=Cost.choices)
    wen = forms.ChoiceField(label=_("Für wen"), required=False, choices=TargetGroup.choices)
    lage = forms.ChoiceField(label=_("Hilft bei"), required=False, choices=LoadFactor.choices)
    merkmal = forms.ChoiceField(label=_("Wichtig ist mir"), required=False, choices=Flag.choices)
    sprache = forms.RegexField(r"^[a-z-]{2,8}$", label=_("Sprache"), required=False)
    offen = forms.BooleanField(label=_("jetzt erreichbar"), required=False)
    frei = forms.BooleanField(label=_("freie Plätze"), required=False)
    barrierefrei = forms.BooleanField(label=_("barrierefrei"), required=False)
    seite = forms.IntegerField(label=_("Seite"), required=False, min_value=1, max_value=1000)

    def clean_q(self) -> str:
        """Cut instead of refusing: a long sentence is a fair question."""
        return str(self.cleaned_data["q"]).replace("\x00", "")[:LONGEST_QUESTION]

    def answers(self) -> dict[str, Any]:
        """Return every answer that could be understood; the others count as not given."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        given |= {name: "1" for name in YES_OR_NO if given[name]}
        return given | {"alter": self.cleaned_data.get("alter", "")}


class TrappedForm(forms.Form):
    """A form that anybody may send. ``betreff`` is a trap: people never see it, programs fill it in."""

    betreff = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data["betreff"])


class MistakeForm(TrappedForm):
    """What is wrong with an entry."""

    kind = forms.ChoiceField(
        label=_("Was stimmt nicht?"),
        choices=MistakeKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte wählen Sie aus, was nicht stimmt."),
            "invalid_choice": _("Bitte wählen Sie eine der Antworten."),
        },
    )
    text = forms.CharField(
        label=_("Was sollten wir wissen?"),
        help_text=_("Zum Beispiel die richtige Nummer. Bitte keine Namen von Kindern oder Familien."),
        required=False,
        max_length=LONGEST_MISTAKE,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"max_length": _("Bitte kürzen Sie Ihren Text auf %(limit_value)d Zeichen.")},
    )
    reply_email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_(
            "Nur, wenn wir nachfragen dürfen. Wir nutzen sie für nichts anderes und löschen sie mit dem Hinweis."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: name@anbieter.de"),
            "max_length": _("Diese E-Mail-Adresse ist zu lang."),
        },
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("kind") == MistakeKind.OTHER and not answers.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Bitte schreiben Sie kurz, was nicht stimmt."))
        return answers


class SendBackForm(forms.Form):
    """The coordination's question to whoever proposed something."""

    reason = forms.CharField(
        label="Ihre Frage",
        max_length=LONGEST_REASON,
        help_text="Ein Satz genügt. Bitte keine Namen von Kindern oder Familien.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Bitte schreiben Sie, was Sie wissen möchten.",
            "max_length": f"Bitte kürzen Sie Ihre Frage auf {LONGEST_REASON} Zeichen.",
        },
    )
