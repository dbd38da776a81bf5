"""States of the pages of people, types and rules: a preview, a refusal, a password shown once."""

from playwright.sync_api import Page, expect

from tests.browser.tilstande import submit_main


def give_new_password(page: Page) -> None:
    """The one page that shows a one-time password."""
    page.get_by_role("button", name="Ny adgangskode").click()
    expect(page.locator(".engangskode")).to_be_visible()


def let_in(page: Page) -> None:
    """The form that gives access, filled in wrongly."""
    page.fill("[name=brugernavn], [name=username]", "")
    submit_main(page)


def take_all_roles(page: Page) -> None:
    """The form that changes roles, with none left."""
    for box in page.locator("[name=roller]:checked").all():
        box.uncheck()
    submit_main(page)


def choose_yellow(page: Page) -> None:
    """A colour on which white cannot be read."""
    page.fill("[name=farve]", "#ffee00")
    submit_main(page)


def change_effect(page: Page) -> None:
    """What another effect of a type would do, before it is saved."""
    page.check("[name=virkning][value=ingen]")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", name="Forhåndsvisning")).to_be_visible()


def change_rule(page: Page) -> None:
    """A rule's other value, previewed."""
    page.locator("[name=v_interval_dage]").fill("10")
    page.locator("main label", has_text="Også frister").click()
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.get_by_role("button", name="Gem fra")).to_be_visible()


def fail_rule(page: Page) -> None:
    page.locator("[name=v_interval_dage]").fill("0")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.locator(".invalid-feedback").first).to_be_visible()


def fail_sections(page: Page) -> None:
    """A list with a line that has no number."""
    page.fill("[name=afsnit]", "2 Mit CV\nUddannelse")
    submit_main(page)


def open_version(page: Page) -> None:
    """The page of a version to come."""
    page.get_by_role("link", name="Ret versionen fra 1. januar 2027").click()
    page.wait_for_url("**/version/*")


def ask_what_if(page: Page) -> None:
    page.locator("[name=v_interval_dage]").fill("10")
    page.get_by_role("button", name="Regn det ud").click()
    expect(page.locator("#svar")).to_be_visible()


def fail_what_if(page: Page) -> None:
    page.locator("[name=v_interval_dage]").fill("0")
    page.get_by_role("button", name="Regn det ud").click()
    expect(page.locator(".invalid-feedback").first).to_be_visible()
