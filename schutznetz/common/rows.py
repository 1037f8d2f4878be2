"""For whom the database is asked: what the policies of protected tables compare rows with (ADR 0020).

Every request, command and job says it once; on PostgreSQL each transaction is told (``common/postgresql``). Without
a context no protected row is there. SQLite has no such wall.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

# Stands for the chain of the log that belongs to no network.
PLATFORM = "plattform"


@dataclass(frozen=True, slots=True)
class Rows:
    """One context; each field is a setting ``schutznetz.<field>`` of the transaction, empty where nothing is said.

    ``token`` is the hash of a link that a visitor has shown, or of a key that a program has; ``chain`` is the one chain
    of the log that is being written. ``looks_over`` is set for functions that see the members of every house of their
    network.
    """

    context: str = ""
    person: str = ""
    organisations: str = ""
    network: str = ""
    looks_over: str = ""
    token: str = ""
    chain: str = ""
    reason: str = ""


NOBODY = Rows()
PUBLIC = Rows("public")
_rows: ContextVar[Rows] = ContextVar("rows", default=NOBODY)


def current() -> Rows:
    return _rows.get()


@contextmanager
def _within(rows: Rows) -> Iterator[None]:
    before = _rows.set(rows)
    try:
        yield
    finally:
        _rows.reset(before)


def public() -> AbstractContextManager[None]:
    """What everybody may see, whoever asks."""
    return _within(PUBLIC)


def person(who: UUID) -> AbstractContextManager[None]:
    """What belongs to one person, in whatever function."""
    return _within(Rows("person", person=str(who), token=current().token))


def function(
    *, person: UUID, organisations: Iterable[UUID], network: UUID | None, looks_over: bool
) -> AbstractContextManager[None]:
    """What one person sees in one function."""
    rows = Rows(
        "function", person=str(person), organisations=f"{{{','.join(map(str, organisations))}}}",
        network=str(network or ""), looks_over="1" if looks_over else "",
    )  # fmt: skip
    return _within(rows)


def system(reason: str) -> AbstractContextManager[None]:
    """Everything: for commands and jobs, and for the few steps of a page that ``tests/rows`` lists."""
    return _within(Rows("system", reason=reason))


def invited(token_hash: str) -> AbstractContextManager[None]:
    """In addition the one row whose secret somebody has shown: an invitation, a request to confirm, a key."""
    return _within(replace(current(), token=token_hash))


def chain(network: UUID | None) -> AbstractContextManager[None]:
    """In addition one chain of the log, while an entry is appended: it has to know the one before."""
    return _within(replace(current(), chain=str(network or PLATFORM)))


class PublicRows:
    """Middleware next to the views: a request is anybody's until a door knows better."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with public():
            return self.get_response(request)
