"""What is wrong in a network, as plain data for the command and, later, for the coordinator's list."""

from datetime import date, datetime
from typing import Any

from schutznetz.common import phones
from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction.answering import checking, reading
from schutznetz.jurisdiction.answering.matching import Rule
from schutznetz.jurisdiction.models import DutyService
from schutznetz.networks.models import Network


def report(network: Network, at: datetime) -> dict[str, Any]:
    """Return holes, overlaps, minutes of 400 days in which only 110 answers, and numbers that need a hand."""
    today = at.astimezone(ZONE).date()
    rules = reading.all_rules(network.kreis_id, today)
    chains = reading.Chains([network], at)
    units = reading.units({rule.unit for rule in rules} | set(chains.units()))
    holes = checking.holes(reading.spots(network.kreis, today), rules)
    minutes = [
        {"unit": unit.name, "minutes": checking.minutes_without_answer(chains.of_unit(pk), at)}
        for pk, unit in sorted(units.items(), key=lambda item: item[1].name)
    ]
    found = {
        "network": network.slug,
        "holes": [{"gemeinde": spot.gemeinde_name, "ortsteil": spot.ortsteil or None} for spot in holes],
        "overlaps": [
            {"units": sorted([units[one.unit].name, units[other.unit].name]), "where": _where(one)}
            for one, other in checking.overlaps(rules)
        ],
        "unanswered": [row for row in minutes if row["minutes"]],
        "overdue": overdue_numbers(network, today),
        "without_number": chains.without_number(),
    }
    return {**found, "ok": not any(found[name] for name in found if name != "network")}


def overdue_numbers(network: Network, today: date) -> list[dict[str, Any]]:
    """Return the numbers of a network that should have been dialled again by now."""
    rows = []
    for service in reading.services_of(network):
        number = _number(service)
        if number is None:
            continue
        tested = number.tested_at.astimezone(ZONE).date() if number.tested_at else None
        since = number.confirmed_at.astimezone(ZONE).date()
        if checking.is_overdue(tested, since, service.test_every_days, today):
            shown = {"id": str(number.pk), "service": str(service), "phone": phones.display(number.number)}
            rows.append({**shown, "tested_on": tested.isoformat() if tested else None})
    return rows


def _number(service: DutyService) -> Any:
    return service.in_force[0] if service.in_force else None  # type: ignore[attr-defined]  # prefetched in reading


def _where(rule: Rule) -> str:
    return " ".join(filter(None, [rule.gemeinde, rule.plz, rule.ortsteil, rule.street])) or "ganzer Kreis"
