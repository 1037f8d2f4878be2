"""Who is responsible in the example networks, and who answers when, from ``zustaendigkeit/``."""

from datetime import date, datetime, timedelta

from schutznetz.common.hours import ZONE
from schutznetz.coordination.actions.setting_up import Office, Origin
from schutznetz.coordination.configuring import read_text
from schutznetz.demo.actions.texts import HOME
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber, TestCall
from schutznetz.networks.models import Network

SOURCE = "erfundenes Beispiel"
REAL_SOURCE = "Hilfetelefone des Verzeichnisses"
PARTNER_SINCE = date(2024, 1, 1)


def build(now: datetime) -> None:
    """Write units, catchments, services and numbers of every network that has a file; needs networks and regions."""
    folder = HOME / "zustaendigkeit"
    origin = Origin(SOURCE, now.astimezone(ZONE).date(), True, REAL_SOURCE, PARTNER_SINCE)
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        plan = read_text(file.read_text(encoding="utf-8"), file.name)
        network = Network.objects.select_related("kreis").get(slug=plan.network)
        office = Office(plan, network, origin, now)
        office.write()
        for row in plan.services:
            _number(office, office.services[row.key], row.phone)


def _number(office: Office, service: DutyService, number: str) -> None:
    """Put a number into force as if two had done it long ago."""
    long_ago = office.now - timedelta(days=120)
    row = EmergencyNumber.objects.create(
        service=service,
        number=number,
        proposed_by=office.coordination,
        proposed_at=long_ago,
        confirmed_by=office.lead,
        confirmed_at=long_ago + timedelta(days=1),
    )
    # some were called last week, some two months ago
    days = 5 + sum(map(ord, service.name)) % 60
    TestCall.objects.create(
        number=row, called_by=office.coordination, was_answered=True, called_at=office.now - timedelta(days=days)
    )
