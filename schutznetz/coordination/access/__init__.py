"""The only door through which the coordination's pages see what needs a hand, and whom they look after."""

from schutznetz.coordination.access.campaigns import (
    Mailbox,
    contact_points_of,
    entries_of,
    mailbox_of,
    networks_of,
    notice_of,
    open_reports,
    report_of,
    report_to_tell,
    request_of,
)
from schutznetz.coordination.access.insofa import insofa_functions
from schutznetz.coordination.access.joining import join_request_of
from schutznetz.coordination.access.mailings import (
    any_mailing,
    is_unsubscribed,
    mailing_named,
    mailing_of,
    mailings_of,
    recipients,
    subscription_of,
)
from schutznetz.coordination.access.partners import (
    Asked,
    earlier_partnerships,
    has_steward,
    left_partners,
    partner_of,
    partners,
)
from schutznetz.coordination.access.todo import figures_of, network_of, networks, tasks_of
from schutznetz.coordination.sources.gaps import numbers_by_type

__all__ = [
    "Asked",
    "Mailbox",
    "any_mailing",
    "contact_points_of",
    "earlier_partnerships",
    "entries_of",
    "figures_of",
    "has_steward",
    "insofa_functions",
    "is_unsubscribed",
    "join_request_of",
    "left_partners",
    "mailbox_of",
    "mailing_named",
    "mailing_of",
    "mailings_of",
    "network_of",
    "networks",
    "networks_of",
    "notice_of",
    "numbers_by_type",
    "open_reports",
    "partner_of",
    "partners",
    "recipients",
    "report_of",
    "report_to_tell",
    "request_of",
    "subscription_of",
    "tasks_of",
]
