"""What can be said about a job."""

from django.db import models


class JobState(models.TextChoices):
    READY = "ready", "wartet"
    RUNNING = "running", "läuft"
    DONE = "done", "erledigt"
    FAILED = "failed", "gescheitert"


CLOSED = (JobState.DONE, JobState.FAILED)
