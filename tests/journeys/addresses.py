"""Every page of the portal, and every state of it that looks different.

``path`` may name an entry of the fixture ``places``. ``shows`` is a text that only this state has: a page that was
meant to show an empty result must not pass because it shows something else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    path: str
    shows: str
    status: int = 200
    prepare: Callable[[Page], None] | None = None
    """What a visitor does before the page is looked at."""


def open_numbers(page: Page) -> None:
    page.get_by_text("Alle Nummern", exact=True).click()
    page.locator(".sn-help__all[open]").wait_for()


ADDRESSES = (
    Address("gallery", "/ui/", "Bausteine"),
    Address("gallery-ochre", "/ui/?akzent=ochre", "Bausteine"),
    Address("welcome", "/", "Wer hilft Kindern und Familien – hier und jetzt?"),
    Address("welcome-numbers", "/", "116 117", prepare=open_numbers),
    Address("place-ambiguous", "/ort/?ort=Neustadt", "Welchen Ort meinen Sie?"),
    Address("place-without-network", "/ort/?ort=04103", "gibt es hier noch kein Netzwerk"),
    Address("place-unknown", "/ort/?ort=Nirgendwo", "Diesen Ort kennen wir nicht"),
    Address("everywhere-hits", "/suche/?q=Hebamme&ort=00101", "Rund um 00101 Musterstadt."),
    Address("everywhere-nothing", "/suche/?q=xyzzyqq", "Dazu haben wir nichts gefunden"),
    Address("everywhere-ambiguous", "/suche/?q=Hebamme&ort=Neustadt", "Welchen Ort meinen Sie?"),
    Address("everywhere-unknown-place", "/suche/?q=Hebamme&ort=Nirgendwo", "Den Ort „Nirgendwo“ kennen wir nicht."),
    Address("everywhere-filters", "/suche/filter/?q=Hebamme&ort=00101", "Auswahl eingrenzen"),
    Address("everywhere-offer", "/angebot/{offer}/", "Zuletzt"),
    Address("everywhere-organisation", "/einrichtung/{organisation}/", "So finden Sie hin"),
    Address("imprint", "/impressum/", "Die Software"),
    Address("privacy", "/datenschutz/", "Was wir nicht tun"),
    Address("accessibility", "/barrierefreiheit/", "Was noch fehlt"),
    Address("licences", "/lizenzen/", "Worauf dieses Portal steht"),
    Address("start", "/musterkreis/", "Was brauchen Sie?"),
    Address("start-numbers", "/musterkreis/", "116 117", prepare=open_numbers),
    Address("start-unknown-place", "/musterkreis/?ort=Nirgendwo", "Den Ort „Nirgendwo“ kennen wir nicht."),
    Address("hits", "/musterkreis/suche/?q=Hebamme&ort=00101", "Rund um 00101 Musterstadt."),
    Address("hits-second-page", "/musterkreis/suche/?q=Jugendamt&seite=2", "Seite 2 von"),
    Address(
        "hits-filtered", "/musterkreis/suche/?q=Hebamme&ort=00101&alter=0&umkreis=50", "Rund um 00101 Musterstadt."
    ),
    Address("hits-widened", "/musterkreis/suche/?q=Hebamme+Schuldnerberatung", "Kein Angebot passt zu allen Wörtern."),
    Address("hits-nothing", "/musterkreis/suche/?q=xyzzyqq&kosten=free", "Dazu haben wir nichts gefunden"),
    Address("hits-unknown-place", "/musterkreis/suche/?q=Hebamme&ort=Nirgendwo", "Bis dahin suchen wir überall."),
    Address("filters", "/musterkreis/suche/filter/?q=Hebamme&ort=00101", "Auswahl eingrenzen"),
    Address("filters-nothing", "/musterkreis/suche/filter/?q=xyzzyqq", "Zurzeit passen 0 Angebote."),
    Address("offer", "/musterkreis/angebot/{offer}/", "Zuletzt"),
    Address("offer-confidential", "/musterkreis/angebot/{confidential}/", "Die Adresse ist geschützt."),
    Address("organisation", "/musterkreis/einrichtung/{organisation}/", "So finden Sie hin"),
    Address("organisation-confidential", "/musterkreis/einrichtung/{hidden}/", "Die Adresse ist geschützt."),
    Address("organisation-with-institutions", "/musterkreis/einrichtung/{holder}/", "Einrichtungen"),
    Address("not-found", "/gibt-es-nicht/", "Diese Seite gibt es nicht", status=404),
)
