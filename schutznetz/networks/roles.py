"""Which function may do what: the one reviewed list of rights (security.md 4.1).

A role that has no line here may see what everybody sees, and its own account. Higher never implies lower: the Land
and the operator have no line at all. Whoever changes this file changes ``tests/authz_matrix.yml`` as well.
"""

from dataclasses import dataclass
from enum import StrEnum

from schutznetz.audit.enums import Obligation
from schutznetz.networks.enums import FunctionRole as R


class Act(StrEnum):
    """What people do, named after the act and not after a page."""

    SEE_MEMBERS = "see_members"
    INVITE_MEMBER = "invite_member"
    APPROVE_MEMBER = "approve_member"
    END_MEMBER = "end_member"
    READ_LOG = "read_log"
    SEE_NUMBERS = "see_numbers"
    PROPOSE_NUMBER = "propose_number"
    CONFIRM_NUMBER = "confirm_number"
    TEST_NUMBER = "test_number"
    SEE_TODO = "see_todo"
    SET_ASIDE = "set_aside"
    FOLLOW_UP = "follow_up"
    SEE_REPORTS = "see_reports"
    SETTLE_REPORT = "settle_report"
    SEE_PARTNERS = "see_partners"
    CHANGE_PARTNERS = "change_partners"
    END_PARTNER = "end_partner"
    HAND_OVER = "hand_over"
    SEE_HANDOVER = "see_handover"
    MARK_HANDOVER = "mark_handover"
    SEE_INSOFA = "see_insofa"
    WRITE_MAILING = "write_mailing"
    SEND_MAILING = "send_mailing"
    EDIT_NETWORK = "edit_network"
    EDIT_RESPONSIBILITY = "edit_responsibility"
    SEE_ENTRIES = "see_entries"
    EDIT_ENTRY = "edit_entry"
    DECIDE_PROPOSAL = "decide_proposal"
    PREPARE_IMPORT = "prepare_import"
    IMPORT_ENTRIES = "import_entries"
    SEE_HOMES = "see_homes"
    ADOPT_HOUSE = "adopt_house"


WORDS = {
    Act.SEE_MEMBERS: "Mitglieder ansehen",
    Act.INVITE_MEMBER: "in eine Funktion einladen",
    Act.APPROVE_MEMBER: "eine Mitgliedschaft freigeben",
    Act.END_MEMBER: "eine Mitgliedschaft beenden",
    Act.READ_LOG: "das Protokoll lesen",
    Act.SEE_NUMBERS: "Notfallnummern ansehen",
    Act.PROPOSE_NUMBER: "eine Notfallnummer vorschlagen",
    Act.CONFIRM_NUMBER: "eine Notfallnummer bestätigen",
    Act.TEST_NUMBER: "einen Probeanruf eintragen",
    Act.SEE_TODO: "sehen, was im Netzwerk zu tun ist",
    Act.SET_ASIDE: "eine Zeile von „Zu tun“ zurückstellen",
    Act.FOLLOW_UP: "nachfassen, wo niemand antwortet",
    Act.SEE_REPORTS: "Hinweise auf Fehler lesen",
    Act.SETTLE_REPORT: "einen Hinweis auf einen Fehler erledigen",
    Act.SEE_PARTNERS: "die Partner des Netzwerks ansehen",
    Act.CHANGE_PARTNERS: "Partner aufnehmen und ändern",
    Act.END_PARTNER: "das Ausscheiden eines Partners eintragen",
    Act.HAND_OVER: "eine Funktion übergeben",
    Act.SEE_HANDOVER: "die Übergabe der Koordination ansehen",
    Act.MARK_HANDOVER: "in der Übergabe der Koordination etwas abhaken",
    Act.SEE_INSOFA: "die InsoFa des Netzwerks ansehen",
    Act.WRITE_MAILING: "Rundschreiben schreiben und ansehen",
    Act.SEND_MAILING: "ein Rundschreiben verschicken",
    Act.EDIT_NETWORK: "die Angaben des Netzwerks ändern",
    Act.EDIT_RESPONSIBILITY: "festlegen, wer wo zuständig ist und wann antwortet",
    Act.SEE_ENTRIES: "Einträge zum Bearbeiten ansehen",
    Act.EDIT_ENTRY: "einen Eintrag ändern oder bestätigen",
    Act.DECIDE_PROPOSAL: "über einen Vorschlag entscheiden",
    Act.PREPARE_IMPORT: "eine Liste hochladen und prüfen",
    Act.IMPORT_ENTRIES: "eine Liste einlesen",
    Act.SEE_HOMES: "die gespiegelten Verzeichnisse ansehen",
    Act.ADOPT_HOUSE: "eine gespiegelte Einrichtung übernehmen oder zurückgeben",
}


