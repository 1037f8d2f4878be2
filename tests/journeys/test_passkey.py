"""Passkeys with Chromium's virtual device, and what Back shows after logging out."""

import pytest
from playwright.sync_api import expect

from tests.journeys.insiders import PASSWORD
from tests.journeys.visits import Watch, open_context

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, portal):
    """Browsers know passkeys for names only, not for numbers: the portal is reached as localhost."""
    with open_context(browser, portal.origin.replace("127.0.0.1", "localhost")) as context:
        page = context.new_page()
        page.goto("/anmelden/", timeout=30_000)
        yield page


@pytest.fixture
def device(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda verified: session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": verified}
    )


def log_in(page):
    page.goto("/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill("ida@musterkreis.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def log_out(page):
    page.goto("/konto/abmelden/")
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/anmelden/")


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_a_passkey_is_added_opens_without_password_and_is_taken_away_again(page, device):
    watch = Watch(page.url.removesuffix("/anmelden/"))
    watch.over(page)
    log_in(page)
    page.goto("/konto/sicherheit/passkeys/neu/")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Name").fill("Diensthandy")
    page.get_by_role("button", name="Passkey hinzufügen").click()
    heading(page, "Ihre Notcodes")
    log_out(page)

    # One click instead of address and password; no second factor after it.
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/konto/**")
    page.goto("/konto/sicherheit/")
    expect(page.get_by_role("main")).to_contain_text("einer eingerichtet")
    log_out(page)

    # With a password it is the second factor.
    log_in(page)
    heading(page, "Noch ein Schritt")
    page.get_by_role("button", name="Passkey benutzen").click()
    page.wait_for_url("**/konto/**")

    # Without finger, face or PIN the device gives nothing, and the page says what else there is.
    log_out(page)
    device(verified=False)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt")
    device(verified=True)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/konto/**")

    page.goto("/konto/sicherheit/passkeys/")
    page.get_by_role("link", name="Diensthandy entfernen").click()
    if page.get_by_role("button", name="Mit Passkey bestätigen").or_(page.get_by_label("Passwort")).count():
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Passkey entfernen").click()
    expect(page.get_by_role("main")).to_contain_text("Sie haben noch keinen Passkey")
    assert watch.strangers == []
    assert [each for each in watch.complaints if "blocked by policy" in each] == []


def test_back_shows_nothing_after_logging_out(page):
    log_in(page)
    page.goto("/konto/sicherheit/")
    expect(page.get_by_role("main")).to_contain_text("nicht eingerichtet")
    log_out(page)

    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("main")).not_to_contain_text("nicht eingerichtet")
    heading(page, "Anmelden")


def test_without_javascript_the_password_opens_and_the_page_says_so(browser, portal):
    with open_context(browser, portal.origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/anmelden/", timeout=30_000)
        expect(page.get_by_role("main")).to_contain_text("Passkeys brauchen JavaScript")
        expect(page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
        log_in(page)
        page.goto("/konto/sicherheit/")
        heading(page, "Sicherheit")
