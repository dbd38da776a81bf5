"""A rule's value changed by hand: six interactions from Administration, the preview among them."""

from playwright.sync_api import expect


def test_a_rule_is_changed_in_six_interactions(server, open_page):
    page = open_page("administrator")
    page.goto("/administration")
    page.locator("main").get_by_role("link", name="Regler", exact=True).click()  # 1
    page.get_by_role("link", name="Ret Kontakt i jobsøgningsfasen").click()  # 2
    page.locator("[name=v_interval_dage]").fill("10")  # 3
    page.get_by_label("Også frister, der løber i forvejen").check()  # 4
    page.get_by_role("button", name="Forhåndsvis").click()  # 5
    expect(page.locator("#forhaandsvisning")).to_be_in_viewport()
    expect(page.get_by_text("14 dage → 10 dage")).to_be_visible()
    page.get_by_role("button", name="Gem fra 23. november 2026").click()  # 6
    expect(page.get_by_role("status").first).to_contain_text("Gemt.")
    rows = server.sql(
        "SELECT vaerdier, gaelder_loebende FROM kommuner_regelsaet WHERE gyldig_fra < %s", "2027-01-01"
    )
    assert rows == [({"kontakt.interval_dage": 10}, True)]
    page.get_by_role("link", name="Ret versionen fra 23. november 2026").click()
    expect(page.locator("h1")).to_have_text("Version fra 23. november 2026")
