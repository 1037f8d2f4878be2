"""Addresses for the matrix: what a route is about, seen from the house of the insider."""

from dataclasses import asdict
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.actions import offer_to_join
from schutznetz.coordination.models import Mailing
from schutznetz.directory import importing, keeping, sealing
from schutznetz.directory.enums import EntryKind, Origin, ProposalKind
from schutznetz.directory.models import ListUpload, Proposal, Version
from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.models import Mirror, Source
from schutznetz.jurisdiction.actions import propose_number
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import DutyService
from schutznetz.networks import actions
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Home
from tests.factories import (
    TODAY,
    make_contact_point,
    make_function,
    make_offer,
    make_organisation,
    make_site,
    make_type,
)
from tests.house.test_urls import ROUTES
from tests.rights.followups import FOLLOW_UPS, FollowUps

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
# A thing of the own house, of another house in the network, of another network, and one that never was.
RELATIONS = ("own", "same_network", "office", "other_network", "never_was")
ENTRIES = ("site", "function", "contact_point", "offer", "version")
ORGANISATIONS = {"own": "kita", "same_network": "school", "office": "office", "other_network": "office_elsewhere"}
MEMBERS = {"own": "waiting", "same_network": "lead_elsewhere", "office": "asd", "other_network": "asd_elsewhere"}
FORMS = {
    "networks:invite": {"email": "neu@example.org", "role": "steward"},
    "networks:end": {"ground": "left"},
    "numbers:propose": {"phone": "030 23125177"},
    "numbers:test_call": {"answered": "yes"},
    "coordination:move_partner": {"state": "dormant"},
    "coordination:practice": {"name": "Hebamme Ida", "kind": "midwife", "phone": "030 23125178"},
    "coordination:join_request": {"state": "agreed"},
    "coordination:write_mailing": {"text": "Guten Tag"},
    "join:join": {"name": "Neu", "partner_type": "kita", "town": "Auental", "phone": "030 23125179"},
    "coordination:end_partner": {"day": "01.10.2026"},
    "coordination:mark_handover": {"line": "akten"},
    "coordination:address": {"email": "neu@example.org"},
    "coordination:unanswered": {"ja": "1"},
    "coordination:notice": {"herausnehmen": "1"},
    "coordination:report": {"ja": "1"},
    "confirming:confirm": {"ja": "1"},
    "lists:columns": {
        "list_name": "Kitas",
        "source": "Stadt Auental",
        "type_0": "-",
        "column_0": "name",
        "column_1": "phone",
    },
    "coordination:unit": {"name": "Sozialer Dienst"},
    "coordination:new_service": {"name": "Bereitschaft nachts", "hours": "24/7", "phone": "030 23125176"},
    "coordination:service": {"hours": "24/7"},
    "networks:network": {
        "name": "Netz",
        "accent": "green",
        "confirm_every_days": "90",
        "stand": "01.10.2026",
        "source": "Jugendamt",
    },
    "homes:adopt": {"partner_type": "kita"},
    "keeping:send_back": {"reason": "Ist das noch so?"},
    "keeping:name": {"name": "Ida Beispiel"},
}


