from django.db import models


class PartnerType(models.TextChoices):
    """The nineteen of § 3 (2) KKG in its order, then the practice types of the networks (S2)."""

    OEFF_JUGENDHILFE = "oeff_jugendhilfe", "Öffentliche Jugendhilfe"
    FREIE_JUGENDHILFE = "freie_jugendhilfe", "Freie Jugendhilfe"
    EINGLIEDERUNGSHILFE = "eingliederungshilfe", "Eingliederungshilfe"
    GESUNDHEITSAMT = "gesundheitsamt", "Gesundheitsamt"
    SOZIALAMT = "sozialamt", "Sozialamt"
    SCHULE = "schule", "Schule"
    POLIZEI_ORDNUNG = "polizei_ordnung", "Polizei und Ordnungsbehörde"
    ARBEIT = "arbeit", "Agentur für Arbeit, Jobcenter"
    KRANKENHAUS = "krankenhaus", "Krankenhaus"
    SPZ = "spz", "Sozialpädiatrisches Zentrum"
    FRUEHFOERDERUNG = "fruehfoerderung", "Frühförderstelle"
    SOZ_BERATUNG = "soz_beratung", "Beratungsstelle für soziale Problemlagen"
    SCHWANGERSCHAFT = "schwangerschaft", "Schwangerschaftsberatung"
    MUETTERGENESUNG = "muettergenesung", "Müttergenesung"
    GEWALTSCHUTZ = "gewaltschutz", "Schutz vor Gewalt in engen Beziehungen"
    MGH = "mgh", "Mehrgenerationenhaus"
    FAMILIENBILDUNG = "familienbildung", "Familienbildung"
    FAMILIENGERICHT = "familiengericht", "Familiengericht"
    HEILBERUFE = "heilberufe", "Heilberufe"
    KITA = "kita", "Kindertageseinrichtung"
    KINDERTAGESPFLEGE = "kindertagespflege", "Kindertagespflege"
    KRANKENKASSE = "krankenkasse", "Krankenkasse"
    KIRCHE = "kirche", "Kirchgemeinde"
    KOMMUNE = "kommune", "Kommune"
    BEAUFTRAGTE = "beauftragte", "Beauftragte der Kommune"
    FAMILIENZENTRUM = "familienzentrum", "Familienzentrum"


class PartnershipState(models.TextChoices):
    ACTIVE = "active", "aktiv"
    LEFT = "left", "ausgeschieden"


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


class Accent(models.TextChoices):
    """Accent colours whose contrast was checked in light and dark (``ui``)."""

    PETROL = "petrol", "Petrol"
    BLUE = "blue", "Blau"
    TEAL = "teal", "Türkis"
    GREEN = "green", "Grün"
    OCHRE = "ochre", "Ocker"
    VIOLET = "violet", "Violett"


class Visibility(models.TextChoices):
    """Who may see an entry. The confidential tier never reaches a public page, feed, export or index (R50)."""

    PUBLIC = "public", "öffentlich"
    NETWORK = "network", "nur im Netzwerk"
    CONFIDENTIAL = "confidential", "vertraulich"
