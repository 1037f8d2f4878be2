"""A shelter whose place was known and told once; beside it what is not public either. No output tells SECRETS."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.directory.models import NO_ADDRESS, Offer, Site
from schutznetz.exchange import actions
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from tests.factories import (
    make_contact_point,
    make_function,
    make_gemeinde,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
)

SECRETS = (
    "Geheimweg", "77z", "Hinterhof", "Moosbach", '"09902"', "50.91234", "13.04567", '"14901020"', "Haus Zuflucht",
    "Nur für das Netz", "Toni Muster", "Eingeladen e. V.", "geheim@haus.example",
)  # fmt: skip


def plant() -> Offer:
    """Return the offer of the shelter, in the network "auental"."""
    network, organisation = make_network(), make_organisation("Zuflucht für Frauen")
    make_partnership(network, organisation)
    hidden = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.91234, lon=13.04567)
    site = make_site(organisation, hidden, name="Haus Zuflucht", street="Geheimweg", house_number="77z",
                     ortsteil="Hinterhof", directions="Im Hinterhof klingeln")  # fmt: skip
    point = make_contact_point(make_function(organisation), site=site, hours="24/7")
    offer = make_offer("Frauenhaus", organisation=organisation, site=site, contact_point=point)
    actions.note_changes()
    Site.objects.filter(pk=site.pk).update(is_confidential=True, changed_at=timezone.now(), **NO_ADDRESS)
    inside = make_contact_point(
        make_function(organisation), visibility=Visibility.CONFIDENTIAL, email="geheim@haus.example"
    )
    make_offer("Nur für das Netz", organisation=organisation, contact_point=inside, visibility=Visibility.NETWORK)
    today = timezone.localdate()
    Holder.objects.create(
        function=point.function, name="Toni Muster", visibility=Visibility.PUBLIC, valid_from=today,
        consent_on=today - timedelta(days=9), consent_expires_on=today - timedelta(days=1),
    )  # fmt: skip
    make_partnership(network, make_organisation("Eingeladen e. V."), state="invited")
    actions.note_changes()
    return offer
