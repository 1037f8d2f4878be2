"""One invented person for every role of Musterkreis, so that anybody can look at the pages behind the log-in."""

import secrets
import time
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from schutznetz.accounts.actions import add_app
from schutznetz.accounts.models import User
from schutznetz.accounts.sealing import open_for
from schutznetz.common.errors import DomainError
from schutznetz.networks.enums import FunctionRole, MembershipState, PartnerType
from schutznetz.networks.models import Function, Membership, Network, Organisation

NETWORK = "musterkreis"
OFFICE = "Jugendamt Musterkreis"
STEP_SECONDS = 30
# Role, partner type of the house, name of the person. The Jugendamt is found by its type too.
PEOPLE = (
    (FunctionRole.LEAD, PartnerType.KITA, "Lea Beispiel"),
    (FunctionRole.CHILD_PROTECTION, PartnerType.KITA, "Kim Beispiel"),
    (FunctionRole.STEWARD, PartnerType.KITA, "Edda Beispiel"),
    (FunctionRole.PROFESSIONAL, PartnerType.KITA, "Finn Beispiel"),
    (FunctionRole.INSOFA, PartnerType.FREIE_JUGENDHILFE, "Ines Beispiel"),
    (FunctionRole.ASD, PartnerType.OEFF_JUGENDHILFE, "Anton Beispiel"),
    (FunctionRole.ASD_LEAD, PartnerType.OEFF_JUGENDHILFE, "Asta Beispiel"),
    (FunctionRole.DUTY, PartnerType.OEFF_JUGENDHILFE, "Bela Beispiel"),
    (FunctionRole.COORDINATION, PartnerType.OEFF_JUGENDHILFE, "Nora Beispiel"),
    (FunctionRole.DATA_PROTECTION, PartnerType.OEFF_JUGENDHILFE, "Dora Beispiel"),
)


@dataclass(frozen=True, slots=True)
class Login:
    """What somebody types to look around in a role; the code of the second factor comes from ``demo_code``."""

    role: FunctionRole
    email: str
    password: str


def email_of(role: FunctionRole) -> str:
    return f"{role.value.replace('_', '-')}@musterkreis.example"


@transaction.atomic
def make_logins() -> list[Login]:
    """Give every role a person with a password and a secret of this run; those of the last run stop working."""
    network = Network.objects.get(slug=NETWORK)
    password = secrets.token_urlsafe(9)
    hashed = make_password(password)  # once: a hash that is slow on purpose would be paid for every role
    return [_login(network, *person, hashed, password) for person in PEOPLE]


def _login(
    network: Network, role: FunctionRole, partner_type: PartnerType, name: str, hashed: str, password: str
) -> Login:
    email = email_of(role)
    user, _ = User.objects.update_or_create(email=email, defaults={"name": name, "password": hashed})
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    Authenticator.objects.filter(user=user).delete()
    add_app(user, generate_totp_secret())
    function = _function(_house(network, partner_type), role)
    now = timezone.now()
    Membership.objects.get_or_create(
        user=user, function=function, network=network,
        defaults={"state": MembershipState.APPROVED, "accepted_at": now, "approved_at": now},
    )  # fmt: skip
    return Login(role, email, password)


def _house(network: Network, partner_type: PartnerType) -> Organisation:
    partners = Organisation.objects.partners_of(network).filter(partnerships__partner_type=partner_type)
    # Several partners belong to the public youth welfare; those who decide sit in the Jugendamt itself.
    found = sorted(partners, key=lambda house: (house.name != OFFICE, house.name, house.pk))
    if not found:
        raise DomainError(f"In {network.name} gibt es keinen Partner der Art „{partner_type.label}“.")
    return found[0]


def _function(house: Organisation, role: FunctionRole) -> Function:
    found = Function.objects.filter(organisation=house, role=role).order_by("title", "pk").first()
    return found or Function.objects.create(organisation=house, role=role, title=role.label)


def code_of(role: FunctionRole) -> str:
    """Return the six digits that the app of this person would show now."""
    row = Authenticator.objects.filter(user__email=email_of(role), type=Authenticator.Type.TOTP).first()
    if row is None:
        raise DomainError("Diese Rolle hat noch kein Konto. Bitte zuerst: python3 manage.py demo")
    secret = open_for(row.user_id, row.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // STEP_SECONDS)))
