"""Tell whoever keeps an entry that a visitor says it is wrong."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from schutznetz.common.errors import DomainError
from schutznetz.coordination import access
from schutznetz.coordination.actions.campaigns import remember_mail
from schutznetz.coordination.campaigning import keepers, returns
from schutznetz.coordination.campaigning.keepers import Address
from schutznetz.coordination.campaigning.moves import is_alive
from schutznetz.coordination.mails import mistakes as mails
from schutznetz.directory.models import MistakeReport
from schutznetz.networks.models import Network, Organisation


@transaction.atomic
def tell_keeper(report: UUID, now: datetime) -> bool:
    """Write to the keeping function of the house, at most once a day; tells whether anybody was told.

    Where nobody can be told, the report goes to the coordination at once.
    """
    found = access.report_to_tell(report)
    networks = access.networks_of(found.organisation_id) if found else []
    if found is None or not networks:
        return False
    network = found.network if found.network in networks else networks[0]
    address = _reader(found, network)
    if network is None or address is None:
        return False
    try:
        mail = mails.something_is_wrong(
            to=address.email, organisation=found.organisation_id, key=f"mistake:{address.function}:{now:%Y-%m-%d}"
        )
    except DomainError:  # the outbox says that this is no address at all
        return False
    remember_mail(mail.pk, address.function, address.email, network=network.pk, now=now)
    found.told_at = now
    found.save(update_fields=["told_at"])
    return True


def _reader(report: MistakeReport, network: Network | None) -> Address | None:
    """Return the first address of the house that is read: of the keeping function, its substitute, the house."""
    if network is None:
        return None
    asked_about = Organisation.objects.filter(pk=report.organisation_id).values("pk")
    house = keepers.houses(network, asked_about)[report.organisation_id]
    if house.adopter:  # nobody there reads it any more, and the coordination's list shows it at once
        return None
    keeper = house.keeper(report.offer.contact_point if report.offer else None)
    dead = returns.dead(network)
    asked = keepers.distinct([keeper.own, keeper.substitute, *keeper.house])
    return next((each for each in asked if is_alive(each, dead)), None)
