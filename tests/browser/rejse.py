"""A journey through the days: the product started anew on each, on one database, with the same people logged in."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Page

from tests.browser.eftersyn import axe, fold_out


@dataclass
class Rejse:
    """``til`` moves the clock; ``som`` gives somebody's page, the same one all the way."""

    start: Callable[[ExitStack, date], None]
    open: Callable[[str], Page]
    _server: ExitStack = field(default_factory=ExitStack)
    _pages: dict[str, Page] = field(default_factory=dict)

    def til(self, dag: date) -> None:
        """Let it be this day from now on."""
        self._server.close()
        self.start(self._server, dag)

    def som(self, rolle: str) -> Page:
        """The person's page; logged in the first time."""
        if rolle not in self._pages:
            self._pages[rolle] = self.open(rolle)
        return self._pages[rolle]

    def close(self) -> None:
        """Stop the product."""
        self._server.close()


def fill(page: Page, **felter: str | bool | date) -> None:
    """Fill in fields by name: text, date, select, radio by value, a tick by True or by its value."""
    fold_out(page)
    for navn, vaerdi in felter.items():
        felt = page.locator(f'main [name="{navn}"]:not([type=hidden])')
        kind = felt.first.evaluate("el => el.type")
        if kind == "radio" or (kind == "checkbox" and isinstance(vaerdi, str)):
            valg = page.locator(f'main [name="{navn}"][value="{vaerdi}"]').get_attribute("id")
            page.locator(f'main label[for="{valg}"]').click()
        elif kind == "checkbox":
            felt.first.set_checked(bool(vaerdi))
        elif kind == "select-one":
            felt.first.select_option(str(vaerdi))
        else:
            felt.first.fill(str(vaerdi))


def save(page: Page, knap: str) -> None:
    """Press a button of the form; nothing was refused, and axe is silent about the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=knap, exact=True).click()
    assert page.locator("main .invalid-feedback, main .fejloversigt").all_inner_texts() == []
    quiet(page)


def quiet(page: Page) -> None:
    """Nothing of the page is out of anybody's reach."""
    assert axe(page) == [], page.url


def chips(page: Page, navn: str) -> list[str]:
    """What the borger's line in Mine borgere says on the day."""
    page.goto("/mine")
    line = page.locator("#borgerliste tbody", has_text=navn)
    return [text.strip() for text in line.locator(".chip").all_inner_texts()]
