"""All settings, read strictly from the environment; a wrong value stops the start.

Secrets may come from a file (``NAME_FILE``). Without ``DATABASE_URL`` every command works on the demo's database.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import login_services
from config.open_api import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 -- read by their packages

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SCHUTZNETZ_VAR", ROOT / "var"))
DEMO_DATABASE = VAR / "demo.sqlite3"
# Static pages of "Jetzt Hilfe" for the proxy; a symbolic link to the latest edition beside it.
FALLBACK_FOLDER = Path(os.environ.get("SCHUTZNETZ_RUECKFALL", VAR / "rueckfall"))
TEST_DATA = os.environ.get("SCHUTZNETZ_TESTDATEN", "")  # real lists, for demo --real only


def env_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} muss 0 oder 1 sein, nicht {value!r}.")
    return value == "1"


def env_list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_secret(name: str) -> str | None:
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text().strip()
    return os.environ.get(name)


def env_address(name: str) -> str:
    """Return a web address without its last slash, or nothing."""
    value = os.environ.get(name, "").rstrip("/")
    if value and not re.fullmatch(r"https?://[\w.:\[\]-]+(/[\w./-]*)?", value):
        raise ImproperlyConfigured(f"{name} muss eine Adresse wie https://hilfe.example sein, nicht {value!r}.")
    return value


def env_number(name: str, *, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} muss eine ganze Zahl ab 1 sein, nicht {value!r}.")
    return int(value)


def env_mail_server(name: str) -> SplitResult:
    """Return the parts of ``smtp://``, ``starttls://`` or ``smtps://name:password@host:port``; empty without one.

    What is wrong is never quoted: it has a password in it.
    """
    parts = urlsplit(env_secret(name) or "")
    try:
        is_complete = parts.scheme in {"smtp", "starttls", "smtps"} and parts.hostname and (parts.port or 0) >= 0
    except ValueError:
        is_complete = False
    if not is_complete and parts.geturl():
        raise ImproperlyConfigured(f"{name} muss so aussehen: starttls://name:kennwort@mail.example:587")
    if parts.scheme == "smtp" and parts.password and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured(f"{name}: Mit smtp:// ginge das Kennwort offen durchs Netz. Nehmen Sie starttls://.")
    return parts


def env_sender(name: str, *, is_needed: bool) -> str:
    """Return the address that mails come from, perhaps with a name before it."""
    value = os.environ.get(name, "" if is_needed else "schutznetz@localhost")
    if not re.fullmatch(r"[\w.+-]+@[\w.-]+|[^<>@\r\n]+ <[\w.+-]+@[\w.-]+>", value):
        raise ImproperlyConfigured(f"{name} muss eine Adresse sein, zum Beispiel „Netzwerk <post@hilfe.example>“.")
    return value


def env_return_address(name: str) -> str:
    """Return the address that mails come back to, or nothing; what is added to it has to fit into 64 characters."""
    value = os.environ.get(name, "")
    if value and not re.fullmatch(r"[a-z0-9.-]{1,20}@[\w.-]+", value):
        raise ImproperlyConfigured(f"{name} muss wie ruecklauf@hilfe.example sein, vorn höchstens 20 Zeichen.")
    return value


def own_secret(name: str) -> str:
    """Return a secret kept in ``var``, made at the first start and readable only for this user."""
    path = VAR / name
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        # Written whole or not at all: two processes that start together must not end with two secrets.
        draft = path.with_name(f"{name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def field_key() -> bytes:
    """Return the key under which fields are sealed (schutznetz/crypto): at least 32 characters of chance."""
    value = env_secret("SCHUTZNETZ_FELDSCHLUESSEL") or own_secret("field_key")
    if len(value) < 32:
        raise ImproperlyConfigured("SCHUTZNETZ_FELDSCHLUESSEL muss mindestens 32 zufällige Zeichen haben.")
    return value.encode()


def database() -> dict[str, Any]:
    """Return Django's database settings; SQLite gets the options that survive many writers (stack.md 9)."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{DEMO_DATABASE}"
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["ENGINE"] = "schutznetz.common.sqlite"
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA trusted_schema=OFF;PRAGMA mmap_size=268435456;PRAGMA cache_size=-16000",
        }
    else:
        config["ENGINE"] = "schutznetz.common.postgresql"
        # A database that is down must be noticed before the proxy gives up (deploy/nginx.conf).
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
    return config


