"""Two networks with what each keeps to itself, and beside it what no key may have either."""

from django.utils import timezone

from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models import GoneNotice
from schutznetz.networks.enums import PartnershipState, Visibility
from schutznetz.networks.models import Holder
from tests.factories import (
    make_confidential_site,
    make_contact_point,
    make_function,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
)

INSIDE = {"visibility": Visibility.NETWORK}
NEVER = ("Vertraulich", "geheim@kita.example", "Von invited", "Von dormant", "Von agreed", "Ohne Partnerschaft",
         "Herausgenommen", "weg@kita.example", "Toni Muster")  # fmt: skip


class Houses:
    """``open`` is public and its contact is not; ``inside`` is for the network, its contact is that of another one."""

    def __init__(self):
        self.home = make_network()
        self.away = make_network("berg", "Netzwerk Berg", kreis=make_kreis("14902", "Landkreis Berg"))
        self.kita, self.office = make_organisation("Kita Bach"), make_organisation("Amt Berg")
        make_partnership(self.home, self.kita)
        make_partnership(self.away, self.office)
        direct = make_contact_point(make_function(self.kita), email="durchwahl@kita.example", hours="24/7", **INSIDE)
        foreign = make_contact_point(make_function(self.office), email="durchwahl@berg.example", **INSIDE)
        self.open = make_offer("Offen", organisation=self.kita, contact_point=direct)
        self.inside = make_offer("Intern", organisation=self.kita, contact_point=foreign, **INSIDE)
        self.elsewhere = make_offer("Im Berg", organisation=self.office, contact_point=foreign, **INSIDE)
        today = timezone.localdate()
        Holder.objects.create(function=direct.function, name="Toni Muster", valid_from=today, **INSIDE)
        self._confidential()
        self._of_no_active_partner()
        self._taken_out()

    def _confidential(self):
        nowhere = {"visibility": Visibility.CONFIDENTIAL}
        hidden = make_contact_point(make_function(self.kita), email="geheim@kita.example", **nowhere)
        make_offer("Vertraulich", organisation=self.kita, **nowhere)
        site = make_confidential_site(self.kita, self.home.kreis)
        self.sheltered = make_offer("Am Ort", organisation=self.kita, site=site, contact_point=hidden, **INSIDE)

    def _of_no_active_partner(self):
        for state in (PartnershipState.INVITED, PartnershipState.AGREED, PartnershipState.DORMANT):
            house = make_organisation()
            make_partnership(self.home, house, state=state)
            make_offer(f"Von {state}", organisation=house, **INSIDE)
        make_offer("Ohne Partnerschaft", organisation=make_organisation(held_by=self.home), held_by=self.home, **INSIDE)

    def _taken_out(self):
        gone = make_contact_point(make_function(self.kita), email="weg@kita.example", **INSIDE)
        self._take_out(contact_point=gone)
        self._take_out(offer=make_offer("Herausgenommen", organisation=self.kita, site=make_site(self.kita), **INSIDE))

    def _take_out(self, **entry):
        now = timezone.now()
        said = {"network": self.home, "organisation": self.kita, "said_at": now, "decided_at": now}
        GoneNotice.objects.create(outcome=GoneOutcome.TAKEN_OUT, **said, **entry)
