"""Every page of the product, who sees it, and the states worth looking at."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.nabokommune import ANDEN_BORGER, INGEN, INGEN_LEDER, MANGE_LEDER, UDEN_ROLLE
from tests.browser.sager import ADGANGSKODE, RESERVE, RING_TIL

JOBFORMIDLER, SAGSBEHANDLER, TEAMLEDER, ADMINISTRATOR = (
    "jobformidler",
    "sagsbehandler",
    "teamleder",
    "administrator",
)
ALLE = (JOBFORMIDLER, SAGSBEHANDLER, TEAMLEDER, ADMINISTRATOR)
SAGSROLLER = ALLE[:3]
INGEN_LOGGET_PAA = (None,)
Handling = Callable[[Page], None]


@dataclass(frozen=True)
class Side:
    """One page in one state: the name of its address, who looks, whose case, and what is done to it first."""

    navn: str
    roller: tuple[str | None, ...] = ALLE
    borger: str = RING_TIL
    tilstand: str = ""
    goer: Handling | None = None
    query: str = ""
    status: int = 200

    def url(self, ids: dict[str, int]) -> str:
        """The address, with the ids the rows have."""
        return reverse(self.navn, kwargs=self._parameters(ids)) + self.query

    def _parameters(self, ids: dict[str, int]) -> dict:
        if self.navn == "hvorfor":
            return {"pk": ids[self.borger], "regel": "kontakt"}
        return {"pk": ids[self.borger]} if self.navn in MED_BORGER else {}


MED_BORGER = (
    "borger",
    "bed_om_adgang",
    "hvorfor",
    "kontakt_ny",
    "kontakt_ret",
    "giv_adgang",
    "ret_adgang",
    "nulstil_totrinslogin",
)


def row(page: Page, navn: str = RING_TIL):
    """A borger's row in I dag."""
    return page.locator(".arbejdsliste [data-raekke]", has_text=navn)


# ---- states ----


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


def give_new_password(page: Page) -> None:
    """The one page that shows a one-time password."""
    page.get_by_role("button", name=f"Ny adgangskode til {RESERVE}").click()
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


# ---- the list ----

