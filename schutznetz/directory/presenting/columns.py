"""What the columns of a list can mean, in words; the names are those of ``importing/vocabulary.toml``."""

from schutznetz.directory.importing.vocabulary import FLAG, NOTE

NOTHING = "-"  # a choice that is made, unlike an empty one
NOT_TAKEN = "wird nicht übernommen"
TARGETS = {
    "name": "Name der Einrichtung oder des Angebots",
    "traeger": "Träger",
    "type": "Art des Angebots",
    "site_name": "Name des Standorts",
    "description": "Beschreibung",
    "street": "Straße, auch mit Hausnummer",
    "house_number": "Hausnummer",
    "plz": "PLZ",
    "town": "Ort",
    "ortsteil": "Ortsteil",
    "address": "ganze Anschrift in einer Zelle",
    "phone": "Telefon",
    "fax": "Fax",
    "email": "E-Mail",
    "url": "Internetseite",
    "hours": "Öffnungszeiten",
    "hours_from": "geöffnet von",
    "hours_to": "geöffnet bis",
    "age_from": "Alter ab",
    "age_to": "Alter bis",
    "barrier": "barrierefrei: ja oder nein",
    "person": "Name einer Person",
    "protected": "Anschrift ist geheim: ja oder nein",
    "source_key": "feste Kennung der Zeile",
    "kreis": "Schlüssel des Kreises (AGS)",
    "lat": "Breitengrad",
    "lon": "Längengrad",
}


def choices(column: str, guess: str, types: dict[str, str]) -> list[tuple[str, str]]:
    """Return what a column can mean; a kind of offer that is answered by yes and no only where it was guessed."""
    note = guess if guess.startswith(NOTE) else f"{NOTE}{column}"
    found = [(NOTHING, NOT_TAKEN), *TARGETS.items(), (note, "eigene Zeile in der Beschreibung")]
    if guess.startswith(FLAG):
        kind = guess.removeprefix(FLAG)
        found.append((guess, f"{types.get(kind, kind)}: ja oder nein"))
    return found


def examples(values: tuple[str, ...]) -> str:
    return f"Zum Beispiel: {' · '.join(values)}" if values else "In den ersten Zeilen steht hier nichts."
