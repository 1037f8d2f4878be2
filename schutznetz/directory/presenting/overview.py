"""What a house keeps, line by line: how fresh each entry is, what waits, and the ways to change it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from schutznetz.common import phones
from schutznetz.directory.enums import PhoneKind, ProposalState
from schutznetz.directory.models import ContactPoint, Offer, Proposal, Site
from schutznetz.directory.presenting import entries, keeping, phrases, typed
from schutznetz.networks.models import Confirmed, Function, Holder, Organisation
from schutznetz.ui.components import Link

PLACE_IS_HIDDEN = "Der Ort ist geschützt und steht nirgends."


@dataclass(frozen=True, slots=True)
class Row:
    """One entry; the link that is needed most comes first. Without ``confirm_href`` nothing is confirmed."""

    title: str
    state: str
    note: str
    links: tuple[Link, ...]
    confirm_href: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """When the rows are looked at, how often the network wants them confirmed, and which have a change that waits."""

    now: datetime
    interval_days: int
    waiting: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries of one kind."""

    key: str
    title: str
    rows: list[Row]


def row_of_house(organisation: Organisation) -> Row:
    links = (
        Link("Ändern", reverse("keeping:organisation", args=[organisation.pk])),
        Link("Verlauf", reverse("keeping:organisation_history", args=[organisation.pk])),
    )
    return Row(organisation.name, organisation.profile or "Noch ohne Kurzprofil", organisation.url, links)


def row_of_contact(point: ContactPoint, seen: Seen) -> Row:
    numbers = [phones.display(row.number) for row in point.phone_numbers.all() if row.kind == PhoneKind.PHONE]
    said = [*numbers, typed.hours(point.hours) or "Zeiten nicht bekannt"]
    return Row(
        title=point.function.title,
        state=", ".join(said),
        note=_note(point, seen),
        links=(
            Link("Zeiten und Telefon", reverse("keeping:reach", args=[point.pk])),
            Link("Alles ändern", reverse("keeping:contact_point", args=[point.pk])),
            Link("Verlauf", reverse("keeping:contact_point_history", args=[point.pk])),
        ),
        confirm_href=reverse("keeping:confirm_contact_point", args=[point.pk]),
    )


def row_of_offer(offer: Offer, seen: Seen) -> Row:
    return Row(
        title=offer.title,
        state=offer.offer_type.label,
        note=_note(offer, seen),
        links=(
            Link("Freie Plätze", reverse("keeping:capacity", args=[offer.pk])),
            Link("Alles ändern", reverse("keeping:offer", args=[offer.pk])),
            Link("Verlauf", reverse("keeping:offer_history", args=[offer.pk])),
        ),
        confirm_href=reverse("keeping:confirm_offer", args=[offer.pk]),
    )


def row_of_site(site: Site) -> Row:
    where = [PLACE_IS_HIDDEN] if site.is_confidential else entries.address(site)
    return Row(
        title="Geschützter Ort" if site.is_confidential else str(site),
        state=", ".join(where),
        note=entries.barrier(site),
        links=(
            Link("Ändern", reverse("keeping:site", args=[site.pk])),
            Link("Verlauf", reverse("keeping:site_history", args=[site.pk])),
        ),
    )


def row_of_function(function: Function) -> Row:
    holder = next(iter(function.holders.all()), None)
    return Row(
        title=function.title,
        state=name_of(holder),
        note="",
        links=(Link("Name ändern" if holder else "Name eintragen", reverse("keeping:name", args=[function.pk])),),
    )


def name_of(holder: Holder | None) -> str:
    """Say which name stands in a function, and who sees it until when."""
    if holder is None:
        return "Kein Name eingetragen. Erreichbar ist die Funktion trotzdem."
    if holder.is_public_on(timezone.localdate()) and holder.consent_expires_on:
        return f"{holder.name}, öffentlich bis {phrases.day(holder.consent_expires_on)}"
    return f"{holder.name}, nur im Netzwerk zu sehen"


def rows_of_proposals(proposals: Iterable[Proposal]) -> list[Link]:
    """Return what waits or came back; an entry is named by its own line, so nothing is looked up here."""
    return [
        Link(_title(each), reverse("keeping:proposal", args=[each.pk]), ProposalState(each.state).label)
        for each in proposals
    ]


def _title(proposal: Proposal) -> str:
    if proposal.entry is None:
        return keeping.proposal_title(proposal, None)
    return f"{proposal.get_kind_display()}, vorgeschlagen am {phrases.day(timezone.localdate(proposal.proposed_at))}"


def _note(entry: Confirmed, seen: Seen) -> str:
    fresh = entries.freshness(entry, interval_days=seen.interval_days, source="", now=seen.now)
    waits = " Eine Änderung wartet auf Freigabe." if entry.pk in seen.waiting else ""
    return f"{fresh.text.rstrip('.')}.{waits}"
