"""Functions and members, as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.networks.enums import MembershipState
from schutznetz.networks.models import Invitation, Membership, Network, Organisation
from schutznetz.networks.policy import Acting, Allow, Placed, Where, decide
from schutznetz.networks.roles import Act, Scope
from schutznetz.ui.components import Fact, Link


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page that somebody with a right finds under "Meine Funktionen"; its name is all that is known of it here."""

    act: Act
    about: Scope
    page: str
    text: str
    description: str


# A page of the app above, like those of the menu.
HAND_OVER = "coordination:hand_over"
FIVE_MINUTES = "coordination:five_minutes"
MENU = (
    MenuItem(Act.SEE_TODO, Scope.NETWORK, "coordination:todo", "Zu tun", "was im Netzwerk eine Hand braucht"),
    MenuItem(
        Act.SEE_PARTNERS, Scope.NETWORK, "coordination:partners", "Partner", "wer mitarbeitet, ruht, eingeladen ist"
    ),
    MenuItem(
        Act.SEE_INSOFA, Scope.NETWORK, "coordination:insofa", "InsoFa", "wer Sie berät, wenn Sie sich sorgen"
    ),
    MenuItem(
        Act.WRITE_MAILING, Scope.NETWORK, "coordination:mailings", "Rundschreiben", "vielen zugleich schreiben"
    ),
    MenuItem(
        Act.SEE_PARTNERS, Scope.NETWORK, "coordination:composition",
        "Zusammensetzung", "welche Partner das Gesetz nennt und wer noch fehlt",
    ),
    MenuItem(
        Act.CHANGE_PARTNERS, Scope.NETWORK, "coordination:practice",
        "Praxis eintragen", "Hebamme, Kinderarzt, Tagespflege: drei Angaben genügen",
    ),
    MenuItem(
        Act.PREPARE_IMPORT, Scope.NETWORK, "lists:upload", "Liste einlesen", "Partner und Angebote aus einer Tabelle"
    ),
    MenuItem(
        Act.SEE_HOMES, Scope.NETWORK, "homes:list",
        "Andere Verzeichnisse", "was von dort gezeigt wird, und was Sie übernommen haben",
    ),
    MenuItem(
        Act.EDIT_NETWORK, Scope.NETWORK, "networks:network", "Das Netzwerk", "Name, Farbe, Texte, Kontakt, Impressum"
    ),
    MenuItem(
        Act.EDIT_RESPONSIBILITY, Scope.NETWORK, "coordination:setting_up",
        "Einrichten", "was zu einem ganzen Netzwerk noch fehlt",
    ),
    MenuItem(
        Act.SEE_HANDOVER, Scope.NETWORK, "coordination:handover",
        "Übergabe der Koordination", "was die nächste Person braucht",
    ),
    MenuItem(
        Act.SEE_MEMBERS, Scope.ORGANISATION, "networks:members",
        "Wer für Ihre Einrichtung handelt", "einladen, freigeben, beenden",
    ),
    MenuItem(
        Act.SEE_REPORTS, Scope.ORGANISATION, "coordination:reports",
        "Hinweise zu Ihren Einträgen", "was Besucher gemeldet haben",
    ),
    MenuItem(
        Act.SEE_ENTRIES, Scope.ORGANISATION, "keeping:entries",
        "Einträge der Einrichtung", "Zeiten, Telefon, Angebote, Namen",
    ),
    MenuItem(Act.READ_LOG, Scope.NETWORK, "networks:log", "Protokoll des Netzwerks", "wer wann was getan hat"),
    MenuItem(
        Act.SEE_NUMBERS, Scope.NETWORK, "numbers:list", "Notfallnummern", "ansehen, vorschlagen, bestätigen"
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FunctionCard:
    """One function of a person; ``key`` is what the switch posts, empty where it already acts."""

    title: str
    organisation: str
    network: str
    since: str
    key: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person in one function; the links are those that whoever looks may use."""

    who: str
    function: str
    state: str
    until: str
    approve_href: str = ""
    again_href: str = ""
    end_href: str = ""
    hand_over_href: str = ""


def function_cards(memberships: Iterable[Membership], acting: Acting | None) -> list[FunctionCard]:
    return [_card(each, is_current=acting is not None and acting.membership == each.pk) for each in memberships]


def waiting_cards(memberships: Iterable[Membership]) -> list[FunctionCard]:
    return [_card(each, is_current=False) for each in memberships]


def _card(membership: Membership, *, is_current: bool) -> FunctionCard:
    since = f"seit {date_format(membership.valid_from, 'j. F Y')}"
    if membership.valid_until:
        since += f", bis {date_format(membership.valid_until, 'j. F Y')}"
    return FunctionCard(
        title=membership.function.title,
        organisation=membership.function.organisation.name,
        network=str(membership.network or membership.land or ""),
        since=since,
        key="" if is_current else str(membership.pk),
        is_current=is_current,
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """Something whose place is known already."""

    place: Where

    def where(self) -> Where:
        return self.place


def tasks_of(acting: Acting, organisation: Organisation, network: Network | None) -> list[Link]:
    """Return what a function can do, each as a link."""
    about: dict[Scope, Placed | None] = {
        Scope.ORGANISATION: _Here(organisation.where()),  # asked once, not for each line
        Scope.NETWORK: network,
    }
    return [_task(item, acting) for item in MENU if _is_open(item, acting, about[item.about])]


def introduction() -> Link:
    """Return the way to what somebody new needs to know."""
    return Link("Ihre Funktion in fünf Minuten", reverse(FIVE_MINUTES), "wofür sie da ist und womit Sie anfangen")


def _is_open(item: MenuItem, acting: Acting, about: Placed | None) -> bool:
    return about is not None and isinstance(decide(acting, item.act, about), Allow)


def _task(item: MenuItem, acting: Acting) -> Link:
    arguments = [acting.organisation] if item.about is Scope.ORGANISATION else []
    return Link(item.text, reverse(item.page, args=arguments), item.description)


def member_rows(memberships: Iterable[Membership], acting: Acting) -> list[MemberRow]:
    return [_row(each, acting) for each in memberships]


def _row(membership: Membership, acting: Acting) -> MemberRow:
    def href(act: Act, name: str, state: MembershipState | None = None) -> str:
        fits = state is None or membership.state == state
        return reverse(name, args=[membership.pk]) if fits and _may(acting, act, membership) else ""

    is_own = membership.user_id == acting.person
    return MemberRow(
        who=membership.user.name if membership.user else membership.invitation.email,
        function=membership.function.title,
        state=MembershipState(membership.state).label,
        until=_until(membership),
        approve_href="" if is_own else href(Act.APPROVE_MEMBER, "networks:approve", MembershipState.ACCEPTED),
        again_href=href(Act.INVITE_MEMBER, "networks:invite_again", MembershipState.INVITED),
        end_href=href(Act.END_MEMBER, "networks:end"),
        hand_over_href=href(Act.HAND_OVER, HAND_OVER, MembershipState.APPROVED),
    )


def _may(acting: Acting, act: Act, membership: Membership) -> bool:
    return isinstance(decide(acting, act, membership), Allow)


def _until(membership: Membership) -> str:
    if membership.state == MembershipState.INVITED:
        expires = timezone.localtime(membership.invitation.expires_at)
        over = expires < timezone.localtime()
        return "Link abgelaufen" if over else f"Link gilt bis {date_format(expires, 'j. F, H:i')} Uhr"
    return f"bis {date_format(membership.valid_until, 'j. F Y')}" if membership.valid_until else ""


def facts_of(membership: Membership) -> tuple[Fact, ...]:
    """Say about whom and what a membership is, before somebody decides about it."""
    user = membership.user
    return (
        Fact("Name", user.name if user else "hat noch nicht angenommen"),
        Fact("E-Mail-Adresse", user.email if user else membership.invitation.email),
        Fact("Funktion", membership.function.title),
        Fact("Einrichtung", membership.function.organisation.name),
    )


def facts_of_invitation(invitation: Invitation) -> tuple[Fact, ...]:
    function, network = invitation.membership.function, invitation.membership.network
    of_network = (Fact("Netzwerk", network.name),) if network else ()
    return (
        Fact("Funktion", function.title),
        Fact("Einrichtung", function.organisation.name),
        *of_network,
        Fact("E-Mail-Adresse", invitation.email),
    )
