"""A proposal from the worklist and the decision about it, each within four interactions."""

from playwright.sync_api import Page, expect

HVEM = "Finn Passiv"


def test_a_proposal_and_a_decision_in_four_interactions_each(server, open_page):
    try:
        propose(open_page("jobformidler"))
        decide(open_page("teamleder"))
        rows = server.sql(
            "SELECT f.type, f.afgjort IS NOT NULL, b.udfald FROM opfoelgning_beslutning b "
            "JOIN opfoelgning_forslag f ON f.id = b.forslag_id"
        )
        assert rows == [("fravaer", True, "lovlig_grund")]
    finally:
        server.sql("DELETE FROM opfoelgning_beslutning WHERE udfald = 'lovlig_grund'")
        server.sql("DELETE FROM opfoelgning_forslag WHERE type = 'fravaer'")
        server.sql("DELETE FROM opfoelgning_sagsgennemgang WHERE begrundelse LIKE 'Indlæggelsen%'")


def propose(page: Page) -> None:
    page.goto("/mine")
    raekke = page.locator(".arbejdsliste [data-raekke]", has_text=HVEM)
    raekke.get_by_role("link", name="Forslag til leder").click()  # 1
    page.locator("main label", has_text="Fravær mangler at blive registreret").click()  # 2
    page.get_by_label("Begrundelse").fill("Borgeren var indlagt i foråret.")  # 3
    page.get_by_role("button", name="Send til teamleder").click()  # 4
    expect(page.get_by_text("Forslaget er sendt til teamlederen")).to_be_visible()
    expect(page.locator("#borgerliste tbody", has_text=HVEM)).to_contain_text("Afventer leder")


def decide(page: Page) -> None:
    page.goto("/team")
    expect(page.locator("tr", has_text=HVEM)).to_contain_text("Borgeren var indlagt i foråret.")
    page.locator("tr", has_text=HVEM).get_by_role("link", name="Træf beslutning").click()  # 1
    page.locator("main label", has_text="Lovligt fravær eller fritagelse").click()  # 2
    page.get_by_label("Begrundelse").fill("Indlæggelsen er dokumenteret.")  # 3
    page.keyboard.press("Control+Enter")  # 4
    expect(page.get_by_text(f"Beslutningen om {HVEM} er gemt")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Registrér fravær eller fritagelse")
