"""Another directory whose entries Musterkreis shows: an invented list of self-help groups, read as any other is."""

from importlib.resources import as_file, files

from schutznetz.demo.actions.logins import NETWORK
from schutznetz.exchange.actions import sync_address
from schutznetz.networks.models import Home

NAME, ADDRESS = "Selbsthilfe-Verzeichnis Musterland", "https://selbsthilfe-musterland.example/"


def mirror_neighbour() -> None:
    """Show the list; may be repeated. In the demo nobody answers at its address, so it is read from a file."""
    if Home.objects.filter(name=NAME).exists():
        return
    with as_file(files("schutznetz.demo") / "selbsthilfe.json") as path:
        sync_address(str(path), NETWORK, name=NAME)
    Home.objects.filter(name=NAME).update(address=ADDRESS)
