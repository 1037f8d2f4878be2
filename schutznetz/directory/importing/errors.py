"""Why a list cannot be read in at all."""

from schutznetz.common.errors import DomainError


class ImportRefused(DomainError):
    """The list is unusable and nothing of it was written; the text says what to do next."""

    def __init__(self, message: str, code: str = "unusable") -> None:
        super().__init__(message)
        self.code = code