class Scope(StrEnum):
    """How far a right reaches, seen from the function that acts."""

    ORGANISATION = "organisation"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role may do an act as far as a scope reaches."""

    role: R
    act: Act
    scope: Scope


@dataclass(frozen=True, slots=True)
class Rule:
    """What an act asks for besides the right.

    ``is_harmless``: whoever works in the network may know it, and it names functions, not persons. Such a right alone
    asks for no second factor, and it is given by one person: who must ask somebody today has no time for either.
    """

    obligations: frozenset[Obligation] = frozenset()
    is_harmless: bool = False


ONLY_SEES = Rule()
FOR_COLLEAGUES = Rule(is_harmless=True)
# Done many times a morning and taken back with one click: a fresh proof each five minutes would only be in the way.
NOTHING_MORE = Rule()
IN_TWO = Rule(frozenset({Obligation.FOUR_EYES}))
FRESH = Rule(frozenset({Obligation.STEP_UP}))
FRESH_WITH_REASON = Rule(frozenset({Obligation.STEP_UP, Obligation.REASON}))
FRESH_IN_TWO = Rule(frozenset({Obligation.STEP_UP, Obligation.FOUR_EYES}))

RULES: dict[Act, Rule] = {
    Act.SEE_MEMBERS: ONLY_SEES,
    Act.INVITE_MEMBER: FRESH,
    Act.APPROVE_MEMBER: FRESH,
    Act.END_MEMBER: FRESH_WITH_REASON,
    Act.READ_LOG: ONLY_SEES,
    Act.SEE_NUMBERS: ONLY_SEES,
    Act.PROPOSE_NUMBER: FRESH,
    Act.CONFIRM_NUMBER: FRESH_IN_TWO,
    Act.TEST_NUMBER: NOTHING_MORE,
    Act.SEE_TODO: ONLY_SEES,
    Act.SET_ASIDE: NOTHING_MORE,
    Act.FOLLOW_UP: NOTHING_MORE,
    Act.SEE_REPORTS: ONLY_SEES,
    Act.SETTLE_REPORT: NOTHING_MORE,
    Act.SEE_PARTNERS: ONLY_SEES,
    Act.CHANGE_PARTNERS: NOTHING_MORE,
    Act.END_PARTNER: FRESH,
    Act.HAND_OVER: FRESH,
    Act.SEE_HANDOVER: ONLY_SEES,
    Act.MARK_HANDOVER: NOTHING_MORE,
    Act.SEE_INSOFA: FOR_COLLEAGUES,
    Act.WRITE_MAILING: NOTHING_MORE,
    Act.SEND_MAILING: FRESH,
    Act.EDIT_NETWORK: FRESH,
    Act.EDIT_RESPONSIBILITY: FRESH,
    Act.SEE_ENTRIES: ONLY_SEES,
    Act.EDIT_ENTRY: NOTHING_MORE,
    Act.DECIDE_PROPOSAL: IN_TWO,
    Act.PREPARE_IMPORT: NOTHING_MORE,
    Act.IMPORT_ENTRIES: FRESH,
    Act.SEE_HOMES: ONLY_SEES,
    Act.ADOPT_HOUSE: NOTHING_MORE,
}

# All functions of houses; data protection, the Land and the operator look at no directory.
COLLEAGUES = tuple(role for role in R if role not in {R.DATA_PROTECTION, R.STATE, R.OPERATION})

GRANTS: tuple[Grant, ...] = (
    # An Einrichtung looks after its own people.
    Grant(R.LEAD, Act.SEE_MEMBERS, Scope.ORGANISATION),
    Grant(R.LEAD, Act.INVITE_MEMBER, Scope.ORGANISATION),
    Grant(R.LEAD, Act.APPROVE_MEMBER, Scope.ORGANISATION),
    Grant(R.LEAD, Act.END_MEMBER, Scope.ORGANISATION),
    Grant(R.LEAD, Act.HAND_OVER, Scope.ORGANISATION),
    Grant(R.LEAD, Act.SEE_ENTRIES, Scope.ORGANISATION),
    Grant(R.LEAD, Act.EDIT_ENTRY, Scope.ORGANISATION),
    # Eintragspflege does this and nothing else.
    Grant(R.STEWARD, Act.SEE_ENTRIES, Scope.ORGANISATION),
    Grant(R.STEWARD, Act.EDIT_ENTRY, Scope.ORGANISATION),
    # Who keeps the entries reads what visitors say is wrong with them.
    Grant(R.LEAD, Act.SEE_REPORTS, Scope.ORGANISATION),
    Grant(R.LEAD, Act.SETTLE_REPORT, Scope.ORGANISATION),
    Grant(R.STEWARD, Act.SEE_REPORTS, Scope.ORGANISATION),
    Grant(R.STEWARD, Act.SETTLE_REPORT, Scope.ORGANISATION),
    # The coordination looks after those that have nobody yet, and after the emergency numbers.
    Grant(R.COORDINATION, Act.SEE_MEMBERS, Scope.NETWORK),
    Grant(R.COORDINATION, Act.INVITE_MEMBER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.APPROVE_MEMBER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.END_MEMBER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_NUMBERS, Scope.NETWORK),
    Grant(R.COORDINATION, Act.PROPOSE_NUMBER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.CONFIRM_NUMBER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.TEST_NUMBER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_TODO, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SET_ASIDE, Scope.NETWORK),
    Grant(R.COORDINATION, Act.HAND_OVER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_HANDOVER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.MARK_HANDOVER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.FOLLOW_UP, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_REPORTS, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SETTLE_REPORT, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_PARTNERS, Scope.NETWORK),
    Grant(R.COORDINATION, Act.CHANGE_PARTNERS, Scope.NETWORK),
    Grant(R.COORDINATION, Act.END_PARTNER, Scope.NETWORK),
    Grant(R.COORDINATION, Act.WRITE_MAILING, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEND_MAILING, Scope.NETWORK),
    Grant(R.COORDINATION, Act.EDIT_NETWORK, Scope.NETWORK),
    Grant(R.COORDINATION, Act.EDIT_RESPONSIBILITY, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_ENTRIES, Scope.NETWORK),
    Grant(R.COORDINATION, Act.EDIT_ENTRY, Scope.NETWORK),
    Grant(R.COORDINATION, Act.DECIDE_PROPOSAL, Scope.NETWORK),
    Grant(R.COORDINATION, Act.PREPARE_IMPORT, Scope.NETWORK),
    Grant(R.COORDINATION, Act.IMPORT_ENTRIES, Scope.NETWORK),
    Grant(R.COORDINATION, Act.SEE_HOMES, Scope.NETWORK),
    Grant(R.COORDINATION, Act.ADOPT_HOUSE, Scope.NETWORK),
    # The Jugendamt's own people know best whether a number is right.
    Grant(R.ASD, Act.SEE_NUMBERS, Scope.NETWORK),
    Grant(R.ASD, Act.PROPOSE_NUMBER, Scope.NETWORK),
    Grant(R.ASD, Act.TEST_NUMBER, Scope.NETWORK),
    Grant(R.ASD_LEAD, Act.SEE_MEMBERS, Scope.ORGANISATION),
    Grant(R.ASD_LEAD, Act.INVITE_MEMBER, Scope.ORGANISATION),
    Grant(R.ASD_LEAD, Act.APPROVE_MEMBER, Scope.ORGANISATION),
    Grant(R.ASD_LEAD, Act.END_MEMBER, Scope.ORGANISATION),
    Grant(R.ASD_LEAD, Act.HAND_OVER, Scope.ORGANISATION),
    Grant(R.ASD_LEAD, Act.SEE_NUMBERS, Scope.NETWORK),
    Grant(R.ASD_LEAD, Act.PROPOSE_NUMBER, Scope.NETWORK),
    Grant(R.ASD_LEAD, Act.CONFIRM_NUMBER, Scope.NETWORK),
    Grant(R.ASD_LEAD, Act.TEST_NUMBER, Scope.NETWORK),
    # Everybody who works with children or families knows whom to ask about a worry.
    *(Grant(role, Act.SEE_INSOFA, Scope.NETWORK) for role in COLLEAGUES),
    # Data protection sees who did what, and no content.
    Grant(R.DATA_PROTECTION, Act.READ_LOG, Scope.NETWORK),
)

# Rights that reach beyond the own house are given by two people (security.md 4.3).
BEYOND_THE_HOUSE = frozenset(
    {grant.role for grant in GRANTS if grant.scope is Scope.NETWORK and not RULES[grant.act].is_harmless}
    | {R.STATE, R.OPERATION}
)
# Functions outside of any network.
WITHOUT_NETWORK = frozenset({R.STATE, R.OPERATION})


def grants_of(role: R, act: Act) -> list[Grant]:
    return [grant for grant in GRANTS if grant.role == role and grant.act == act]


def may_give(giver: R, role: R) -> bool:
    """Tell whether a role may bring somebody into another one: nobody gives away a reach that they have not.

    The coordination, which invites in the whole network, gives every role of it; a house gives what stays in the
    house, and what reaches beyond only as far as the giver reaches too.
    """
    if any(grant.scope is Scope.NETWORK for grant in grants_of(giver, Act.INVITE_MEMBER)):
        return True
    beyond = {grant.act for grant in GRANTS if grant.role == role and grant.scope is Scope.NETWORK}
    own = {grant.act for grant in GRANTS if grant.role == giver and grant.scope is Scope.NETWORK}
    return role not in WITHOUT_NETWORK and beyond <= own


def has_rights(role: R) -> bool:
    """Tell whether a role may do more than look at its own account: then a second factor is a must (7.2)."""
    return any(grant.role == role and not RULES[grant.act].is_harmless for grant in GRANTS)
