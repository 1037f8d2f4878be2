from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "schutznetz.networks"
    verbose_name = "Netzwerke"
