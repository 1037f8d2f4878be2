"""What each kind of help is called, and what it is in a friendly sentence, in the language of the page.

German: names from the catalogue, sentences from ``arten.toml``. English: both from ``english.toml``.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language

from schutznetz.directory.models import ContactPoint, Offer, OfferType


@cache
def sentences() -> dict[str, str]:
    """Return the German sentence of every offer type by its id."""
    return dict(_read("arten.toml"))


@cache
def english() -> dict[str, dict[str, dict[str, str]]]:
    """Return the English names: ``type`` → id → label and sentence, ``line`` → key → title and audience."""
    return dict(_read("english.toml"))


def label(offer_type: OfferType) -> str:
    return _english("type", offer_type.pk).get("label", offer_type.label)


def sentence(offer_type: OfferType) -> str:
    """Return what a kind of help is; the catalogue's own words for a type that nobody has put into a sentence yet."""
    own = sentences().get(offer_type.pk, offer_type.description)
    return _english("type", offer_type.pk).get("sentence", own)


def help_line(offer: Offer, contact_point: ContactPoint) -> tuple[str, str]:
    """Return what a nationwide number is called, and for whom it is."""
    return called(offer.source.partition(":")[2], offer.title, contact_point.audience)


def called(key: str, title: str, audience: str) -> tuple[str, str]:
    """Return the name and the audience of a nationwide number by its key; without an English one, as given."""
    found = _english("line", key)
    return found.get("title", title), found.get("audience", audience)


def _english(kind: str, key: str) -> dict[str, str]:
    return english()[kind].get(key, {}) if get_language() == "en" else {}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("schutznetz.directory.presenting") / name).read_text(encoding="utf-8"))
