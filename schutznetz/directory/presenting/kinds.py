"""What each kind of help is, in a friendly sentence (``arten.toml``)."""

import tomllib
from functools import cache
from importlib.resources import files

from schutznetz.directory.models import OfferType


@cache
def sentences() -> dict[str, str]:
    """Return the sentence of every offer type by its id."""
    return tomllib.loads((files("schutznetz.directory.presenting") / "arten.toml").read_text(encoding="utf-8"))


def sentence(offer_type: OfferType) -> str:
    """Return what a kind of help is; the catalogue's own words for a type that nobody has put into a sentence yet."""
    return sentences().get(offer_type.pk, offer_type.description)
