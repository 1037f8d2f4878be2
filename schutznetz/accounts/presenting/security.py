"""The security page in words: what is set up, what is missing, and the way to change it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.ui.components import Link

FEW_CODES = 3
JUST_NOW_SECONDS = 5 * 60


@dataclass(frozen=True, slots=True)
class Factors:
    """What protects an account. ``codes`` is the number of recovery codes that are left, None without any."""

    password: bool
    app_since: datetime | None
    passkeys: int
    codes: int | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the list: what, how it stands, a hint, and what can be done."""

    title: str
    state: str
    note: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    pk: int
    name: str
    added: str
    used: str


@dataclass(frozen=True, slots=True)
class ShownSession:
    pk: int
    device: str
    since: str
    seen: str
    is_here: bool


SERVICE = "Für die Anmeldung ohne eigenes Passwort hier."


def settings(found: Factors, sessions: int, *, with_services: bool = False) -> list[Setting]:
    listed = [_passkeys(found), _app(found), _codes(found), _password(found), _sessions(sessions)]
    if with_services:
        ways = (Link("Verbindung ansehen", reverse("socialaccount_connections")),)
        listed.append(Setting("Konto Ihrer Einrichtung", "möglich", SERVICE, ways))
    return [setting for setting in listed if setting]


def _passkeys(found: Factors) -> Setting:
    if not found.passkeys:
        note = "Der sicherste und schnellste Weg: Fingerabdruck, Gesicht oder PIN Ihres Geräts."
        return Setting("Passkey", "noch keiner", note, (Link("Passkey hinzufügen", reverse("mfa_add_webauthn")),))
    state = "einer eingerichtet" if found.passkeys == 1 else f"{found.passkeys} eingerichtet"
    return Setting("Passkey", state, "", (Link("Passkeys ansehen", reverse("mfa_list_webauthn")),))


def _app(found: Factors) -> Setting:
    if found.app_since is None:
        note = "Für die Anmeldung mit Passwort: Eine App auf dem Telefon zeigt Codes."
        ways = (Link("App einrichten", reverse("mfa_activate_totp")),)
        return Setting("App für Codes", "nicht eingerichtet", note, ways)
    ways = (Link("App entfernen", reverse("mfa_deactivate_totp")),)
    return Setting("App für Codes", f"eingerichtet am {_day(found.app_since)}", "", ways)


def _codes(found: Factors) -> Setting | None:
    if found.codes is None:
        return None
    note = "Machen Sie bald neue." if found.codes < FEW_CODES else "Für den Tag, an dem Ihr Telefon weg ist."
    left = {0: "alle verbraucht", 1: "noch einer"}.get(found.codes, f"noch {found.codes}")
    ways = (Link("Notcodes ansehen", reverse("mfa_view_recovery_codes")),)
    return Setting("Notcodes", left, note, ways)


def _password(found: Factors) -> Setting:
    if found.password:
        return Setting("Passwort", "festgelegt", "", (Link("Passwort ändern", reverse("account_change_password")),))
    ways = (Link("Passwort festlegen", reverse("account_set_password")),)
    return Setting("Passwort", "keines", "Sie melden sich ohne Passwort an.", ways)


def _sessions(number: int) -> Setting:
    state = f"auf {number} Geräten" if number > 1 else "nur hier"
    return Setting("Angemeldet", state, "", (Link("Geräte ansehen", reverse("usersessions_list")),))


def passkey(row: Authenticator) -> ShownPasskey:
    used = f"zuletzt benutzt am {_day(row.last_used_at)}" if row.last_used_at else "noch nie benutzt"
    return ShownPasskey(row.pk, row.wrap().name, f"hinzugefügt am {_day(row.created_at)}", used)


def session(row: UserSession, here: str) -> ShownSession:
    is_here = row.session_key == here
    seen = "dieses Gerät" if is_here else f"zuletzt benutzt {_when(row.last_seen_at)}"
    return ShownSession(
        row.pk, row.user_agent or "Unbekanntes Gerät", f"angemeldet {_when(row.created_at)}", seen, is_here
    )


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j. F Y")


def _when(moment: datetime) -> str:
    """Return a moment as people say it: just now, today, or with its date."""
    local, now = timezone.localtime(moment), timezone.localtime()
    if (now - local).total_seconds() < JUST_NOW_SECONDS:
        return "gerade eben"
    clock = date_format(local, "H:i")
    return f"heute um {clock} Uhr" if local.date() == timezone.localdate() else f"am {_day(moment)} um {clock} Uhr"
