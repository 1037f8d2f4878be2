"""A source that cannot be read as a whole."""

from schutznetz.common.errors import DomainError


class SourceRefused(DomainError):
    """What stands there is no directory in the words of HSDS, or it is too much."""


class ConnectionCut(DomainError):
    """The home did not answer to the end; the next run goes on where this one stopped."""
