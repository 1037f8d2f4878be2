"""Small helpers that build entries of the directory with sane defaults; an offer is in the search index at once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import count

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from schutznetz.common.words import key
from schutznetz.directory.models import (
    Catchment,
    ContactPoint,
    Offer,
    OfferLanguage,
    OfferTrait,
    OfferType,
    OfferTypeSynonym,
    PhoneNumber,
    Site,
)
from schutznetz.directory.search import index, knowledge
from schutznetz.directory.search.thesaurus import phrases_of
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network, Organisation, Partnership
from schutznetz.regions.access import base_name
from schutznetz.regions.enums import KreisKind
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Land, PLZGemeinde

# A Wednesday, no holiday anywhere, 10 o'clock in Berlin.
NOW = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
TODAY = date(2026, 10, 7)
NUMBER = "+493023125147"
ALWAYS = "24/7"

_next = count(1)


def days_ago(days: int) -> datetime:
    """Return this hour by the clock on the wall so many days ago.

    Days that pages count are days of the calendar: across a clock change, 24 hours at a time miss one near midnight.
    """
    return timezone.localtime() - timedelta(days=days)


@contextmanager
def kept_for_module(blocker) -> Iterator[None]:
    """Keep what is written inside for all tests of a module or folder, then take it back: it takes seconds to build."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def constraints_of(app):
    """Return the names of everything that the database guards in the tables of an app."""
    return {
        constraint.name for model in apps.get_app_config(app).get_models() for constraint in model._meta.constraints
    }


@contextmanager
def refused_by(constraint) -> Iterator[None]:
    """Expect that the database refuses to write, because of this constraint and no other.

    SQLite calls a unique constraint by its columns, so there only the table can be checked. PostgreSQL refuses a text
    that is too long before it comes to its constraints.
    """
    models = [m for m in apps.get_models() if constraint in {c.name for c in m._meta.constraints}]
    tables = "|".join(rf"UNIQUE constraint failed: {model._meta.db_table}\." for model in models)
    said = "|".join(filter(None, [constraint, tables, "value too long"]))
    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        yield


def make_land(ags="14", name="Sachsen", iso=None):
    return Land.objects.get_or_create(ags=ags, defaults={"name": name, "iso": iso or f"DE-{ags}"})[0]


def make_kreis(ags="14901", name="Landkreis Auental", **values):
    called = name.removeprefix("Landkreis ").removeprefix("Stadt ")
    row = {
        "name": name,
        "official_name": name,
        "name_key": key(name),
        "search_key": key(called),
        "kind": KreisKind.KREISFREIE_STADT if name.startswith("Stadt ") else KreisKind.LANDKREIS,
        "land": values.pop("land", None) or make_land(ags[:2], name=f"Land {ags[:2]}"),
    }
    return Kreis.objects.get_or_create(ags=ags, defaults={**row, **values})[0]


def make_gemeinde(name="Auental", ags="14901010", *, kreis=None, plz="09901", lat=50.8, lon=12.9, **values):
    """Return the Gemeinde, with one PLZ whose centre is its own."""
    row = {"name": name, "official_name": name, "name_key": key(name), "search_key": key(base_name(name))}
    row |= {"kreis": kreis or make_kreis(ags[:5]), "lat": lat, "lon": lon}
    gemeinde, _ = Gemeinde.objects.get_or_create(ags=ags, defaults={**row, **values})
    if plz:
        code, _ = PLZ.objects.get_or_create(code=plz, defaults={"lat": lat, "lon": lon})
        PLZGemeinde.objects.get_or_create(plz=code, gemeinde=gemeinde)
    return gemeinde


def make_network(slug="auental", name="Netzwerk Auental", *, kreis=None, **values):
    return Network.objects.create(slug=slug, name=name, kreis=kreis or make_kreis(), **values)


def make_organisation(name=None, **values):
    return Organisation.objects.create(name=name or f"Einrichtung {next(_next)}", **values)


