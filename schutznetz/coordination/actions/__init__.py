"""Everything that the coordination changes."""

from schutznetz.coordination.actions.campaigns import Outcome, run_campaign
from schutznetz.coordination.actions.findings import renew_findings, set_aside
from schutznetz.coordination.actions.followups import confirm_for_house
from schutznetz.coordination.actions.gaps import look_for_gaps
from schutznetz.coordination.actions.handover import mark_handover
from schutznetz.coordination.actions.joining import MOST_REQUESTS_A_DAY, accept_join, decline_join, offer_to_join
from schutznetz.coordination.actions.leaving import HandedOver, hand_over
from schutznetz.coordination.actions.mailings import (
    draft_mailing,
    forget_drafts,
    post_mailing,
    send_mailing,
    unsubscribe,
)
from schutznetz.coordination.actions.mistakes import tell_keeper
from schutznetz.coordination.actions.partners import end_partnership, move_partner
from schutznetz.coordination.actions.practices import add_practice, look_alikes

__all__ = [
    "MOST_REQUESTS_A_DAY",
    "HandedOver",
    "Outcome",
    "accept_join",
    "add_practice",
    "confirm_for_house",
    "decline_join",
    "draft_mailing",
    "end_partnership",
    "forget_drafts",
    "hand_over",
    "look_alikes",
    "look_for_gaps",
    "mark_handover",
    "move_partner",
    "offer_to_join",
    "post_mailing",
    "renew_findings",
    "run_campaign",
    "send_mailing",
    "set_aside",
    "tell_keeper",
    "unsubscribe",
]
