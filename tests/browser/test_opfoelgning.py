"""A follow-up after the visit, on a phone: six interactions at most, and the count follows what is chosen."""

from playwright.sync_api import Page, expect

NAVN = "Jens Job"


def hold(page: Page) -> None:
    """From the worklist to a saved follow-up at the company."""
    page.goto("/mine")
    page.locator(".arbejdsliste [data-raekke]", has_text=NAVN).locator("[data-handling]").click()  # 1
    page.get_by_text("På virksomheden", exact=True).click()  # 2
    expect(page.locator("#opfoelgningstal")).to_contain_text("Dette er nr. 4 af 4. Fysiske: 2 af 2 ✓")
    page.get_by_label("Hvordan går det med progressionsmålene?").select_option(label="På vej")  # 3
    page.get_by_label("Note").fill("Mere tempo i potteriet")  # 4
    page.get_by_role("button", name="Gem opfølgning").click()  # 5
    expect(page.locator("[role=status], .besked").filter(has_text="er gemt").first).to_be_visible()


def test_a_follow_up_on_a_phone_in_six_interactions(server, open_page):
    page = open_page("jobformidler", width=390)
    try:
        hold(page)
        expect(page.locator("body")).to_contain_text("Dette er nr. 4 af 4. Fysiske: 2 af 2 ✓")
        (row,) = server.sql(
            "SELECT status, fremmoede_virksomhed, maalstatus FROM opfoelgning_opfoelgning WHERE note LIKE 'Mere%'"
        )
        assert row == ("gennemfoert", True, "paa_vej")
        page.get_by_role("button", name="Fortryd").click()
        expect(page.locator("body")).to_contain_text("Opfølgningen er fortrudt.")
    finally:
        server.sql("DELETE FROM opfoelgning_opfoelgning WHERE note LIKE 'Mere%' AND planlagt_til IS NULL")


def test_a_phone_call_is_noticed_not_to_count_in_person(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    page.locator(".arbejdsliste [data-raekke]", has_text=NAVN).locator("[data-handling]").click()
    page.get_by_text("Telefon", exact=True).click()
    tal = page.locator("#opfoelgningstal")
    expect(tal).to_contain_text("Telefon tæller ikke som fremmøde. Der mangler stadig 1.")


def test_the_follow_up_is_saved_without_javascript(server, open_page):
    page = open_page("jobformidler", js=False)
    page.goto("/mine")
    page.locator(".arbejdsliste [data-raekke]", has_text=NAVN).locator("[data-handling]").click()
    page.get_by_text("Video", exact=True).click()
    page.get_by_label("Note").fill("Mere at nå")
    page.get_by_role("button", name="Gem opfølgning").click()
    expect(page.locator("body")).to_contain_text("Video tæller ikke som fremmøde.")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator("body")).to_contain_text("Opfølgningen er fortrudt.")
