"""Settings of the tests: those of production, with the strictness of the bench on top."""

import os

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("SCHUTZNETZ_HTTPS", "0")

from config.settings import *  # noqa: F403 -- everything, then the differences
from config.settings import DATABASES, TEMPLATES

# In memory also for the workers of xdist; without a name each of them would write files into the folder of the project.
DATABASES["default"].setdefault("TEST", {"NAME": ":memory:"} if DATABASES["default"]["NAME"] == ":memory:" else {})
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Argon2 as in production, at a hundredth of its cost; what costs time on purpose takes the hashers of config.settings.
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]


class UndefinedVariable(str):
    """A template that names something unknown fails instead of printing nothing."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        message = f"Undefined template variable: {name}"
        raise AssertionError(message)


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]

# A worker of a test writes pages, but not over those of the demo.
CARDS = VAR / "tests" / "karten"  # noqa: F405 -- from config.settings
FALLBACK_FOLDER = VAR / "tests" / "rueckfall"  # noqa: F405 -- from config.settings

# WhiteNoise warns about a missing folder, and warnings are errors here.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 -- from config.settings
