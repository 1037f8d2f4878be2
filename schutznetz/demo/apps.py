from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "schutznetz.demo"
    verbose_name = "Musterkreis"
