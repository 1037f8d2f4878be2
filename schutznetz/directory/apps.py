from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "schutznetz.directory"
    verbose_name = "Verzeichnis"
