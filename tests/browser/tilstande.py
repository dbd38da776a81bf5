"""How a page comes into the states worth looking at: forms open, errors showing, nothing found."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.sager import ADGANGSKODE, RING_TIL, VIRKSOMHED

Handling = Callable[[Page], None]


def row(page: Page, navn: str = RING_TIL):
    """A borger's row in I dag."""
    return page.locator(".arbejdsliste [data-raekke]", has_text=navn)


def open_form(page: Page) -> None:
    """The contact form, open in its row."""
    row(page).locator("[data-handling]").click()
    expect(page.locator("[data-inline] textarea").first).to_be_visible()


def fail_form(page: Page) -> None:
    """An error in the form that is open in its row."""
    open_form(page)
    page.locator("[data-gem]").click()
    expect(page.get_by_text("Vælg, om kontakten var telefon, fysisk eller video.")).to_be_visible()


def save_contact(page: Page) -> None:
    """A row that was just saved, with the way back."""
    open_form(page)
    page.locator("[data-inline] label", has_text="Telefon").click()
    page.locator("[data-gem]").click()
    expect(row(page)).to_contain_text("Kontakt gemt kl.")


def correct_contact(page: Page) -> None:
    """The page that corrects a contact just saved."""
    save_contact(page)
    row(page).get_by_role("link", name="Ret den").click()
    page.wait_for_url("**/ret")


def fail_correction(page: Page) -> None:
    correct_contact(page)
    page.get_by_label("Dato").fill("")
    submit_main(page)


def open_absence(page: Page) -> None:
    """The form of absence open on the borger's page, with what it would do."""
    page.locator("#knap-fravaer").click()
    expect(page.locator("#inline-fravaer select")).to_be_focused()
    fill_absence(page, "Ferie", "2026-12-20")
    expect(page.locator("#inline-fravaer .virkning")).to_contain_text("Hvis du gemmer")


def fill_absence(page: Page, navn: str, til: str) -> None:
    """Type and last day in the form of absence on the page; today is its first."""
    valg = page.locator("select[name=type] option", has_text=navn).first.get_attribute("value")
    page.locator("select[name=type]").select_option(valg)
    page.locator("input[name=til]").fill(til)
    page.locator("input[name=til]").blur()


def overlap(page: Page) -> None:
    """An absence of a type that has the days already."""
    fill_absence(page, "Sygdom", "2026-12-20")
    submit_main(page)
    expect(page.get_by_role("link", name="Forlæng den")).to_be_visible()


def correct_absence(page: Page) -> None:
    """The page that corrects an absence, with what the correction would do."""
    page.get_by_role("link", name="Ret Sygdom").click()
    page.wait_for_url("**/ret**")
    fill_absence(page, "Sygdom", "2026-12-20")
    expect(page.locator(".virkning")).to_contain_text("Hvis du gemmer")


def collide(page: Page) -> None:
    """The same page when somebody else has corrected it meanwhile: an old version comes back."""
    correct_absence(page)
    page.locator("[name=version]").evaluate("felt => { felt.value = 0 }")
    page.get_by_label("Hvorfor retter du?").fill("Lægen har skrevet")
    page.locator("[data-gem]").click()
    expect(page.get_by_role("button", name="Gem min i stedet")).to_be_visible()


def explain_row(page: Page) -> None:
    row(page).locator(".hvorforlink").click()
    expect(row(page).locator(".forklaring")).to_be_visible()


def write_draft(page: Page) -> None:
    """A page of drafts that has one."""
    open_form(page)
    page.locator("[data-inline] textarea").fill("Halvt skrevet")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    page.goto(reverse("kladder"))
    expect(page.get_by_text("Halvt skrevet")).to_be_visible()


def submit_main(page: Page) -> None:
    """Send the page's form as it stands, and wait until its error shows."""
    page.locator("main form:not([role=search], .filters) [type=submit]").first.click()
    expect(page.locator(".invalid-feedback, .fejloversigt").first).to_be_visible()


def make_link(page: Page) -> None:
    """A link for a calendar program, shown this once."""
    page.get_by_role("button", name="link").first.click()
    expect(page.locator("#kalenderlink")).to_be_visible()


