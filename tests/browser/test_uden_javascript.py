"""Everything is a link or a form: the whole working day without a single script."""

from playwright.sync_api import expect

from tests.browser.conftest import log_in
from tests.browser.sager import RING_TIL
from tests.browser.tilstande import row


def test_a_contact_from_the_login_to_the_undo(server, open_page):
    page = open_page(js=False)
    log_in(page, "jobformidler")
    expect(page.locator("h1")).to_have_text("Mine borgere")
    page.get_by_label("Navn").fill("asta")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator("#borgerliste [data-raekke]")).to_have_count(1)
    assert "navn=asta" in page.url
    row(page).get_by_role("link", name="Registrér kontakt").click()
    page.get_by_text("Video", exact=True).click()
    page.get_by_label("Note").fill("Uden et eneste script")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator(".besked")).to_contain_text(RING_TIL)
    saved = "SELECT form FROM opfoelgning_kontakt WHERE note = 'Uden et eneste script'"
    assert server.sql(saved) == [("video",)]
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(".besked")).to_contain_text("Kontakten er fortrudt.")
    assert server.sql(saved) == []


def test_an_error_keeps_what_was_typed(open_page):
    page = open_page("jobformidler", js=False)
    page.goto("/mine")
    row(page).get_by_role("link", name="Registrér kontakt").click()
    page.get_by_label("Note").fill("Glemte typen")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.get_by_text("Vælg, om kontakten var telefon, fysisk eller video.")).to_be_visible()
    assert page.get_by_label("Note").input_value() == "Glemte typen"


def test_search_and_why(open_page):
    page = open_page("jobformidler", js=False)
    page.goto("/mine")
    page.locator("#soegefelt").fill("finn")
    page.locator("#soegefelt").press("Enter")
    expect(page.locator("h1")).to_have_text("Finn Passiv")
    why = page.locator("details.hvorfor").first
    why.locator("summary").click()
    expect(why).to_contain_text("(kilde:")
    page.goto("/mine")
    row(page).locator(".hvorforlink").click()
    expect(page.locator("main")).to_contain_text("fristen var 20. november 2026")


def test_the_leader_sees_picture_and_numbers(open_page):
    page = open_page("teamleder", js=False)
    page.goto("/team")
    expect(page.get_by_role("heading", name="Passive borgere og borgere tæt på 6 måneder")).to_be_visible()
    expect(page.get_by_role("row", name="Finn Passiv")).to_be_visible()
    expect(page.locator("main svg[role=img]").first).to_be_visible()
    page.get_by_text("Vis tallene som tabel").click()
    expect(page.locator(".taltabel")).to_be_visible()
    page.locator(".keys a").first.click()
    expect(page.locator("h1")).to_have_text("Teamets borgere")
    page.get_by_label("Fase").select_option("3")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator("main tbody [data-aabn]")).to_have_text(["Jens Job"])
