from django.apps import AppConfig


class JurisdictionConfig(AppConfig):
    name = "schutznetz.jurisdiction"
    verbose_name = "Zuständigkeit"
