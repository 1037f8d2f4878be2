"""What the coordination keeps: who was asked to confirm what, and what came back."""

from schutznetz.coordination.models.campaigns import (
    ConfirmationLink,
    ConfirmationRequest,
    FunctionMail,
    RequestedEntry,
    RequestedEntryQuerySet,
)

__all__ = [
    "ConfirmationLink",
    "ConfirmationRequest",
    "FunctionMail",
    "RequestedEntry",
    "RequestedEntryQuerySet",
]
