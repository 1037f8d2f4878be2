from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DirectoryConfig(AppConfig):
    name = "schutznetz.directory"
    verbose_name = "Verzeichnis"

    def ready(self) -> None:
        from schutznetz.directory.search import backends  # noqa: PLC0415 -- models are not loaded before

        connection_created.connect(backends.prepare)
