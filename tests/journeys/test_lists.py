"""The coordination reads a list in, without a command: from the file on its own computer to the hit in the portal."""

from playwright.sync_api import Page, expect

from tests.journeys.steps import check_a_list


def test_list_is_read_in_and_found(page: Page) -> None:
    page.goto("/konto/einlesen/")
    check_a_list(page)
    refused = page.get_by_text("Der Eintrag nennt weder Anschrift noch Telefon")
    refused.click()
    expect(page.get_by_text("Zeile 3: Kita Nirgends")).to_be_visible()
    page.get_by_role("link", name="Zuordnung ändern").click()
    expect(page.get_by_label("Name der Liste")).to_have_value("kitas")
    page.get_by_role("button", name="Prüfen, was geschehen würde").click()

    page.get_by_role("button", name="Jetzt einlesen").click()

    expect(page.get_by_text("Die Liste ist eingelesen")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Tabelle herunterladen").click()
    assert download.value.suggested_filename == "nicht-uebernommen.csv"
    page.goto("/musterkreis/suche/?q=Kita+Probe")
    expect(page.get_by_role("article").filter(has_text="Kita Probe").first).to_be_visible()
