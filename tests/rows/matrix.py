"""Who sees and does what with rows of which table: asked of the database itself, past every WHERE of ours."""

from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from uuid import uuid4

from django.db import ProgrammingError, transaction
from django.utils import timezone

from schutznetz.audit.actions import Actor, record
from schutznetz.audit.models import Entry, Seal
from schutznetz.common import rows
from schutznetz.coordination.models import (
    ConfirmationLink,
    ConfirmationRequest,
    FunctionMail,
    JoinRequest,
    Mailing,
    RequestedEntry,
)
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import ListImport, ListUpload, MistakeReport, Proposal, Version
from schutznetz.exchange.models import FeedKey, FeedScope
from schutznetz.jobs.models import Letter, OutgoingMail
from schutznetz.networks import access, actions
from schutznetz.networks.enums import FunctionRole, Visibility
from schutznetz.networks.events import SWITCHED
from schutznetz.networks.models import Function, Holder, Invitation, Membership
from tests.factories import make_contact_point, make_function
from tests.people import World
from tests.rows.expected import EXPECTED
from tests.wall import as_application

NOBODY = Actor(None, None)
JOINING = {"partner_type": "kita", "town": "Auental", "phone": "+493023125100"}
LONG_AGO = date(2026, 1, 1)
HOUSES = {"kita": "home", "school": "home", "office_elsewhere": "away"}
CONTEXTS = ("nobody", "public", "link", "person", "lead", "coordinator", "elsewhere", "system")


def expected(kind=""):
    lines = [line.split() for line in EXPECTED.strip().splitlines()[1:]]
    return {tuple(line[:3]): "".join(line[3:]) for line in lines if kind in {"", line[0]}}


def attempt(work):
    """Try something as the application and take it back; say how many rows it met, and nothing where it is refused."""
    with as_application():
        try:
            with transaction.atomic():
                met = work()
                transaction.set_rollback(True)
        except ProgrammingError as error:
            if "row-level security" not in str(error):
                raise
            return "."
    return "1" if met else "."


