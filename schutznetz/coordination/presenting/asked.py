"""Entries as whoever is asked about them sees them: everything that the directory shows, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.coordination.enums import Answer, Reason
from schutznetz.coordination.models import ConfirmationRequest, RequestedEntry
from schutznetz.directory.models import ContactPoint, GoneNotice, Offer
from schutznetz.directory.presenting import entries
from schutznetz.ui.components import Fact

SAID = {
    Answer.CONFIRMED: "Bestätigt",
    Answer.REPORTED: "Ihr Hinweis ist da",
    Answer.GONE: "Gibt es nicht mehr",
}
OTHERWISE = "Hat sich inzwischen anders erledigt"


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """One entry: its name, what stands in the directory, and its own words."""

    title: str
    facts: tuple[Fact, ...]
    description: str = ""


def asked(rows: Iterable[RequestedEntry], now: datetime) -> list[AskedEntry]:
    return [_of_offer(row.entry, now) if isinstance(row.entry, Offer) else _of_point(row.entry, now) for row in rows]


def change_href(entry: Offer | ContactPoint) -> str:
    """Return where those who may change an entry do it."""
    return reverse(f"keeping:{'offer' if isinstance(entry, Offer) else 'contact_point'}", args=[entry.pk])


def choices(rows: Iterable[RequestedEntry]) -> list[tuple[str, str]]:
    return [(str(row.pk), name(row)) for row in rows]


def name(row: RequestedEntry) -> str:
    return entry_name(row.entry)


def answers(rows: Sequence[RequestedEntry]) -> list[Fact]:
    """Say what became of entries, each answer once: "Bestätigt: Elternberatung, Krabbelgruppe"."""
    said: dict[str, list[str]] = {}
    for row in rows:
        word = SAID[Answer(row.answer)] if row.answer in SAID else OTHERWISE
        said.setdefault(word, []).append(name(row))
    return [Fact(word, ", ".join(names)) for word, names in said.items()]


def _of_offer(offer: Offer, now: datetime) -> AskedEntry:
    reach = entries.how_to_reach(offer, now=now)
    known = {fact.label for fact in reach}
    facts = [
        Fact("In einem Satz", offer.summary),
        Fact("Telefon", _phones(offer.contact_point)),
        *reach,
        *(fact for fact in entries.facts(offer) if fact.label not in known),
    ]
    return AskedEntry(offer.title, tuple(fact for fact in facts if fact.value or fact.note), offer.description)


def _of_point(point: ContactPoint, now: datetime) -> AskedEntry:
    block = entries.contact_block(point, now=now)
    facts = (
        Fact("Telefon", _phones(point)),
        Fact("E-Mail", block.email),
        Fact("Internet", block.website.text if block.website else ""),
        Fact("Zeiten", "; ".join(f"{row.day} {row.times}" for row in block.hours)),
        Fact("Vertretung", block.substitute),
    )
    return AskedEntry(f"Kontakt: {block.title}", tuple(fact for fact in facts if fact.value))


def _phones(point: ContactPoint | None) -> str:
    return ", ".join(entries.phone(row.number).display for row in point.phone_numbers.all()) if point else ""


def entry_name(entry: Offer | ContactPoint) -> str:
    return entry.title if isinstance(entry, Offer) else f"Kontakt: {entry.function.title}"


def notice_facts(notice: GoneNotice) -> tuple[Fact, ...]:
    """Say who says what is over, before somebody decides about it."""
    said = (Fact("Gesagt von", notice.function.title),) if notice.function else ()
    return (
        Fact("Eintrag", entry_name(notice.entry)),
        Fact("Einrichtung", notice.organisation.name),
        *said,
        Fact("Gesagt am", date_format(timezone.localtime(notice.said_at), "j. F Y")),
    )


WHY_UNANSWERED = {
    "": "Wir haben alle angeschrieben, deren Adresse wir kennen. Geantwortet hat niemand.",
    Reason.NO_ADDRESS: "Von dieser Einrichtung kennt das Verzeichnis keine E-Mail-Adresse.",
    Reason.BOUNCED: "Mails an alle bekannten Adressen dieser Einrichtung kommen zurück.",
}


def why_unanswered(request: ConfirmationRequest) -> str:
    return WHY_UNANSWERED[request.stuck]
