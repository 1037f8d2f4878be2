"""What somebody may ask "Jetzt Hilfe": a place, a street only where it decides, a moment, a profession."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.common.hours import read_moment
from schutznetz.jurisdiction.answering.answers import LONGEST, Address, Question
from schutznetz.jurisdiction.enums import Profession


def _text() -> forms.CharField:
    # too long a text is cut, not refused: whoever asks gets numbers
    return forms.CharField(required=False, strip=True)


class QuestionForm(forms.Form):
    """Any input makes a question; what cannot be understood is left out."""

    plz, ort, ortsteil, strasse = _text(), _text(), _text(), _text()
    aufenthalt_plz, aufenthalt_ort, aufenthalt_strasse = _text(), _text(), _text()
    at, profession = _text(), _text()

    def question(self) -> Question:
        given = {name: self._given(name) for name in self.fields}
        return Question(
            home=Address.of(given["plz"], given["ort"], given["ortsteil"], given["strasse"]),
            stay=Address.of(given["aufenthalt_plz"], given["aufenthalt_ort"], "", given["aufenthalt_strasse"]),
            at=_moment(given["at"]) or timezone.now(),
            profession=given["profession"] if given["profession"] in Profession.values else "",
        )

    def _given(self, name: str) -> str:
        values: Any = self.data
        return str(values.get(name, "")).replace("\0", " ")[:LONGEST]


_PLZ = re.compile(r"(?<!\d)[0-9]{5}(?!\d)")


class PlaceForm(forms.Form):
    """The questions of the page: a place as people write it; streets and the place of stay only in what was sent."""

    ort, ortsteil, beruf = _text(), _text(), _text()
    strasse, aufenthalt_ort, aufenthalt_strasse = _text(), _text(), _text()

    def given(self, name: str) -> str:
        """Return what was typed, cut to a length that anybody reads."""
        values: Any = self.data
        return " ".join(str(values.get(name, "")).replace("\0", " ").split())[:LONGEST]

    @property
    def profession(self) -> str:
        return self.given("beruf") if self.given("beruf") in Profession.values else ""

    def question(self, at: datetime) -> Question:
        return Question(
            home=address_of(self.given("ort"), self.given("strasse"), self.given("ortsteil")),
            stay=address_of(self.given("aufenthalt_ort"), self.given("aufenthalt_strasse")),
            at=at,
            profession=self.profession,
        )


def address_of(place: str, street: str = "", ortsteil: str = "") -> Address:
    """Return the address that "04155 Leipzig", "04155" or "Leipzig" names."""
    found = _PLZ.search(place)
    if found is None:
        return Address.of("", place, ortsteil, street)
    rest = (place[: found.start()] + place[found.end() :]).strip(" ,")
    return Address.of(found.group(), rest, ortsteil, street)


def _moment(text: str) -> datetime | None:
    """Return a moment, or None; the plus of "+01:00" arrives as a blank in an address."""
    try:
        return read_moment(text.replace(" ", "+"))
    except DomainError:
        return None


class NumberForm(forms.Form):
    phone = forms.CharField(
        label="Telefonnummer",
        max_length=40,
        help_text="Mit Vorwahl, zum Beispiel 030 23125100.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie die Nummer mit Vorwahl an."},
    )


class TestCallForm(forms.Form):
    __test__ = False  # its name looks like a test to pytest

    answered = forms.TypedChoiceField(
        label="Wer ging ans Telefon?",
        choices=[("yes", "ein Mensch"), ("no", "niemand, oder nur eine Ansage")],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte sagen Sie, wer ans Telefon ging.",
            "invalid_choice": "Bitte wählen Sie eine der Antworten.",
        },
    )
