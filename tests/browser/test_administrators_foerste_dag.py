"""An administrator's first day: from one command to a kommune that can begin, each page looked at on the way."""

import subprocess
import sys

from playwright.sync_api import Page, expect

from fleksjob.indlejret.steder import PROJEKT
from tests.browser.conftest import Server
from tests.browser.eftersyn import inspect

KODE = "0813"
NY_KODE = "tolv-laerker-over-havnen"


def make_kommune(server: Server) -> tuple[str, str]:
    """User name and one-time password of the first administrator, as the command prints them."""
    command = [sys.executable, "manage.py", "opret_kommune", KODE, "--administrator", "Signe Sætop"]
    told = subprocess.run(
        command, cwd=PROJEKT, env=server.environment, check=True, capture_output=True, text=True
    ).stdout
    return f"signe.saetop.{KODE}", told.split("Engangskode: ")[1].strip()


def look(page: Page) -> None:
    """Axe, sizes and widths of the page, at every width."""
    assert inspect(page) == []


def first_login(page: Page, brugernavn: str, engangskode: str) -> None:
    page.goto("/konto/log-paa")
    page.fill("[name=login]", brugernavn)
    page.fill("[name=password]", engangskode)
    page.locator("main [type=submit]").first.click()
    page.fill("[name=oldpassword]", engangskode)
    page.fill("[name=password1]", NY_KODE)
    page.fill("[name=password2]", NY_KODE)
    page.locator("main [type=submit]").first.click()


def step(page: Page, antal: int, naeste: str) -> None:
    """Administration counts so many steps done; go on with the next one."""
    page.goto("/administration")
    expect(page.get_by_role("heading", name=f"Kom i gang {antal} af 7")).to_be_visible()
    look(page)
    page.locator(".skridt").get_by_role("link", name=naeste).click()


def new_user(page: Page, navn: str, rolle: str) -> None:
    page.fill("[name=navn]", navn)
    page.check(f"[name=roller][value={rolle}]")
    page.select_option("[name=team]", label="Team Havnen")
    page.get_by_role("button", name="Opret bruger").click()
    expect(page.locator(".engangskode")).to_be_visible()
    look(page)


def test_the_first_day(server, open_page):
    brugernavn, engangskode = make_kommune(server)
    page = open_page()
    first_login(page, brugernavn, engangskode)
    step(page, 1, "Opret et team")
    page.fill("[name=navn]", "Team Havnen")
    page.get_by_role("button", name="Opret team").click()
    step(page, 2, "Giv en teamleder adgang")
    new_user(page, "Lone Fører", "teamleder")
    step(page, 3, "Giv jobformidlerne adgang")
    new_user(page, "Jens Fremad", "jobformidler")
    step(page, 4, "Vælg kommunens udseende")
    page.fill("[name=farve]", "#ffee00")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Farven er for lys til hvid tekst.").first).to_be_visible()
    page.fill("[name=farve]", "#7a1f5c")
    page.get_by_role("button", name="Forhåndsvis").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").first).to_contain_text("Udseendet er gemt.")
    look(page)
    step(page, 5, "Tilføj kommunens lukkedage")
    page.fill("[name=navn]", "juleaftensdag")
    page.fill("[name=fra]", "2026-12-24")
    page.get_by_role("button", name="Tilføj lukkedag").click()
    step(page, 6, "Indlæs eller opret borgere")
    assert page.locator("h1").inner_text() == "Import"
