"""What an embed looks like, and the lines that a webmaster pastes."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from schutznetz.networks.models import Network
from schutznetz.publishing.enums import Mode, TextSize
from schutznetz.publishing.presenting.card import ACCENTS

# More than a bar has room for stands in the portal.
MOST_CHOICES = 4
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Look:
    """How an embed looks: ``colour`` as "#00536e"."""

    colour: str
    mode: Mode = Mode.LIGHT
    size: TextSize = TextSize.NORMAL

    @classmethod
    def of(cls, network: Network | None) -> "Look":
        return cls(ACCENTS[network.accent] if network else ACCENTS["petrol"])

    @property
    def colour_href(self) -> str:
        return reverse("embed:colour", args=[self.colour.removeprefix("#")])


@dataclass(frozen=True, slots=True)
class Sample:
    """One embed on the page for webmasters: what it shows, and the lines to paste. ``href`` is its preview."""

    name: str
    title: str
    about: str
    href: str
    height: int
    snippet: str


def samples(network: Network, look: Mapping[str, str], topic: str, place: str, host: str) -> list[Sample]:
    """Return all three embeds; ``look`` holds the parameters that differ from the usual look."""
    kinds: tuple[tuple[str, int, str, str, str, dict[str, str]], ...] = (
        ("search", 400, _("Suche"), _("Hilfe für Kinder und Familien suchen"),
         _("Ein Suchfeld. Das Ergebnis öffnet sich im Portal, in einem neuen Tab."), {}),
        ("list", 700, _("Liste"), _("Hilfe für Kinder und Familien"),
         _("Bis zu zwanzig Angebote mit Telefonnummer, nach Thema und Ort ausgewählt."),
         {"thema": topic, "ort": place}),
        ("now", 700, _("Jetzt Hilfe"), _("Wer jetzt hilft"),
         _("110 und 112, dann wer in dieser Minute bei Ihnen ans Telefon geht und wer bundesweit."), {"ort": place}),
    )  # fmt: skip
    return [
        Sample(name, title, about, href, height, _snippet(host + href, label, height))
        for name, height, title, label, about, asked in kinds
        for href in [_href(network, name, {**asked, **look})]
    ]


def _href(network: Network, name: str, parameters: Mapping[str, str]) -> str:
    given = {key: value for key, value in parameters.items() if value}
    path = reverse(f"embed:{name}", args=[network.slug])
    return f"{path}?{urlencode(given)}" if given else path


def _snippet(address: str, title: str, height: int) -> str:
    return (
        f'<iframe src="{escape(address)}"\n'
        f'  title="{escape(title)}" width="100%" height="{height}" style="border: 0"\n'
        '  loading="lazy" referrerpolicy="no-referrer"></iframe>'
    )


def privacy(network: Network, host: str) -> str:
    """Return what a municipality says about the embed on its own page about privacy."""
    said = {"name": network.name, "host": host.partition("://")[2]}
    return (
        _(
            "Auf dieser Seite zeigen wir einen Teil des Verzeichnisses „%(name)s“. Ihr Browser lädt ihn von %(host)s; "
            "dabei erfährt dieser Server Ihre IP-Adresse, wie bei jedem Aufruf einer Seite. Der eingebettete Teil "
            "setzt keine Cookies, speichert nichts auf Ihrem Gerät, führt kein JavaScript aus und lädt nichts von "
            "Dritten. Was Sie suchen, wird nicht gespeichert."
        )
        % said
    )


def is_example(network: Network | None) -> bool:
    return settings.IS_DEMO or (network is not None and network.kreis.is_example)
