"""``manage.py rebuild_search``: the search index from scratch."""

from django.core.management import BaseCommand

from schutznetz.directory.search import index


class Command(BaseCommand):
    help = "Baut den Suchindex neu auf, zum Beispiel nach einer neuen Fassung der Wortlisten."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Angebote im Index: {index.rebuild()}")
