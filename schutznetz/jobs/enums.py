"""What can be said about a job and about a mail."""

from django.db import models


class JobState(models.TextChoices):
    READY = "ready", "wartet"
    RUNNING = "running", "läuft"
    DONE = "done", "erledigt"
    FAILED = "failed", "gescheitert"


CLOSED = (JobState.DONE, JobState.FAILED)


class MailState(models.TextChoices):
    """``SENT``: our mail server has it. What becomes of it afterwards, nobody here knows."""

    WAITING = "waiting", "wartet"
    SENT = "sent", "angenommen"
    REFUSED = "refused", "abgelehnt"
    GIVEN_UP = "given_up", "aufgegeben"


class DeletedBy(models.TextChoices):
    """What began a deletion; a person is not known to either."""

    NIGHT = "night", "jede Nacht von selbst"
    COMMAND = "command", "Befehl"
