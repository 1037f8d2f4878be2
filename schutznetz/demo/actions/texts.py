"""Reads the texts of the demo (``texte/``, ``beispiele/``) into one form, the long one of ``texte/``."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from django.utils.text import slugify

from schutznetz.common.words import fold

HOME = files("schutznetz.demo")
# Institutions in real Kreise must not be taken for real ones: every name says it, on every page and in every list.
SIGN = " (Beispiel)"
OF_FUNCTION = ("role", "function", "hours", "phones")
OF_SITE = ("street", "plz", "gemeinde", "ortsteil", "barrier_free", "directions")


def musterkreis() -> dict[str, Any]:
    return _read(HOME / "musterkreis.toml")


def organisations() -> Iterator[dict[str, Any]]:
    """Yield the organisations of Musterkreis, as they are written there."""
    for file in _texts(HOME / "texte"):
        yield from _read(file).get("organisation", [])


def examples() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield the facts of each example network and its organisations, spelled out."""
    folder = HOME / "beispiele"
    usual = _read(folder / "ueblich.toml")
    for home in sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.name):
        parts = [_read(file) for file in _texts(home)]
        (facts,) = [part for part in parts if "network" in part]
        own = {**usual, "alle": {**usual["alle"], **facts.get("alle", {})}}
        yield facts, [spelled_out(row, own) for part in parts for row in part.get("stelle", [])]


def spelled_out(row: dict[str, Any], usual: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a short entry in the long form of ``texte/``; what it leaves out is as usual for its type."""
    row = {**usual["alle"], **usual[row["type"]], **row}
    name = row.pop("name")
    domain = f"{slugify(fold(name))}.example"
    place = {field: row.pop(field) for field in OF_SITE if field in row}
    has_site = not row.pop("at_home")
    role, title, hours, phones = (row.pop(field) for field in OF_FUNCTION)
    return {
        "key": slugify(fold(name)),
        "name": f"{name}{SIGN}",
        "profile": row.pop("profile", ""),
        "partner_type": row.pop("partner_type"),
        "site": [_site(place)] if has_site else [],
        "function": [
            {
                "key": "kontakt",
                "role": role,
                "title": title,
                "site": "haupt",
                "phones": phones,
                "email": f"kontakt@{domain}",
                "url": f"https://{domain}" if has_site and "street" in place else "",
                "hours": hours,
            }
        ],
        "offer": [{**row, "site": "haupt", "contact": "kontakt"}],
    }


def _site(place: dict[str, str]) -> dict[str, Any]:
    """Return where an entry is; one without a street is a shelter, whose place is confidential."""
    if "street" not in place:
        return {"key": "haupt", "confidential": True}
    street, number = place["street"].rsplit(" ", 1)
    return {"key": "haupt", **place, "street": street, "house_number": number}


def _texts(folder: Traversable) -> list[Traversable]:
    found = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    return sorted(found, key=lambda file: file.name)


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
