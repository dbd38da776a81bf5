"""The administrator's pages of files and jobs: the steps of an import as far as the dry run, a run that failed."""

from playwright.sync_api import Page, expect

LINJER = (
    "CPR;Navn;Målgruppe;Startdato\n"
    "650180-2001;Per Prøve;På ledighedsydelse;01-11-2026\n"
    "660180-2002;Pia Prøve;Fase 2;31-02-2026\n"
)


def _send(page: Page, tekst: str) -> None:
    fil = {"name": "borgere.csv", "mimeType": "text/csv", "buffer": tekst.encode()}
    page.locator("[name=fil]").set_input_files([fil])
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.locator("h1")).to_have_text("Import: vælg kolonner")


def choose_file(page: Page) -> None:
    """The columns of a file."""
    _send(page, LINJER)


def miss_a_column(page: Page) -> None:
    """A file without CPR numbers, tried all the same."""
    _send(page, LINJER.replace("CPR", "Nr"))
    page.get_by_role("button", name="Prøv filen").click()
    expect(page.locator(".fejloversigt")).to_be_visible()


def try_file(page: Page) -> None:
    """What a file would do, with an error in it."""
    choose_file(page)
    page.get_by_role("button", name="Prøv filen").click()
    expect(page.get_by_text("Linje 3: datoen 31-02-2026 findes ikke.")).to_be_visible()


def see_failed_run(page: Page) -> None:
    """A run with a case that could not be judged."""
    page.get_by_role("link", name="1 fejl").first.click()
    expect(page.locator("h1")).to_have_text("Beregning af frister")
