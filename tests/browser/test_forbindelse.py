"""When a save or a draft does not arrive: the person is told, and the text stays."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import conftest
from tests.browser.conftest import Server, log_in
from tests.browser.sager import RING_TIL

SAVE = "**/kontakt/ny"
DRAFT = "**/kontakt/kladde"
IKKE_GEMT = (
    "Kontakten blev ikke gemt. Teksten står her stadig. Genindlæs siden i et nyt faneblad, eller log på igen."
)
# What Chromium and htmx print about the answers these tests fake.
FAKED = (
    "Status Error Code",
    "status of 500",
    "ERR_INTERNET_DISCONNECTED",
    "htmx:afterRequest",
    "htmx:sendError",
)
TILBAGE = "Forbindelsen er tilbage. Kontakten er ikke gemt endnu: tryk Gem kontakt."


@pytest.fixture(autouse=True)
def expect_failures(monkeypatch) -> None:
    """Do not count the failures made on purpose as complaints of the page."""
    monkeypatch.setattr(conftest, "EXPECTED", conftest.EXPECTED + FAKED)


def write(page: Page, note: str) -> None:
    """Open the form of the borger to be rung, and write without saving."""
    page.goto("/mine")
    row(page).locator("[data-handling]").click()
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.keyboard.press("t")
    page.keyboard.type(note)


def row(page: Page):
    return page.locator(".arbejdsliste [data-raekke]", has_text=RING_TIL)


def answer_posts(page: Page, address: str, status: int) -> None:
    """Let the server seem to answer every POST to the address with the status."""

    def handle(route: Route) -> None:
        route.fulfill(status=status) if route.request.method == "POST" else route.fallback()

    page.route(address, handle)


def note(page: Page):
    return page.locator("[data-inline] textarea")


def alert(page: Page):
    return page.get_by_role("alert").and_(page.locator("#varsel-besked"))


def drafts(server: Server) -> list[tuple]:
    return server.sql("SELECT indhold->>'note' FROM opfoelgning_kladde")


def saved(server: Server, text: str) -> int:
    return len(server.sql("SELECT 1 FROM opfoelgning_kontakt WHERE note = %s", text))


@pytest.mark.parametrize("status", [403, 404])
def test_a_refused_save_is_told_and_keeps_the_text(server, open_page, status):
    page = open_page("jobformidler")
    answer_posts(page, SAVE, status)
    write(page, "Afvist her")
    page.keyboard.press("Control+Enter")
    expect(alert(page)).to_have_text(IKKE_GEMT)
    expect(note(page)).to_have_value("Afvist her")
    expect(page.locator("#dialog-logaf")).to_be_hidden()
    page.unroute(SAVE)
    page.keyboard.press("Control+Enter")
    expect(row(page)).to_contain_text("Kontakt gemt kl.")
    expect(alert(page)).to_be_hidden()
    assert saved(server, "Afvist her") == 1


def test_leaving_after_a_refused_save_asks_once(open_page):
    page = open_page("jobformidler")
    answer_posts(page, SAVE, 403)
    answer_posts(page, DRAFT, 403)
    write(page, "Ikke gemt")
    page.keyboard.press("Control+Enter")
    expect(alert(page)).to_have_text(IKKE_GEMT)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/genveje")
    assert asked == ["beforeunload"]


def test_a_refused_save_without_login_asks_for_it(open_page):
    page = open_page("jobformidler", fresh=True)
    write(page, "Uden session")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#dialog-logaf")).to_be_visible()
    expect(note(page)).to_have_value("Uden session")


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_draft_that_is_not_kept_says_so(open_page, status):
    page = open_page("jobformidler")
    answer_posts(page, DRAFT, status)
    write(page, "Kladde uden held")
    expect(page.locator("[data-kladde-status]")).to_have_text("Kladden kunne ikke gemmes.")
    page.unroute(DRAFT)
    page.keyboard.type(" og med")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")


def test_a_handed_over_borger_is_still_named(open_page):
    page = open_page("jobformidler")
    write(page, "Overdraget imens")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    fragment = '<div class="besked" role="alert">Borgeren er overdraget til Reserve Prøve.</div>'
    page.route(SAVE, lambda route: route.fulfill(status=422, body=fragment, content_type="text/html"))
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-inline]").get_by_role("alert")).to_contain_text("Borgeren er overdraget")
    expect(alert(page)).to_be_hidden()


def test_after_a_lost_save_the_draft_is_sent_and_the_save_is_not(server, open_page):
    page = open_page("jobformidler")
    write(page, "Skrevet i toget")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    page.context.set_offline(True)
    page.keyboard.type(", i tunnelen")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#varsel-net")).to_be_visible()
    posts = []
    page.on("request", lambda r: posts.append(r.url.rsplit("/", 1)[1]) if r.method == "POST" else None)
    with page.expect_response(DRAFT):
        page.context.set_offline(False)
    expect(alert(page)).to_have_text(TILBAGE)
    expect(page.locator("#varsel-net")).to_be_hidden()
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    expect(note(page)).to_have_value("Skrevet i toget, i tunnelen")
    assert drafts(server) == [("Skrevet i toget, i tunnelen",)]
    assert set(posts) == {"kladde"}
    assert saved(server, "Skrevet i toget, i tunnelen") == 0
    page.keyboard.press("Control+Enter")
    expect(row(page)).to_contain_text("Kontakt gemt kl.")
    expect(alert(page)).to_be_hidden()
    assert saved(server, "Skrevet i toget, i tunnelen") == 1


def test_a_lost_draft_is_sent_when_the_connection_is_back(server, open_page):
    page = open_page("jobformidler")
    page.goto("/mine")
    row(page).locator("[data-handling]").click()
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("t")
    page.keyboard.type("Kun kladde")
    expect(page.locator("[data-kladde-status]")).to_have_text("Kladden kunne ikke gemmes.")
    page.context.set_offline(False)
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    expect(page.locator("#oplaesning")).to_have_text("Forbindelsen er tilbage.")
    expect(alert(page)).to_be_hidden()
    assert drafts(server) == [("Kun kladde",)]


def test_another_person_logging_in_does_not_get_the_text(server, open_page):
    page = open_page("jobformidler", fresh=True)
    write(page, "Min tekst")
    expect(page.locator("[data-kladde-status]")).to_contain_text("Kladde gemt")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type(", kun min")
    expect(page.locator("#dialog-logaf")).to_be_visible()
    log_in(page.context.new_page(), "sagsbehandler")
    dialog = page.locator("#dialog-anden")
    expect(dialog).to_contain_text("Der er logget en anden på i denne browser.")
    expect(dialog).to_contain_text("Kopiér teksten, eller log på som Jobformidler Prøve.")
    expect(page.locator("#dialog-logaf")).to_be_hidden()
    expect(page.locator("#oplaesning")).not_to_contain_text("logget på igen")
    expect(note(page)).to_have_value("Min tekst, kun min")
    expect(page.locator("#tekst-anden")).to_contain_text("Min tekst, kun min")
    sent = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    page.evaluate("document.querySelector('[data-inline] form').requestSubmit()")
    page.context.clear_cookies(name="sessionid")
    log_in(page.context.new_page(), "jobformidler")
    expect(dialog).to_be_hidden()
    expect(page.locator("#oplaesning")).to_have_text("Du er logget på igen.")
    assert sent == []
    assert drafts(server) == [("Min tekst",)]
    note(page).focus()
    page.keyboard.press("Control+Enter")
    expect(row(page)).to_contain_text("Kontakt gemt kl.")
    assert saved(server, "Min tekst, kun min") == 1


def test_a_week_that_does_not_come_can_be_fetched_again(open_page):
    page = open_page("jobformidler")
    page.goto("/kalender")
    page.route("**/kalender?uge=*", lambda route: route.fulfill(status=500))
    page.get_by_role("link", name="Næste uge").click()
    fejl = page.get_by_role("alert").filter(has_text="Kalenderen kunne ikke hentes.")
    expect(fejl).to_be_visible()
    expect(page.locator("#varsel-fejl")).to_be_hidden()
    page.unroute("**/kalender?uge=*")
    page.route("**/kalender?uge=*", lambda route: route.abort("internetdisconnected"), times=1)
    fejl.get_by_role("button", name="Prøv igen").click()
    expect(page.locator("#varsel-net")).to_be_hidden()
    fejl.get_by_role("button", name="Prøv igen").click()
    expect(page.get_by_role("link", name="Denne uge")).to_be_visible()
    expect(fejl).to_be_hidden()
    expect(page.get_by_role("link", name="Næste uge")).to_be_focused()


def test_another_person_is_noticed_while_the_page_lies_open(open_page):
    page = open_page("jobformidler", fresh=True)
    page.goto("/mine")
    other = page.context.new_page()
    other.context.clear_cookies(name="sessionid")
    log_in(other, "sagsbehandler")
    expect(page.locator("#dialog-anden")).to_contain_text("Log på som Jobformidler Prøve")
    expect(page.locator("#dialog-anden [data-kopier]")).to_be_hidden()
    expect(other.locator("#dialog-anden")).to_be_hidden()


@pytest.mark.parametrize("place", [0, -1])
def test_the_whole_form_is_on_the_phone_screen(open_page, place):
    page = open_page("jobformidler", width=390)
    page.emulate_media(reduced_motion="reduce")
    page.goto("/mine")
    buttons = page.locator(".arbejdsliste [data-handling][hx-get*='kontakt/ny']")
    button = buttons.nth(place)
    button.evaluate("el => el.scrollIntoView({block: 'end'})")
    button.evaluate("el => el.click()")
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    expect(note(page)).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-inline] [data-gem]")).to_be_in_viewport(ratio=0.95)
