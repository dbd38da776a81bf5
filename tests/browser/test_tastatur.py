"""The keyboard table: every key does what the page «Genveje» says, and nothing while somebody writes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.nabokommune import MANGE
from tests.browser.sager import RING_TIL
from tests.browser.tilstande import open_form, row

CONTACT = "[id^=knap-]"  # «Registrér kontakt» of a row
# Tab stops from the top of Mine borgere to the first «Registrér kontakt», a passive borger with two ways on above it.
FIRST_CONTACT = 16


def in_focus(page: Page, selector: str) -> bool:
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


def test_slash_leads_to_the_search(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    page.keyboard.press("/")
    expect(page.locator("#soegefelt")).to_be_focused()
    assert page.locator("#soegefelt").input_value() == ""
    page.keyboard.type("jens/?")
    assert page.locator("#soegefelt").input_value() == "jens/?"
    assert not page.locator("#dialog-genveje").is_visible()


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("ArrowDown", "ArrowUp")])
def test_rows_up_and_down(open_page, down, up):
    page = open_page("jobformidler")
    page.goto("/mine")
    first, second = (page.locator("[data-raekke] [data-handling]").nth(i) for i in (0, 1))
    first.focus()
    page.keyboard.press(down)
    expect(second).to_be_focused()
    page.keyboard.press(up)
    expect(first).to_be_focused()


def test_j_finds_the_first_row_without_the_mouse(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    page.keyboard.press("j")
    expect(page.locator("[data-raekke] [data-handling]").first).to_be_focused()


def test_enter_opens_the_form_of_the_row_and_escape_closes_it(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    button = page.locator(CONTACT).first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-inline] form")).to_have_count(0)
    expect(button).to_be_focused()


def test_o_opens_the_borger_of_the_row(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    row(page).locator("[data-handling]").focus()
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text(RING_TIL)


@pytest.mark.parametrize(
    ("rolle", "key", "page_name"), [("jobformidler", "b", "/mine"), ("teamleder", "t", "/team")]
)
def test_g_and_a_letter_lead_to_a_page(open_page, rolle, key, page_name):
    page = open_page(rolle)
    page.goto("/hjaelp")
    page.keyboard.press("g")
    page.keyboard.press(key)
    page.wait_for_url(f"**{page_name}")


def test_a_question_mark_shows_the_shortcuts_until_escape(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    page.keyboard.press("?")
    dialog = page.locator("#dialog-genveje")
    expect(dialog).to_contain_text("Næste række i en liste")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_letters_are_letters_inside_a_field(open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    open_form(page)
    note = page.locator("[data-inline] textarea")
    note.focus()
    page.keyboard.type("tfv jk o gb gt /?")
    expect(note).to_be_focused()
    assert note.input_value() == "tfv jk o gb gt /?"
    assert page.locator("[data-inline] input[type=radio]:checked").count() == 0
    assert not page.locator("#dialog-genveje").is_visible()
    assert page.url.endswith("/mine")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")


def test_the_setting_turns_the_letters_off(open_page):
    page = open_page(MANGE)
    page.goto("/indstillinger")
    page.locator("[name=genveje]").uncheck()
    page.locator("main [data-gem]").click()
    expect(page.locator(".besked")).to_be_visible()
    page.goto("/mine")
    for key in ("?", "/", "j", "g", "t"):
        page.keyboard.press(key)
    assert not page.locator("#dialog-genveje").is_visible()
    assert in_focus(page, "body")
    row_button = page.locator(CONTACT).first
    row_button.focus()
    page.keyboard.press("o")
    page.keyboard.press("Enter")
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(row_button).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tab_reaches_the_first_contact_soon_and_is_seen_all_the_way(open_page, theme):
    page = open_page("jobformidler", theme=theme)
    page.goto("/mine")
    stops = []
    while not stops or not in_focus(page, CONTACT):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
        assert page.evaluate(_SEEN), f"no one sees that this has the focus: {stops[-1]}"
        assert len(stops) <= FIRST_CONTACT, "\n".join(stops)


_SEEN = """() => {
  const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return ring && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
}"""
