"""Log-in services of networks: what the operator writes about them becomes what allauth wants to know."""

import re
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME = re.compile(r"[a-z0-9]{1,30}")
NEEDED = {"id", "name", "issuer", "client_id", "secret_file", "network"}
ALLOWED = NEEDED | {"trusts_email", "has_second_factor"}


@dataclass(frozen=True, slots=True)
class LoginService:
    """An OpenID provider of one network. ``id`` is the last part of its addresses here."""

    id: str
    name: str
    issuer: str
    client_id: str
    secret: str
    network: str
    trusts_email: bool
    has_second_factor: bool

    @property
    def provider_id(self) -> str:
        """Name under which people are bound to it. Another issuer is another service, though it keeps its ``id``."""
        return f"{self.id}-{sha256(self.issuer.encode()).hexdigest()[:12]}"

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def as_app(self) -> dict[str, Any]:
        # Who it is comes from the ID token alone: it names its issuer and whom it is for.
        settings = {"server_url": self.issuer, "fetch_userinfo": False}
        app = {"provider_id": self.provider_id, "name": self.name, "client_id": self.client_id, "secret": self.secret}
        return {**app, "settings": settings}


def read(path: str) -> dict[str, LoginService]:
    """Return the services of a TOML file by their ids; without a file there are none. A mistake stops the start."""
    if not path:
        return {}
    rows = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("dienst", [])
    services = [_service(row) for row in rows]
    if len({service.id for service in services}) < len(services):
        raise ImproperlyConfigured(f"{path}: Zwei Anmeldedienste haben dieselbe id.")
    return {service.id: service for service in services}


def _service(row: dict[str, Any]) -> LoginService:
    if NEEDED - row.keys() or row.keys() - ALLOWED:
        raise ImproperlyConfigured(f"Anmeldedienst: nötig sind {sorted(NEEDED)}, erlaubt {sorted(ALLOWED)}.")
    if not NAME.fullmatch(row["id"]) or not re.fullmatch(r"https?://[^\s?#]+", row["issuer"]):
        raise ImproperlyConfigured(f"Anmeldedienst {row['id']!r}: id aus Kleinbuchstaben, issuer als Adresse.")
    answers = {name: row.get(name, False) for name in ("trusts_email", "has_second_factor")}
    if not all(isinstance(answer, bool) for answer in answers.values()):
        raise ImproperlyConfigured(
            f"Anmeldedienst {row['id']!r}: trusts_email und has_second_factor sind true oder false."
        )
    texts = {name: row[name] for name in NEEDED - {"secret_file"}}
    return LoginService(secret=Path(row["secret_file"]).read_text().strip(), **texts, **answers)
