"""How far a request, a mailing or a house that wants to join has come."""

from django.db import models

# So often the server of an address has to say that nobody is there, before we believe it.
DEAD_AFTER = 2


class Step(models.IntegerChoices):
    """Who is asked, in this order; ``campaigning/steps.py`` says when and why."""

    FIRST = 1, "erste Mail"
    REMINDER = 2, "Erinnerung"
    SUBSTITUTE = 3, "Vertretung"
    ORGANISATION = 4, "Einrichtung"
    COORDINATION = 5, "Koordination"


class Answer(models.TextChoices):
    """What became of an entry that a request asks about; empty as long as nobody has answered."""

    CONFIRMED = "confirmed", "stimmt"
    REPORTED = "reported", "etwas ist zu ändern"
    GONE = "gone", "gibt es nicht mehr"
    LEFT = "left", "hat sich anders erledigt"


class Reason(models.TextChoices):
    """Why no mail was written about an entry that is due."""

    WAITING = "waiting", "ist gefragt, die nächste Mail ist noch nicht an der Reihe"
    NO_ADDRESS = "no_address", "niemand hat eine E-Mail-Adresse"
    BOUNCED = "bounced", "Mails an alle bekannten Adressen kommen zurück"
    GONE = "gone", "soll es nicht mehr geben; die Koordination entscheidet"
    REPORTED = "reported", "hat einen offenen Hinweis"
    COORDINATION = "coordination", "alle sind gefragt; liegt bei der Koordination"


class FindingKind(models.TextChoices):
    """What is too expensive to look for while somebody waits for a page."""

    HOLE = "hole", "Ort ohne zuständige Stelle"
    CONSENT = "consent", "abgelaufene Einwilligung"


class Practice(models.TextChoices):
    """What a person who works alone is (R77)."""

    PAEDIATRICIAN = "paediatrician", "Kinder- und Jugendarztpraxis"
    GYNAECOLOGIST = "gynaecologist", "Frauenarztpraxis"
    MIDWIFE = "midwife", "Hebamme"
    PSYCHOTHERAPY = "psychotherapy", "Kinder- und Jugendlichenpsychotherapie"
    THERAPY = "therapy", "Logopädie, Ergotherapie, Physiotherapie"
    CHILD_MINDER = "child_minder", "Kindertagespflege"


class JoinState(models.TextChoices):
    WAITING = "waiting", "wartet"
    ACCEPTED = "accepted", "aufgenommen"
    DECLINED = "declined", "abgelehnt"


class MailingState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    SENT = "sent", "verschickt"
