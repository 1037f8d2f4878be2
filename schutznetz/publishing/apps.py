from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "schutznetz.publishing"
    verbose_name = "Gedrucktes"
