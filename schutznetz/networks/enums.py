from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerType(models.TextChoices):
    """The nineteen of § 3 (2) KKG in its order, then the practice types of the networks (S2)."""

    OEFF_JUGENDHILFE = "oeff_jugendhilfe", _("Öffentliche Jugendhilfe")
    FREIE_JUGENDHILFE = "freie_jugendhilfe", _("Freie Jugendhilfe")
    EINGLIEDERUNGSHILFE = "eingliederungshilfe", _("Eingliederungshilfe")
    GESUNDHEITSAMT = "gesundheitsamt", _("Gesundheitsamt")
    SOZIALAMT = "sozialamt", _("Sozialamt")
    SCHULE = "schule", _("Schule")
    POLIZEI_ORDNUNG = "polizei_ordnung", _("Polizei und Ordnungsbehörde")
    ARBEIT = "arbeit", _("Agentur für Arbeit, Jobcenter")
    KRANKENHAUS = "krankenhaus", _("Krankenhaus")
    SPZ = "spz", _("Sozialpädiatrisches Zentrum")
    FRUEHFOERDERUNG = "fruehfoerderung", _("Frühförderstelle")
    SOZ_BERATUNG = "soz_beratung", _("Beratungsstelle für soziale Problemlagen")
    SCHWANGERSCHAFT = "schwangerschaft", _("Schwangerschaftsberatung")
    MUETTERGENESUNG = "muettergenesung", _("Müttergenesung")
    GEWALTSCHUTZ = "gewaltschutz", _("Schutz vor Gewalt in engen Beziehungen")
    MGH = "mgh", _("Mehrgenerationenhaus")
    FAMILIENBILDUNG = "familienbildung", _("Familienbildung")
    FAMILIENGERICHT = "familiengericht", _("Familiengericht")
    HEILBERUFE = "heilberufe", _("Heilberufe")
    KITA = "kita", _("Kindertageseinrichtung")
    KINDERTAGESPFLEGE = "kindertagespflege", _("Kindertagespflege")
    KRANKENKASSE = "krankenkasse", _("Krankenkasse")
    KIRCHE = "kirche", _("Kirchgemeinde")
    KOMMUNE = "kommune", _("Kommune")
    BEAUFTRAGTE = "beauftragte", _("Beauftragte der Kommune")
    FAMILIENZENTRUM = "familienzentrum", _("Familienzentrum")


class ProviderKind(models.TextChoices):
    """Who runs an institution: kind of Träger."""

    PUBLIC = "public", "öffentlich"
    NON_PROFIT = "non_profit", "gemeinnützig"
    CHURCH = "church", "kirchlich"
    COMMERCIAL = "commercial", "privat"


class PartnershipState(models.TextChoices):
    """From the first invitation to the end. Only who is active is shown to the public and has rights."""

    INVITED = "invited", "eingeladen"
    AGREED = "agreed", "zugesagt"
    ACTIVE = "active", "aktiv"
    DORMANT = "dormant", "ruht"
    LEFT = "left", "ausgeschieden"


# What may follow, the likeliest first; everybody who has not left may also leave.
NEXT_STATES = {
    PartnershipState.INVITED: (PartnershipState.AGREED, PartnershipState.ACTIVE),
    PartnershipState.AGREED: (PartnershipState.ACTIVE,),
    PartnershipState.ACTIVE: (PartnershipState.DORMANT,),
    PartnershipState.DORMANT: (PartnershipState.ACTIVE,),
    PartnershipState.LEFT: (PartnershipState.ACTIVE, PartnershipState.INVITED),
}


class FunctionRole(models.TextChoices):
    """What a function does. The one anchor of contacts, keys, rights and duties; a person never is."""

    LEAD = "lead", "Leitung"
    RECEPTION = "reception", "Anmeldung"
    COUNSELLING = "counselling", "Beratung"
    CHILD_PROTECTION = "child_protection", "Kinderschutzbeauftragte"
    ASD = "asd", "Sozialer Dienst"
    DUTY = "duty", "Bereitschaft"
    INSOFA = "insofa", "Insoweit erfahrene Fachkraft"
    COORDINATION = "coordination", "Netzwerkkoordination"
    PRACTICE = "practice", "Praxis"
    OFFICE = "office", "Geschäftsstelle"
    GROUP = "group", "Gruppenleitung"
    PROFESSIONAL = "professional", "Fachkraft"
    STEWARD = "steward", "Eintragspflege"
    ASD_LEAD = "asd_lead", "Leitung Sozialer Dienst"
    DATA_PROTECTION = "data_protection", "Datenschutz"
    STATE = "state", "Landeskoordination"
    OPERATION = "operation", "Betrieb"


class MembershipState(models.TextChoices):
    """Where the log-in of a person in a function stands."""

    INVITED = "invited", "eingeladen"
    ACCEPTED = "accepted", "angenommen, noch nicht freigegeben"
    APPROVED = "approved", "freigegeben"
    ENDED = "ended", "beendet"


class EndGround(models.TextChoices):
    """Why a membership ended; a list, because a free text would end up in the log."""

    LEFT = "left", "hat die Einrichtung verlassen"
    CHANGED = "changed", "hat die Funktion gewechselt"
    MISTAKE = "mistake", "Einladung war ein Irrtum"
    MISUSE = "misuse", "Verdacht auf Missbrauch"
    EXPIRED = "expired", "Frist abgelaufen"


class Accent(models.TextChoices):
    """Accent colours whose contrast was checked in light and dark (``ui``)."""

    PETROL = "petrol", "Petrol"
    BLUE = "blue", "Blau"
    TEAL = "teal", "Türkis"
    GREEN = "green", "Grün"
    OCHRE = "ochre", "Ocker"
    VIOLET = "violet", "Violett"


class ValueKey(models.TextChoices):
    """What a network says about itself; each with the day it is as of, and where it comes from (R73)."""

    NAME = "name", "Name"
    ACCENT = "accent", "Farbe"
    CONFIRM_EVERY_DAYS = "confirm_every_days", "Einträge bestätigen alle … Tage"
    WELCOME = "welcome", "Satz auf der Startseite"
    ABOUT = "about", "Über das Netzwerk"
    CONTACT_PHONE = "contact_phone", "Telefon der Koordination"
    CONTACT_EMAIL = "contact_email", "E-Mail der Koordination"
    IMPRINT = "imprint", "Impressum"


# May be empty, but nobody opens a portal without them: the guided set-up asks until they are there.
EXPECTED_VALUES = (ValueKey.WELCOME, ValueKey.CONTACT_PHONE, ValueKey.CONTACT_EMAIL, ValueKey.IMPRINT)


class Visibility(models.TextChoices):
    """Who may see an entry. The confidential tier never reaches a public page, feed, export or index (R50)."""

    PUBLIC = "public", "öffentlich"
    NETWORK = "network", "nur im Netzwerk"
    CONFIDENTIAL = "confidential", "vertraulich"
