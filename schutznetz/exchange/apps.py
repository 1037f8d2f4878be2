from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "schutznetz.exchange"
    verbose_name = "Austausch"
