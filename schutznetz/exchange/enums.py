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
