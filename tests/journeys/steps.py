"""An address that is looked at, and what a visitor does there before."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.journeys.insiders import (
    KEYS,
    PASSWORD,
)


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    path: str
    shows: str
    status: int = 200
    prepare: Callable[[Page], None] | None = None
    """What a visitor does before the page is looked at."""
    cookies: frozenset[str] = frozenset()
    """Forms need a token, and the pinboard is a cookie; no other page leaves anything behind."""


def open_numbers(page: Page, called: str = "Alle Nummern") -> None:
    page.get_by_text(called, exact=True).click()
    page.locator(".sn-help__all[open]").wait_for()


def send(page: Page) -> None:
    page.get_by_role("button", name="Hinweis abschicken").click()


def keep(page: Page) -> None:
    page.get_by_role("button", name="Auf die Merkliste").click()
    page.goto("/musterkreis/merkliste/")


def keep_and_write(page: Page) -> None:
    keep(page)
    page.get_by_role("link", name="Mir selbst per E-Mail schicken").click()


def write_to_nobody(page: Page) -> None:
    keep_and_write(page)
    page.locator("form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Schicken").click()


def choose(page: Page) -> None:
    page.get_by_role("button", name="Diesen Ort merken").click()
    page.goto("/musterkreis/")


def say_where(page: Page) -> None:
    page.get_by_text("Das Kind ist gerade woanders?").click()
    page.get_by_label("Ort oder Postleitzahl, wo das Kind jetzt ist").fill("04155")
    page.get_by_role("button", name="Beide Stellen zeigen").click()


def enter(page: Page, who: str) -> None:
    """Go on as somebody who is logged in: to the page that has sent us to the door."""
    here = urlsplit(page.url)
    page.context.add_cookies([{"name": "sid", "value": KEYS[who], "domain": here.hostname or "", "path": "/"}])
    page.goto(parse_qs(here.query)["next"][0])


def as_eva(page: Page) -> None:
    enter(page, "eva")


def as_max(page: Page) -> None:
    enter(page, "max")


def as_lead(page: Page) -> None:
    enter(page, "lead")


def as_coordination(page: Page) -> None:
    enter(page, "coordination")


def as_data_protection(page: Page) -> None:
    enter(page, "data_protection")


def as_noa(page: Page) -> None:
    enter(page, "noa")


def invite_nobody(page: Page) -> None:
    enter(page, "lead")
    page.get_by_role("button", name="Einladung schicken").click()


def end_without_reason(page: Page) -> None:
    enter(page, "lead")
    page.get_by_role("button", name="Jetzt beenden").click()


def propose_nothing(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_role("button", name="Vorschlagen").click()


def enter_no_practice(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_role("button", name="Eintragen").click()


LIST = """Name;Art;Straße;PLZ;Ort;Telefon
Kita Probe;Kita;Am Ring 3;00101;Musterstadt;030 23125188
Kita Nirgends;Kita;;;;
"""


def send_a_file(page: Page, name: str = "kitas.csv", text: bytes = LIST.encode()) -> None:
    enter(page, "coordination")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": text}
    page.get_by_label("Ihre Liste").set_input_files(files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name="Hochladen").click()


def send_a_picture(page: Page) -> None:
    send_a_file(page, "bild.png", b"\x89PNG....")


def check_a_list(page: Page) -> None:
    send_a_file(page)
    page.get_by_role("button", name="Prüfen, was geschehen würde").click()


def write_nothing(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_role("button", name="Weiter: ansehen").click()


def write_a_line(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_label("Ihr Text").fill("Das nächste Treffen ist am 3. Dezember.")
    page.get_by_role("button", name="Weiter: ansehen").click()


def join_without_a_word(page: Page) -> None:
    page.get_by_role("button", name="Abschicken").click()


def say_hours(text: str) -> Callable[[Page], None]:
    def say(page: Page) -> None:
        enter(page, "lead")
        page.get_by_label("Zeiten").fill(text)
        page.get_by_role("button", name="Speichern").click()

    return say


def come_second(page: Page) -> None:
    """Save a form that was opened before somebody else changed the same: its mark is an old one."""
    enter(page, "lead")
    page.evaluate("document.querySelector('[name=base]').value = '000000000000000000000000'")
    page.get_by_label("Zeiten").fill("Mo-Fr 8-15 Uhr")
    page.get_by_role("button", name="Speichern").click()


def accept_without_a_name(page: Page) -> None:
    page.get_by_role("button", name="Einladung annehmen").click()


def mistype(page: Page) -> None:
    page.get_by_label("E-Mail-Adresse").fill("eva@musterkreis.example")
    page.get_by_label("Passwort").fill("vertippt")
    page.get_by_role("button", name="Anmelden", exact=True).click()


def half_way(page: Page) -> None:
    page.get_by_label("E-Mail-Adresse").fill("max@musterkreis.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def correct_nothing(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_label("E-Mail-Adresse der Funktion").fill("")
    page.get_by_role("button", name="Speichern").click()


def change_nothing(page: Page) -> None:
    page.get_by_role("button", name="Hinweis schicken").click()


def choose_nothing(page: Page) -> None:
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Das gibt es nicht mehr").click()
