"""Every page of the portal, and every state of it that looks different.

``path`` may name an entry of the fixture ``places``. ``shows`` is a text that only this state has: a page that was
meant to show an empty result must not pass because it shows something else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.journeys.insiders import (
    ANSWERED,
    ASKED,
    EXPIRED,
    FUNCTION,
    INVITATION,
    KEYS,
    NOTICE,
    PASSKEY,
    PASSWORD,
    REPORT,
    UNANSWERED,
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


def write_nothing(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_role("button", name="Weiter: ansehen").click()


def write_a_line(page: Page) -> None:
    enter(page, "coordination")
    page.get_by_label("Ihr Text").fill("Das nächste Treffen ist am 3. Dezember.")
    page.get_by_role("button", name="Weiter: ansehen").click()


def join_without_a_word(page: Page) -> None:
    page.get_by_role("button", name="Abschicken").click()


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
    page.get_by_role("button", name="Das gibt es nicht mehr").click()


TOKEN = frozenset({"csrf"})
CHOSEN = frozenset({"csrf", "ort"})
PINS = frozenset({"csrf", "merkliste"})

INSIDE = frozenset({"csrf", "sid"})
RESET = "/anmelden/passwort-vergessen/"
OWN = "/konto/sicherheit/"

DOOR = (
    Address("log-in", "/anmelden/", "Wer Hilfe sucht, braucht kein Konto.", cookies=TOKEN),
    Address("log-in-refused", "/anmelden/", "passen nicht zusammen", prepare=mistype, cookies=TOKEN),
    Address("log-in-half-way", "/anmelden/", "Noch ein Schritt", prepare=half_way, cookies=INSIDE),
    Address("sign-up", "/anmelden/geschlossen/", "Ein Konto bekommen Sie durch eine Einladung"),
    Address("account-closed", "/anmelden/beendet/", "Dieses Konto ist geschlossen"),
    Address("service-cancelled", "/anmelden/abgebrochen/", "Sie haben die Anmeldung abgebrochen"),
    Address("reset", RESET, "Passwort vergessen?", cookies=TOKEN),
    Address("reset-sent", f"{RESET}gesendet/", "Sehen Sie in Ihre E-Mails"),
    Address("reset-dead", f"{RESET}abc-def/", "Dieser Link gilt nicht mehr"),
    Address("reset-done", f"{RESET}geaendert/", "Ihr neues Passwort gilt"),
    Address("second-factor-alone", "/anmelden/bestaetigen/", "Anmelden", cookies=TOKEN),
    Address("log-out-outside", "/konto/abmelden/", "Anmelden", cookies=TOKEN),
)
ACCOUNT = (
    Address("again", "/konto/noch-einmal/", "Ihr Passwort noch einmal", prepare=as_eva),
    Address("again-code", "/konto/noch-einmal/code/", "geben Sie einen Code ein", prepare=as_max),
    Address("again-passkey", "/konto/noch-einmal/passkey/", "mit Ihrem Passkey", prepare=as_max),
    Address("security", OWN, "nicht eingerichtet", prepare=as_eva),
    Address("security-complete", OWN, "einer eingerichtet", prepare=as_max),
    Address("password", f"{OWN}passwort/", "Ihr jetziges Passwort", prepare=as_eva),
    Address("password-set", f"{OWN}passwort/festlegen/", "Ihr jetziges Passwort", prepare=as_eva),
    Address("app", f"{OWN}app/", "Den Code aus der App eintippen", prepare=as_eva),
    Address("app-remove", f"{OWN}app/entfernen/", "Die App für Codes entfernen?", prepare=as_max),
    Address("codes", f"{OWN}notcodes/", "Jeder Code gilt einmal", prepare=as_max),
    Address("codes-new", f"{OWN}notcodes/neu/", "Die alten gelten dann nicht mehr", prepare=as_max),
    Address("passkeys-none", f"{OWN}passkeys/", "Sie haben noch keinen Passkey", prepare=as_eva),
    Address("passkeys", f"{OWN}passkeys/", "Diensthandy", prepare=as_max),
    Address("passkey-new", f"{OWN}passkeys/neu/", "Einen Passkey hinzufügen", prepare=as_eva),
    Address("passkey-name", f"{OWN}passkeys/{PASSKEY}/", "Passkey umbenennen", prepare=as_max),
    Address("passkey-remove", f"{OWN}passkeys/{PASSKEY}/entfernen/", "Diesen Passkey entfernen?", prepare=as_max),
    Address("sessions", "/konto/sitzungen/", "Chrome auf Linux", prepare=as_max),
)
HOUSE = "/konto/einrichtung/{house}/mitglieder/"
MEMBER = "/konto/mitgliedschaft/{member}/"
NUMBERS = "/konto/notfallnummern/"
PARTNER = "/konto/partner/{house}/"
ACTING = (
    Address("own", "/konto/", "Sie handeln gerade als", prepare=as_lead),
    Address("own-waiting", "/konto/", "Wartet auf Freigabe", prepare=as_noa),
    Address("own-none", "/konto/", "Sie haben zurzeit keine Funktion", prepare=as_eva),
    Address("members", HOUSE, "Wer hier handelt", prepare=as_lead),
    Address("invite", f"{HOUSE}einladen/", "Wie es weitergeht", prepare=as_lead),
    Address("invite-refused", f"{HOUSE}einladen/", "Bitte geben Sie die E-Mail-Adresse", prepare=invite_nobody),
    Address("approve", f"{MEMBER}freigeben/", "Diese Person freigeben?", prepare=as_lead),
    Address("end", f"{MEMBER}beenden/", "Mitgliedschaft beenden?", prepare=as_lead),
    Address("end-refused", f"{MEMBER}beenden/", "Bitte wählen Sie einen Grund", prepare=end_without_reason),
    Address("log", "/konto/protokoll/", "Dass Sie das Protokoll lesen", prepare=as_data_protection),
    Address("todo", "/konto/zu-tun/", "Was eine Hand braucht", prepare=as_coordination),
    Address("unanswered", f"/konto/unbestaetigt/{UNANSWERED}/", "Das ist nicht bestätigt", prepare=as_coordination),
    Address("notice", f"/konto/abmeldung/{NOTICE}/", "Gibt es das wirklich nicht mehr?", prepare=as_coordination),
    Address("address", f"/konto/adresse/{FUNCTION}/", "wo die Funktion ihre Mails liest", prepare=as_coordination),
    Address("address-refused", f"/konto/adresse/{FUNCTION}/", "geben Sie die Adresse an", prepare=correct_nothing),
    Address("reports", "/konto/einrichtung/{house}/hinweise/", "Was vielleicht nicht stimmt", prepare=as_lead),
    Address("report", f"/konto/hinweis/{REPORT}/", "Da meldet sich eine Pizzeria.", prepare=as_lead),
    Address("partners", "/konto/partner/", "Öffentliche Jugendhilfe", prepare=as_coordination),
    Address("partners-none", "/konto/partner/?stand=left", "Hier ist niemand", prepare=as_coordination),
    Address("partner", PARTNER, "Wie geht es weiter?", prepare=as_coordination),
    Address("partner-leave", f"{PARTNER}ausscheiden/", "Ausscheiden eintragen?", prepare=as_coordination),
    Address("insofa", "/konto/insofa/", "Nennen Sie dabei keinen Namen", prepare=as_lead),
    Address("mailings", "/konto/rundschreiben/", "Neues Rundschreiben", prepare=as_coordination),
    Address("mailing-write", "/konto/rundschreiben/schreiben/", "Wer es bekommt", prepare=as_coordination),
    Address("mailing-refused", "/konto/rundschreiben/schreiben/", "Bitte schreiben Sie", prepare=write_nothing),
    Address("mailing", "/konto/rundschreiben/schreiben/", "So wird es aussehen", prepare=write_a_line),
    Address("composition", "/konto/zusammensetzung/", "Wen das Gesetz nennt", prepare=as_coordination),
    Address("practice", "/konto/partner/praxis/", "Drei Angaben genügen", prepare=as_coordination),
    Address("practice-refused", "/konto/partner/praxis/", "Bitte wählen Sie die Art", prepare=enter_no_practice),
    Address("join-request", "/konto/mitmachen/{joining}/", "Oder ablehnen", prepare=as_coordination),
    Address("test-call", NUMBERS + "{service}/probeanruf/", "Wer ging ans Telefon?", prepare=as_coordination),
    Address("five-minutes", "/konto/fuenf-minuten/", "Fangen Sie so an", prepare=as_lead),
    Address("hand-over", f"{MEMBER}uebergeben/", "In einem Schritt übergeben", prepare=as_lead),
    Address("handover", "/konto/uebergabe/", "Schritt für Schritt", prepare=as_coordination),
    Address("numbers", NUMBERS, "Wer ans Telefon geht", prepare=as_coordination),
    Address("number-propose", NUMBERS + "{service}/vorschlagen/", "Geht dort ein Mensch", prepare=as_coordination),
    Address("number-refused", NUMBERS + "{service}/vorschlagen/", "mit Vorwahl an", prepare=propose_nothing),
    Address("number-confirm", NUMBERS + "{number}/bestaetigen/", "Diese Nummer bestätigen?", prepare=as_coordination),
)
INVITED = (
    Address("invitation", f"/einladung/{INVITATION}/", "Sie sind eingeladen", cookies=TOKEN),
    Address("invitation-refused", f"/einladung/{INVITATION}/", "Bitte geben Sie Ihren Namen an",
            prepare=accept_without_a_name, cookies=TOKEN),
    Address("unsubscribe-unknown", "/abbestellen/erfunden/", "Diesen Link kennen wir nicht", status=404),
    Address("confirm", f"/bestaetigen/{ASKED}/", "Ja, alles stimmt", cookies=TOKEN),
    Address("confirm-change", f"/bestaetigen/{ASKED}/aendern/", "Was ist zu ändern?", cookies=TOKEN),
    Address("confirm-change-refused", f"/bestaetigen/{ASKED}/aendern/", "Bitte prüfen", prepare=change_nothing,
            cookies=TOKEN),
    Address("confirm-gone", f"/bestaetigen/{ASKED}/weg/", "Was gibt es nicht mehr?", cookies=TOKEN),
    Address("confirm-gone-refused", f"/bestaetigen/{ASKED}/weg/", "mindestens einen Eintrag", prepare=choose_nothing,
            cookies=TOKEN),
    Address("confirm-answered", f"/bestaetigen/{ANSWERED}/", "hier ist alles erledigt"),
    Address("confirm-expired", f"/bestaetigen/{EXPIRED}/", "Dieser Link ist abgelaufen", status=410),
    Address("confirm-unknown", "/bestaetigen/gibt-es-nicht/", "Diesen Link kennen wir nicht", status=404),
    Address("invitation-over", "/einladung/gibt-es-nicht/", "Dieser Link gilt nicht mehr", status=404),
)  # fmt: skip

PORTAL = (
    Address("gallery", "/ui/", "Bausteine"),
    Address("welcome", "/", "Wer hilft Kindern und Familien – hier und jetzt?"),
    Address("easy", "/leicht/", "Diese Seite ist in Leichter Sprache."),
    Address("english-welcome", "/en/", "Who helps children and families – here and now?"),
    Address("english-easy", "/en/leicht/", "This page is easy to read."),
    Address("english-place-unknown", "/en/ort/?ort=99999", "We do not know the postcode 99999"),
    Address("english-privacy", "/en/datenschutz/", "What we do not do"),
    Address("english-not-found", "/en/gibt-es-nicht/", "This page does not exist", status=404),
    Address("leipzig", "/leipzig/", "Beispielnetzwerk Kinderschutz Leipzig"),
    Address("leipzig-results", "/leipzig/suche/?q=Baby+schreit&ort=04155", "Rund um 04155 Leipzig."),
    Address("erzgebirge-gemeinde", "/erzgebirgskreis/orte/14521040/", "Hilfe in"),
    Address("place-ambiguous", "/ort/?ort=Neustadt", "Welchen Ort meinen Sie?"),
    Address("place-without-network", "/ort/?ort=01067", "gibt es hier noch kein Netzwerk"),
    Address("place-unknown-plz", "/ort/?ort=99999", "Die Postleitzahl 99999 kennen wir nicht"),
    Address("place-unknown", "/ort/?ort=Nirgendwo", "Diesen Ort kennen wir nicht"),
    Address("portal-results", "/suche/?q=Hebamme&ort=00101", "Rund um 00101 Musterstadt."),
    Address("portal-results-none", "/suche/?q=xyzzyqq", "Dazu haben wir nichts gefunden"),
    Address("portal-results-ambiguous", "/suche/?q=Hebamme&ort=Neustadt", "Welchen Ort meinen Sie?"),
    Address("portal-filters", "/suche/filter/?q=Hebamme&ort=00101", "Auswahl eingrenzen"),
    Address("portal-topics", "/suche/themen/", "Alle Themen"),
    Address("portal-topic", "/suche/themen/hebamme/?ort=00101", "Rund um 00101 Musterstadt."),
    Address("portal-topic-none", "/suche/themen/hebamme/?ort=01067", "Hier kennen wir noch kein Angebot"),
    Address("portal-offer", "/angebot/{offer}/", "bestätigt am"),
    Address("portal-organisation", "/einrichtung/{organisation}/", "So finden Sie hin"),
    Address("portal-pin", "/angebot/{offer}/merken/", "Dieses Angebot merken?", cookies=TOKEN),
    Address("portal-pinboard", "/merkliste/", "Hier ist noch nichts"),
    Address("portal-offer-mistake", "/angebot/{offer}/hinweis/", "Was stimmt nicht?", cookies=TOKEN),
    Address("portal-offer-mistake-sent", "/angebot/{offer}/hinweis/danke/", "Danke, Ihr Hinweis ist da"),
    Address("portal-mistake", "/einrichtung/{organisation}/hinweis/", "Was stimmt nicht?", cookies=TOKEN),
    Address("portal-mistake-sent", "/einrichtung/{organisation}/hinweis/danke/", "Danke, Ihr Hinweis ist da"),
    Address("now", "/jetzt/", "Wen Sie jetzt erreichen"),
    Address("now-ambiguous", "/jetzt/?ort=Leipzig", "Mehrere Stellen sind möglich."),
    Address("now-without-network", "/jetzt/?ort=01067", "seine Nummer kennen wir noch nicht"),
    Address("now-unknown", "/jetzt/?ort=Nirgendwo", "Den Ort „Nirgendwo“ kennen wir nicht."),
    Address("now-child", "/jetzt/kind/", "Du bist nicht schuld."),
    Address("now-traces", "/jetzt/spuren/", "Was bleibt"),
    Address("now-remember", "/jetzt/merken/?ort=00101", "00101 merken?", cookies=TOKEN),
    Address("english-now", "/en/jetzt/?ort=00101", "What to say on the phone"),
    Address("english-now-child", "/en/jetzt/kind/", "It is not your fault."),
    Address("imprint", "/impressum/", "Die Software"),
    Address("privacy", "/datenschutz/", "Was wir nicht tun"),
    Address("accessibility", "/barrierefreiheit/", "Was noch fehlt"),
    Address("licences", "/lizenzen/", "Worauf dieses Portal steht"),
    Address("not-found", "/gibt-es-nicht/", "Diese Seite gibt es nicht", status=404),
)

NETWORK = (
    Address("start", "/", "Was brauchen Sie?"),
    Address("easy-of-network", "/leicht/", "Diese Seite ist in Leichter Sprache."),
    Address("start-numbers", "/", "116 117", prepare=open_numbers),
    Address("start-unknown-place", "/?ort=Nirgendwo", "Den Ort „Nirgendwo“ kennen wir nicht."),
    Address("results", "/suche/?q=Hebamme&ort=00101", "Rund um 00101 Musterstadt."),
    Address("results-second-page", "/suche/?q=Jugendamt&seite=2", "Seite 2 von"),
    Address("results-filtered", "/suche/?q=Hebamme&ort=00101&alter=0&umkreis=50", "Rund um 00101 Musterstadt."),
    Address("results-widened", "/suche/?q=Lutherhaus+Felsenstieg", "Kein Angebot passt zu allen Wörtern."),
    Address("results-none", "/suche/?q=xyzzyqq&kosten=free", "Dazu haben wir nichts gefunden"),
    Address("results-unknown-place", "/suche/?q=Hebamme&ort=Nirgendwo", "Bis dahin suchen wir überall."),
    Address("results-danger", "/suche/?q=ich+werde+geschlagen", "Bist du gerade in Gefahr?"),
    Address("filters", "/suche/filter/?q=Hebamme&ort=00101", "Auswahl eingrenzen"),
    Address("filters-none", "/suche/filter/?q=xyzzyqq", "Zurzeit passen 0 Angebote."),
    Address("topics", "/themen/", "Alle Themen"),
    Address("topic", "/themen/hebamme/", "Hebammenhilfe"),
    Address("gemeinden", "/orte/", "Musterkreis von A bis Z"),
    Address("gemeinde", "/orte/14999010/", "Hilfe in Musterstadt"),
    Address("gemeinde-topic", "/orte/14999010/?thema=betreuung-und-schule", "Alles in Musterstadt"),
    Address("about", "/netzwerk/", "So aktuell ist das Verzeichnis"),
    Address("partners", "/netzwerk/?art=schule", "Partner im Netzwerk"),
    Address("offer", "/angebot/{offer}/", "bestätigt am"),
    Address("offer-confidential", "/angebot/{confidential}/", "Der Ort ist geschützt."),
    Address("organisation", "/einrichtung/{organisation}/", "So finden Sie hin"),
    Address("organisation-confidential", "/einrichtung/{hidden}/", "geschützter Ort"),
    Address("organisation-with-institutions", "/einrichtung/{holder}/", "Einrichtungen"),
    Address("join", "/mitmachen/", "Was tun Sie für Kinder und Familien?", cookies=TOKEN),
    Address("join-refused", "/mitmachen/", "wie wir Ihnen antworten", prepare=join_without_a_word, cookies=TOKEN),
    Address("joined", "/mitmachen/danke/", "Danke, Ihre Anfrage ist da"),
    Address("pin", "/angebot/{offer}/merken/", "Dieses Angebot merken?", cookies=TOKEN),
    Address("pinboard", "/merkliste/", "Hier ist noch nichts"),
    Address("now-of-network", "/jetzt/", "Auch ohne Netz"),
    Address("now-answered", "/jetzt/?ort=00101", "Was Sie am Telefon sagen"),
    Address("now-profession", "/jetzt/?ort=00101&beruf=polizei", "Rechtslage noch zu prüfen"),
    Address("now-stay", "/jetzt/?ort=00101", "§ 87 SGB VIII", prepare=say_where),
    Address("now-chosen", "/jetzt/merken/?ort=00101", "Jetzt in 00101", prepare=choose, cookies=CHOSEN),
    Address("now-child-of-network", "/jetzt/kind/?ort=00101", "Du bist nicht schuld."),
    Address("now-traces-of-network", "/jetzt/spuren/", "Was bleibt"),
    Address("now-list", "/jetzt/liste/", "Die Zeiten gelten für die Woche"),
    Address("pinboard-filled", "/angebot/{offer}/merken/", "Alles löschen", prepare=keep, cookies=PINS),
    Address("offer-mistake", "/angebot/{offer}/hinweis/", "Was stimmt nicht?", cookies=TOKEN),
    Address("offer-mistake-refused", "/angebot/{offer}/hinweis/", "Bitte prüfen Sie", prepare=send, cookies=TOKEN),
    Address("mistake", "/einrichtung/{organisation}/hinweis/", "Was stimmt nicht?", cookies=TOKEN),
    Address("offer-mistake-sent", "/angebot/{offer}/hinweis/danke/", "Ihr Hinweis ist da"),
    Address("mistake-sent", "/einrichtung/{organisation}/hinweis/danke/", "Danke, Ihr Hinweis ist da"),
)

ENGLISH = (
    Address("english-start", "/", "What do you need?"),
    Address("english-numbers", "/", "Doctors on call", prepare=lambda page: open_numbers(page, "All numbers")),
    Address("english-easy-of-network", "/leicht/", "This page is easy to read."),
    Address("english-results", "/suche/?q=Hebamme&ort=00101", "Around 00101 Musterstadt."),
    Address("english-results-danger", "/suche/?q=ich+werde+geschlagen", "Are you in danger right now?"),
    Address("english-filters", "/suche/filter/?q=Hebamme&ort=00101", "Narrow the choice"),
    Address("english-topics", "/themen/", "All topics"),
    Address("english-topic", "/themen/hebamme/", "Midwives are with you"),
    Address("english-about", "/netzwerk/", "How up to date the directory is"),
    Address("english-offer", "/angebot/{offer}/", "How up to date this entry is"),
    Address("english-organisation", "/einrichtung/{organisation}/", "How to get there"),
    Address("english-join", "/mitmachen/", "What do you do for children and families?", cookies=TOKEN),
    Address("english-mistake", "/angebot/{offer}/hinweis/", "What is wrong?", cookies=TOKEN),
)

ADDRESSES = (
    *PORTAL,
    *DOOR,
    *(replace(address, cookies=INSIDE) for address in (*ACCOUNT, *ACTING)),
    *INVITED,
    *(replace(address, path=f"/musterkreis{address.path}") for address in NETWORK),
    *(replace(address, path=f"/en/musterkreis{address.path}") for address in ENGLISH),
)
