"""Sends somebody what they have kept, without an account."""

from collections.abc import Iterable

from schutznetz.accounts.access import may_be_written_to
from schutznetz.common.errors import DomainError
from schutznetz.directory.models import Offer
from schutznetz.publishing import mails
from schutznetz.publishing.files.entry import entries_of


def mail_pinboard(offers: Iterable[Offer], to: str, source: str) -> None:
    """Send the offers to one address; ``source`` is the address of the internet that asks.

    Raises ``DomainError`` if nothing is kept, for an address that is none, and when there were too many: nobody shall
    fill the mailbox of somebody else from here.
    """
    entries = list(entries_of(offers))
    if not entries:
        raise DomainError("Ihre Merkliste ist leer. Merken Sie sich zuerst ein Angebot.")
    if not may_be_written_to("pinboard", to, source):
        raise DomainError("Von hier gingen heute schon viele Mails hinaus. Bitte drucken Sie die Liste, oder versuchen "
                          "Sie es morgen wieder.")  # fmt: skip
    mails.pinboard(to, entries)
