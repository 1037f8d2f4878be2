"""How an act ended, what it had to fulfil, and what can be done to a chain."""

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


class Damage(models.TextChoices):
    """What ``audit_verify`` finds; the words follow "Eintrag 7 …"."""

    CHANGED = "changed", "wurde geändert"
    MISSING = "missing", "fehlt"
    INSERTED = "inserted", "wurde eingefügt"
    SWAPPED = "swapped", "steht nicht an seinem Platz"
    TRUNCATED = "truncated", "und alle danach fehlen"
    RECOMPUTED = "recomputed", "ist ein anderer als beim früheren Stand"
