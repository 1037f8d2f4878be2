"""Names that may not be shown much longer, or not any more (R82)."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format

from schutznetz.coordination.enums import FindingKind
from schutznetz.coordination.models import Finding
from schutznetz.coordination.sources.task import SOON, Desk, Task, Weight
from schutznetz.networks.models import Function, Holder, Partnership


def consents_that_end(desk: Desk) -> Iterator[Task]:
    partners = Partnership.objects.active().filter(network=desk.network)
    of_partner = partners.filter(organisation=OuterRef("function__organisation"))
    ending = Holder.objects.public_on(desk.today).filter(
        Exists(of_partner), consent_expires_on__lte=desk.today + timedelta(days=SOON)
    )
    for holder in ending.select_related("function__organisation"):
        if holder.consent_expires_on is None:
            continue
        until = date_format(holder.consent_expires_on, "j. F Y")
        why = f"Der Name darf noch bis {until} gezeigt werden. Bitten Sie um eine neue Einwilligung."
        since = holder.consent_expires_on - timedelta(days=SOON)
        yield _task(f"consent:{holder.pk}", holder.function, since=since, why=why)


def consents_that_ended(desk: Desk) -> Iterator[Task]:
    """From what the night has found: the database hides such a name from everybody outside its house (ADR 0020)."""
    ended = Finding.objects.filter(network=desk.network, kind=FindingKind.CONSENT, function__isnull=False)
    for finding in ended.select_related("function__organisation"):
        if finding.function:
            why = "Die Einwilligung ist abgelaufen. Der Name ist nicht mehr zu sehen, die Funktion bleibt erreichbar."
            yield _task(f"consent-over:{finding.key}", finding.function, since=finding.found_on, why=why)


def _task(key: str, function: Function, **values: object) -> Task:
    return Task(
        key=key,
        weight=Weight.SOMETHING_RUNS_OUT,
        title=f"{function.title}, {function.organisation.name}",
        verb="Neue Einwilligung eintragen",
        href=reverse("keeping:name", args=[function.pk]),
        **values,  # type: ignore[arg-type]  # since and why
    )
