from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "schutznetz.api"
    verbose_name = "Schnittstelle"
