"""Where mails lie as long as no mail server is named: files that only this user can read."""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings

BACKEND = "django.core.mail.backends.filebased.EmailBackend"

logger = logging.getLogger(__name__)


def are_used() -> bool:
    return bool(settings.EMAIL_BACKEND == BACKEND)


def prepare() -> None:
    """Make the folder, and say where mails go: whoever waits for one looks into the log first."""
    if are_used():
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        logger.warning("Kein Mailserver genannt (SCHUTZNETZ_SMTP): Mails liegen als Dateien in %s", folder)


def erase(limit: datetime) -> None:
    """Delete files from before a moment: the promise about the words of a mail holds for them too."""
    if are_used():
        for path in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
            if path.stat().st_mtime < limit.timestamp():
                path.unlink(missing_ok=True)
