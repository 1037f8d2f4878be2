"""Every accent can be read, in light and in dark, on paper and on the one coloured surface."""

import re
from pathlib import Path

import pytest

from schutznetz.ui.components import ACCENTS

STATIC = Path(__file__).resolve().parents[2] / "schutznetz/ui/static"
OURS = (STATIC / "ui/schutznetz.css").read_text()
KERN = next((STATIC / "vendor").glob("kern-*/kern.css")).read_text()
# Share of the accent in --sn-tint.
TINT = 0.07


def kern_colour(name):
    digits = re.search(rf"--kern-color-{name}:#([0-9a-f]{{6}})", KERN)[1]
    return tuple(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))


def luminance(colour):
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def thinned(colour, paper):
    return tuple(TINT * own + (1 - TINT) * ground for own, ground in zip(colour, paper, strict=True))


def accent_colours():
    rules = re.findall(
        r":root(?:\[data-accent=\"(\w+)\"\])? "
        r"\{ --sn-accent-light: var\(--kern-color-([\w-]+)\); --sn-accent-dark: var\(--kern-color-([\w-]+)\); \}",
        OURS,
    )
    return {name or ACCENTS[0]: (light, dark) for name, light, dark in rules}


def test_the_style_sheet_knows_exactly_the_closed_list():
    assert set(accent_colours()) == set(ACCENTS)


@pytest.mark.parametrize("name", ACCENTS)
@pytest.mark.parametrize(("mode", "paper", "text_on_button"), [(0, "white", "white"), (1, "grey-950", "black")])
def test_an_accent_can_be_read(name, mode, paper, text_on_button):
    accent, ground = kern_colour(accent_colours()[name][mode]), kern_colour(paper)

    assert contrast(accent, ground) >= 4.5
    assert contrast(accent, thinned(accent, ground)) >= 4.5
    assert contrast(kern_colour(text_on_button), accent) >= 4.5


def test_the_share_of_the_tint_is_the_one_checked_here():
    assert f"--sn-tint: color-mix(in srgb, var(--sn-accent) {TINT:.0%}, var(--sn-paper))" in OURS
