"""Every page × who sees it, in a real browser: wide and on a phone, light and dark, empty, and with errors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.adgangsadresser import addresses
from tests.browser.conftest import Watch, fill_in_login, log_in, new_context
from tests.browser.eftersyn import glance, inspect, skip_link
from tests.browser.nabokommune import TO_FAKTOR
from tests.browser.sider import IKKE_SIDER, SIDER, UNDERVEJS
from tests.browser.tilstande import say_the_password

# Who sees a page first stands for all of it; the others for what is theirs alone: that it opens, fits and is quiet.
CASES = [
    (side, rolle, nr == 0, lige % 2 == 0)
    for lige, side in enumerate(SIDER)
    for nr, rolle in enumerate(side.roller)
]


def _label(case) -> str:
    side, rolle, *_ = case
    return "-".join(part for part in (side.navn, rolle or "anonym", side.tilstand) if part)


# What the ids of the pages are known by: the name of a borger, a person, a company; the text of a part.
TABLES = (
    "navn, id FROM borgere_borger",
    "navn, id FROM kommuner_medarbejder",
    "navn, id FROM kommuner_team",
    "'version ' || gyldig_fra, id FROM kommuner_regelsaet",
    "t.navn, t.id FROM kommuner_fravaerstype t JOIN kommuner_kommune k ON k.id = t.kommune_id AND k.kode = '0751'",
    "t.navn, t.id FROM kommuner_tilbudstype t JOIN kommuner_kommune k ON k.id = t.kommune_id AND k.kode = '0751'",
    "navn, id FROM aftaler_virksomhed",
    "navn, id FROM aftaler_kontaktperson",
    "opgaver, id FROM aftaler_aabning",
    "note, id FROM aftaler_virksomhedsnotat",
    "ekstern_id, id FROM aftaler_ansaettelse",
    "jobfunktion, id FROM forloeb_jobmaal",
    "navn, id FROM forloeb_konsulentdeltagelse",
    "dokument, id FROM forloeb_dokumentanmodning",
    "'fase ' || b.navn, x.id FROM forloeb_fase x JOIN forloeb_forloeb f ON f.id = x.forloeb_id"
    " JOIN borgere_borger b ON b.id = f.borger_id",
    "'skema', id FROM kommuner_forberedelsesskema",
    "'forløb ' || b.navn, f.id FROM forloeb_forloeb f JOIN borgere_borger b ON b.id = f.borger_id",
    "'orientering ' || f.ekstern_id, x.id FROM forloeb_orientering x JOIN forloeb_forloeb f ON f.id = x.forloeb_id",
    "begrundelse, id FROM opfoelgning_beslutning",
    "'stepup ' || b.navn, g.id FROM opfoelgning_stepup g "
    "JOIN forloeb_forloeb f ON f.id = g.forloeb_id JOIN borgere_borger b ON b.id = f.borger_id",
    "'genbehandling ' || b.navn, g.id FROM opfoelgning_genbehandlingssag g "
    "JOIN forloeb_forloeb f ON f.id = g.forloeb_id JOIN borgere_borger b ON b.id = f.borger_id",
    "ekstern_id, id FROM opfoelgning_opfoelgning",
    "hvad, id FROM aftaler_planaftale",
    "note, id FROM opfoelgning_henvendelse",
    "'timer ' || a.ekstern_id, t.id FROM aftaler_timer t JOIN aftaler_ansaettelse a ON a.id = t.ansaettelse_id",
)


@pytest.fixture(scope="module")
def ids(server) -> dict[str, int]:
    """Ids in the kommune of the roles, by name of borger, medarbejder and company, and by the text of its parts."""
    return {name: pk for table in TABLES for name, pk in server.sql(f"SELECT {table}")}


def test_every_address_is_on_the_list():
    known = {side.navn for side in SIDER} | set(UNDERVEJS) | set(IKKE_SIDER)
    names = {address.name for address in addresses()}
    assert names - known == set(), "new pages: give each a line in SIDER (tests/browser/sider.py)"
    assert known - names == set(), (
        "these addresses are gone: take them off the list in tests/browser/sider.py"
    )


@dataclass
class Tab:
    """The tab of one role: it goes from page to page as a person's does, and keeps the product's own files."""

    page: Page
    watch: Watch = field(default_factory=Watch)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watch.follow(self.page)
        self.page.on("console", self._hear)

    def _hear(self, message) -> None:
        """Every message of the console, but for the browser's own lines about answers of 400 and above."""
        if "the server responded with a status of 4" not in message.text:
            self.told.append(message.text)

    def begin(self) -> None:
        """As a new page begins: wide, light, nothing said yet."""
        self.page.set_viewport_size({"width": 1440, "height": 900})
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        self.watch.complaints.clear()
        self.told.clear()


