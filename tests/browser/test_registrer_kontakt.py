"""The main job by hand: a contact in four interactions, and not a word lost when the login ends."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in
from tests.browser.sager import DAG, RING_TIL


def row(page: Page, navn: str = RING_TIL):
    """The borger's row in I dag."""
    return page.locator(".arbejdsliste [data-raekke]", has_text=navn)


def open_form(page: Page) -> None:
    """Open the form in the row; it takes the focus when it is there."""
    row(page).locator("[data-handling]").click()
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()


def saved(server, note: str) -> list[tuple]:
    return server.sql("SELECT form, dato, note FROM opfoelgning_kontakt WHERE note = %s", note)


def test_a_contact_by_keyboard_in_four_interactions(server, open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    sent = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" and r.url.endswith("/ny") else None)
    row(page).locator("[data-handling]").focus()
    page.keyboard.press("Enter")  # 1
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.keyboard.press("t")  # 2
    page.keyboard.type("Aftalt besøg torsdag")  # 3
    page.keyboard.press("Control+Enter")  # 4
    expect(row(page)).to_contain_text("næste frist 7. december")
    expect(page.locator(".arbejdsliste [data-raekke]").nth(2).locator("[data-handling]")).to_be_focused()
    expect(page.locator(f"tbody:has-text('{RING_TIL}')")).to_contain_text("7. dec.")
    assert len(sent) == 1
    assert [form for form, _, _ in saved(server, "Aftalt besøg torsdag")] == ["telefon"]
    page.reload()
    expect(row(page)).to_have_count(0)
    expect(page.locator(f"tbody:has-text('{RING_TIL}')")).to_contain_text("23. nov. telefon")


def test_a_contact_without_a_note_in_three_interactions(server, open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    row(page).locator("[data-handling]").focus()
    page.keyboard.press("Enter")  # 1
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.keyboard.press("f")  # 2
    page.keyboard.press("Control+Enter")  # 3
    expect(row(page)).to_contain_text("Kontakt gemt kl.")
    today = ("fysisk", DAG, "")
    assert today in saved(server, "")


def test_a_contact_with_anybody_from_any_page_in_six_interactions(server, open_page):
    page = open_page("jobformidler")
    page.goto("/kalender")
    page.locator("#soegefelt").press_sequentially("hans")  # 1
    page.locator("#soeglisten").get_by_role("link", name="Hans Halvvejs").click()  # 2
    page.get_by_role("link", name="Registrér kontakt").first.click()  # 3
    page.get_by_text("Telefon", exact=True).click()  # 4
    page.get_by_label("Note").fill("Ringet fra kalenderen")  # 5
    page.keyboard.press("Control+Enter")  # 6
    expect(page.locator(".besked")).to_contain_text("Hans Halvvejs.")
    assert len(saved(server, "Ringet fra kalenderen")) == 1


def test_undo_returns_the_row_the_focus_and_the_text(server, open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    open_form(page)
    page.keyboard.press("v")
    page.keyboard.type("Forkert borger")
    page.keyboard.press("Control+Enter")
    row(page).get_by_role("button", name="Fortryd").click()
    expect(row(page)).to_contain_text("Kontakt overskredet 3 dage")
    expect(row(page).locator("[data-handling]")).to_be_focused()
    assert saved(server, "Forkert borger") == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-inline] textarea")).to_have_value("Forkert borger")


def test_escape_closes_keeps_the_draft_and_returns_the_focus(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    open_form(page)
    page.keyboard.press("f")
    page.keyboard.type("Halvt skrevet")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    expect(page.locator("[data-inline] textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row(page).locator("[data-handling]")).to_be_focused()
    page.reload()
    row(page).locator("[data-handling]").click()
    expect(page.locator("[data-inline] textarea")).to_have_value("Halvt skrevet")
    expect(page.locator("[data-inline] input[value=fysisk]")).to_be_checked()


def test_the_text_survives_the_end_of_the_login(server, open_page):
    page = open_page("jobformidler", fresh=True)
    page.goto("/mine")
    open_form(page)
    page.keyboard.press("t")
    page.keyboard.type("Gemt som kladde")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type(", og lidt til")
    expect(page.locator("#dialog-logaf")).to_contain_text("Din tekst er gemt som kladde kl.")
    expect(page.locator("[data-inline] textarea")).to_have_value("Gemt som kladde, og lidt til")
    assert server.sql("SELECT indhold->>'note' FROM opfoelgning_kladde") == [("Gemt som kladde",)]
    log_in(page.context.new_page(), "jobformidler")
    page.bring_to_front()
    expect(page.locator("#dialog-logaf")).to_be_hidden()
    page.locator("[data-inline] textarea").focus()
    page.keyboard.press("Control+Enter")
    expect(row(page)).to_contain_text("Kontakt gemt kl.")
    assert len(saved(server, "Gemt som kladde, og lidt til")) == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_an_error_is_seen_at_its_field_and_has_the_focus(open_page, width):
    page = open_page("jobformidler", width=width)
    page.goto("/mine")
    open_form(page)
    page.locator("[data-inline] textarea").fill("Uden type")
    page.locator("[data-gem]").click()
    fejl = page.get_by_text("Vælg, om kontakten var telefon, fysisk eller video.")
    expect(fejl).to_be_visible()
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    expect(page.locator("[data-inline] textarea")).to_have_value("Uden type")


def test_without_javascript(server, open_page):
    page = open_page("jobformidler", js=False)
    page.goto("/mine")
    row(page).get_by_role("link", name="Registrér kontakt").click()
    page.get_by_text("Telefon", exact=True).click()
    page.get_by_label("Note").fill("Uden script")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator(".besked")).to_contain_text(f"{RING_TIL}.")
    assert len(saved(server, "Uden script")) == 1
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(".besked")).to_contain_text("Kontakten er fortrudt.")
    assert saved(server, "Uden script") == []


def test_filters_work_live_and_stand_in_the_address(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    page.get_by_label("Navn").press_sequentially("gerda")
    expect(page.locator("#borgerliste [data-raekke]")).to_have_count(1)
    page.wait_for_url("**navn=gerda**")
    page.reload()
    expect(page.locator("#borgerliste [data-raekke]")).to_have_count(1)


def test_why_opens_in_the_row(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    row(page).locator(".hvorforlink").click()
    expect(row(page).locator(".forklaring h3")).to_be_focused()
    expect(row(page).locator(".forklaring")).to_contain_text("fristen var 20. november 2026")
    page.keyboard.press("Escape")
    expect(row(page).locator(".forklaring")).to_have_count(0)
    expect(row(page).locator(".hvorforlink")).to_be_focused()
