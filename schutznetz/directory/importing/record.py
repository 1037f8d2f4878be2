"""One sound row: everything it says about one offer, and its identity within the list."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from schutznetz.directory.importing.findings import Where
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.protection import Protected
from schutznetz.directory.importing.values.address import Address

LONGEST_KEY = 200
NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    is_fax: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a row becomes. ``name`` is the Einrichtung and may be empty: then the Träger itself offers it there.

    ``key`` finds the record again in the next delivery of the list. ``where`` and ``protected`` are no part of what
    is compared or stored.
    """

    where: Where
    key: str
    type_id: str
    title: str
    name: str = ""
    traeger: str = ""
    site_name: str = ""
    summary: str = ""
    description: str = ""
    address: Address = NO_ADDRESS
    directions: str = ""
    kreis: str = ""
    point: tuple[float, float] | None = None
    phones: tuple[Phone, ...] = ()
    email: str = ""
    url: str = ""
    hours: str = ""
    barrier: str = "unknown"
    person: str = ""
    age_from: int | None = None
    age_to: int | None = None
    is_confidential: bool = False
    protected: Protected | None = field(default=None, repr=False, compare=False)

    @property
    def organisation(self) -> str:
        """The organisation that bears the offer."""
        return self.name or self.traeger

    def digest(self) -> str:
        """Return the hash of the values as read: equal digests mean that nothing changed in the list."""
        values = asdict(self)
        del values["where"], values["key"], values["protected"]
        return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def texts(self) -> Iterator[str]:
        """Yield everything that will be stored as text; of the key only what comes from the row."""
        yield from (self.key.partition("/")[2], self.title, self.name, self.traeger, self.site_name, self.summary)
        yield from (self.description, self.directions, self.email, self.url, self.hours, self.person)
        yield from (phone.note for phone in self.phones)


def own_key(list_name: str, source_key: str) -> str:
    return _short(f"{key(list_name)}/{source_key.strip()}")


def made_key(list_name: str, name: str, address: Address, type_id: str) -> str:
    """Return the key of a row whose list has no ids. A confidential address is never passed in here."""
    parts = (name, address.plz, address.strasse, address.hausnummer, address.zusatz)
    return _short(f"{key(list_name)}/{' '.join(filter(None, map(key, parts)))}/{type_id}")


def _short(text: str) -> str:
    if len(text) <= LONGEST_KEY:
        return text
    return f"{text[: LONGEST_KEY - 65]}#{hashlib.sha256(text.encode()).hexdigest()}"
