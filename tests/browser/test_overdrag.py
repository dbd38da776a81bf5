"""Handing over one borger and taking it back, as a leader does it: within five interactions, by mouse."""

from playwright.sync_api import Page, expect

HVEM = "Bo Æbelø"


def test_one_borger_is_handed_over_in_five_interactions_and_taken_back(open_page):
    page = open_page("teamleder")
    page.goto("/team/borgere")
    page.get_by_label(f"Vælg {HVEM}").check()  # 1
    page.get_by_role("button", name="Overdrag valgte").click()  # 2
    page.get_by_label("Teamleder Prøve").check()  # 3
    expect(page.get_by_text("Teamleder Prøve 0 → 1")).to_be_visible()
    page.get_by_label("Hvorfor skifter de?").fill("Barsel")  # 4
    page.get_by_role("button", name="Overdrag", exact=True).click()  # 5
    expect(page.get_by_text("1 borger overdraget til Teamleder Prøve")).to_be_visible()
    expect(row(page)).to_contain_text("Teamleder Prøve")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Overdragelsen er fortrudt.")).to_be_visible()
    expect(row(page)).to_contain_text("Jobformidler Prøve")


def row(page: Page):
    return page.locator("tr[data-raekke]", has_text=HVEM)
