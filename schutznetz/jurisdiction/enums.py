from django.db import models


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

    KKG1 = "kkg1", "Gesundheitsberufe"
    KKG2 = "kkg2", "Psychologie"
    KKG3 = "kkg3", "Ehe-, Familien-, Erziehungs- oder Jugendberatung"
    KKG4 = "kkg4", "Suchtberatung"
    KKG5 = "kkg5", "Schwangerschaftsberatung"
    KKG6 = "kkg6", "Soziale Arbeit"
    KKG7 = "kkg7", "Schule"
    S8A4 = "s8a4", "Kita, Hort oder freier Träger der Jugendhilfe"
    S8A5 = "s8a5", "Kindertagespflege"
    ZOLL = "zoll", "Zoll"
    POLIZEI = "polizei", "Polizei"
    JUSTIZ = "justiz", "Gericht oder Staatsanwaltschaft"
    GEWALTSCHUTZ = "gewaltschutz", "Frauenhaus oder Fachberatung gegen Gewalt"
    S8B = "s8b", "Beruf mit Kindern, etwa im Sportverein"
    EHRENAMT = "ehrenamt", "Ehrenamt"
    PRIVAT = "privat", "Familie, Nachbarschaft, privat"
    KIND = "kind", "Kind oder Jugendliche"
