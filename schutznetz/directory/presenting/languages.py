"""Names of the languages in which help is given."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# Not in Django's list, or said differently in this field.
OWN = {
    "de-ls": _("Leichte Sprache"),
    "gsg": _("Deutsche Gebärdensprache"),
    "ku": _("Kurdisch"),
    "kmr": _("Kurmandschi"),
    "prs": _("Dari"),
    "ps": _("Paschtu"),
    "ti": _("Tigrinya"),
    "am": _("Amharisch"),
    "so": _("Somali"),
    "rom": _("Romanes"),
    "bs": _("Bosnisch"),
    "zh": _("Chinesisch"),
    "fa": _("Persisch"),
    "vi": _("Vietnamesisch"),
}


def name(code: str) -> str:
    """Return the name of a language, or its code if nobody has named it yet."""
    if code in OWN:
        return str(OWN[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
