"""``manage.py refresh_hours``: the table of open times for the next two weeks."""

from django.core.management import BaseCommand

from schutznetz.directory import actions


class Command(BaseCommand):
    help = "Schreibt die offenen Zeiten der nächsten 14 Tage neu; jede Nacht einmal starten."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Offene Zeiten: {actions.refresh_hours()}")
