from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferGroup(models.TextChoices):
    """The ten groups of the offer types, in the order in which a page shows them."""

    CRISIS = "Kinderschutz und Krise", _("Kinderschutz und Krise")
    EARLY_HELP = "Frühe Hilfen und Geburt", _("Frühe Hilfen und Geburt")
    FAMILY_ADVICE = "Beratung für Familien", _("Beratung für Familien")
    HELP_TO_RAISE = "Hilfen zur Erziehung", _("Hilfen zur Erziehung")
    CARE_AND_SCHOOL = "Betreuung und Schule", _("Betreuung und Schule")
    YOUTH = "Jugend", _("Jugend")
    HEALTH = "Gesundheit und Entwicklung", _("Gesundheit und Entwicklung")
    MONEY_AND_LAW = "Geld, Wohnen, Recht", _("Geld, Wohnen, Recht")
    MIGRATION = "Migration und Sprache", _("Migration und Sprache")
    PROFESSIONALS = "Für Fachkräfte", _("Für Fachkräfte")


class Access(models.TextChoices):
    OPEN = "open", _("einfach kommen")
    REGISTRATION = "registration", _("mit Anmeldung")
    PHONE = "phone", _("Anruf genügt")
    PLACEMENT = "placement", _("über Vermittlung")
    PRESCRIPTION = "prescription", _("mit Überweisung oder Verordnung")
    APPLICATION = "application", _("auf Antrag")
    UNKNOWN = "unknown", _("nicht bekannt")


class Cost(models.TextChoices):
    FREE = "free", _("kostenlos")
    CONTRIBUTION = "contribution", _("kleiner Eigenbeitrag")
    FEE = "fee", _("kostenpflichtig")
    INSURANCE = "insurance", _("zahlt die Krankenkasse")
    MEANS_TESTED = "means_tested", _("nach Einkommen")
    UNKNOWN = "unknown", _("nicht bekannt")


class Barrier(models.TextChoices):
    YES = "yes", _("barrierefrei")
    PARTLY = "partly", _("teilweise barrierefrei")
    NO = "no", _("nicht barrierefrei")
    UNKNOWN = "unknown", _("Barrierefreiheit nicht bekannt")


class TargetGroup(models.TextChoices):
    EXPECTING = "expecting", _("Schwangere und werdende Eltern")
    PARENTS = "parents", _("Eltern")
    FATHERS = "fathers", _("Väter")
    SINGLE_PARENTS = "single_parents", _("Alleinerziehende")
    YOUNG_PARENTS = "young_parents", _("sehr junge Eltern")
    CHILDREN = "children", _("Kinder")
    TEENAGERS = "teenagers", _("Jugendliche")
    YOUNG_ADULTS = "young_adults", _("junge Erwachsene")
    RELATIVES = "relatives", _("Angehörige")
    PROFESSIONALS = "professionals", _("Fachkräfte")
    NEWCOMERS = "newcomers", _("Zugewanderte")
    EVERYONE = "everyone", _("alle")


class LoadFactor(models.TextChoices):
    """Load factors of a family (domain.md 6.5, own wording). They lead to help; they are no signs of danger (R45)."""

    FS1 = "FS1", _("minderjähriger Elternteil")
    FS2 = "FS2", _("alleinerziehend")
    FS3 = "FS3", _("psychische Beeinträchtigung eines Elternteils")
    FS4 = "FS4", _("Suchterkrankung eines Elternteils")
    FS5 = "FS5", _("körperliche oder chronische Erkrankung eines Elternteils")
    FS6 = "FS6", _("Gewalt in der Familie")
    FS7 = "FS7", _("Überforderung")
    FS8 = "FS8", _("finanzielle Notlage")
    FS9 = "FS9", _("wenig Halt im Umfeld")
    FS10 = "FS10", _("schwierige Lage in der Schwangerschaft")
    FS11 = "FS11", _("Kind unter 3 ohne Kita oder Tagespflege")
    FS12 = "FS12", _("Frühgeburt, Mehrlinge, krankes oder behindertes Kind")
    FS13 = "FS13", _("erstes Kind und unsicher in der Versorgung")
    FS14 = "FS14", _("eigene Gewalterfahrung eines Elternteils")
    FS15 = "FS15", _("Flucht, Zuwanderung, Sprachbarriere")
    FS16 = "FS16", _("strittige Trennung, Verlust, Haft")


class Flag(models.TextChoices):
    ANONYMOUS = "anonymous", _("anonym möglich")
    OUTREACH = "outreach", _("kommt nach Hause")
    CHILDCARE = "childcare", _("Kinder werden währenddessen betreut")
    FOR_FATHERS = "for_fathers", _("für Väter")
    DIGITAL = "digital", _("online oder per Video")
    PROFESSIONALS_ONLY = "professionals_only", _("nur für Fachkräfte")
    BARRIER_FREE_WC = "barrier_free_wc", _("barrierefreies WC")


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

    PHONE = "phone", _("Eine Telefonnummer oder E-Mail-Adresse stimmt nicht")
    HOURS = "hours", _("Die Zeiten stimmen nicht")
    ADDRESS = "address", _("Die Adresse stimmt nicht")
    CONTENT = "content", _("Die Beschreibung stimmt nicht")
    GONE = "gone", _("Das gibt es nicht mehr")
    PERSON = "person", _("Hier steht etwas über mich, das weg soll")
    OTHER = "other", _("Etwas anderes")


class GoneOutcome(models.TextChoices):
    """What the coordination does with an entry that no longer exists, as its house says."""

    KEPT = "kept", "behalten"
    TAKEN_OUT = "taken_out", "herausgenommen"


class EntryKind(models.TextChoices):
    """What is kept in versions."""

    ORGANISATION = "organisation", "Einrichtung"
    SITE = "site", "Standort"
    OFFER = "offer", "Angebot"
    CONTACT_POINT = "contact_point", "Kontakt"


class Origin(models.TextChoices):
    """How a version came about."""

    FOUND = "found", "so vorgefunden"
    CHANGED = "changed", "geändert"
    RESTORED = "restored", "wiederhergestellt"
    ACCEPTED = "accepted", "freigegeben"
    HANDED = "handed", "bei einer Übergabe geändert"


class UploadState(models.TextChoices):
    """How far a list is that somebody has sent. While it is checked or taken in, a worker has it."""

    SENT = "sent", "hochgeladen"
    CHECKING = "checking", "wird geprüft"
    CHECKED = "checked", "geprüft"
    TAKING = "taking", "wird eingelesen"
    DONE = "done", "eingelesen"


class ProposalKind(models.TextChoices):
    """What is not live at once but waits for the coordination."""

    NEW_OFFER = "new_offer", "neues Angebot"
    OFFER_TYPE = "offer_type", "andere Art des Angebots"
    EMERGENCY_CONTACT = "emergency_contact", "Notfallkontakt"


class ProposalState(models.TextChoices):
    WAITING = "waiting", "wartet auf Freigabe"
    ACCEPTED = "accepted", "freigegeben"
    RETURNED = "returned", "mit Rückfrage zurück"
    WITHDRAWN = "withdrawn", "zurückgezogen"
