"""Reports of mistakes, as those read them who can put them right."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import MistakeReport
from schutznetz.ui.components import Fact, Link


@dataclass(frozen=True, slots=True)
class ReportRow:
    title: str
    text: str
    when: str
    href: str


def row(report: MistakeReport) -> ReportRow:
    return ReportRow(
        title=str(MistakeKind(report.kind).label),
        text=report.offer.title if report.offer else "Allgemein zur Einrichtung",
        when=f"gemeldet am {_day(report)}",
        href=reverse("coordination:report", args=[report.pk]),
    )


def facts(report: MistakeReport) -> tuple[Fact, ...]:
    reply = (Fact("Für Rückfragen", report.reply_email),) if report.reply_email else ()
    return (
        Fact("Eintrag", report.offer.title if report.offer else report.organisation.name),
        Fact("Was nicht stimmt", str(MistakeKind(report.kind).label)),
        Fact("Gemeldet am", _day(report)),
        *reply,
    )


def public_link(report: MistakeReport) -> Link:
    """Return the way to what visitors see."""
    if report.offer:
        return Link("So steht es im Verzeichnis", reverse("portal:offer", args=[report.offer.pk]))
    return Link("So steht es im Verzeichnis", reverse("portal:organisation", args=[report.organisation_id]))


def change_href(report: MistakeReport) -> str:
    """Return where what was reported is put right."""
    if report.offer:
        return reverse("keeping:offer", args=[report.offer.pk])
    return reverse("keeping:entries", args=[report.organisation_id])


def _day(report: MistakeReport) -> str:
    return date_format(timezone.localtime(report.created_at), "j. F Y")
