from django.db import models


class KreisKind(models.TextChoices):
    LANDKREIS = "landkreis", "Landkreis"
    KREISFREIE_STADT = "kreisfreie_stadt", "Kreisfreie Stadt"
    SPECIAL = "special", "Besonderer Kreis"  # Region Hannover, Städteregion Aachen, Regionalverband Saarbrücken


class PlaceKind(models.TextChoices):
    ORTSTEIL = "ortsteil", "Ortsteil"
    STADTBEZIRK = "stadtbezirk", "Stadtbezirk"
    FORMER_GEMEINDE = "former_gemeinde", "Frühere Gemeinde"
    PLACE = "place", "Ort"
