"""Log-in with the account of one's institution: a real OpenID provider as a process of its own on another site."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from urllib.error import URLError

import pytest
from playwright.sync_api import expect

from tests.journeys import server
from tests.journeys.insiders import PASSWORD
from tests.journeys.steps import Address
from tests.journeys.visits import DESKTOP, TELEPHONE, Visit, open_context

PEOPLE = {
    "eva-im-amt": {"email": "eva@musterkreis.example", "email_verified": True},
    "max-im-amt": {"email": "max@musterkreis.example", "email_verified": True},
    "behauptet": {"email": "eva@musterkreis.example", "email_verified": False},
    "ina-im-amt": {"email": "ina@musterkreis.example", "email_verified": True},
    "fremd": {"email": "fremd@musterkreis.example", "email_verified": True},
}
SERVICE = """[[dienst]]
id = "{id}"
name = "{name}"
issuer = "{issuer}"
client_id = "schutznetz"
secret_file = "{secret}"
network = "musterkreis"
trusts_email = {trusts_email}
has_second_factor = {has_second_factor}
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def provider():
    """Another site than the portal: that one is reached as 127.0.0.1, this one as localhost."""
    port = free_port()
    people = [each for sub, claims in PEOPLE.items() for each in ("--user-claims", json.dumps({"sub": sub, **claims}))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(
        [*command, "--require-nonce", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    issuer = f"http://localhost:{port}"
    try:
        until = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration") as answer:  # noqa: S310
                    yield json.loads(answer.read())["issuer"]
                break
            except (URLError, ConnectionError):
                assert time.monotonic() < until, "the provider did not start"
                time.sleep(0.1)
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def services(folder):
    """Three services of one provider: one that is trusted, one that asks for two factors, one that is neither."""
    secret, paper = folder / "secret.txt", folder / "dienste.toml"
    secret.write_text("geheim")
    with provider() as issuer:
        kinds = (
            ("amt", "Amt", "true", "false"),
            ("streng", "Strenges Amt", "true", "true"),
            ("haus", "Haus", "false", "false"),
        )
        names = ("id", "name", "trusts_email", "has_second_factor")
        texts = [SERVICE.format(issuer=issuer, secret=secret, **dict(zip(names, kind, strict=True))) for kind in kinds]
        paper.write_text("\n".join(texts))
        with server.serve(folder, "services", SCHUTZNETZ_ANMELDEDIENSTE=str(paper)) as running:
            with urllib.request.urlopen(f"{running.origin}/anmelden/"):  # noqa: S310 -- the first answer takes longest
                pass
            yield running


@pytest.fixture
def page(browser, services):
    with open_context(browser, services.origin) as context:
        yield context.new_page()


def come_with(page, button, sub):
    page.goto("/anmelden/")
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("http://localhost:*/**")
    page.get_by_role("button", name=sub, exact=True).click()
    page.wait_for_url("http://127.0.0.1:*/**")


def beside(folder, *arguments):
    """Do something in the portal's own settings, and return what it says."""
    command = [sys.executable, "-m", "tests.journeys.by_service", *arguments]
    return subprocess.run(
        command, env=server.environment(folder), cwd=server.ROOT, check=True, timeout=60, capture_output=True, text=True
    ).stdout.strip()


def an_hour_later(page, folder):
    """Let what somebody has shown of themselves be an hour old."""
    (key,) = [each["value"] for each in page.context.cookies() if each["name"] == "sid"]
    beside(folder, "wait", key)


def faults(page):
    """Return what is wrong with this state of a page for whoever reads it, light, dark, and on a telephone."""
    visit, found = Visit(Address("service", page.url, ""), page, None), []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += visit.findings()
    page.emulate_media(color_scheme="light")
    visit.resize(TELEPHONE)
    found += visit.misplaced()
    visit.resize(DESKTOP)
    return found


def security(page):
    page.goto("/konto/sicherheit/")
    return page.get_by_role("heading", level=1)


def test_a_trusted_service_opens_though_the_cookie_is_strict(page):
    come_with(page, "Amt", "eva-im-amt")

    page.wait_for_url("**/konto/**")
    expect(security(page)).to_have_text("Sicherheit")
    (cookie,) = [each for each in page.context.cookies() if each["name"] == "sid"]
    assert cookie["sameSite"] == "Strict"


def test_the_second_time_who_it_is_follows_from_issuer_and_subject(page):
    for _ in range(2):
        come_with(page, "Amt", "eva-im-amt")
        page.wait_for_url("**/konto/**")
        page.context.clear_cookies()


def test_a_second_factor_is_asked_for_here_unless_the_service_has_one(page):
    come_with(page, "Amt", "max-im-amt")
    page.wait_for_url("**/anmelden/bestaetigen/")
    page.context.clear_cookies()

    come_with(page, "Strenges Amt", "max-im-amt")
    page.wait_for_url("**/konto/**")
    expect(security(page)).to_have_text("Sicherheit")


@pytest.mark.parametrize(("button", "sub"), [("Amt", "behauptet"), ("Amt", "fremd"), ("Haus", "eva-im-amt")])
def test_who_is_not_known_for_sure_gets_in_nowhere(page, button, sub):
    come_with(page, button, sub)

    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Konto kennen wir nicht")
    expect(security(page)).to_have_text("Anmelden")


def test_whoever_is_inside_connects_and_then_comes_without_password(page):
    page.goto("/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill("eva@musterkreis.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/konto/**")
    page.goto("/konto/noch-einmal/")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url(lambda url: "noch-einmal" not in url)
    page.goto("/konto/sicherheit/einrichtung/")
    page.get_by_role("button", name="Verbinden: Haus").click()
    page.wait_for_url("http://localhost:*/**")
    page.get_by_role("button", name="fremd", exact=True).click()
    page.wait_for_url("http://127.0.0.1:*/konto/sicherheit/einrichtung/")
    expect(page.get_by_role("button", name="Trennen: Haus")).to_be_visible()
    assert faults(page) == []
    page.context.clear_cookies()

    come_with(page, "Haus", "fremd")
    page.wait_for_url("**/konto/**")
    expect(security(page)).to_have_text("Sicherheit")


def test_an_answer_that_nobody_asked_for_is_refused(page):
    page.goto("/anmelden/dienst/amt/zurueck/?code=abc&state=def")

    expect(page.get_by_role("heading", level=1)).to_have_text("Das hat nicht geklappt")


def test_who_turns_back_at_the_service_is_told_so(page):
    page.goto("/anmelden/")
    assert faults(page) == []
    page.get_by_role("button", name="Amt", exact=True).click()
    page.get_by_role("button", name="Deny").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sie haben die Anmeldung abgebrochen")


@pytest.fixture(scope="module")
def house(folder):
    return beside(folder, "make")


def show_again(page, sub):
    """From the page that asks who one is to the service, which asks anew though it knows this browser, and back."""
    page.get_by_role("button", name="Strenges Amt", exact=True).click()
    page.wait_for_url("http://localhost:*/**")
    assert "prompt=login" in page.url
    page.get_by_role("button", name=sub, exact=True).click()


def test_whoever_has_no_password_here_loses_nothing_when_asked_again(page, folder, house):
    come_with(page, "Strenges Amt", "ina-im-amt")
    page.wait_for_url("**/konto/**")
    page.goto(f"/konto/einrichtung/{house}/mitglieder/einladen/")
    page.get_by_label("E-Mail-Adresse").fill("kollege@musterkreis.example")
    page.get_by_label("Funktion").select_option("steward")
    assert faults(page) == []
    an_hour_later(page, folder)

    page.get_by_role("button", name="Einladung schicken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte melden Sie sich noch einmal an")
    assert faults(page) == []
    show_again(page, "ina-im-amt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Angaben sind noch da")
    assert faults(page) == []
    page.get_by_role("button", name="Jetzt absenden").click()

    page.wait_for_url(f"**/{house}/mitglieder/")
    expect(page.locator("main")).to_contain_text("kollege@musterkreis.example")


def test_a_page_that_asks_again_comes_after_the_proof(page, folder, house):
    come_with(page, "Strenges Amt", "ina-im-amt")
    page.wait_for_url("**/konto/**")
    an_hour_later(page, folder)
    page.goto(f"/konto/einrichtung/{house}/mitglieder/einladen/")
    show_again(page, "ina-im-amt")

    page.wait_for_url(f"**/{house}/mitglieder/einladen/")
    expect(page.get_by_role("button", name="Einladung schicken")).to_be_visible()


def test_another_person_at_the_service_does_not_send_what_the_first_has_typed(page, folder, house):
    come_with(page, "Strenges Amt", "ina-im-amt")
    page.wait_for_url("**/konto/**")
    page.goto(f"/konto/einrichtung/{house}/mitglieder/einladen/")
    page.get_by_label("E-Mail-Adresse").fill("nie@musterkreis.example")
    page.get_by_label("Funktion").select_option("steward")
    an_hour_later(page, folder)
    page.get_by_role("button", name="Einladung schicken").click()
    show_again(page, "max-im-amt")
    page.wait_for_url("http://127.0.0.1:*/**")

    page.goto(f"/konto/noch-einmal/dienst/?next=/konto/einrichtung/{house}/mitglieder/einladen/")
    expect(page.get_by_role("button", name="Jetzt absenden")).to_have_count(0)
