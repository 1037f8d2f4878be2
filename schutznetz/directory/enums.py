from django.db import models


class OfferGroup(models.TextChoices):
    """The ten groups of the offer types, in the order in which a page shows them."""

    CRISIS = "Kinderschutz und Krise"
    EARLY_HELP = "Frühe Hilfen und Geburt"
    FAMILY_ADVICE = "Beratung für Familien"
    HELP_TO_RAISE = "Hilfen zur Erziehung"
    CARE_AND_SCHOOL = "Betreuung und Schule"
    YOUTH = "Jugend"
    HEALTH = "Gesundheit und Entwicklung"
    MONEY_AND_LAW = "Geld, Wohnen, Recht"
    MIGRATION = "Migration und Sprache"
    PROFESSIONALS = "Für Fachkräfte"


class Access(models.TextChoices):
    OPEN = "open", "einfach kommen"
    REGISTRATION = "registration", "mit Anmeldung"
    PHONE = "phone", "Anruf genügt"
    PLACEMENT = "placement", "über Vermittlung"
    PRESCRIPTION = "prescription", "mit Überweisung oder Verordnung"
    APPLICATION = "application", "auf Antrag"
    UNKNOWN = "unknown", "nicht bekannt"


class Cost(models.TextChoices):
    FREE = "free", "kostenlos"
    CONTRIBUTION = "contribution", "kleiner Eigenbeitrag"
    FEE = "fee", "kostenpflichtig"
    INSURANCE = "insurance", "zahlt die Krankenkasse"
    MEANS_TESTED = "means_tested", "nach Einkommen"
    UNKNOWN = "unknown", "nicht bekannt"


class Barrier(models.TextChoices):
    YES = "yes", "barrierefrei"
    PARTLY = "partly", "teilweise barrierefrei"
    NO = "no", "nicht barrierefrei"
    UNKNOWN = "unknown", "Barrierefreiheit nicht bekannt"


class TargetGroup(models.TextChoices):
    EXPECTING = "expecting", "Schwangere und werdende Eltern"
    PARENTS = "parents", "Eltern"
    FATHERS = "fathers", "Väter"
    SINGLE_PARENTS = "single_parents", "Alleinerziehende"
    YOUNG_PARENTS = "young_parents", "sehr junge Eltern"
    CHILDREN = "children", "Kinder"
    TEENAGERS = "teenagers", "Jugendliche"
    YOUNG_ADULTS = "young_adults", "junge Erwachsene"
    RELATIVES = "relatives", "Angehörige"
    PROFESSIONALS = "professionals", "Fachkräfte"
    NEWCOMERS = "newcomers", "Zugewanderte"
    EVERYONE = "everyone", "alle"


class LoadFactor(models.TextChoices):
    """Load factors of a family (domain.md 6.5, own wording). They lead to help; they are no signs of danger (R45)."""

    FS1 = "FS1", "minderjähriger Elternteil"
    FS2 = "FS2", "alleinerziehend"
    FS3 = "FS3", "psychische Beeinträchtigung eines Elternteils"
    FS4 = "FS4", "Suchterkrankung eines Elternteils"
    FS5 = "FS5", "körperliche oder chronische Erkrankung eines Elternteils"
    FS6 = "FS6", "Gewalt in der Familie"
    FS7 = "FS7", "Überforderung"
    FS8 = "FS8", "finanzielle Notlage"
    FS9 = "FS9", "wenig Halt im Umfeld"
    FS10 = "FS10", "schwierige Lage in der Schwangerschaft"
    FS11 = "FS11", "Kind unter 3 ohne Kita oder Tagespflege"
    FS12 = "FS12", "Frühgeburt, Mehrlinge, krankes oder behindertes Kind"
    FS13 = "FS13", "erstes Kind und unsicher in der Versorgung"
    FS14 = "FS14", "eigene Gewalterfahrung eines Elternteils"
    FS15 = "FS15", "Flucht, Zuwanderung, Sprachbarriere"
    FS16 = "FS16", "strittige Trennung, Verlust, Haft"


class Flag(models.TextChoices):
    ANONYMOUS = "anonymous", "anonym möglich"
    OUTREACH = "outreach", "kommt nach Hause"
    CHILDCARE = "childcare", "Kinder werden währenddessen betreut"
    FOR_FATHERS = "for_fathers", "für Väter"
    DIGITAL = "digital", "online oder per Video"
    PROFESSIONALS_ONLY = "professionals_only", "nur für Fachkräfte"
    BARRIER_FREE_WC = "barrier_free_wc", "barrierefreies WC"


class PhoneKind(models.TextChoices):
    PHONE = "phone", "Telefon"
    FAX = "fax", "Fax"


class Area(models.TextChoices):
    """How far an offer without a place of its own reaches."""

    LOCAL = "local", "am Ort"
    LAND = "land", "im ganzen Land"
    NATION = "nation", "bundesweit"


class MistakeKind(models.TextChoices):
    """What may be wrong with an entry, in the words of whoever noticed it."""

    PHONE = "phone", "Eine Telefonnummer oder E-Mail-Adresse stimmt nicht"
    HOURS = "hours", "Die Zeiten stimmen nicht"
    ADDRESS = "address", "Die Adresse stimmt nicht"
    CONTENT = "content", "Die Beschreibung stimmt nicht"
    GONE = "gone", "Das gibt es nicht mehr"
    PERSON = "person", "Hier steht etwas über mich, das weg soll"
    OTHER = "other", "Etwas anderes"
