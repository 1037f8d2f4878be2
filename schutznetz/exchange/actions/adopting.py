"""A house that another directory keeps becomes ours, or goes back to it (ADR 0030)."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.common.errors import DomainError
from schutznetz.directory.models import ContactPoint, Offer, Site
from schutznetz.directory.search import index
from schutznetz.exchange import events
from schutznetz.exchange.access import houses
from schutznetz.exchange.access.houses import MirroredHouse
from schutznetz.exchange.actions import showing
from schutznetz.exchange.models import Mirror
from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Home, Membership, Network, Organisation, Partnership
from schutznetz.networks.policy import Acting

USED = "Diese Einrichtung wird hier schon gebraucht, zum Beispiel in einer Zuständigkeit. Sie bleibt in Ihrer Pflege."


@transaction.atomic
def adopt(house: MirroredHouse, partner_type: PartnerType, by: Acting) -> Organisation:
    """Make a house with its sites, contacts and offers ours, and a partner of the network from today on.

    What its home says of it from now on changes nothing here; it is shown beside ours.
    """
    held, network = _held(house), house.source.network
    if held.home_id is None:
        raise DomainError("Diese Einrichtung wird hier schon gepflegt.")
    _set_home(held, None, network)
    Partnership.objects.create(
        network=network, organisation=held, partner_type=partner_type, valid_from=timezone.localdate()
    )
    _tell(held, network, by, is_adopted=True)
    return held


@transaction.atomic
def give_back(house: MirroredHouse, by: Acting) -> None:
    """Let the home keep a house again; what was changed here in the meantime is gone.

    Raises ``DomainError`` as long as that would lose somebody's work or a function in which people act.
    """
    held, home, network = _held(house), house.source.home, house.source.network
    if home is None or held.home_id is not None:
        raise DomainError("Diese Einrichtung wird schon wieder in ihrer Heimat gepflegt.")
    if own := houses.only_here(house):
        raise DomainError(f"Diese Angebote gibt es nur hier: {houses.titles(own)}. Bitte nehmen Sie sie zuerst heraus.")
    if Membership.objects.filter(function__organisation=held).exists():
        raise DomainError("Für diese Einrichtung handelt jemand oder hat gehandelt. Sie bleibt in Ihrer Pflege.")
    Partnership.objects.filter(organisation=held, network=network).delete()
    if Partnership.objects.filter(organisation=held).exists():
        raise DomainError("Diese Einrichtung ist auch Partner in einem anderen Netzwerk. Sie bleibt hier in Pflege.")
    _set_home(held, home, None)
    Mirror.objects.filter(source=house.source, owner=held.pk).update(shown="")
    try:
        showing.show(house.source)
    except ProtectedError as error:
        raise DomainError(USED) from error
    _tell(held, network, by, is_adopted=False)


def _held(house: MirroredHouse) -> Organisation:
    """Read the house anew and hold it until the act is done."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=house.organisation.pk)


def _set_home(held: Organisation, home: Home | None, held_by: Network | None) -> None:
    values = {"home": home, "held_by": held_by, "changed_at": timezone.now()}
    Organisation.objects.filter(pk=held.pk).update(**values)
    Offer.objects.filter(organisation=held).update(**values)
    Site.objects.filter(organisation=held).update(**values)
    ContactPoint.objects.filter(function__organisation=held).update(**values)


def _tell(held: Organisation, network: Network, by: Acting, *, is_adopted: bool) -> None:
    """Write the log, and let the search know whose house it is."""
    index.update(Offer.objects.filter(organisation=held).values_list("pk", flat=True))
    event = events.ADOPTED if is_adopted else events.GIVEN_BACK
    record(event, network=network.pk, by=by.actor, about=About("organisation", held.pk))
