"""Every page of the product, who sees it, and the states worth looking at."""

from tests.browser.administrationssider import ADMINISTRATIONSSIDER, REGELSIDER
from tests.browser.forloebssider import FORLOEBSSIDER
from tests.browser.nabokommune import UDEN_ROLLE
from tests.browser.sagssider import SAGSSIDER
from tests.browser.side import ADMINISTRATOR, INGEN_LOGGET_PAA, JOBFORMIDLER, TEAMLEDER, Side
from tests.browser.teamsider import TEAMSIDER
from tests.browser.tilstande import fail_login, say_the_password, submit_main, without_token, wrong_code
from tests.browser.virksomhedssider import VIRKSOMHEDSSIDER

# What everybody sees: the front page, logging in, help.
FAELLES = (
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
)
SIDER = (
    *FAELLES,
    *SAGSSIDER,
    *TEAMSIDER,
    *ADMINISTRATIONSSIDER,
    *FORLOEBSSIDER,
    *VIRKSOMHEDSSIDER,
    *REGELSIDER,
)
# Seen on the way through another page or state, not opened by their own address.
UNDERVEJS = {
    "kontakt_ret": "«mine», states «ret kontakt»",
    "genbehandling_igangsat": "the same page as «genbehandling_moede»",
    "genbehandling_ret": "the same page as «genbehandling_resultat»",
    "genbehandling_annuller": "the same page as «genbehandling_moede»",
    "genbehandling_opgivet": "the same page as «genbehandling_moede»",
    "aktivitet_ret": "the same page as «fravaer_ret»",
    "rehabiliteringsmoede_ret": "the same page as «rehabiliteringsmoede_ny»",
    "afgoerelse_ret": "«rehabilitering», state «visiteret»",
    "henvendelse_ret": "the same page as «planaftale_ret»",
    "tilbudsopfoelgning_ret": "the same page as «planaftale_ret»",
    "cv_ret": "the same page as «planaftale_ret»",
    "fravaer_ret": "«indsats», states «ret» and «to på én gang»",
    "anden_aktoer_ret": "the same page as «fravaer_ret»",
    **dict.fromkeys(("ydelse_ret", "fase_ret", "markering_ret"), "the same page as «fravaer_ret»"),
    **dict.fromkeys(
        ("fleksjobaftale_annuller", "sagsgennemgang_annuller", "stepup_annuller", "stepupmoede_annuller"),
        "the same page as «fleksjob_annuller»",
    ),
    "stedfortraeder_ret": "the days of «stedfortraeder», in a form",
    "regelversion": "«regelsaet», state «version»",
    "koersel": "«drift», state «fejl»",
    "dataimport_vis": "«dataimport», states «kolonner» and «prøvet»",
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
    **dict.fromkeys(("team_csv", "team_xlsx", "team_borgere_csv", "team_borgere_xlsx"), "a file"),
    **dict.fromkeys(
        ("koer_igen", "sag_proev_igen", "opbevaring_fjern", "sletning_stop_ophaev"), "takes a form"
    ),
    **dict.fromkeys(("slettelog", "log_csv", "log_xlsx"), "a file"),
    **dict.fromkeys(("dataimport_skabelon", "dataimport_fejl"), "a file"),
    **dict.fromkeys(("dataimport_skabelon_xlsx", "dataimport_fejl_xlsx"), "a file"),
    **dict.fromkeys(
        (f"dataimport_{trin}" for trin in ("kolonner", "gem", "stop", "fortryd", "proev_igen")),
        "takes a form",
    ),
    **dict.fromkeys(("filter_gem", "filter_slet", "overdrag_fortryd", "stedfortraeder_slut"), "takes a form"),
    "prognose_csv": "a file",
    "prognose_xlsx": "a file",
    "rapport_csv": "a file",
    "rapport_xlsx": "a file",
    "rapport_maal_fjern": "takes a form",
    "mine_raekke": "a row of «mine»",
    "vis_cpr": "takes a form; seen in «borger», state «cpr»",
    "kontakt_kladde": "takes a form",
    "kontakt_fortryd": "takes a form",
    "aktivitet_fortryd": "takes a form",
    "fravaer_fortryd": "takes a form",
    "anden_aktoer_fortryd": "takes a form",
    "ydelse_fortryd": "takes a form",
    **dict.fromkeys(("fleksjob_fortryd", "aftale_fortryd", "slut_fortryd", "timer_fortryd"), "takes a form"),
    "kladde_slet": "takes a form",
    "forslag_tilbage": "takes a form",
    "stepup_ny": "takes a form",
    **dict.fromkeys(("team_luk", "team_aabn"), "takes a form"),
    **dict.fromkeys(("typer_indlaes", "udseende_nulstil"), "takes a form"),
    **dict.fromkeys(("tema_css", "tema_proeve"), "a stylesheet"),
    "logo": "a picture",
    **{
        f"{slags}_{hvad}": "takes a form"
        for slags in ("fravaerstype", "tilbudstype")
        for hvad in ("skjul", "vis", "slet")
    },
    "aabning_luk": "takes a form",
    "fleksjobaftale_pdf": "a file",
    "sagsakt": "a file",
    "stepup_pdf": "a file",
    **dict.fromkeys(("moede_fortryd", "afgoerelse_fortryd", "afslut_fortryd"), "takes a form"),
    **dict.fromkeys(("tildeling_fortryd", "sagsbehandling_fortryd"), "takes a form"),
    "kalender_feed": "a file",
    "markering_ny": "takes a form",
    "opfoelgning_fortryd": "takes a form",
    "opfoelgning_flyt_fortryd": "takes a form",
    "planaftale_fortryd": "takes a form",
    "henvendelse_fortryd": "takes a form",
    "tilbudsopfoelgning_fortryd": "takes a form",
    "cv_fortryd": "takes a form",
    "effektive_timer": "a part of «fleksjob_ny»",
    "regelsaet_hent": "a file",
    "fjern_lukkedag": "takes a form",
    "fjern_organ": "takes a form",
    "forberedelsesskema_traek_tilbage": "takes a form",
    **dict.fromkeys(("jobmaal_fortryd", "konsulent_fortryd", "dokument_fortryd"), "takes a form"),
    "sidste_dag": "takes a form; in «ret_adgang»",
    "ny_adgangskode": "takes a form; seen in «ret_adgang», state «engangskode»",
}
