from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "schutznetz.regions"
    verbose_name = "Regionen"
