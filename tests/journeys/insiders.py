"""People who are logged in already: a journey takes over their session, as if they had just come through the door.

Run by ``server.build`` in the portal's own settings.
"""

import time
from datetime import timedelta

ROLES = ("lead", "coordination", "data_protection", "professional")  # those of the demo
KEYS = {
    "eva": "journeyofevabeispiel0000000000",
    "max": "journeyofmaxmuster000000000000",
    "noa": "journeyofnoaneu000000000000000",
    **{role: f"journeyof{role.replace('_', '')}".ljust(30, "0") for role in ROLES},
}
INVITATION = "journey-of-an-invitation"
# Links of a campaign's mails, and what the coordination follows up.
ASKED, ANSWERED, EXPIRED = ("journey-of-a-question", "journey-of-an-answer", "journey-of-an-old-question")
UNANSWERED, NOTICE, REPORT = (f"00000000-0000-4000-8000-00000000000{digit}" for digit in "123")
FUNCTION, MAILING = "00000000-0000-4000-8000-000000000004", "00000000-0000-4000-8000-000000000005"
# Of the list of self-help groups in the demo: a house that is shown, one that was adopted, an offer that is shown.
MIRRORED, ADOPTED = "813d4fd9-65b5-57c3-94b2-47a483171313", "0d55903b-d0d2-52b4-b00c-5c91d4c659ff"
MIRRORED_OFFER = "aea60e51-fa08-5111-9d30-7bc1c47de4fb"
PASSWORD = "korrekt pferd batterie"
PASSKEY = 4711


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from schutznetz.accounts.models import User
    from schutznetz.demo.actions.logins import email_of, make_logins
    from schutznetz.demo.actions.midlife import let_live
    from schutznetz.networks.enums import FunctionRole

    # Comes through the door herself: whoever logs in often ends the oldest of three sessions.
    User.objects.make(email="ida@musterkreis.example", name="Ida", password=PASSWORD)
    make_logins()
    let_live(timezone.now())
    for name, key in KEYS.items():
        if name in ROLES:
            user = User.objects.get(email=email_of(FunctionRole(name)))
        else:
            user = User.objects.make(email=f"{name}@musterkreis.example", name=name.title(), password=PASSWORD)
        confirmed = {"method": "password", "at": time.time() + 36_000, "reauthenticated": True}
        keep(
            user,
            key,
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
                HASH_SESSION_KEY: user.get_session_auth_hash(),
                "account_authentication_methods": [confirmed],
                "account_authentication_methods_user": str(user.pk),
            },
        )
        if name == "max":
            protect(user)
    populate()


def populate() -> None:
    """Let somebody be invited, somebody wait for approval, a number wait for a second pair of eyes, a house for an
    answer."""
    from schutznetz.accounts.models import User
    from schutznetz.coordination.actions import offer_to_join
    from schutznetz.demo.actions.logins import email_of
    from schutznetz.jurisdiction.actions import propose_number
    from schutznetz.jurisdiction.models import DutyService
    from schutznetz.networks import access, actions
    from schutznetz.networks.enums import FunctionRole
    from schutznetz.networks.models import Invitation, Membership, Network

    lead = Membership.objects.with_place().get(user__email=email_of(FunctionRole.LEAD))
    who = access.acting_in(lead, "")
    values = {"organisation": lead.function.organisation, "network": lead.network, "by": who}
    new = actions.invite(role=FunctionRole.PROFESSIONAL, email="neu@musterkreis.example", **values)
    Invitation.objects.filter(membership=new.membership).update(token_hash=access.digest(INVITATION))
    waits = actions.invite(role=FunctionRole.STEWARD, email="noa@musterkreis.example", **values)
    actions.accept(access.open_invitation(waits.token), person=User.objects.get(email="noa@musterkreis.example"))
    service = DutyService.objects.filter(network=Network.objects.get(slug="musterkreis")).order_by("name").first()
    asd = Membership.objects.get(user__email=email_of(FunctionRole.ASD))
    propose_number(service, "030 23125199", asd.function, person=asd.user_id)
    keep_entries(who)
    said = {"name": "Spielkreis am Anger", "partner_type": "mgh", "town": "Musterstadt", "phone": "+493023125198"}
    offer_to_join(lead.network, email="spielkreis@musterkreis.example", text="Jeden Mittwoch ein Frühstück.", **said)
    follow_up(lead.function.organisation, lead.network)
    write_to_all(lead.network)
    take_over(
        access.acting_in(Membership.objects.with_place().get(user__email=email_of(FunctionRole.COORDINATION)), "")
    )


