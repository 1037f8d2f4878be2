from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    """What kind of answer a number gives; the codes are those of the public interface."""

    UNIT = "unit", "Dienst in seinen Zeiten"
    DUTY = "duty", "Bereitschaft"
    STATE = "state", "Hotline des Landes"
    POLICE = "police", "Polizei"
    EMERGENCY = "emergency", "Notruf"
    HELPLINE = "helpline", "Hilfetelefon"


class Parity(models.TextChoices):
    """Which side of a street."""

    ALL = "all", "alle"
    ODD = "odd", "ungerade"
    EVEN = "even", "gerade"


class Profession(models.TextChoices):
    """Who asks: the groups for which the law says something of their own (domain.md 3.2)."""

    KKG1 = "kkg1", _("Gesundheitsberufe")
    KKG2 = "kkg2", _("Psychologie")
    KKG3 = "kkg3", _("Ehe-, Familien-, Erziehungs- oder Jugendberatung")
    KKG4 = "kkg4", _("Suchtberatung")
    KKG5 = "kkg5", _("Schwangerschaftsberatung")
    KKG6 = "kkg6", _("Soziale Arbeit")
    KKG7 = "kkg7", _("Schule")
    S8A4 = "s8a4", _("Kita, Hort oder freier Träger der Jugendhilfe")
    S8A5 = "s8a5", _("Kindertagespflege")
    ZOLL = "zoll", _("Zoll")
    POLIZEI = "polizei", _("Polizei")
    JUSTIZ = "justiz", _("Gericht oder Staatsanwaltschaft")
    GEWALTSCHUTZ = "gewaltschutz", _("Frauenhaus oder Fachberatung gegen Gewalt")
    S8B = "s8b", _("Beruf mit Kindern, etwa im Sportverein")
    EHRENAMT = "ehrenamt", _("Ehrenamt")
    PRIVAT = "privat", _("Familie, Nachbarschaft, privat")
    KIND = "kind", _("Kind oder Jugendliche")
