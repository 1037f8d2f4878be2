"""Says in German why a hit is a hit, for ``manage.py search --explain``."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.directory.models import Offer
from schutznetz.directory.search import analyser
from schutznetz.directory.search.engine import FRESH_DAYS
from schutznetz.directory.search.plan import Group, Plan


def why(offer: Offer, plan: Plan, distance_km: float | None) -> list[str]:
    """Return the reasons, the weightiest first."""
    found = [
        f"gemeint ist {offer.offer_type.label} ({meaning.weight:.2f}) wegen „{meaning.because}“"
        for meaning in plan.meanings
        if meaning.type_id == offer.offer_type_id
    ]
    fields = {
        "im Titel": f"{offer.title} {offer.offer_type.label}",
        "bei der Einrichtung": offer.organisation.name,
        "im Text": f"{offer.summary} {offer.description}",
    }
    for where, text in fields.items():
        terms = analyser.analyse(text).split()
        words = [group.asked for group in plan.groups if _has(group, terms)]
        if words:
            found.append(f"{', '.join(f'„{word}“' for word in words)} steht {where}")
    if distance_km is not None:
        found.append(f"{distance_km:.1f} km entfernt".replace(".", ","))
    return [*found, _freshness(offer)]


def _has(group: Group, terms: list[str]) -> bool:
    return any(
        all(any(t.startswith(term.text) if term.is_prefix else t == term.text for t in terms) for term in found.terms)
        for found in group.alternatives
    )


def _freshness(offer: Offer) -> str:
    if offer.confirmed_at is None:
        return "nie bestätigt, steht deshalb etwas weiter hinten"
    day = f"{timezone.localtime(offer.confirmed_at):%d.%m.%Y}"
    if offer.confirmed_at < timezone.now() - timedelta(days=FRESH_DAYS):
        return f"zuletzt bestätigt am {day}, das ist lange her, steht deshalb etwas weiter hinten"
    return f"bestätigt am {day}"
