"""From the mail to the first act, on a telephone: what an invited Leitung does on her first day."""

import json
import re
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.house import ROOT
from tests.journeys.insiders import KEYS
from tests.journeys.server import environment
from tests.journeys.visits import TELEPHONE, open_context

PASSWORD = "ein Satz nur fuer heute"


@pytest.fixture
def telephone(browser, portal):
    with open_context(browser, portal.origin) as context:
        page = context.new_page()
        page.set_viewport_size(TELEPHONE)
        yield page


def invited(folder, role, email):
    """Return the address in the mail that the operator's command sends."""
    command = [sys.executable, "-m", "django", "invite", "--network", "musterkreis", "--json", "--role", role,
               "--organisation", "Jugendamt Musterkreis", "--email", email]  # fmt: skip
    done = subprocess.run(command, env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=True)
    return urlsplit(json.loads(done.stdout)["link"]).path


def headline(page):
    return page.get_by_role("heading", level=1)


def set_up_the_app(page):
    """Do what a person does with an app: read the key, type the code."""
    page.get_by_role("link", name="App einrichten").click()
    expect(headline(page)).to_have_text("Eine App für Codes einrichten")
    secret = re.sub(r"\s", "", page.get_by_role("main").locator("ul, ol, pre").first.inner_text())
    page.get_by_label("Code").fill(str(format_hotp_value(hotp_value(secret, int(time.time()) // 30))))
    page.get_by_role("button", name="App einrichten").click()
    expect(headline(page)).to_have_text("Ihre Notcodes")


def test_first_day_of_an_invited_lead(telephone, folder):
    page = telephone
    page.goto(invited(folder, "asd_lead", "lena@musterkreis.example"))
    expect(headline(page)).to_have_text("Sie sind eingeladen")
    page.get_by_label("Ihr Name").fill("Lena Neu")
    page.get_by_label("Neues Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Einladung annehmen").click()
    expect(headline(page)).to_have_text("Meine Funktionen")
    expect(page.get_by_role("main")).to_contain_text("Sie handeln gerade als")

    page.get_by_role("link", name="Wer für Ihre Einrichtung handelt").click()
    expect(headline(page)).to_have_text("Sicherheit")
    expect(page.get_by_role("main")).to_contain_text("brauchen Sie einen zweiten Faktor")
    set_up_the_app(page)

    page.get_by_role("link", name="Meine Funktionen").first.click()
    page.get_by_role("link", name="Wer für Ihre Einrichtung handelt").click()
    expect(headline(page)).to_have_text("Wer hier handelt")
    page.get_by_role("link", name="Jemanden einladen").click()
    page.get_by_label("E-Mail-Adresse").fill("kollege@musterkreis.example")
    page.get_by_label("Funktion").select_option(label="Sozialer Dienst")
    page.get_by_role("button", name="Einladung schicken").click()
    expect(page.get_by_role("main")).to_contain_text("Die Einladung ist unterwegs.")
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]


def test_somebody_with_two_functions_changes_between_them(browser, portal, folder):
    path = invited(folder, "steward", "nora-zwei@musterkreis.example")
    with open_context(browser, portal.origin) as context:
        page = context.new_page()
        page.goto(path)
        page.get_by_label("Ihr Name").fill("Nora Zwei")
        page.get_by_label("Neues Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Einladung annehmen").click()
        second = invited(folder, "professional", "nora-zwei@musterkreis.example")
        page.goto(second)
        page.get_by_role("button", name="Einladung annehmen").click()
        page.get_by_role("button", name="Wechseln: Fachkraft").click()

        current = page.get_by_role("region", name="Sie handeln gerade als")
        expect(current.get_by_role("heading", level=3)).to_have_text("Fachkraft")
        expect(page.get_by_role("button", name="Wechseln: Eintragspflege")).to_be_visible()


def test_data_protection_reads_who_did_what(browser, portal):
    with open_context(browser, portal.origin) as context:
        context.add_cookies([{"name": "sid", "value": KEYS["data_protection"], "url": portal.origin}])
        page = context.new_page()
        page.goto("/konto/")
        page.get_by_role("link", name="Protokoll des Netzwerks").click()

        expect(page.get_by_role("main")).to_contain_text(
            "Leitung der Kita hat eine Person in eine Funktion eingeladen."
        )
        expect(page.get_by_role("main")).not_to_contain_text("musterkreis.example")
