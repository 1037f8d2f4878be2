"""``manage.py load_regions``: the region tables that the project ships."""

from django.core.management import BaseCommand

from schutznetz.regions.actions import load_regions


class Command(BaseCommand):
    help = "Lädt Länder, Kreise, Gemeinden, Orte und Postleitzahlen; kann wiederholt werden."

    def handle(self, **options: object) -> None:
        for name, rows in load_regions().items():
            self.stdout.write(f"{name}: {rows}")
