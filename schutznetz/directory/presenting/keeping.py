"""Entries, their states and what waits, as those see it who keep them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Field
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from schutznetz.common import phones
from schutznetz.directory import keeping
from schutznetz.directory.enums import EntryKind, Flag, LoadFactor, PhoneKind, ProposalKind, TargetGroup
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import ContactPoint, Offer, OfferType, Proposal, Site
from schutznetz.directory.presenting import languages, phrases, typed
from schutznetz.networks.models import Organisation
from schutznetz.ui.components import Change, Fact, Link

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
    "age_from": "Alter ab",
    "age_to": "Alter bis",
    "offer_type": "Art der Hilfe",
    "site": "Wo",
    "contact_point": "Wie man Sie erreicht",
    "plz": "PLZ",
}
EMPTY = "keine Angabe"
GONE = "gibt es nicht mehr"
EMPTY_ONES: tuple[Any, ...] = (None, "", [])
# Parts that are keys of other rows, and what those are called.
NAMED = frozenset({"offer_type", "site", "contact_point"})
Names = Mapping[str, str]


def changes(kind: EntryKind, before: Values, after: Values, names: Names | None = None) -> list[Change]:
    """Say what two states of an entry have not in common; ``names`` knows all keys in them, or they are looked up."""
    return [
        Change(label(kind, one.name), text(kind, one.name, one.before, names), text(kind, one.name, one.after, names))
        for one in keeping.compare(before, after)
    ]


def facts(kind: EntryKind, values: Values) -> list[Fact]:
    """Say everything that values name, in words; what is empty is left out."""
    return [
        Fact(label(kind, one.name), text(kind, one.name, one.after)) for one in keeping.compare({}, values) if one.after
    ]


def preview(values: Values) -> str:
    """Say in one paragraph what a new offer will say."""
    kind = EntryKind.OFFER
    shown = ("summary", "targets", "age_from", "age_to", "access", "cost", "site", "contact_point")
    said = [f"{values['title']} ({text(kind, 'offer_type', values['offer_type'])})"]
    given = [name for name in shown if values.get(name) not in EMPTY_ONES]
    said += [f"{label(kind, name)}: {text(kind, name, values[name])}" for name in given]
    return ". ".join(each.rstrip(".") for each in said) + "."


def named_parts(kind: EntryKind, names: Iterable[str]) -> str:
    """Name parts of an entry in one line: "Telefon, Zeiten"."""
    return ", ".join(label(kind, name) for name in names)


def label(kind: EntryKind, name: str) -> str:
    return LABELS.get(name) or capfirst(str(_field(kind, name).verbose_name))


def text(kind: EntryKind, name: str, value: Any, names: Names | None = None) -> str:
    """Say one value; keys of other rows are named, codes are spelled out."""
    if value in EMPTY_ONES:
        return EMPTY
    if name in NAMED and names is not None:
        return names.get(str(value), GONE)
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
    return lambda key: str(model.objects.filter(pk=key).first() or GONE)


def _phones(rows: Iterable[list[str]]) -> str:
    said = []
    for number, kind, note in rows:
        remark = ", ".join(filter(None, ["Fax" if kind == PhoneKind.FAX else "", note]))
        said.append(phones.display(number) + (f" ({remark})" if remark else ""))
    return "; ".join(said)


def _codes(choices: type[TargetGroup | LoadFactor | Flag]) -> Callable[[Any], str]:
    return lambda codes: ", ".join(str(choices(code).label) for code in codes)


_SAID: dict[str, Callable[[Any], str]] = {
    "phones": _phones,
    "hours": typed.hours,
    "age_from": typed.age,
    "age_to": typed.last_age,
    "capacity_on": lambda day: phrases.day(date.fromisoformat(day)),
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
    return f"{capfirst(ProposalKind(proposal.kind).label)}: {entry or GONE}"


def way_to(proposal: Proposal) -> Link:
    day = phrases.day(timezone.localdate(proposal.proposed_at))
    return Link(f"Vorschlag vom {day} ansehen", reverse("keeping:proposal", args=[proposal.pk]))


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