def make_partnership(network, organisation, **values):
    values = {"partner_type": PartnerType.FREIE_JUGENDHILFE, "valid_from": date(2024, 1, 1), **values}
    partnership = Partnership.objects.create(network=network, organisation=organisation, **values)
    index.update(organisation.offers.values_list("pk", flat=True))
    return partnership


def make_function(organisation=None, title="Anmeldung", **values):
    values = {"role": FunctionRole.RECEPTION, **values}
    return Function.objects.create(organisation=organisation or make_organisation(), title=title, **values)


def make_contact_point(function=None, *, phones=(NUMBER,), **values):
    contact_point = ContactPoint.objects.create(function=function or make_function(), **values)
    for position, number in enumerate(phones):
        PhoneNumber.objects.create(contact_point=contact_point, number=number, position=position)
    return contact_point


def make_site(organisation=None, gemeinde=None, **values):
    """Return a site with an address in ``gemeinde``."""
    gemeinde = gemeinde or make_gemeinde()
    row = {"street": "Am Anger", "house_number": "3", "plz": gemeinde.plz.first().code, "town": gemeinde.name}
    row |= {"gemeinde": gemeinde, "kreis": gemeinde.kreis, "lat": gemeinde.lat, "lon": gemeinde.lon}
    return Site.objects.create(organisation=organisation or make_organisation(), **{**row, **values})


def make_confidential_site(organisation=None, kreis=None):
    return Site.objects.create(
        organisation=organisation or make_organisation(), kreis=kreis or make_kreis(), is_confidential=True
    )


def shipped_types() -> list[OfferType]:
    """Return the types that are shipped; loading the catalogue brings thousands of words along, for seconds."""
    rows = json.loads((files("schutznetz.directory") / "data" / "kategorien.json").read_text(encoding="utf-8"))
    return [
        OfferType(id=row["id"], label=row["label"], group=row["gruppe"], description=row["beschreibung"], position=at)
        for at, row in enumerate(rows)
    ]


def make_type(type_id="erziehungsberatung", label="Erziehungsberatung", synonyms=(), **values):
    """Return an offer type that its label and its synonyms lead to."""
    row = {"label": label, "group": "Beratung für Familien", "description": "Beratung", "position": 1, **values}
    offer_type, _ = OfferType.objects.get_or_create(id=type_id, defaults=row)
    for phrase in (phrase for text in (label, *synonyms) for phrase in phrases_of(type_id, text, is_main=True)):
        words = {"words": " ".join(phrase.words)}
        OfferTypeSynonym.objects.get_or_create(offer_type=offer_type, text=phrase.text, defaults=words)
    knowledge.forget()
    return offer_type


def make_offer(title=None, *, targets=(), loads=(), flags=(), languages=(), catchment=(), **values):
    """Return an indexed offer with its own organisation, site and contact point; ``site=None`` leaves the site out."""
    organisation = values.pop("organisation", None) or make_organisation()
    if "site" not in values:
        values["site"] = make_site(organisation)
    if "contact_point" not in values:
        values["contact_point"] = make_contact_point(make_function(organisation), site=values["site"])
    values.setdefault("offer_type", None)
    values["offer_type"] = values["offer_type"] or make_type()
    offer = Offer.objects.create(organisation=organisation, title=title or f"Angebot {next(_next)}", **values)
    for kind, codes in (("target", targets), ("load", loads), ("flag", flags)):
        OfferTrait.objects.bulk_create([OfferTrait(offer=offer, kind=kind, code=code) for code in codes])
    OfferLanguage.objects.bulk_create([OfferLanguage(offer=offer, code=code) for code in languages])
    for area in catchment:
        place = {"gemeinde": area, "kreis": area.kreis} if isinstance(area, Gemeinde) else {"kreis": area}
        Catchment.objects.create(offer=offer, **place)
    index.update([offer.pk])
    return offer


def make_help_line(title="Hilfetelefon", number="116111", **values):
    """Return an indexed nationwide offer at the telephone."""
    contact_point = make_contact_point(make_function(title=title), phones=[number], hours=ALWAYS)
    values = {"area": "nation", "site": None, "contact_point": contact_point, **values}
    return make_offer(title, organisation=contact_point.function.organisation, **values)
