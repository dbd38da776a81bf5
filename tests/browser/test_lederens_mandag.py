"""A leader's Monday: who needs a decision, the people behind a number, a borger nobody has, and the reports."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.eftersyn import inspect
from tests.browser.rejse import fill, save
from tests.browser.sager import DAG

MOEDE = "2026-12-07"


def look(page: Page, width: int) -> None:
    """Everything of the page at every width, then back to the leader's own."""
    assert inspect(page) == [], page.url
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="light")


def people_behind(page: Page, navn: str) -> None:
    """A key figure leads to as many people as it says."""
    page.goto("/team")
    tal = page.locator(".key", has_text=navn).locator(".vaerdi a").first
    antal = int(tal.inner_text())
    tal.click()
    expect(page.locator("h1")).to_have_text("Teamets borgere")
    expect(page.locator("tr[data-raekke]")).to_have_count(antal)


def decide(page: Page, width: int) -> None:
    """Nobody has to be looked for: the passive are on the first page; four interactions decide."""
    page.goto("/team")
    raekke = page.locator("tr", has_text="Finn Passiv")
    expect(raekke).to_be_visible()
    raekke.get_by_role("link", name="Træf beslutning").click()  # 1
    look(page, width)
    fill(page, udfald="genbehandling")  # 2
    fill(page, moede=MOEDE)
    fill(page, begrundelse="Praktik er forsøgt to gange; teamet skal se sagen igen.")  # 3
    save(page, "Gem beslutning")  # 4
    expect(page.get_by_text("Beslutningen om Finn Passiv er gemt")).to_be_visible()
    expect(page.get_by_role("link", name="Gerda Snart").first).to_be_visible()
    page.get_by_role("link", name="Beslutningsnotat").first.click()
    expect(page.locator("main")).to_contain_text("Praktik er forsøgt to gange")


def give_away(page: Page, width: int) -> None:
    """Somebody nobody has stands on top of the page, gets a jobformidler, and the step can be taken back."""
    page.goto("/team")
    page.locator("main a[href='/team/ufordelte']").first.click()
    expect(page.locator("h1")).to_have_text("Borgere uden jobformidler")
    look(page, width)
    page.get_by_label("Vælg Ingens Borger").check()
    page.get_by_label("Tildel de valgte til").select_option(index=1)
    fill(page, begrundelse="Ny i teamet")
    save(page, "Tildel")
    expect(page.locator("main")).to_contain_text("1 borger")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_label("Vælg Ingens Borger")).to_be_visible()


def read_reports(page: Page, width: int) -> None:
    """Each report has a sentence, a picture and a table; a number leads to the people behind it."""
    page.goto("/rapporter")
    look(page, width)
    page.goto(f"/rapporter/passivitet?dag={DAG.isoformat()}")
    expect(page.locator("main svg[role=img]").first).to_be_visible()
    look(page, width)
    bag = page.locator("main table a").first
    antal = int(bag.inner_text())
    bag.click()
    expect(page.locator("main tbody tr")).to_have_count(antal)


@pytest.mark.parametrize("rejse", ["load"], indirect=True)
@pytest.mark.parametrize("width", [1440, 390])
def test_a_leaders_monday(rejse, width):
    rejse.til(DAG)
    page = rejse.som("teamleder")
    page.set_viewport_size({"width": width, "height": 900})
    people_behind(page, "Passive borgere")
    decide(page, width)
    give_away(page, width)
    read_reports(page, width)
