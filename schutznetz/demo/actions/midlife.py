"""Musterkreis in the middle of its life: what is due, what waits, who leaves; and the log of what was confirmed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zlib import crc32

from django.utils import timezone

from schutznetz.accounts.models import User
from schutznetz.audit.actions import Actor, Past, begin_history
from schutznetz.coordination.actions import look_for_gaps
from schutznetz.coordination.enums import Step
from schutznetz.coordination.models import ConfirmationRequest, KeeperGap, RequestedEntry
from schutznetz.demo.actions.logins import NETWORK, email_of
from schutznetz.demo.actions.neighbour import mirror_neighbour
from schutznetz.demo.actions.rows import Rows
from schutznetz.directory.actions import about, propose_offer
from schutznetz.directory.events import CONFIRMED
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.networks.access import acting_in
from schutznetz.networks.enums import FunctionRole, MembershipState, PartnerType, Visibility
from schutznetz.networks.models import Function, Holder, Membership, Network, Organisation, Partnership

# Of Musterkreis so many entries are due, and so many more long overdue: asked for by every step, never answered.
DUE, OVERDUE = 40, 5
INTERVAL = 180
# Offer type, title and one sentence of what Eintragspflege would like to add.
PROPOSALS = (
    ("eltern-kind-gruppe", "Krabbelgruppe am Mittwoch", "Für Eltern mit Kindern unter einem Jahr, ohne Anmeldung."),
    ("familienbildung", "Elternabend: Schlafen und Essen", "Einmal im Monat, mit einer Familienhebamme."),
    ("kita", "Waldgruppe", "Zwölf Plätze für Kinder ab drei, jeden Tag draußen."),
)


def settle(rows: Rows) -> None:
    """Let exactly ``DUE`` and ``OVERDUE`` entries be old, and all others fresh; always the same ones.

    What is overdue belongs to houses of its own: a keeper is asked about everything in one mail.
    """
    entries = sorted(rows.entries, key=_number)
    doubtful = list({_house(entry): entry for entry in reversed(entries)}.values())[-OVERDUE:]
    silent = {_house(entry) for entry in doubtful}
    due = [entry for entry in entries if _house(entry) not in silent][:DUE]
    days = {id(entry): INTERVAL + 70 + _number(entry) % 60 for entry in doubtful}
    days |= {id(entry): INTERVAL + 1 + _number(entry) % 12 for entry in due}
    for entry in entries:
        age = days.get(id(entry), _number(entry) % 170)
        entry.confirmed_at = rows.now - timedelta(days=age, hours=_number(entry) % 9)


def _number(entry: Offer | ContactPoint) -> int:
    """Return a number that is the same in every demo, although the keys are not."""
    return crc32(f"{_house(entry)} {entry}".encode())


def _house(entry: Offer | ContactPoint) -> str:
    return entry.organisation.name if isinstance(entry, Offer) else entry.function.organisation.name


def log(entries: Sequence[Offer | ContactPoint], rows: Rows) -> None:
    """Begin the network's log with every confirmation that its pages show."""
    begin_history(
        CONFIRMED,
        rows.network.pk,
        [
            Past(entry.confirmed_at, Actor(None, entry.confirmed_by_function_id), about(entry))
            for entry in entries
            if isinstance(entry.confirmed_at, datetime)
        ],
    )


def let_live(now: datetime) -> None:
    """Let people propose, leave and be missing in Musterkreis; needs the log-ins. May be repeated."""
    network = Network.objects.get(slug=NETWORK)
    if KeeperGap.objects.filter(network=network).exists():
        return
    mirror_neighbour()
    _ask_in_vain(network, now)
    _propose(network)
    _leave(network, timezone.localdate(now))
    _lose_a_keeper(network, now)


def _ask_in_vain(network: Network, now: datetime) -> None:
    """Houses that every step of the campaign has reached, and that have not answered."""
    limit = now - timedelta(days=INTERVAL + 56)
    offers = Offer.objects.filter(held_by=network, confirmed_at__lt=limit).select_related("contact_point__function")
    points = ContactPoint.objects.filter(held_by=network, confirmed_at__lt=limit).select_related("function")
    for entry in [*offers, *points]:
        point = entry if isinstance(entry, ContactPoint) else entry.contact_point
        if point is None:
            continue
        asked = ConfirmationRequest.objects.create(
            network=network, organisation=point.function.organisation, keeper=point.function, step=Step.COORDINATION,
            started_at=now - timedelta(days=60), stepped_at=now - timedelta(days=4),
        )  # fmt: skip
        what = {"contact_point": entry} if isinstance(entry, ContactPoint) else {"offer": entry}
        RequestedEntry.objects.create(request=asked, named_at=now - timedelta(days=60), **what)


def _propose(network: Network) -> None:
    """Three proposals that wait for the coordination."""
    steward = Membership.objects.with_place().get(user__email=email_of(FunctionRole.STEWARD), network=network)
    who = acting_in(steward, "")
    house = steward.function.organisation
    for offer_type, title, summary in PROPOSALS:
        propose_offer(house, {"offer_type": offer_type, "title": title, "summary": summary}, who)


def _leave(network: Network, today: date) -> None:
    """Somebody who leads a house for a few days more, with a name that stands on its pages."""
    user, _ = User.objects.get_or_create(email="rolf@musterkreis.example", defaults={"name": "Rolf Beispiel"})
    house = _house_without_people(network, PartnerType.FREIE_JUGENDHILFE)
    leading = house.functions.filter(role=FunctionRole.LEAD, contact_point__isnull=False)
    function = leading.order_by("title", "pk").first() or _steward_of(house)
    membership = _approved(user, function, network, today - timedelta(days=500))
    membership.valid_until = today + timedelta(days=10)
    membership.holder = Holder.objects.create(
        function=function, name=user.name, visibility=Visibility.PUBLIC, valid_from=membership.valid_from,
        consent_on=today - timedelta(days=300), consent_expires_on=today + timedelta(days=65),
    )  # fmt: skip
    membership.save()


def _lose_a_keeper(network: Network, now: datetime) -> None:
    """A house whose only keeper left 20 days ago: it has been written to and has not answered yet."""
    user, _ = User.objects.get_or_create(email="uta@musterkreis.example", defaults={"name": "Uta Beispiel"})
    function = _steward_of(_house_without_people(network, PartnerType.SCHULE))
    membership = _approved(user, function, network, timezone.localdate(now) - timedelta(days=400))
    Membership.objects.filter(pk=membership.pk).update(state=MembershipState.ENDED, ended_at=now - timedelta(days=20))
    look_for_gaps(network, timezone.localdate(now))


def _house_without_people(network: Network, partner_type: PartnerType) -> Organisation:
    """Return the first house of a type in which nobody acts yet."""
    taken = Membership.objects.filter(network=network).values("function__organisation")
    partners = Partnership.objects.active().filter(network=network, partner_type=partner_type)
    return partners.exclude(organisation__in=taken).order_by("organisation__name")[0].organisation


def _steward_of(house: Organisation) -> Function:
    role = FunctionRole.STEWARD
    return Function.objects.get_or_create(organisation=house, role=role, defaults={"title": role.label})[0]


def _approved(user: User, function: Function, network: Network, since: date) -> Membership:
    begun = timezone.make_aware(datetime.combine(since, time(9)))
    return Membership.objects.create(
        user=user, function=function, network=network, valid_from=since, state=MembershipState.APPROVED,
        accepted_at=begun, approved_at=begun,
    )  # fmt: skip