@pytest.fixture(scope="module")
def tabs(server, chromium) -> Iterator[dict[str | None, Tab]]:
    """Those opened so far, by role."""
    opened: dict[str | None, Tab] = {}
    yield opened
    for tab in opened.values():
        tab.page.context.close()


@pytest.fixture
def tab_of(server, chromium, tabs, case) -> Iterator[Callable[[str | None], Tab]]:
    """The tab of somebody who has logged in; what it complains of fails the test."""
    used: list[Tab] = []

    def tab_of(rolle: str | None) -> Tab:
        if rolle not in tabs:
            context = new_context(chromium, server.url, width=1440, theme="light", js=True)
            tabs[rolle] = Tab(context.new_page())
            if rolle:
                log_in(tabs[rolle].page, rolle)
        tabs[rolle].begin()
        used.append(tabs[rolle])
        return tabs[rolle]

    yield tab_of
    # What is half written is left now, before the cases are put back.
    for tab in used if case[0].goer else ():
        tab.page.goto("about:blank")
    assert [text for tab in used for text in tab.watch.complaints] == []


@pytest.mark.parametrize("case", CASES, ids=_label)
def test_page(tab_of, ids, case):
    side, rolle, foerste, dark_wide = case
    tab = tab_of(rolle)
    page = tab.page
    answer = page.goto(side.url(ids))
    assert answer.status == side.status
    assert side.tilstand or not foerste or skip_link(page) == []
    if side.goer:
        side.goer(page)
    if foerste:
        hover(page)
    wrong = inspect(page, dark_wide=dark_wide) if foerste else glance(page)
    wrong += [f"console: {text}" for text in tab.told]
    assert not wrong, "\n".join([page.url, *wrong])


def hover(page: Page) -> None:
    """The mouse over what answers to it: pictures, links, buttons."""
    for selector in ("main svg", "main .btn", "main a", "main tr", "summary"):
        target = page.locator(f"{selector} >> visible=true").first
        if target.count():
            target.hover(force=True)


def test_second_factor(open_page):
    """The pages of a second factor, in the order somebody meets them."""
    page = open_page(TO_FAKTOR, fresh=True)
    page.goto("/konto/to-faktor/opret")
    say_the_password(page)
    secret = page.locator("main code").inner_text()
    for _ in range(3):  # a code may run out on its way
        page.fill("[name=code]", _code(secret))
        with page.expect_navigation():
            page.locator("main [type=submit]").click()
        if "/koder" in page.url:
            break
    pages = {"codes": inspect(page)}
    for name in ("", "/koder", "/koder/nye", "/fjern"):
        page.goto(f"/konto/to-faktor{name}")
        pages[name] = inspect(page)
    page.goto("/konto/bekraeft-med-kode")
    pages["reauthenticate"] = inspect(page)
    pages |= _log_in_with_code(open_page())
    assert {name: wrong for name, wrong in pages.items() if wrong} == {}


def _log_in_with_code(page: Page) -> dict[str, list[str]]:
    fill_in_login(page, TO_FAKTOR)
    expect(page.locator("h1")).to_have_text("Skriv din kode")
    pages = {"authenticate": inspect(page)}
    page.fill("[name=code]", "000")
    page.locator("main [type=submit]").first.click()
    expect(page.locator(".invalid-feedback").first).to_be_visible()
    return pages | {"authenticate with an error": inspect(page)}


def _code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"
