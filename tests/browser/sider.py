"""Every page of the product, who sees it, and the states worth looking at."""

from dataclasses import dataclass

from django.urls import reverse

from tests.browser.nabokommune import ANDEN_BORGER, INGEN, INGEN_LEDER, MANGE_LEDER, UDEN_ROLLE
from tests.browser.sager import AABNING, DUBLET, KONTAKTPERSON, NOTAT, RESERVE, RING_TIL, VIRKSOMHED
from tests.browser.tilstande import (
    Handling,
    ask_what_if,
    change_rule,
    choose_company,
    collide,
    correct_absence,
    correct_contact,
    correct_twice,
    explain_row,
    fail_correction,
    fail_form,
    fail_login,
    fail_rule,
    fail_what_if,
    filter_to_nothing,
    future_date,
    give_new_password,
    let_in,
    make_company_again,
    open_absence,
    open_form,
    open_user_menu,
    open_version,
    overlap,
    save_contact,
    say_the_password,
    search_for,
    search_in_bar,
    show_cpr,
    show_shortcuts,
    submit_main,
    take_all_roles,
    without_token,
    write_draft,
    wrong_code,
)

JOBFORMIDLER, SAGSBEHANDLER, TEAMLEDER, ADMINISTRATOR = (
    "jobformidler",
    "sagsbehandler",
    "teamleder",
    "administrator",
)
ALLE = (JOBFORMIDLER, SAGSBEHANDLER, TEAMLEDER, ADMINISTRATOR)
SAGSROLLER = ALLE[:3]
INGEN_LOGGET_PAA = (None,)


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
        if self.navn == "regel_ret":
            return {"model": "uif2", "regel": "kontakt"}
        return {"pk": ids[self.borger]} if self.navn in MED_BORGER else {}


