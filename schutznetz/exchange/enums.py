from django.db import models


class RecordKind(models.TextChoices):
    """What mirrors are told about; everything else travels inside of these."""

    SERVICE = "service", "Angebot"
    ORGANIZATION = "organization", "Einrichtung"


class Form(models.TextChoices):
    """How much of a record is told: the list form has only what stands once, the full form everything below it."""

    LIST = "list", "Liste"
    FULL = "full", "vollständig"


class MirrorKind(models.TextChoices):
    """What is mirrored as a record of its own; everything else travels inside of these."""

    ORGANIZATION = "organization", "Einrichtung"
    SERVICE = "service", "Angebot"
    LOCATION = "location", "Ort"
    TAXONOMY = "taxonomy", "Katalog"
    TAXONOMY_TERM = "taxonomy_term", "Begriff"


class Obstacle(models.TextChoices):
    """Why the portal shows nothing of a mirrored record. It stays a mirror, whole, and goes out again in files."""

    OURS = "ours", "wird hier selbst gepflegt"
    OTHER_HOME = "other_home", "gehört zu einer Einrichtung, die in einem anderen Verzeichnis gepflegt wird"
    NO_OWNER = "no_owner", "nennt keine Einrichtung"
    NO_TYPE = "no_type", "die Art der Hilfe ist nicht zu erkennen"
    NO_PLACE = "no_place", "es ist nicht zu erkennen, für welchen Kreis in Deutschland es da ist"
    OVER = "over", "die Heimat sagt, dass es das nicht mehr gibt"
    NOT_PUBLIC = "not_public", "ist in der Heimat nicht öffentlich"
    NO_PAGE = "no_page", "hat im Portal keine eigene Seite"
