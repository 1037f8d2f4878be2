"""Entries, their states and what waits, as those see it who keep them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Field
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from schutznetz.common import phones
from schutznetz.directory import keeping
from schutznetz.directory.enums import EntryKind, Flag, LoadFactor, PhoneKind, ProposalKind, TargetGroup
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import ContactPoint, Offer, OfferType, Proposal, Site
from schutznetz.directory.presenting import entries, languages
from schutznetz.networks.models import Organisation
from schutznetz.ui.components import Change, Fact

MODELS = {
    EntryKind.ORGANISATION: Organisation,
    EntryKind.SITE: Site,
    EntryKind.OFFER: Offer,
    EntryKind.CONTACT_POINT: ContactPoint,
}
LABELS = {
    "phones": "Telefon",
    "targets": "Für wen",
    "loads": "Hilft bei",
    "flags": "Gut zu wissen",
    "languages": "Sprachen",
    "offer_type": "Art der Hilfe",
    "site": "Standort",
    "contact_point": "Kontakt",
}
EMPTY = "keine Angabe"


def changes(kind: EntryKind, before: Values, after: Values) -> list[Change]:
    """Say what two states of an entry have not in common."""
    return [
        Change(label(kind, one.name), text(kind, one.name, one.before), text(kind, one.name, one.after))
        for one in keeping.compare(before, after)
    ]


def facts(kind: EntryKind, values: Values) -> list[Fact]:
    """Say everything that values name, in words; what is empty is left out."""
    return [
        Fact(label(kind, one.name), text(kind, one.name, one.after)) for one in keeping.compare({}, values) if one.after
    ]


def label(kind: EntryKind, name: str) -> str:
    return LABELS.get(name) or capfirst(str(_field(kind, name).verbose_name))


def text(kind: EntryKind, name: str, value: Any) -> str:
    """Say one value; keys of other rows are named, codes are spelled out."""
    if value is None or value == "" or value == []:
        return EMPTY
    if name in _SAID:
        return _SAID[name](value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    choices = dict(_field(kind, name).flatchoices)
    return str(choices.get(value, value))


def _field(kind: EntryKind, name: str) -> "Field[Any, Any]":
    field = MODELS[kind]._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no column.")
    return field


def _named(model: type[Any]) -> Callable[[Any], str]:
    return lambda key: str(model.objects.filter(pk=key).first() or "gibt es nicht mehr")


def _phones(rows: Iterable[list[str]]) -> str:
    said = []
    for number, kind, note in rows:
        remark = ", ".join(filter(None, ["Fax" if kind == PhoneKind.FAX else "", note]))
        said.append(phones.display(number) + (f" ({remark})" if remark else ""))
    return "; ".join(said)


def _codes(choices: type[TargetGroup | LoadFactor | Flag]) -> Callable[[Any], str]:
    return lambda codes: ", ".join(str(choices(code).label) for code in codes)


def _hours(expression: str) -> str:
    return entries.week(expression, timezone.localdate(), "") or expression


_SAID: dict[str, Callable[[Any], str]] = {
    "phones": _phones,
    "hours": _hours,
    "targets": _codes(TargetGroup),
    "loads": _codes(LoadFactor),
    "flags": _codes(Flag),
    "languages": lambda codes: ", ".join(languages.name(code) for code in codes),
    "offer_type": _named(OfferType),
    "site": _named(Site),
    "contact_point": _named(ContactPoint),
}


def proposal_title(proposal: Proposal, entry: Offer | ContactPoint | None) -> str:
    """Say in a few words what is proposed."""
    if proposal.kind == ProposalKind.NEW_OFFER:
        return f"Neues Angebot: {proposal.values.get('title', '')}"
    return f"{capfirst(ProposalKind(proposal.kind).label)}: {entry or 'gibt es nicht mehr'}"


def proposal_changes(proposal: Proposal, entry: Offer | ContactPoint | None) -> list[Change]:
    """Say what would change, seen from what holds now."""
    kind = EntryKind.CONTACT_POINT if proposal.kind == ProposalKind.EMERGENCY_CONTACT else EntryKind.OFFER
    now = keeping.read(entry) if entry else {}
    return changes(kind, {name: now.get(name) for name in proposal.values}, proposal.values)


def proposal_facts(proposal: Proposal) -> tuple[Fact, ...]:
    proposed = date_format(timezone.localtime(proposal.proposed_at), "j. F Y, H:i")
    return (
        Fact("Einrichtung", proposal.organisation.name),
        Fact("Vorgeschlagen von", proposal.proposed_by.title),
        Fact("Vorgeschlagen am", f"{proposed} Uhr"),
    )