MED_BORGER = (
    "borger",
    "indsats",
    "fravaer_ny",
    "anden_aktoer_ny",
    "bed_om_adgang",
    "hvorfor",
    "kontakt_ny",
    "kontakt_ret",
    "giv_adgang",
    "ret_adgang",
    "nulstil_totrinslogin",
    *("virksomhed", "virksomhed_ret", "virksomhed_oplysninger", "virksomhed_sammenlaeg"),
    *("fleksjob", "fleksjob_ny", "timer_skift", "timer_ret", "fleksjob_slut", "fleksjobaftale"),
    *("kontaktperson_ny", "kontaktperson_ret", "aabning_ny", "aabning_ret", "notat_ny", "notat_ret"),
)


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
    Side("regler"),
    Side("genveje"),
    Side("ingen_rolle", (UDEN_ROLLE,)),
    Side("indstillinger"),
    Side("kladder", (JOBFORMIDLER, TEAMLEDER)),
    Side("mine", (JOBFORMIDLER,), tilstand="kladder", goer=write_draft),
    Side("mine", (JOBFORMIDLER,)),
    Side("mine", (INGEN, SAGSBEHANDLER, TEAMLEDER), tilstand="tom"),
    Side("mine", (JOBFORMIDLER,), tilstand="som det stod", query="?dato=2026-11-01"),
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
    Side("borger", (JOBFORMIDLER,), borger="Finn Passiv", tilstand="som det stod", query="?dato=2026-10-01"),
    Side("borger", (JOBFORMIDLER,), tilstand="dato i fremtiden", query="?dato=2026-12-24", status=422),
    Side("bed_om_adgang", (INGEN,), borger=ANDEN_BORGER),
    Side("bed_om_adgang", (INGEN,), borger=ANDEN_BORGER, tilstand="fejl", goer=submit_main),
    Side("hvorfor", (JOBFORMIDLER, TEAMLEDER)),
    Side("hvorfor", (JOBFORMIDLER,), tilstand="som det stod", query="?dato=2026-11-01"),
    Side("hvorfor", (JOBFORMIDLER,), tilstand="ingen vurdering", query="?dato=2020-01-01"),
    Side("kontakt_ny", (JOBFORMIDLER, TEAMLEDER)),
    Side("kontakt_ny", (SAGSBEHANDLER,), status=403),
    Side("kontakt_ny", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("kontakt_ny", (JOBFORMIDLER,), tilstand="ikke endnu", goer=future_date),
    Side("borger", (JOBFORMIDLER,), borger="Eva Fri", tilstand="fravær åbent", goer=open_absence),
    Side("indsats", SAGSROLLER, borger="Eva Fri"),
    Side("indsats", (JOBFORMIDLER,), borger="Jens Job"),
    Side("indsats", (ADMINISTRATOR,), status=403),
    Side("indsats", (JOBFORMIDLER,), borger="Eva Fri", tilstand="ret", goer=correct_absence),
    Side("indsats", (JOBFORMIDLER,), borger="Eva Fri", tilstand="to på én gang", goer=collide),
    Side("fravaer_ny", (JOBFORMIDLER, TEAMLEDER), borger="Eva Fri"),
    Side("fravaer_ny", (SAGSBEHANDLER,), borger="Eva Fri", status=403),
    Side("fravaer_ny", (JOBFORMIDLER,), borger="Eva Fri", tilstand="fejl", goer=submit_main),
    Side("fravaer_ny", (JOBFORMIDLER,), borger="Eva Fri", tilstand="overlap", goer=overlap),
    Side("anden_aktoer_ny", (JOBFORMIDLER,), borger="Eva Fri"),
    Side("anden_aktoer_ny", (JOBFORMIDLER,), borger="Eva Fri", tilstand="fejl", goer=submit_main),
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
    Side("prognose", (JOBFORMIDLER, TEAMLEDER), query="?dage=90"),
    Side("prognose", (JOBFORMIDLER,), tilstand="ingen passer", query="?dage=14&regel=statusmoede"),
    Side("prognose", (INGEN,), tilstand="tom"),
    Side("team", (TEAMLEDER, MANGE_LEDER)),
    Side("team", (INGEN_LEDER,), tilstand="ingen passive"),
    Side("team_borgere", (TEAMLEDER,)),
    Side("team_borgere", (INGEN_LEDER,), tilstand="tom"),
    Side("team_borgere", (TEAMLEDER,), tilstand="som det stod", query="?dato=2026-11-01"),
    Side("team_borgere", (TEAMLEDER,), tilstand="før alt", query="?dato=2020-01-01"),
    Side("team_borgere", (TEAMLEDER,), tilstand="forkert dato", query="?dato=i+går", status=422),
    Side("administration", (ADMINISTRATOR,)),
    Side("administration", (ADMINISTRATOR,), tilstand="engangskode", goer=give_new_password),
    Side("lukkedage", (ADMINISTRATOR,), query="?aar=2026"),
    Side("lukkedage", (ADMINISTRATOR,), tilstand="fejl", goer=submit_main),
    Side("giv_adgang", (ADMINISTRATOR,), borger=RESERVE),
    Side("giv_adgang", (ADMINISTRATOR,), borger=RESERVE, tilstand="fejl", goer=let_in),
    Side("ret_adgang", (ADMINISTRATOR,), borger=RESERVE),
    Side("ret_adgang", (ADMINISTRATOR,), borger=RESERVE, tilstand="fejl", goer=take_all_roles),
    Side("nulstil_totrinslogin", (ADMINISTRATOR,), borger=RESERVE),
    Side("fleksjob", SAGSROLLER, borger="Jens Job"),
    Side("fleksjob", (JOBFORMIDLER,), tilstand="tom"),
    Side("fleksjob_ny", (JOBFORMIDLER,)),
    Side("fleksjob_ny", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("timer_skift", (JOBFORMIDLER,), borger="a10"),
    Side("timer_skift", (JOBFORMIDLER,), borger="a10", tilstand="fejl", goer=submit_main),
    Side("timer_ret", (JOBFORMIDLER,), borger="timer a10", tilstand="fejl", goer=submit_main),
    Side("fleksjob_slut", (JOBFORMIDLER,), borger="a10", tilstand="fejl", goer=submit_main),
    Side("fleksjobaftale", (JOBFORMIDLER,), borger="a10"),
    Side("virksomheder", ALLE),
    Side("virksomheder", (JOBFORMIDLER,), tilstand="ingen fundet", query="?q=xyz"),
    Side("virksomhed", ALLE, borger=VIRKSOMHED),
    Side("virksomhed", (JOBFORMIDLER,), borger=DUBLET, tilstand="tom"),
    Side("virksomhed_oplysninger", (JOBFORMIDLER,), borger=VIRKSOMHED),
    Side("virksomhed_ny", (JOBFORMIDLER,)),
    Side("virksomhed_ny", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("virksomhed_ny", (JOBFORMIDLER,), tilstand="findes", goer=make_company_again),
    Side("virksomhed_ret", (JOBFORMIDLER,), borger=VIRKSOMHED),
    Side("virksomhed_ret", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="to på én gang", goer=correct_twice),
    Side("virksomhed_sammenlaeg", (TEAMLEDER,), borger=DUBLET),
    Side("virksomhed_sammenlaeg", (TEAMLEDER,), borger=DUBLET, tilstand="valgt", goer=choose_company),
    Side("kontaktperson_ny", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="fejl", goer=submit_main),
    Side("kontaktperson_ret", (JOBFORMIDLER,), borger=KONTAKTPERSON),
    Side("aabning_ny", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="fejl", goer=submit_main),
    Side("aabning_ret", (JOBFORMIDLER,), borger=AABNING),
    Side("notat_ny", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="fejl", goer=submit_main),
    Side("notat_ret", (JOBFORMIDLER,), borger=NOTAT),
    Side("regelsaet", (ADMINISTRATOR,)),
    Side("regelsaet", (ADMINISTRATOR,), query="?model=fsm2", tilstand="ingen versioner"),
    Side("regelsaet", (ADMINISTRATOR,), tilstand="version", goer=open_version),
    Side("regel_ret", (ADMINISTRATOR,)),
    Side("regel_ret", (ADMINISTRATOR,), tilstand="forhåndsvisning", goer=change_rule),
    Side("regel_ret", (ADMINISTRATOR,), tilstand="fejl", goer=fail_rule),
    Side("regelsaet_indlaes", (ADMINISTRATOR,)),
    Side("regelsaet_indlaes", (ADMINISTRATOR,), tilstand="fejl", goer=submit_main),
    Side("hvadnu", (TEAMLEDER, ADMINISTRATOR)),
    Side("hvadnu", (TEAMLEDER, ADMINISTRATOR), tilstand="svar", goer=ask_what_if),
    Side("hvadnu", (TEAMLEDER,), tilstand="fejl", goer=fail_what_if),
)
# Seen on the way through another page or state, not opened by their own address.
UNDERVEJS = {
    "kontakt_ret": "«mine», states «ret kontakt»",
    "fravaer_ret": "«indsats», states «ret» and «to på én gang»",
    "anden_aktoer_ret": "the same page as «fravaer_ret»",
    "regelversion": "«regelsaet», state «version»",
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
    "prognose_csv": "a file",
    "mine_raekke": "a row of «mine»",
    "vis_cpr": "takes a form; seen in «borger», state «cpr»",
    "kontakt_kladde": "takes a form",
    "kontakt_fortryd": "takes a form",
    "fravaer_fortryd": "takes a form",
    "anden_aktoer_fortryd": "takes a form",
    "kladde_slet": "takes a form",
    "luk_adgang": "takes a form",
    "aabning_luk": "takes a form",
    "markering_ny": "takes a form",
    "effektive_timer": "a part of «fleksjob_ny»",
    "regelsaet_hent": "a file",
    "regelversion_traek_tilbage": "takes a form",
    "fjern_lukkedag": "takes a form",
    "ny_adgangskode": "takes a form; seen in «administration», state «engangskode»",
}
