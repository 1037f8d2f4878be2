"""``manage.py create_network``: a network and its portal."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.networks.actions import create_network


class Command(BaseCommand):
    help = "Richtet das Netzwerk eines Jugendamts ein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Adresse im Portal, zum Beispiel erzgebirgskreis")
        parser.add_argument("--name", required=True, help="Name, wie er auf den Seiten steht")
        parser.add_argument(
            "--kreis", required=True, metavar="AGS", help="amtlicher Schlüssel des Kreises, fünf Ziffern"
        )

    def handle(self, *, slug: str, name: str, kreis: str, **options: object) -> None:
        try:
            network = create_network(slug=slug, name=name, kreis_ags=kreis)
        except (DomainError, ValidationError) as error:
            message = str(error) if isinstance(error, DomainError) else " ".join(error.messages)
            raise CommandError(message, returncode=2) from error
        self.stdout.write(f"{network.name} ({network.kreis}) hat jetzt ein Portal unter /{network.slug}/")