def future_date(page: Page) -> None:
    """A contact that has not been yet: the form asks."""
    page.locator("main label", has_text="Fysisk").click()
    page.locator("main input[type=date]").fill("2026-12-24")
    submit_main(page)
    expect(page.get_by_role("button", name="Opret som aftale")).to_be_visible()


def fail_login(page: Page) -> None:
    page.fill("[name=login]", "ukendt")
    page.fill("[name=password]", "forkert-adgangskode")
    submit_main(page)
    expect(page.locator("main")).to_contain_text("Brugernavn eller adgangskode passer ikke.")


def search_for(text: str, answer: str) -> Handling:
    """The page of results for a text."""

    def search(page: Page) -> None:
        page.fill("#id_soeg", text)
        page.locator("main form[role=search] [type=submit]").click()
        expect(page.locator("main")).to_contain_text(answer)

    return search


def search_in_bar(page: Page) -> None:
    """The list under the search field of the top bar."""
    page.locator("#soegefelt").press_sequentially("finn")
    expect(page.locator("#soeglisten")).to_contain_text("Finn Passiv")


def filter_to_nothing(page: Page) -> None:
    page.get_by_label("Navn").press_sequentially("xyz")
    expect(page.get_by_text("Ingen borgere passer til filtrene.")).to_be_visible()


def show_cpr(page: Page) -> None:
    page.get_by_role("button", name="Vis CPR-nr.").click()
    expect(page.locator("#cpr-nummer")).to_contain_text("610180-1001")


def show_shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#dialog-genveje")).to_be_visible()


def open_user_menu(page: Page) -> None:
    page.locator(".brugerknap").click()
    expect(page.locator("#brugermenu")).to_be_visible()


def without_token(page: Page) -> None:
    """A form that is too old."""
    page.context.clear_cookies()
    page.locator("main [type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Siden er blevet for gammel")


def say_the_password(page: Page) -> None:
    """Past the question for the password that guards the set-up of a second factor."""
    if "/bekraeft" in page.url:
        page.fill("[name=password]", ADGANGSKODE)
        page.locator("main [type=submit]").click()
        page.wait_for_url("**/to-faktor/opret")


def wrong_code(page: Page) -> None:
    say_the_password(page)
    page.fill("[name=code]", "1")
    submit_main(page)


def type_known_cpr(page: Page) -> None:
    """A number that somebody has already: the page says so while the rest is still to be typed."""
    page.fill("[name=cpr]", "610180-1001")
    page.locator("[name=cpr]").blur()
    expect(page.get_by_role("link", name="Åbn borgeren")).to_be_visible()


def make_company_again(page: Page) -> None:
    """A new company whose name is taken: the form asks."""
    page.fill("[name=navn]", VIRKSOMHED)
    page.locator("main form:not([role=search]) [data-gem]").click()
    expect(page.get_by_role("link", name=f"Brug {VIRKSOMHED}")).to_be_visible()


def correct_twice(page: Page) -> None:
    """Saved in another window meanwhile: both texts show. What is saved is as it was."""
    page.evaluate("document.querySelector('[name=version]').value = 0")
    page.fill("[name=adresse]", "Engvej 7")
    page.locator("[data-gem]").click()
    expect(page.get_by_role("button", name="Gem min tekst")).to_be_visible()


def choose_company(page: Page) -> None:
    """The company that stays is chosen; what moves is shown."""
    page.get_by_role("link", name=f"Vælg {VIRKSOMHED}").click()
    expect(page.get_by_role("button", name="Læg sammen")).to_be_visible()


def close_case(page: Page) -> None:
    """A reason is given, and the page asks once."""
    page.locator("main label", has_text="Flyttet").click()
    page.get_by_role("button", name="Afslut forløb").click()
    expect(page.get_by_role("button", name="Ja, afslut forløbet")).to_be_visible()


def decide_fleksjob(page: Page) -> None:
    """A decision is written, and opened again to be corrected."""
    page.get_by_role("link", name="Ny afgørelse").click()
    page.locator("main label", has_text="Ikke visiteret").click()
    page.get_by_role("button", name="Gem afgørelsen").click()
    page.locator("main").get_by_role("link", name="Ret", exact=False).first.click()
    expect(page.get_by_role("button", name="Annullér afgørelsen")).to_be_visible()
