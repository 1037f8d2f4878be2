"""The colour of an embed: out of the palette or a municipality's own, if people can read it (WCAG 2.2, 1.4.3)."""

import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from schutznetz.common.errors import DomainError
from schutznetz.publishing.presenting.card import ACCENTS

# The papers of ui/embed.css; the tests compare them.
PAPER, DARK_PAPER = "#ffffff", "#161616"
LEAST_CONTRAST = 4.5
# Letters on dark paper look thinner.
DARK_CONTRAST = 7
# Of white, until a dark colour can be read on dark paper.
STEPS = range(0, 101, 5)


def read(text: str) -> str:
    """Return "#00536e" for the name of an accent or six digits; say why, if it is none that people can read."""
    colour = ACCENTS.get(text, f"#{text.removeprefix('#').lower()}")
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        said = {"names": ", ".join(ACCENTS)}
        raise DomainError(_("Die Farbe ist eine von %(names)s oder sechs Ziffern wie 00536e.") % said)
    if (found := contrast(colour, PAPER)) < LEAST_CONTRAST:
        said = {"colour": colour, "found": _number(found), "least": _number(LEAST_CONTRAST)}
        raise DomainError(
            _("Die Farbe %(colour)s ist auf Weiß zu schwach: Ihr Kontrast ist %(found)s zu 1, nötig sind %(least)s.")
            % said
        )
    return colour


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def in_the_dark(colour: str) -> str:
    """Return a colour with as much white in it as dark paper asks for."""
    mixed = (_mixed(colour, percent) for percent in STEPS)
    return next(each for each in mixed if contrast(each, DARK_PAPER) >= DARK_CONTRAST)


def style_sheet(colour: str) -> str:
    return f":root {{ --own: {colour}; --own-dark: {in_the_dark(colour)}; }}\n"


def _parts(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, percent: int) -> str:
    return "#" + "".join(f"{part + (255 - part) * percent // 100:02x}" for part in _parts(colour))


def _number(value: float) -> str:
    # Cut, not rounded: 4.46 must not read as the 4.5 that it is not.
    return number_format(int(value * 10) / 10, 1)
