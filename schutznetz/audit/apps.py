from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "schutznetz.audit"
    verbose_name = "Protokoll"

    def ready(self) -> None:
        # Every app declares in events.py what it records; this app knows none of them.
        autodiscover_modules("events")
