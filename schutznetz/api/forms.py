"""What may be asked of the API. Everything else is refused by name: a filter that is ignored would show too much."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any, ClassVar
from uuid import UUID

from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from schutznetz.common.words import storable
from schutznetz.exchange.access import Asked
from schutznetz.exchange.mapping.times import DAYS

USUAL_SIZE, LARGEST_SIZE, LARGEST_MINIMAL = 50, 100, 10_000
LAST_PAGE = 1_000_000
FARTHEST_METRES = 200_000
OLDEST_YEARS = 120
LONGEST_SEARCH = 200
UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
TIME_FORM = "([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[ +-]\d\d:\d\d)?", re.IGNORECASE)
PAGING = ("page", "per_page", "format", "full", "full_service", "minimal", "after")
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Word(serializers.CharField):
    """A text of one form, turned into what it means; JSON's numbers are no texts."""

    meaning: Callable[[str], Any] = str
    default_error_messages: ClassVar = {
        "invalid": "Das ist nicht die Form, die hier gebraucht wird.",
        "blank": "Hier fehlt eine Angabe.",
        "null": "Hier fehlt eine Angabe.",
        "max_length": "Das ist zu lang: höchstens {max_length} Zeichen.",
    }

    def __init__(self, form: str = "", **options: Any) -> None:
        self.form = re.compile(form) if form else None
        super().__init__(required=False, trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        if self.form and not self.form.fullmatch(data):
            self.fail("invalid")
        return self.meaning(data)


@extend_schema_field({"type": "string", "format": "uuid", "pattern": f"^{UUID_FORM}$"})
class Key(Word):
    meaning = UUID

    def __init__(self, **options: Any) -> None:
        super().__init__(UUID_FORM, **options)


@extend_schema_field({"type": "string", "pattern": f"^{TIME_FORM}$"})
class Clock(Word):
    meaning = time.fromisoformat

    def __init__(self, **options: Any) -> None:
        super().__init__(TIME_FORM, **options)


@extend_schema_field({"type": "string", "pattern": "^[0-9]{5}$"})
class Postcode(Word):
    def __init__(self, **options: Any) -> None:
        super().__init__("[0-9]{5}", **options)


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(Word):
    """A moment with its offset, without one in UTC; what lies beyond all calendars means their end."""

    def to_internal_value(self, data: Any) -> datetime:
        text = super().to_internal_value(data)
        if not MOMENT_FORM.fullmatch(text):
            self.fail("invalid")
        try:
            # "+" in an address that nobody escaped arrives as a blank
            found = parse_datetime(text.upper().replace(" ", "+"))
        except ValueError:
            found = None
        if found is None:
            raise serializers.ValidationError(self.error_messages["invalid"])
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        if not EARLIEST.year <= found.year < LATEST.year:
            return EARLIEST if found.year < EARLIEST.year else LATEST
        return found.astimezone(UTC)


class Number(serializers.IntegerField):
    default_error_messages: ClassVar = {
        "invalid": "Hier gehört eine ganze Zahl hin.",
        "null": "Hier fehlt eine Angabe.",
        "min_value": "Mindestens {min_value}.",
        "max_value": "Höchstens {max_value}.",
    }

    def __init__(self, least: int, most: int, **options: Any) -> None:
        super().__init__(required=False, min_value=least, max_value=most, **options)

    def to_internal_value(self, data: Any) -> int:
        if self.context.get("is_json"):
            if isinstance(data, bool) or not (isinstance(data, int) or (isinstance(data, float) and data.is_integer())):
                self.fail("invalid")
        elif not re.fullmatch(r"-?[0-9]{1,12}", str(data)):
            self.fail("invalid")
        return int(data)


class Switch(serializers.BooleanField):
    default_error_messages: ClassVar = {"invalid": "true oder false.", "null": "Hier fehlt eine Angabe."}

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_internal_value(self, data: Any) -> bool:
        values: dict[Any, bool] = {} if self.context.get("is_json") else {"true": True, "false": False}
        found = data if isinstance(data, bool) else values.get(data) if isinstance(data, str) else None
        if found is None:
            self.fail("invalid", input=data)
        return bool(found)


class Choice(serializers.ChoiceField):
    default_error_messages: ClassVar = {"null": "Hier fehlt eine Angabe."}

    def __init__(self, choices: tuple[str, ...], **options: Any) -> None:
        message = {"invalid_choice": f"Eines davon: {', '.join(choices)}."}
        super().__init__(required=False, choices=choices, error_messages=message, **options)


class Strict(serializers.Serializer):
    """Parameters of one address; an unknown one is a mistake."""

    def to_internal_value(self, data: Mapping[str, Any]) -> Any:
        unknown = [name for name in data if name not in self.fields]
        if unknown:
            raise serializers.ValidationError({name: ["Diesen Parameter gibt es hier nicht."] for name in unknown})
        clean = {name: storable(value) if isinstance(value, str) else value for name, value in data.items()}
        return super().to_internal_value(clean)

    def asked(self) -> Asked:
        """Return the conditions; ``is_valid`` has been called."""
        return Asked(**{name: value for name, value in self.validated_data.items() if name not in PAGING})


class Paged(Strict):
    """Pages of a list."""

    page = Number(1, LAST_PAGE, default=1, help_text="Seite, beginnt mit 1")
    per_page = Number(1, LARGEST_SIZE, help_text=f"Einträge je Seite, ohne Angabe {USUAL_SIZE}")
    format = Choice(("json", "ndjson"), help_text="ndjson: alles ohne Seiten, ein Eintrag je Zeile")

    def size(self) -> int:
        usual = LARGEST_MINIMAL if self.validated_data.get("minimal") else USUAL_SIZE
        return int(self.validated_data.get("per_page", usual))


class Searched(Paged):
    search = Word(allow_blank=True, max_length=LONGEST_SEARCH, help_text="Suche in Alltagswörtern")


class Filtered(Searched):
    taxonomy_term_id = Key(help_text="mit diesem Begriff")
    taxonomy_id = Key(help_text="mit einem Begriff aus diesem Katalog")
    modified_after = Moment(help_text="seit diesem Zeitpunkt geändert; auch was seither weg ist, als Grabstein")
    full = Switch(help_text="mit allem, was darunter liegt")


class Offered(Filtered):
    organization_id = Key(help_text="Angebote dieser Einrichtung")
    postcode = Postcode(help_text="Angebote für Menschen aus dieser PLZ")
    proximity = Number(1, FARTHEST_METRES, help_text="so viele Meter um die Mitte der PLZ; nur mit postcode")
    minimum_age = Number(0, OLDEST_YEARS, help_text="für Kinder, die so viele Jahre alt sind oder älter")
    maximum_age = Number(0, OLDEST_YEARS, help_text="für Kinder, die so viele Jahre alt sind oder jünger")
    day = Choice(DAYS, help_text="an diesem Wochentag erreichbar, in der kommenden Woche")
    start_time = Clock(help_text="erreichbar ab dieser Uhrzeit (HH:MM)")
    end_time = Clock(help_text="erreichbar bis zu dieser Uhrzeit (HH:MM)")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "proximity" in attrs and "postcode" not in attrs:
            raise serializers.ValidationError({"proximity": ["Dazu gehört eine PLZ (postcode)."]})
        return attrs


class ServicesAsked(Offered):
    minimal = Switch(help_text=f"nur id und last_modified; ohne per_page {LARGEST_MINIMAL} je Seite")


class AtLocationsAsked(Offered):
    pass


class OrganizationsAsked(Filtered):
    full_service = Switch(help_text="mit ihren Angeboten, ganz")


class TaxonomiesAsked(Searched):
    pass


class TermsAsked(Searched):
    taxonomy_id = Key(help_text="aus diesem Katalog")
    parent_id = Key(help_text="unter diesem Begriff")
    top_only = Switch(help_text="nur Begriffe, über denen keiner steht")


class ChangesAsked(Strict):
    after = Number(0, 10**11, default=0, help_text="die letzte Stelle, die Sie schon kennen")
    per_page = Number(1, LARGEST_MINIMAL, default=1000)


class OrganizationAsked(Strict):
    full_service = Switch(help_text="mit ihren Angeboten, ganz")


class NothingAsked(Strict):
    pass
