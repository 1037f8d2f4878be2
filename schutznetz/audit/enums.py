"""How an act ended, and what it had to fulfil."""

from django.db import models


class Result(models.TextChoices):
    DONE = "done", "ausgeführt"
    REFUSED = "refused", "abgelehnt"
    FAILED = "failed", "gescheitert"


class Obligation(models.TextChoices):
    """What the policy asked for besides the right itself, and what was fulfilled (security.md 4.2)."""

    REASON = "reason", "mit Begründung"
    STEP_UP = "step_up", "mit frischem zweitem Faktor"
    FOUR_EYES = "four_eyes", "zu zweit"
    NOTIFY = "notify", "mit Nachricht an die Betroffenen"
    WATERMARK = "watermark", "mit Wasserzeichen"
