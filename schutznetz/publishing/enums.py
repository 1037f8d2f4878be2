from django.db import models
from django.utils.translation import gettext_lazy as _


class CardSize(models.TextChoices):
    """On what a card is printed; the codes are those of ``manage.py notfallkarte --size``."""

    A4 = "a4", "A4, zum Aushängen"
    POCKET = "pocket", "A6, zwei Seiten, für die Tasche"


class PaperSize(models.TextChoices):
    """For what a brochure is set; the codes are those of ``manage.py export --size``."""

    A5 = "a5", "A5, zum Drucken"
    A4 = "a4", "A4, für den Bildschirm"


class Mode(models.TextChoices):
    """On which paper an embed stands. Its host decides: most pages of a town are light whatever a device prefers."""

    LIGHT = "hell", _("hell")
    DARK = "dunkel", _("dunkel")
    AUTO = "auto", _("wie das Gerät")


class TextSize(models.TextChoices):
    """How large an embed writes."""

    NORMAL = "normal", _("normal")
    LARGE = "gross", _("groß")
    LARGER = "sehr-gross", _("sehr groß")
