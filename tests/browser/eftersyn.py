"""What every page owes its reader, looked at in the browser: axe, sizes, widths, errors that can be seen."""

import json
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe().axe_script
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_EVERYTHING = json.dumps({"runOnly": _RULES, "resultTypes": ["violations"]})
HEADER = 55  # px
SMALLEST = 24  # px, WCAG 2.2 target size
THUMB = 44  # px, buttons and fields on a phone
_SIZES = """({smallest, thumb}) => {
  const seen = el => el.checkVisibility({visibilityProperty: true}) && !el.closest(".visually-hidden")
    && el.getBoundingClientRect().height > 1;
  const words = el => (el.innerText || el.name || "").trim().slice(0, 40);
  const name = el => `${el.tagName.toLowerCase()}.${el.className} «${words(el)}»`;
  const low = [];
  const controls = "button, .btn, input:not(.btn-check, [type=hidden]), select, textarea, summary";
  for (const el of document.querySelectorAll(controls)) {
    if (!seen(el)) continue;
    const ticked = el.matches("[type=checkbox], [type=radio]") ? el.closest(".form-check") || el : el;
    const least = el.matches("summary, [type=checkbox], [type=radio]") ? smallest : thumb;
    const {height} = ticked.getBoundingClientRect();
    if (height < least - .5) low.push(`${name(el)} is ${height.toFixed(1)} px high, not ${least}`);
  }
  return low;
}"""
_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = [...document.querySelectorAll("body *")].filter(el => el.getBoundingClientRect().right > room + .5
    && el.checkVisibility({visibilityProperty: true}) && !el.closest(".visually-hidden"));
  const inner = out.filter(el => !out.some(other => other !== el && el.contains(other)));
  return (inner.length ? inner : [document.body]).slice(0, 4)
    .map(el => `wider than ${room} px: ${el.outerHTML.slice(0, 160)}`);
}"""
_ERRORS = """() => {
  const shown = el => el.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !el.closest(".visually-hidden") && el.getBoundingClientRect().height > 4;
  const texts = [...document.querySelectorAll(".invalid-feedback, .fejloversigt, .besked, [role=alert]:not([hidden])")];
  const hidden = texts.filter(el => el.textContent.trim() && !shown(el));
  const bad = hidden.map(el => `hidden error: ${el.textContent.trim()}`);
  for (const field of document.querySelectorAll("[aria-invalid=true]")) {
    const ids = (field.getAttribute("aria-describedby") || "") + " "
      + (field.closest("fieldset")?.getAttribute("aria-describedby") || "");
    const told = ids.split(/\\s+/).some(id => { const el = id && document.getElementById(id);
      return el && el.matches(".invalid-feedback") && shown(el); });
    if (!told) bad.push(`${field.name}: marked as wrong, but nothing it is described by says what`);
  }
  return bad;
}"""
_FRAME = """() => ({lang: document.documentElement.lang, h1: document.querySelectorAll("h1").length,
  title: document.title, header: document.querySelector("header.top").getBoundingClientRect().height,
  text: document.querySelector("main h1")?.innerText})"""


def inspect(page: Page, *, dark_wide: bool = True) -> list[str]:
    """Everything wrong with the page as it stands, on a wide screen and a phone; [] when all is well.

    One width is looked at in the dark, the other in the light: a theme changes colours alone, and colours follow no
    width. Everything on the page is folded out before axe looks.
    """
    wide, narrow = ("dark", "light") if dark_wide else ("light", "dark")
    page.emulate_media(reduced_motion="reduce")
    found = _on(page, 1440, wide, sizes, frame)
    fold_out(page)
    found += _on(page, 1440, wide, axe, sizes)
    found += _on(page, 390, narrow, axe, sizes, frame)
    page.set_viewport_size({"width": 320, "height": 700})
    return found + [f"[320] {text}" for text in page.evaluate(_WIDE)]


def glance(page: Page) -> list[str]:
    """What fits a phone, and the frame: for a page that somebody else's eyes have gone over."""
    return _on(page, 390, "light", sizes, frame)


def _on(page: Page, width: int, theme: Any, *checks: Callable[[Page], list[str]]) -> list[str]:
    page.wait_for_load_state()  # a page on its way has no elements yet
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    return [f"[{width} {theme}] {text}" for check in checks for text in check(page)]


def fold_out(page: Page) -> None:
    """Open every explanation on the page."""
    page.evaluate("document.querySelectorAll('details').forEach(el => { el.open = true; })")


def axe(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of axe's best practice, one line per element."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_AXE)
    violations = page.evaluate(f"axe.run({_EVERYTHING}).then(found => found.violations)")
    return [
        f"axe {violation['id']}: {violation['help']}: {node['html'][:200]} – {node['failureSummary'][:200]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def sizes(page: Page) -> list[str]:
    """Controls too low to hit, a page wider than the screen, errors nobody sees."""
    thumb = THUMB if page.viewport_size["width"] < 768 else SMALLEST
    low = page.evaluate(_SIZES, {"smallest": SMALLEST, "thumb": thumb})
    return low + page.evaluate(_WIDE) + page.evaluate(_ERRORS)


def frame(page: Page) -> list[str]:
    """Language, one heading, a title that names it, the height of the top bar."""
    seen = page.evaluate(_FRAME)
    wrong = [] if seen["lang"] == "da" else [f"lang is {seen['lang']}"]
    wrong += [] if seen["h1"] == 1 and seen["text"] else [f"{seen['h1']} h1 on the page"]
    title, _, system = seen["title"].rpartition(" · ")
    wrong += [] if title.strip() and system == "Udvikling i fleksjob" else [f"title is «{seen['title']}»"]
    return wrong + ([] if seen["header"] == HEADER else [f"top bar is {seen['header']} px, not {HEADER}"])


def skip_link(page: Page) -> list[str]:
    """The skip link comes into view with the focus, and leads to the contents."""
    link = page.get_by_role("link", name="Gå til indholdet")
    link.focus()
    box = link.bounding_box()
    page.keyboard.press("Enter")
    at = page.evaluate("document.activeElement.id")
    return [] if box and box["x"] >= 0 and at == "indhold" else [f"skip link at {box} leads to «{at}»"]