class Rows:
    """The world of the tests, with rows in every protected table."""

    def __init__(self) -> None:
        self.world = World()
        self.networks = {"home": self.world.home.pk, "away": self.world.networks["away"].pk, "platform": None}
        self.now = timezone.now()
        self.requests = {}
        self.link = access.digest(self._invite("lead", "kita").token)
        self._invite("coordinator", "school")
        self._names()
        for network in self.networks.values():
            record(SWITCHED, network=network, by=NOBODY)
        Seal.objects.create(network=self.networks["home"], seq=1, hash="0" * 64, utc=self.now)
        for house in ("kita", "school", "office_elsewhere"):
            MistakeReport.objects.create(organisation=self.world.organisations[house], kind=MistakeKind.PHONE)
        self._requests()
        for organisation, network in HOUSES.items():
            Version.objects.create(number=1, **self._version(organisation))
            Proposal.objects.create(**self._proposal(organisation, network))
        for name in ("home", "away"):
            JoinRequest.objects.create(network_id=self.networks[name], name=name, **JOINING)
            Mailing.objects.create(network_id=self.networks[name], text=name)
            ListUpload.objects.create(**self._list(name))
            ListImport.objects.create(**self._figures(name))
        self._keys()
        names = {"lead": "lead", "coordinator": "coordinator", "elsewhere": "coordinator_elsewhere"}
        self.acting = {name: self._acting(person) for name, person in names.items()}

    def _keys(self):
        """One key that the visitor shows, one that somebody else has."""
        self.keys = {}
        for name, shown in (("shown", self.link), ("other", "z" * 64)):
            self.keys[name] = FeedKey.objects.create(**self._key(shown))
            FeedScope.objects.create(key=self.keys[name], network_id=self.networks["home"])

    def _key(self, token_hash):
        return {"name": "Programm", "token_hash": token_hash, "expires_at": self.now + timedelta(days=1)}

    def feedkey(self, act, what):
        if act == "insert":
            return _inserting(FeedKey, **self._key("y" * 64))
        return _on(self.keys.get(what, self.keys["shown"]), act, name="anders")

    def feedscope(self, act, what):
        key = self.keys.get(what, self.keys["shown"])
        if act == "insert":
            return _inserting(FeedScope, key=key, network_id=self.networks["away"])
        return _on(key.scopes.get(), act, network=self.networks["away"])

    def _acting(self, name):
        return access.acting_in(self.world.membership(name), "")

    def _invite(self, by, organisation):
        return actions.invite(
            organisation=self.world.organisations[organisation], network=self.world.home, role=FunctionRole.STEWARD,
            email=f"{organisation}@example.org", by=self._acting(by),
        )  # fmt: skip

    def _requests(self):
        """One request whose link the visitor shows, one of another house, one of another network."""
        for name, house, network in (("linked", "kita", "home"), ("other", "school", "home"),
                                     ("away", "office_elsewhere", "away")):  # fmt: skip
            request = ConfirmationRequest.objects.create(
                network_id=self.networks[network], organisation=self.world.organisations[house],
                keeper=self._function(house), step=1, started_at=self.now, stepped_at=self.now,
            )  # fmt: skip
            self.requests[name] = request
            point = make_contact_point(make_function(self.world.organisations[house]))
            RequestedEntry.objects.create(request=request, contact_point=point, named_at=self.now)
            values = {"mail": uuid4(), "address_digest": "x" * 64, "posted_at": self.now}
            FunctionMail.objects.create(function=request.keeper, network=request.network, **values)
        ConfirmationLink.objects.create(token_hash=self.link, **self._link_of("linked"))

    def _link_of(self, name):
        request = self.requests[name]
        until = self.now + timedelta(days=1)
        return {"request": request, "function": request.keeper, "step": 1, "sent_at": self.now, "expires_at": until}

    def _names(self):
        today = timezone.localdate()
        consent = {"visibility": Visibility.PUBLIC, "consent_on": LONG_AGO, "consent_expires_on": today}
        yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
        self._name("consented", "kita", **consent)
        self._name("expired", "kita", **consent | {"consent_expires_on": yesterday})
        self._name("gone", "kita", **consent | {"valid_until": yesterday})
        self._name("coming", "kita", **consent | {"valid_from": tomorrow})
        later = {"consent_on": tomorrow, "consent_expires_on": tomorrow + timedelta(days=9)}
        self._name("consented_later", "kita", **consent | later)
        self._name("expired_at_partner", "school", **consent | {"consent_expires_on": yesterday})
        self._name("for_the_network", "school", visibility=Visibility.NETWORK)
        self._name("confidential", "school", visibility=Visibility.CONFIDENTIAL)
        shown = self._name("of_a_member", "school", visibility=Visibility.CONFIDENTIAL)
        Membership.objects.filter(user=self.world.users["lead_elsewhere"]).update(holder=shown)
        self._name("far_away", "office_elsewhere", visibility=Visibility.NETWORK)

    def _name(self, name, organisation, **values):
        function = self._function(organisation)
        return Holder.objects.create(function=function, name=name, **{"valid_from": LONG_AGO} | values)

    def _function(self, organisation):
        return Function.objects.filter(organisation=self.world.organisations[organisation]).first()

    @contextmanager
    def within(self, context):
        with ExitStack() as stack:
            if context in self.acting:
                stack.enter_context(access.rows_of(self.acting[context]))
            if context in {"public", "link"}:
                stack.enter_context(rows.public())
            if context == "link":
                stack.enter_context(rows.invited(self.link))
            if context == "person":
                stack.enter_context(rows.person(self.world.users["lead"].pk))
            if context == "system":
                stack.enter_context(rows.system("test"))
            yield

    def tell(self, kind=""):
        """Return what everybody may do, as ``EXPECTED`` says it."""
        return {row: self._of_all(*row) for row in expected(kind)}

    def is_as_expected(self, kind):
        """Ask until the first answer that is another one."""
        return all(self._of_all(*row) == said for row, said in expected(kind).items())

    def _of_all(self, kind, act, what):
        work = getattr(self, kind)(act, what)
        answers = []
        for context in CONTEXTS:
            with self.within(context):
                answers.append(attempt(work))
        return "".join(answers)

    def membership(self, act, what):
        if act == "insert":
            network = self.networks["away" if what == "office_elsewhere" else "home"]
            return _inserting(Membership, function=self._function(what), network_id=network)
        invited = Membership.objects.filter(invitation__email="kita@example.org").first()
        row = invited if what == "invited" else self.world.membership(what)
        return _on(row, act, valid_from="2026-01-01")

    def invitation(self, act, what):
        if act == "insert":
            later = {"sent_at": self.now, "expires_at": self.now + timedelta(days=1)}
            values = {"membership": self.world.membership(what), "email": "x@example.org", "token_hash": "x" * 64}
            return _inserting(Invitation, **values, **later)
        found = Invitation.objects.filter(email=f"{what}@example.org")
        return _on(found.first() or Invitation.objects.first(), act, email="y@example.org")

    def holder(self, act, what):
        if act == "insert":
            return _inserting(Holder, function=self._function(what), name="Neu", valid_from=LONG_AGO)
        return _on(Holder.objects.get(name=what), act, name="anders")

    def entry(self, act, what):
        network = self.networks[what]
        if act == "insert":
            return lambda: record(SWITCHED, network=network, by=NOBODY) and 1
        return _on(Entry.objects.filter(network=network).last(), act, ground="x")

    def seal(self, act, what):
        if act == "insert":
            return _inserting(Seal, network=self.networks[what], seq=2, hash="0" * 64, utc=self.now)
        return _on(Seal.objects.get(), act, hash="1" * 64)

    def letter(self, act, _):
        if act == "insert":
            mail = OutgoingMail.objects.create(kind="sample", created_at=self.now, due=self.now)
            return _inserting(Letter, mail=mail, to="a@example.org", subject="x", text="x")
        return _on(Letter.objects.first(), act, text="anders")

    def _version(self, organisation):
        place = {"organisation": self.world.organisations[organisation], "kind": "offer", "entry": uuid4()}
        return place | {"values": {}, "origin": "changed", "made_at": self.now, "id": uuid4()}

    def version(self, act, what):
        if act == "insert":
            return _inserting(Version, number=2, **self._version(what) | {"entry": uuid4()})
        house = self.world.organisations.get(what, self.world.kita)
        return _on(Version.objects.get(organisation=house), act, origin="found")

    def _proposal(self, organisation, network):
        return {
            "network_id": self.networks[network], "organisation": self.world.organisations[organisation],
            "kind": "new_offer", "values": {}, "proposed_by": self._function(organisation),
            "proposed_person": uuid4(), "proposed_at": self.now,
        }  # fmt: skip

    def proposal(self, act, what):
        if act == "insert":
            return _inserting(Proposal, **self._proposal(what, HOUSES[what]))
        house = self.world.organisations.get(what, self.world.kita)
        return _on(Proposal.objects.get(organisation=house), act, reason="?")

    def mistakereport(self, act, what):
        house = self.world.organisations.get(what, self.world.kita)
        if act == "insert":
            return _inserting(MistakeReport, organisation=house, kind=MistakeKind.PHONE)
        return _on(MistakeReport.objects.get(organisation=house), act, text="anders")

    def _list(self, network):
        return {"network_id": self.networks[network], "name": network, "rows": 1, "sent_at": self.now, "content": b"x"}

    def _figures(self, network):
        figures = dict.fromkeys(("created", "updated", "unchanged", "kept", "refused"), 0)
        return {"network_id": self.networks[network], "name": network, "at": self.now, **figures}

    def listupload(self, act, what):
        if act == "insert":
            return _inserting(ListUpload, **self._list(what))
        return _on(ListUpload.objects.filter(name=what).first() or ListUpload.objects.first(), act, rows=2)

    def listimport(self, act, what):
        if act == "insert":
            return _inserting(ListImport, **self._figures(what))
        return _on(ListImport.objects.get(name=what), act, created=2)

    def confirmationlink(self, act, _):
        if act == "insert":
            return _inserting(ConfirmationLink, token_hash="y" * 64, **self._link_of("other"))
        return _on(ConfirmationLink.objects.get(), act, step=2)

    def confirmationrequest(self, act, what):
        if act == "insert":
            house = self.world.organisations["office"]
            values = {"network_id": self.networks["home"], "organisation": house, "step": 1}
            return _inserting(ConfirmationRequest, started_at=self.now, stepped_at=self.now, **values)
        return _on(self.requests.get(what, self.requests["linked"]), act, step=2)

    def requestedentry(self, act, what):
        request = self.requests.get(what, self.requests["linked"])
        if act == "insert":
            point = make_contact_point(make_function(self.world.kita))
            return _inserting(RequestedEntry, request=request, contact_point=point, named_at=self.now)
        return _on(request.entries.get(), act, answer="left", answered_at=self.now)

    def functionmail(self, act, what):
        network = self.networks[what]
        row = FunctionMail.objects.get(function=self.requests["away" if what == "away" else "linked"].keeper)
        if act == "insert":
            values = {"mail": uuid4(), "address_digest": "x" * 64, "posted_at": self.now}
            return _inserting(FunctionMail, function=row.function, network_id=network, **values)
        return _on(row, act, code="5.1.1", returned_at=self.now)

    def joinrequest(self, act, what):
        if act == "insert":
            return _inserting(JoinRequest, network_id=self.networks[what], name="Neu", **JOINING)
        found = JoinRequest.objects.filter(name=what)
        return _on(found.first() or JoinRequest.objects.first(), act, town="anders")

    def mailing(self, act, what):
        if act == "insert":
            return _inserting(Mailing, network_id=self.networks[what], text="Neu")
        found = Mailing.objects.filter(text=what)
        return _on(found.first() or Mailing.objects.first(), act, role="lead")


def _inserting(model, **values):
    def insert():
        model(**values).save(force_insert=True)
        return 1

    return insert


def _on(row, act, **change):
    """Return the bare statement: no manager and no collector of Django's comes between."""
    every = type(row)._base_manager.all()
    found = every.filter(pk=row.pk)
    return {
        "see": found.count,
        "update": lambda: found.update(**change),
        "delete": lambda: found._raw_delete("default"),
        "overwrite": lambda: every.update(**change),
        "empty": lambda: every._raw_delete("default"),
    }[act]
