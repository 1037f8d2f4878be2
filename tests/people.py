"""Everybody who may knock: a small world of two networks, with one person for each part that has or lacks a right."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.test import Client
from django.utils import timezone

from schutznetz.accounts.actions import add_app
from schutznetz.accounts.models import User
from schutznetz.networks.enums import FunctionRole, MembershipState
from schutznetz.networks.models import Function, Membership, Organisation
from tests.factories import make_kreis, make_land, make_network, make_organisation, make_partnership

PASSWORD = "ein langer Satz nur hier"

# name: (role, organisation, network); what is not here is made by hand below
HOLDERS = {
    "professional": (FunctionRole.PROFESSIONAL, "kita", "home"),
    "professional_elsewhere": (FunctionRole.PROFESSIONAL, "school", "home"),
    "steward": (FunctionRole.STEWARD, "kita", "home"),
    "lead": (FunctionRole.LEAD, "kita", "home"),
    "lead_elsewhere": (FunctionRole.LEAD, "school", "home"),
    "coordinator": (FunctionRole.COORDINATION, "office", "home"),
    "data_protection": (FunctionRole.DATA_PROTECTION, "office", "home"),
    "insofa": (FunctionRole.INSOFA, "school", "home"),
    "asd": (FunctionRole.ASD, "office", "home"),
    "asd_lead": (FunctionRole.ASD_LEAD, "office", "home"),
    "asd_elsewhere": (FunctionRole.ASD, "office_elsewhere", "away"),
    "coordinator_elsewhere": (FunctionRole.COORDINATION, "office_elsewhere", "away"),
    "state": (FunctionRole.STATE, "ministry", None),
    "operator": (FunctionRole.OPERATION, "ministry", None),
}
PERSONAS = ("anonymous", *HOLDERS, "ex_member", "waiting", "without_function", "without_second_factor")


def make_user(name, *, email=None, password=None, second_factor=False):
    """A person with a proven address. A password has to be asked for."""
    user = User.objects.make(email=email or f"{name}@example.org", name=name, password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if second_factor:
        add_app(user, generate_totp_secret())
    return user


def make_membership(user, function, network, **values):
    now = timezone.now()
    given = {"state": MembershipState.APPROVED, "accepted_at": now, "approved_at": now}
    return Membership.objects.create(user=user, function=function, network=network, **(given | values))


def enter(client, user, *, fresh=True):
    """Log in as somebody who has just proven who they are, and will have for as long as tests run, or has not."""
    client.force_login(user)
    session = client.session
    at = time.time() + (3600 if fresh else -3600)
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = user_id_to_str(user)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": at}]
    session.save()
    return client


@contextmanager
def written_at_once(*models):
    """Write what is saved inside at its end, with one statement for each of these models."""
    saved = {model: [] for model in models}
    with pytest.MonkeyPatch.context() as patch:
        for model, rows in saved.items():
            patch.setattr(model, "save", lambda row, rows=rows, **_: rows.append(row))
        yield
    for model, rows in saved.items():
        model.objects.bulk_create(rows)


@dataclass
class World:
    """Two networks, five organisations, and everybody of ``PERSONAS``."""

    def __post_init__(self):
        land = make_land()
        self.networks = {
            "home": make_network("auental", kreis=make_kreis("14901")),
            "away": make_network("bergtal", "Netzwerk Bergtal", kreis=make_kreis("14902", "Landkreis Bergtal")),
            None: None,
        }
        self.organisations = {
            name: make_organisation(name) for name in ("kita", "school", "office", "office_elsewhere", "ministry")
        }
        for name in ("kita", "school", "office"):
            make_partnership(self.networks["home"], self.organisations[name])
        make_partnership(self.networks["away"], self.organisations["office_elsewhere"])
        self.functions = {}
        with written_at_once(User, EmailAddress, Authenticator, Function, Membership):
            self.users = {name: self._holder(name, *place, land=land) for name, place in HOLDERS.items()}
            self._exceptions()

    def _holder(self, name, role, organisation, network, *, land):
        user = make_user(name, second_factor=True)
        function = self._function(role, self.organisations[organisation])
        make_membership(user, function, self.networks[network], land=land if network is None else None)
        return user

    def _function(self, role, organisation):
        found = self.functions.get((role, organisation.pk))
        made = found or Function.objects.create(organisation=organisation, role=role, title=role.label)
        return self.functions.setdefault((role, organisation.pk), made)

    def _exceptions(self):
        home, lead = self.networks["home"], self._function(FunctionRole.LEAD, self.organisations["kita"])
        for name in ("ex_member", "waiting", "without_function", "without_second_factor"):
            self.users[name] = make_user(name, second_factor=name != "without_second_factor")
        ended = timezone.now() - timedelta(days=1)
        make_membership(self.users["ex_member"], lead, home, state=MembershipState.ENDED, ended_at=ended)
        accepted = {"state": MembershipState.ACCEPTED, "approved_at": None}
        make_membership(self.users["waiting"], lead, home, **accepted)
        make_membership(self.users["without_second_factor"], lead, home)

    @cached_property
    def home(self):
        return self.networks["home"]

    @cached_property
    def kita(self) -> Organisation:
        return self.organisations["kita"]

    def membership(self, name):
        return Membership.objects.get(user=self.users[name])

    def client(self, name, *, fresh=True):
        client = Client(raise_request_exception=True)
        return client if name == "anonymous" else enter(client, self.users[name], fresh=fresh)