DEBUG = env_bool("SCHUTZNETZ_DEBUG", default=False)
SECRET_KEY = env_secret("SCHUTZNETZ_SECRET_KEY") or own_secret("secret_key")
FIELD_KEY = field_key()
ALLOWED_HOSTS = env_list("SCHUTZNETZ_HOSTS", "localhost,127.0.0.1,[::1]")
# TOML file with the operator's imprint and data-protection contact; without it, the pages say that it is missing.
OPERATOR_FILE = os.environ.get("SCHUTZNETZ_BETREIBER", "")
# Where people find the portal, for paper: cards lead there with a QR code.
PUBLIC_ADDRESS = env_address("SCHUTZNETZ_ADRESSE")
# May sources that are mirrored lie in the operator's own network? Only where all networks trust who names them.
ALLOWS_PRIVATE_SOURCES = env_bool("SCHUTZNETZ_PRIVATE_QUELLEN", default=False)
# Here the cards lie that are printed anew when a number changes.
CARDS = Path(os.environ.get("SCHUTZNETZ_KARTEN", VAR / "karten"))
# What follows a change of who answers in a network ("" for all): tasks of apps above jurisdiction, which knows none.
TASKS_AFTER_A_NUMBER = ["publishing.print_cards", "publishing.print_brochure"]
# What follows when somebody says that an entry is wrong, for the same reason.
TASKS_AFTER_A_MISTAKE = ["coordination.tell_keeper"]
# Demo's own switch: its pages say that every entry is invented.
IS_DEMO = "DATABASE_URL" not in os.environ

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "schutznetz.accounts",  # before allauth: our templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "template_partials",
    "schutznetz.common",
    "schutznetz.ui",
    "schutznetz.jobs",
    "schutznetz.audit",
    "schutznetz.regions",
    "schutznetz.networks",
    "schutznetz.directory",
    "schutznetz.jurisdiction",
    "schutznetz.coordination",
    "schutznetz.exchange",
    "schutznetz.api",
    "schutznetz.publishing",
    "schutznetz.demo",
]

MIDDLEWARE = [
    "schutznetz.common.middleware.NoBodyForHead",  # outermost: lengths and marks are counted before
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "schutznetz.common.middleware.LanguageOfPath",
    "schutznetz.common.middleware.CachePolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "schutznetz.accounts.middleware.Sessions",
    "allauth.account.middleware.AccountMiddleware",
    "schutznetz.accounts.middleware.HeldForms",  # inside of allauth's, which answers the same exception
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "schutznetz.common.middleware.SecurityHeaders",
    "schutznetz.common.middleware.DatabaseDown",
    "schutznetz.common.doors.Doors",
    "django_htmx.middleware.HtmxMiddleware",
    "schutznetz.common.rows.PublicRows",  # innermost: what is outside of it meets no protected row
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "schutznetz.ui.context_processors.page",
                "schutznetz.ui.context_processors.other_language",
                "schutznetz.jurisdiction.context_processors.help_bar",
                "schutznetz.publishing.context_processors.ways_out",
            ],
            "builtins": ["schutznetz.ui.templatetags.components", "django.templatetags.i18n"],
        },
    }
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