class Places:
    """Fills the parts of an address."""

    def __init__(self, world):
        self.world = world
        self.offer = make_offer(organisation=world.kita, site=make_site(world.kita))
        self.entries = {relation: self._entries(relation) for relation in ORGANISATIONS}
        self.proposals = self._proposals()
        self.numbers = {name: self._number(name) for name in ("home", "away")}
        self.joining = {name: self._join_request(name) for name in ("home", "away")}
        self.mailings = {name: self._mailing(name) for name in ("home", "away")}
        self.uploads = {name: self._upload(name) for name in ("home", "away")}
        self.homes = {name: self._home(name) for name in ("home", "away")}
        make_type("hebamme", "Hebammenhilfe")
        self.token = actions.invite(
            organisation=world.kita, network=world.home, role=FunctionRole.STEWARD, email="x@example.org", by=None
        ).token
        self.asked = {relation: FollowUps(*self._house(relation)) for relation in ORGANISATIONS}
        self.asked["own"].give_link(self.token)

    def _house(self, relation):
        """The house of a relation, and the network in which it is one."""
        network = "away" if relation == "other_network" else "home"
        return self.world.organisations[ORGANISATIONS[relation]], self.world.networks[network]

    def follow_up(self, relation, what):
        return getattr(self.asked[relation], what).pk if relation in self.asked else NOBODY

    def _number(self, network):
        """A number that waits, proposed by a function nobody of the table holds."""
        found = self.world.networks[network]
        service = DutyService.objects.create(
            network=found, land=found.kreis.land, name="Bereitschaft", kind=ServiceKind.DUTY, stand=TODAY, source="Test"
        )
        return propose_number(service, "030 23125100", make_function(title="Vorschlag"))

    def _join_request(self, network):
        said = {"name": "Spielkreis", "partner_type": "mgh", "town": "Auental", "phone": "+493023125179"}
        return offer_to_join(self.world.networks[network], **said).pk

    def _mailing(self, network):
        return Mailing.objects.create(network=self.world.networks[network], text="Guten Tag").pk

    def _upload(self, network):
        """A list that waits for its last step."""
        upload = ListUpload(
            network=self.world.networks[network], name="kitas.csv", rows=1, state="checked", sent_at=timezone.now()
        )
        sealing.keep_content(upload, b"Name;Telefon\nKita Sonne;030 23125100\n")
        sealing.keep_answers(upload, {"mapping": asdict(importing.Mapping("Kitas")), "sheet": None})
        upload.save()
        return upload.pk

    def _home(self, network):
        """Another directory that a network shows, with one house."""
        found = Home.objects.create(network=self.world.networks[network], name="Nachbar")
        source = Source.objects.create(network=found.network, home=found, address=f"https://{network}.example/")
        organisation = make_organisation("Dort", home=found)
        make_offer(organisation=organisation, home=found)
        Mirror.objects.create(
            source=source, kind=MirrorKind.ORGANIZATION, record=organisation.pk, owner=organisation.pk,
            body={"id": str(organisation.pk), "name": "Dort"}, digest="x", shown="x", fetched_at=timezone.now(),
        )  # fmt: skip
        return {"home": found.pk, "mirrored": organisation.pk}

    def home_part(self, relation, part):
        network = {"own": "home", "other_network": "away"}.get(relation)
        return self.homes[network][part] if network else NOBODY

    def number(self, relation):
        return self.numbers.get({"own": "home", "other_network": "away"}.get(relation))

    def _entries(self, relation):
        """One entry of each kind for each house, and a state of the offer that was before."""
        organisation = self.world.organisations[ORGANISATIONS[relation]]
        site = make_site(organisation)
        function = make_function(organisation, "Anmeldung")
        point = make_contact_point(function, site=site)
        offer = make_offer(organisation=organisation, site=site, contact_point=point)
        version = Version.objects.create(
            organisation=organisation, kind=EntryKind.OFFER, entry=offer.pk, number=1, values=keeping.read(offer),
            origin=Origin.FOUND, made_at=timezone.now(),
        )  # fmt: skip
        return {"site": site, "function": function, "contact_point": point, "offer": offer, "version": version}

    def entry(self, relation, part):
        found = self.entries.get(relation)
        return found[part].pk if found else NOBODY

    def _proposals(self):
        """One proposal for each house, by somebody who is nobody of the table."""
        proposals = {}
        for relation, name in ORGANISATIONS.items():
            network = self.world.networks["away" if relation == "other_network" else "home"]
            organisation = self.world.organisations[name]
            proposals[relation] = Proposal.objects.create(
                network=network, organisation=organisation, kind=ProposalKind.NEW_OFFER,
                values={"offer_type": self.offer.offer_type_id, "title": "Elterncafé"}, proposed_person=uuid4(),
                proposed_by=make_function(organisation, "Vorschlag"), proposed_at=timezone.now(),
            )  # fmt: skip
        return proposals

    def proposal(self, relation):
        found = self.proposals.get(relation)
        return found.pk if found else NOBODY

    def organisation(self, relation):
        name = ORGANISATIONS.get(relation)
        return self.world.organisations[name].pk if name else NOBODY

    def membership(self, relation):
        name = MEMBERS.get(relation)
        return self.world.membership(name).pk if name else NOBODY

    def address(self, route, relation):
        """Return the address of a route; one that is about nobody's house has the same for every relation."""
        number = self.number(relation)
        values = {
            "slug": "auental", "offer_id": self.offer.pk, "organisation_id": self.world.kita.pk,
            "organisation": self.organisation(relation), "membership": self.membership(relation),
            "token": self.token, "type_id": self.offer.offer_type_id, "ags": "14901010", "pk": 1,
            "number": number.pk if number else NOBODY, "service": number.service_id if number else NOBODY,
            "proposal": self.proposal(relation),
            "mailing": self.mailings.get({"own": "home", "other_network": "away"}.get(relation), NOBODY),
            "upload": self.uploads.get({"own": "home", "other_network": "away"}.get(relation), NOBODY),
            "join_request": self.joining.get({"own": "home", "other_network": "away"}.get(relation), NOBODY),
            **{what: self.follow_up(relation, what) for what in FOLLOW_UPS},
            "uidb36": "1", "key": "made-up", "provider_id": "amt",
            "id": self.offer.pk, "name": "service", "path": "nirgends", "rest": "nirgends", "digits": "00536e",
            "part": "seiten", "page": 1, "ending": "csv",
            "size": "a5", **{part: self.home_part(relation, part) for part in ("home", "mirrored")},
        }  # fmt: skip
        values |= {part: self.entry(relation, part) for part in ENTRIES}
        _, parts = ROUTES[route]
        return reverse(route, kwargs={part: values[part] for part in parts})


def relations(route):
    """Tell which relations make a difference: those of a thing in the address that belongs to somebody."""
    parts = set(ROUTES[route][1])
    if parts & {"organisation", "membership", "proposal", *FOLLOW_UPS, *ENTRIES}:
        return RELATIONS
    of_network = {"number", "service", "join_request", "mailing", "upload", "home", "mirrored"}
    return ("own", "other_network", "never_was") if parts & of_network else ("any",)
