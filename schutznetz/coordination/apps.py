from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "schutznetz.coordination"
    verbose_name = "Koordination"
