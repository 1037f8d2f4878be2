from django.apps import AppConfig
from django.core.checks import register

from schutznetz.common.doors import undeclared_views


class AccountsConfig(AppConfig):
    name = "schutznetz.accounts"
    verbose_name = "Konten"

    def ready(self) -> None:
        register(undeclared_views)