SIDER = (
    Side("forside", INGEN_LOGGET_PAA),
    Side("om", (None, JOBFORMIDLER)),
    Side("tilgaengelighed", (None, JOBFORMIDLER)),
    Side("driftsstatus", (None, JOBFORMIDLER)),
    Side("account_login", INGEN_LOGGET_PAA),
    Side("account_login", INGEN_LOGGET_PAA, tilstand="forkert adgangskode", goer=fail_login),
    Side("account_login", INGEN_LOGGET_PAA, tilstand="intet skrevet", goer=submit_main),
    Side("account_login", INGEN_LOGGET_PAA, tilstand="for gammel side", goer=without_token),
    Side("account_signup", INGEN_LOGGET_PAA),
    Side("account_inactive", INGEN_LOGGET_PAA),
    Side("account_logout", (JOBFORMIDLER,)),
    Side("account_change_password", (JOBFORMIDLER, ADMINISTRATOR)),
    Side("account_change_password", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("account_reauthenticate", (JOBFORMIDLER,)),
    Side("account_reauthenticate", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("mfa_index", (JOBFORMIDLER,)),
    Side("mfa_activate_totp", (JOBFORMIDLER,), goer=say_the_password),
    Side("mfa_activate_totp", (JOBFORMIDLER,), tilstand="forkert kode", goer=wrong_code),
    Side("hjaelp"),
    Side("genveje"),
    Side("ingen_rolle", (UDEN_ROLLE,)),
    Side("indstillinger"),
    Side("kladder", (JOBFORMIDLER, TEAMLEDER)),
    Side("mine", (JOBFORMIDLER,), tilstand="kladder", goer=write_draft),
    Side("mine", (JOBFORMIDLER,)),
    Side("mine", (INGEN, SAGSBEHANDLER, TEAMLEDER), tilstand="tom"),
    Side("mine", (ADMINISTRATOR,), status=403),
    Side("mine", (JOBFORMIDLER,), tilstand="formular", goer=open_form),
    Side("mine", (JOBFORMIDLER,), tilstand="formular med fejl", goer=fail_form),
    Side("mine", (JOBFORMIDLER,), tilstand="gemt", goer=save_contact),
    Side("mine", (JOBFORMIDLER,), tilstand="hvorfor", goer=explain_row),
    Side("mine", (JOBFORMIDLER,), tilstand="ingen fundet", goer=filter_to_nothing),
    Side("mine", (JOBFORMIDLER,), tilstand="søgeliste", goer=search_in_bar),
    Side("mine", (JOBFORMIDLER,), tilstand="genveje", goer=show_shortcuts),
    Side("mine", (JOBFORMIDLER,), tilstand="brugermenu", goer=open_user_menu),
    Side("mine", (JOBFORMIDLER,), tilstand="ret kontakt", goer=correct_contact),
    Side("mine", (JOBFORMIDLER,), tilstand="ret kontakt med fejl", goer=fail_correction),
    Side("borger", SAGSROLLER),
    Side("borger", (ADMINISTRATOR,), status=403),
    Side("borger", (JOBFORMIDLER,), tilstand="cpr", goer=show_cpr),
    Side("borger", (JOBFORMIDLER,), borger="Finn Passiv"),
    Side("borger", (TEAMLEDER,), borger="Ida Nyvisiteret"),
    Side("borger", (JOBFORMIDLER,), borger="Jens Job"),
    Side("borger", (TEAMLEDER,), borger="Ingens Borger"),
    Side(
        "borger",
        (JOBFORMIDLER,),
        borger="Ida Nyvisiteret",
        tilstand="tom tidslinje",
        query="?vis=beslutninger",
    ),
    Side("borger", (INGEN,), borger=ANDEN_BORGER, status=403),
    Side("bed_om_adgang", (INGEN,), borger=ANDEN_BORGER),
    Side("bed_om_adgang", (INGEN,), borger=ANDEN_BORGER, tilstand="fejl", goer=submit_main),
    Side("hvorfor", (JOBFORMIDLER, TEAMLEDER)),
    Side("kontakt_ny", (JOBFORMIDLER, TEAMLEDER)),
    Side("kontakt_ny", (SAGSBEHANDLER,), status=403),
    Side("kontakt_ny", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("kontakt_ny", (JOBFORMIDLER,), tilstand="ikke endnu", goer=future_date),
    Side("soeg"),
    Side("soeg", (JOBFORMIDLER,), tilstand="fundet", goer=search_for("bo", "Bo Æbelø")),
    Side("soeg", (JOBFORMIDLER,), tilstand="virksomhed", goer=search_for("vestby", "Vestby Planteskole")),
    Side("soeg", (JOBFORMIDLER,), tilstand="ingen fundet", goer=search_for("xyz", "Ingen fundet for")),
    Side(
        "soeg",
        (JOBFORMIDLER,),
        tilstand="cpr med fejl",
        goer=search_for("610180-100", "CPR-nummeret har 10 cifre"),
    ),
    Side("team", (TEAMLEDER, MANGE_LEDER)),
    Side("team", (INGEN_LEDER,), tilstand="ingen passive"),
    Side("team_borgere", (TEAMLEDER,)),
    Side("team_borgere", (INGEN_LEDER,), tilstand="tom"),
    Side("administration", (ADMINISTRATOR,)),
    Side("administration", (ADMINISTRATOR,), tilstand="engangskode", goer=give_new_password),
    Side("giv_adgang", (ADMINISTRATOR,), borger=RESERVE),
    Side("giv_adgang", (ADMINISTRATOR,), borger=RESERVE, tilstand="fejl", goer=let_in),
    Side("ret_adgang", (ADMINISTRATOR,), borger=RESERVE),
    Side("ret_adgang", (ADMINISTRATOR,), borger=RESERVE, tilstand="fejl", goer=take_all_roles),
    Side("nulstil_totrinslogin", (ADMINISTRATOR,), borger=RESERVE),
)
# Seen on the way through another page or state, not opened by their own address.
UNDERVEJS = {
    "kontakt_ret": "«mine», states «ret kontakt»",
    "mfa_authenticate": "test_second_factor",
    "mfa_reauthenticate": "test_second_factor",
    "mfa_deactivate_totp": "test_second_factor",
    "mfa_view_recovery_codes": "test_second_factor",
    "mfa_generate_recovery_codes": "test_second_factor",
}
# Answers that are no pages: data, fragments, and addresses that only take forms.
IKKE_SIDER = {
    "healthz": "JSON",
    "demo_login": "takes a form",
    "mfa_download_recovery_codes": "a file",
    "team_borgere_csv": "a file",
    "mine_raekke": "a row of «mine»",
    "vis_cpr": "takes a form; seen in «borger», state «cpr»",
    "kontakt_kladde": "takes a form",
    "kontakt_fortryd": "takes a form",
    "kladde_slet": "takes a form",
    "luk_adgang": "takes a form",
    "ny_adgangskode": "takes a form; seen in «administration», state «engangskode»",
}
