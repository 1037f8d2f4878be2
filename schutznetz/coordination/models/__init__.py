"""What the coordination keeps: who was asked what, who wants to join, what was written to many, what a night found."""

from schutznetz.coordination.models.campaigns import (
    ConfirmationLink,
    ConfirmationRequest,
    FunctionMail,
    RequestedEntry,
    RequestedEntryQuerySet,
    digest,
)
from schutznetz.coordination.models.findings import Finding, SetAside
from schutznetz.coordination.models.joining import LONGEST_WORD, JoinRequest
from schutznetz.coordination.models.leaving import HandoverMark, KeeperGap
from schutznetz.coordination.models.mailings import LONGEST_MAILING, Mailing, Unsubscribed

__all__ = [
    "LONGEST_MAILING",
    "LONGEST_WORD",
    "ConfirmationLink",
    "ConfirmationRequest",
    "Finding",
    "FunctionMail",
    "HandoverMark",
    "JoinRequest",
    "KeeperGap",
    "Mailing",
    "RequestedEntry",
    "RequestedEntryQuerySet",
    "SetAside",
    "Unsubscribed",
    "digest",
]
