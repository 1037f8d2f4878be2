"""``manage.py load_catalogue``: offer types and nationwide help lines."""

from django.core.management import BaseCommand

from schutznetz.directory import actions


class Command(BaseCommand):
    help = "Lädt Angebotstypen und bundesweite Hilfetelefone; kann wiederholt werden."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Angebotstypen: {actions.load_catalogue()}")
        self.stdout.write(f"Hilfetelefone: {actions.load_help_lines()}")