def follow_up(house, network) -> None:
    """Let a house be asked, have answered and been asked too late; and let the coordination have something to do."""
    from django.utils import timezone

    from schutznetz.coordination.enums import Answer, Step
    from schutznetz.coordination.models import ConfirmationLink, ConfirmationRequest, RequestedEntry
    from schutznetz.directory.enums import MistakeKind
    from schutznetz.directory.models import GoneNotice, MistakeReport, Offer
    from schutznetz.networks.access import digest
    from schutznetz.networks.models import Function

    now, month = timezone.now(), timedelta(days=30)
    offers = list(Offer.objects.filter(organisation=house).order_by("title"))
    values = {"organisation": house, "network": network}
    own = Function.objects.create(pk=FUNCTION, organisation=house, role="steward", title="Pflege der Einträge")
    for token, step in ((ASKED, Step.FIRST), (ANSWERED, Step.FIRST), (EXPIRED, Step.FIRST), ("", Step.COORDINATION)):
        keeper = Function.objects.create(organisation=house, role="professional", title=f"Pflege {token}".strip())
        request = ConfirmationRequest.objects.create(
            **values, keeper=keeper, step=step, started_at=now, stepped_at=now, **({} if token else {"pk": UNANSWERED})
        )
        answer = {"answer": Answer.CONFIRMED, "answered_at": now} if token == ANSWERED else {}
        for offer in offers[:2]:
            RequestedEntry.objects.create(request=request, offer=offer, named_at=now, **answer)
        if token:
            sent = now - 2 * month if token == EXPIRED else now
            ConfirmationLink.objects.create(
                request=request, function=own, step=step, token_hash=digest(token), sent_at=sent,
                expires_at=sent + month,
            )  # fmt: skip
    GoneNotice.objects.create(pk=NOTICE, **values, offer=offers[-1], function=own, said_at=now)
    MistakeReport.objects.create(
        pk=REPORT, organisation=house, offer=offers[0], kind=MistakeKind.PHONE, text="Da meldet sich eine Pizzeria.",
        told_at=now,
    )  # fmt: skip


def take_over(who) -> None:
    """Let the coordination have adopted a house of another directory, and renamed its offer."""
    from schutznetz.directory.models import Offer
    from schutznetz.directory.search import index
    from schutznetz.exchange.access import houses
    from schutznetz.exchange.actions import adopting
    from schutznetz.networks.enums import PartnerType

    adopting.adopt(houses.mirrored_house(who, ADOPTED), PartnerType.SOZ_BERATUNG, who)
    offers = Offer.objects.filter(organisation=ADOPTED)
    offers.update(title="Atempause am Samstag", summary="Zwei Stunden Ruhe.")
    index.update(offers.values_list("pk", flat=True))


def write_to_all(network) -> None:
    """Let the coordination have written to everybody once."""
    from django.utils import timezone

    from schutznetz.coordination.enums import MailingState
    from schutznetz.coordination.models import Mailing

    Mailing.objects.create(
        pk=MAILING, network=network, text="Das nächste Treffen ist am 3. Dezember.", state=MailingState.SENT,
        sent_at=timezone.now(), addressed=12,
    )  # fmt: skip


def keep_entries(who) -> None:
    """Let a house change its hours, and propose an offer."""
    from schutznetz.directory import access as directory
    from schutznetz.directory import actions, keeping
    from schutznetz.directory.access import keeping as access
    from schutznetz.directory.enums import EntryKind
    from schutznetz.networks.access import own_house

    house, _network = own_house(who)
    point = access.house_of(house, who).contact_points[0]
    mark = keeping.fingerprint(keeping.read(point))
    actions.change(EntryKind.CONTACT_POINT, point.pk, {"hours": "Mo-Th 07:00-16:30"}, base=mark, who=who)
    kind = directory.offer_types()[0].pk
    values = {"offer_type": kind, "title": "Elterncafé", "access": "open", "cost": "free", "targets": ["parents"]}
    actions.propose_offer(house, values, who)


def keep(user, key, data) -> None:
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    until = timezone.now() + timedelta(hours=10)
    Session.objects.create(session_key=key, session_data=SessionStore().encode(data), expire_date=until)
    UserSession.objects.create(user=user, session_key=key, ip="::", user_agent="Chrome auf Linux")


def protect(user) -> None:
    """Give a second factor, recovery codes and a passkey; nobody can use this passkey, but it is shown."""
    from allauth.mfa.models import Authenticator

    from schutznetz.accounts.actions import add_app

    add_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    data = {"name": "Diensthandy", "credential": CREDENTIAL}
    Authenticator.objects.create(pk=PASSKEY, user=user, type="webauthn", data=data)


# What a device once answered on a test page: a public key, which opens nothing anywhere.
CREDENTIAL = {
    "id": "l2xTtkp3GAjFX5BmpeB7lVYsVYIAy1nGwLRNZ5E1lZs",
    "rawId": "l2xTtkp3GAjFX5BmpeB7lVYsVYIAy1nGwLRNZ5E1lZs",
    "type": "public-key",
    "response": {
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAA"
        "AQECAwQFBgcIAQIDBAUGBwgAIJdsU7ZKdxgIxV-QZqXge5VWLFWCAMtZxsC0TWeRNZWbpQECAyYgASFYIBNbqBFIOmYsoESj78KVDkVvPr6GFnV_NNtk"
        "QK_FCp88Ilgg8hcC6otmfHZ6GN_H_ek2hkbTYOxkCDc5VHdE6LJS4Z8",
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoibWpVcnBMYV94NDVkZklXaEQ0dHF6UkdYdWREdGQ2"
        "M2lZUjhFMWdZMV9OayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODA3NyIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
    },
}

if __name__ == "__main__":
    main()