DATABASES = {"default": database()}
# Passwords that database_roles sets: owner, application, backup. None where the server knows who connects (peer).
ROLE_PASSWORDS = (
    env_secret("SCHUTZNETZ_KENNWORT_BESITZ"),
    env_secret("SCHUTZNETZ_KENNWORT_ANWENDUNG"),
    env_secret("SCHUTZNETZ_KENNWORT_SICHERUNG"),
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]  # maintenance/translate.py
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# Every file that a page loads lies here. Those that packages bring along are not looked for: no page names them.
STATICFILES_DIRS = [ROOT / "schutznetz" / "ui" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Browsers accept a `__Host-` cookie only over https (or on localhost in newer ones); the demo runs on plain http.
HTTPS = env_bool("SCHUTZNETZ_HTTPS", default=not IS_DEMO)
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
# Gone with the browser window: nothing on a shared device tells that somebody was here.
CSRF_COOKIE_AGE = None
PINBOARD_COOKIE_NAME = "__Host-merkliste" if HTTPS else "merkliste"
PLACE_COOKIE_NAME = "__Host-ort" if HTTPS else "ort"
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
OWN_COOKIES = frozenset({CSRF_COOKIE_NAME, PINBOARD_COOKIE_NAME, PLACE_COOKIE_NAME, SESSION_COOKIE_NAME})
# Where "Seite schnell verlassen" leads: a page that everybody opens now and then, here the federal weather service.
NEUTRAL_PAGE = os.environ.get("SCHUTZNETZ_NEUTRALE_SEITE", "https://www.dwd.de/")
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day; whoever sits still for half an hour is logged out sooner
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/konto/"
LOGOUT_REDIRECT_URL = "/anmelden/"
PASSWORD_RESET_TIMEOUT = 30 * 60

# allauth (ADR 0018): accounts are made by invitation only, the address is proven by the invitation's link.
ACCOUNT_ADAPTER = "schutznetz.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 -- a class
ACCOUNT_RATE_LIMITS = False  # ours know no lock-out: schutznetz.accounts.actions
ACCOUNT_FORMS = {
    "login": "schutznetz.accounts.forms.LoginForm",
    "reset_password": "schutznetz.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "schutznetz.accounts.forms.ResetPasswordKeyForm",
    "change_password": "schutznetz.accounts.forms.ChangePasswordForm",
    "set_password": "schutznetz.accounts.forms.SetPasswordForm",
    "reauthenticate": "schutznetz.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "schutznetz.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # localhost of the demo
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Schutznetz"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go wrong, and typing takes time; each code opens once anyway
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "schutznetz.accounts.forms.CodeForm",
    "reauthenticate": "schutznetz.accounts.forms.CodeAgainForm",
    "activate_totp": "schutznetz.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "schutznetz.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "schutznetz.accounts.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "schutznetz.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
LOGIN_SERVICES = login_services.read(os.environ.get("SCHUTZNETZ_ANMELDEDIENSTE", ""))
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [service.as_app() for service in LOGIN_SERVICES.values()],
    }
}

# Mails leave through the outbox of `jobs`. Without a mail server they lie as files in var/post.
mail_server = env_mail_server("SCHUTZNETZ_SMTP")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if mail_server.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "post"
EMAIL_HOST = mail_server.hostname or ""
EMAIL_PORT = mail_server.port or {"smtps": 465, "starttls": 587}.get(mail_server.scheme, 25)
EMAIL_HOST_USER = unquote(mail_server.username or "")
EMAIL_HOST_PASSWORD = unquote(mail_server.password or "")
EMAIL_USE_SSL = mail_server.scheme == "smtps"
EMAIL_USE_TLS = mail_server.scheme == "starttls"
EMAIL_TIMEOUT = 10  # for each word of the conversation
DEFAULT_FROM_EMAIL = env_sender("SCHUTZNETZ_ABSENDER", is_needed=bool(mail_server.hostname))
# Where undeliverable mails go (ADR 0022); without it they go to the sender, and nobody counts them.
RETURN_ADDRESS = env_return_address("SCHUTZNETZ_RUECKLAEUFER")
MAILS_PER_MINUTE = env_number("SCHUTZNETZ_MAILS_JE_MINUTE", default=120)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN's icons are CSS masks with data addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *(service.origin for service in LOGIN_SERVICES.values())],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Files are taken at one place only: lists of up to 5 MB (directory/importing/limits.py). They are held in memory; what
# is larger is dropped, not laid down in a temporary folder.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20 + 2**16  # with what the form adds
# No query string, no address of a visitor and no text of an error in any log (design.md 6), and no mail with a request
# (Django's own handler for errors): only messages of the application itself.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"nothing_typed": {"()": "schutznetz.common.logs.NothingTyped"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["nothing_typed"]},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # runserver writes whole addresses
        "django.server": {"handlers": ["none"], "propagate": False},
    },
}
