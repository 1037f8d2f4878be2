from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "schutznetz.ui"
    verbose_name = "Oberfläche"
