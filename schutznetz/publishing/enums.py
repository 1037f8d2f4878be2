from django.db import models


class CardSize(models.TextChoices):
    """On what a card is printed; the codes are those of ``manage.py notfallkarte --size``."""

    A4 = "a4", "A4, zum Aushängen"
    POCKET = "pocket", "A6, zwei Seiten, für die Tasche"


class PaperSize(models.TextChoices):
    """For what a brochure is set; the codes are those of ``manage.py export --size``."""

    A5 = "a5", "A5, zum Drucken"
    A4 = "a4", "A4, für den Bildschirm"
