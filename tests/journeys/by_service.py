"""Somebody who comes by the service of their institution alone, and time that passes in their session.

Run beside a portal, in its own settings: ``make`` once, then ``wait KEY``.
"""

import sys

EMAIL = "ina@musterkreis.example"
AN_HOUR = 3600


def make() -> str:
    """Let Ina lead a house that nobody leads yet; return its id."""
    from django.utils import timezone

    from schutznetz.accounts.models import User
    from schutznetz.networks.enums import FunctionRole, MembershipState, PartnershipState
    from schutznetz.networks.models import Function, Membership, Network, Organisation

    network, now = Network.objects.get(slug="musterkreis"), timezone.now()
    led = Function.objects.filter(role=FunctionRole.LEAD).values("organisation")
    partners = Organisation.objects.filter(
        partnerships__network=network, partnerships__state=PartnershipState.ACTIVE
    ).exclude(pk__in=led)
    house = partners.order_by("-name", "pk")[0]
    ina = User.objects.make(email=EMAIL, name="Ina Amt", password=None)
    function = Function.objects.create(organisation=house, role=FunctionRole.LEAD, title="Leitung")
    Membership.objects.create(
        user=ina, function=function, network=network, state=MembershipState.APPROVED, accepted_at=now, approved_at=now
    )
    return str(house.pk)


def wait(key: str) -> str:
    """Let an hour pass since whoever has this session has shown who they are."""
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore(key)
    for record in session["account_authentication_methods"]:
        record["at"] -= AN_HOUR
    session.save()
    return ""


def main() -> None:
    import django

    django.setup()
    from schutznetz.common import rows

    with rows.system("journey"):
        print({"make": make, "wait": wait}[sys.argv[1]](*sys.argv[2:]))


if __name__ == "__main__":
    main()
