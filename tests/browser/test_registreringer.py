"""Absence and an activity by hand: within their interactions, and the effect in view before the save."""

from playwright.sync_api import Page, expect

HVEM = "Finn Passiv"


def open_borger(page: Page) -> None:
    page.goto("/mine")
    page.locator("#borgerliste [data-aabn]", has_text=HVEM).click()
    expect(page.locator("h1")).to_have_text(HVEM)


def choose(page: Page, navn: str) -> None:
    """Choose a type by the beginning of its name."""
    valg = page.locator("select[name=type] option", has_text=navn).first
    page.locator("select[name=type]").select_option(valg.get_attribute("value"))


def test_absence_in_four_interactions_of_five(server, open_page):
    page = open_page("jobformidler")
    open_borger(page)
    page.locator("#knap-fravaer").click()  # 1
    expect(page.locator("select[name=type]")).to_be_focused()
    choose(page, "Ferie")  # 2
    page.locator("input[name=til]").fill("2026-12-06")  # 3
    page.locator("input[name=til]").dispatch_event("change")
    expect(page.locator(".virkning")).to_contain_text("pause, derefter senest 20. december 2026")
    expect(page.locator("input[name=til]")).to_be_focused()
    page.keyboard.press("Control+Enter")  # 4
    expect(page.locator(".besked")).to_contain_text(
        "Fraværet er gemt: Ferie, 23. november 2026 – 6. december 2026."
    )
    assert len(server.sql("SELECT 1 FROM forloeb_fravaer WHERE NOT fra_fil")) == 1


def test_an_activity_in_seven_interactions_of_eight(server, open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    row = page.locator(".arbejdsliste [data-raekke]", has_text=HVEM)
    row.get_by_role("link", name="Registrér aktivitet").click()  # 1
    choose(page, "Virksomhedspraktik")  # 2
    page.locator("input[name=virksomhed]").fill("Tårnby Trykkeri")  # 3
    page.locator("input[name=til]").fill("2026-12-18")  # 4
    page.get_by_label("Timer om ugen").fill("7,5")  # 5
    page.get_by_label("Formål").fill("At afprøve pakning")  # 6
    page.keyboard.press("Control+Enter")  # 7
    expect(page.locator(".besked")).to_contain_text(
        "Aktiviteten er gemt: Virksomhedspraktik, Tårnby Trykkeri"
    )
    expect(page.locator("h1")).to_have_text("Mine borgere")
    assert server.sql("SELECT timer, formaal FROM aftaler_tilbud")[0][1] == "At afprøve pakning"


def test_escape_closes_and_keeps_the_draft(open_page):
    page = open_page("jobformidler")
    open_borger(page)
    page.locator("#knap-fravaer").click()
    page.get_by_label("Note").fill("Halvt skrevet")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    page.keyboard.press("Escape")
    expect(page.locator("#knap-fravaer")).to_be_focused()
    page.locator("#knap-fravaer").click()
    expect(page.get_by_label("Note")).to_have_value("Halvt skrevet")


def test_an_error_is_shown_in_place_and_the_form_stays_one(open_page):
    page = open_page("jobformidler")
    open_borger(page)
    page.locator("#knap-aktivitet").click()
    page.locator("#inline-aktivitet [data-gem]").click()
    expect(page.get_by_text("Vælg en type.")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("select[name=type]")).to_be_focused()
