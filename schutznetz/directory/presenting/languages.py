"""German names of the languages in which help is given."""

from django.utils.translation import get_language_info

# Not in Django's list, or said differently in this field.
OWN = {
    "de-ls": "Leichte Sprache",
    "gsg": "Deutsche Gebärdensprache",
    "ku": "Kurdisch",
    "kmr": "Kurmandschi",
    "prs": "Dari",
    "ps": "Paschtu",
    "ti": "Tigrinya",
    "am": "Amharisch",
    "so": "Somali",
    "rom": "Romanes",
    "bs": "Bosnisch",
    "zh": "Chinesisch",
    "fa": "Persisch",
    "vi": "Vietnamesisch",
}


def name(code: str) -> str:
    """Return the German name of a language, or its code if nobody has named it yet."""
    if code in OWN:
        return OWN[code]
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
