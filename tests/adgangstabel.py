"""Who may open what: what every address answers each role, and which row an id in it means."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from opfoelgning.dagsslags import DAGSSLAGS
from opfoelgning.views.genbehandling import TRIN

ROLES = (
    "anonym",  # not logged in
    "egen",  # jobformidler whose case it is
    "andet_team",  # jobformidler of another team
    "sagsbehandler",  # of the jobformidler's team
    "teamleder",  # of the jobformidler's team
    "administrator",  # of the kommune
    "ingen_rolle",  # may log in, and no more
    "fremmed",  # jobformidler of another kommune
)
IMPORTTRIN = ("kolonner", "gem", "stop", "fortryd", "proev_igen")
LOGIN = "L"  # sent to the login page
# What GET and POST (with nothing in the form) answer each role, in the order of ROLES; L is the login page.
# Ids in the addresses are those of a case, a contact, a draft of «egen», or of somebody in her kommune.
EXPECTED: dict[str, tuple[str, str]] = {
    # anonym egen andet_team sagsbehandler teamleder administrator ingen_rolle fremmed
    "forside": ("200 302 302 302 302 302 302 302", "405 405 405 405 405 405 405 405"),
    "healthz": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "demo_login": ("405 405 405 405 405 405 405 405", "404 404 404 404 404 404 404 404"),
    "om": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "tilgaengelighed": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "driftsstatus": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "hjaelp": ("L 200 200 200 200 200 200 200", "L 405 405 405 405 405 405 405"),
    "genveje": ("L 200 200 200 200 200 200 200", "L 405 405 405 405 405 405 405"),
    "ingen_rolle": ("L 302 302 302 302 302 200 302", "L 405 405 405 405 405 405 405"),
    "account_login": ("200 302 302 302 302 302 302 302", "200 302 302 302 302 302 302 302"),
    "account_logout": ("302 200 200 200 200 200 200 200", "302 302 302 302 302 302 302 302"),
    "account_signup": ("200 302 302 302 302 302 302 302", "200 302 302 302 302 302 302 302"),
    "account_inactive": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "account_change_password": ("L 200 200 200 200 200 200 200", "L 200 200 200 200 200 200 200"),
    "account_reauthenticate": ("L 200 200 200 200 200 200 200", "L 200 200 200 200 200 200 200"),
    "mfa_reauthenticate": ("L 302 302 302 302 302 302 302", "L 302 302 302 302 302 302 302"),
    "mfa_index": ("L 200 200 200 200 200 200 200", "L 405 405 405 405 405 405 405"),
    "mfa_authenticate": ("L 302 302 302 302 302 302 302", "L 302 302 302 302 302 302 302"),
    "mfa_activate_totp": ("L 302 302 302 302 302 302 302", "L 302 302 302 302 302 302 302"),
    "mfa_deactivate_totp": ("L 404 404 404 404 404 404 404", "L 404 404 404 404 404 404 404"),
    "mfa_view_recovery_codes": ("L 404 404 404 404 404 404 404", "L 405 405 405 405 405 405 405"),
    "mfa_generate_recovery_codes": ("L 302 302 302 302 302 302 302", "L 302 302 302 302 302 302 302"),
    "mfa_download_recovery_codes": ("L 404 404 404 404 404 404 404", "L 404 404 404 404 404 404 404"),
    "administration": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "giv_adgang": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "ret_adgang": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "nulstil_totrinslogin": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 302 403 403"),
    "luk_adgang": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 302 403 403"),
    "udseende": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 302 403 403"),
    "udseende_nulstil": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "tema_proeve": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "tema_css": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "logo": ("L 404 404 404 404 404 404 404", "L 405 405 405 405 405 405 405"),
    "typer": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "typer_indlaes": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    **{
        f"{slags}_{hvad}": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403")
        for slags in ("fravaerstype", "tilbudstype")
        for hvad in ("ny", "ret")
    },
    **{
        f"{slags}_{hvad}": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403")
        for slags in ("fravaerstype", "tilbudstype")
        for hvad in ("skjul", "vis", "slet")
    },
    "brugere": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "bruger_ny": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "team_ny": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "team_ret": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "team_luk": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "team_aabn": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "sidste_dag": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "ny_adgangskode": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "regelsaet": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "regelsaet_hent": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "regelsaet_indlaes": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "regel_ret": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "regelversion": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "regelversion_traek_tilbage": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 302 403 403"),
    "hvadnu": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "lukkedage": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "fjern_lukkedag": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "dataimport": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "dataimport_skabelon": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "dataimport_skabelon_xlsx": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "dataimport_vis": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 200 403 403"),
    "dataimport_fejl": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "dataimport_fejl_xlsx": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    **dict.fromkeys(
        (f"dataimport_{trin}" for trin in IMPORTTRIN),
        ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    ),
    "drift": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "koersel": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "koer_igen": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    # The case was not put aside.
    "sag_proev_igen": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 404 403 403"),
    "log": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "log_csv": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "log_xlsx": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "opbevaring": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "slettelog": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
    "opbevaring_ret": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "opbevaring_fjern": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "sletning_stop": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "sletning_stop_ophaev": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "mine": ("L 200 200 200 200 403 403 200", "L 405 405 405 405 405 405 405"),
    "mine_raekke": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "borger": ("L 200 403 200 200 403 404 404", "L 405 405 405 405 405 405 405"),
    "bed_om_adgang": ("L 302 200 302 302 200 404 404", "L 302 422 302 302 422 404 404"),
    "vis_cpr": ("L 405 405 405 405 405 405 405", "L 200 404 200 200 404 404 404"),
    "hvorfor": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "resume": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "sagsakt": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "kontakt_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "kontakt_kladde": ("L 405 405 405 405 405 405 405", "L 204 404 403 204 403 403 404"),
    "kontakt_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "kontakt_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "indsats": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "aktivitet_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "aktivitet_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "aktivitet_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "fravaer_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fravaer_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fravaer_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "anden_aktoer_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "anden_aktoer_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "anden_aktoer_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "forslag_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "forslag_tilbage": ("L 405 405 405 405 405 405 405", "L 302 404 403 302 403 403 404"),
    "beslutning_ny": ("L 403 403 403 200 403 403 403", "L 403 403 403 422 403 403 403"),
    "beslutninger": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "beslutning_annuller": ("L 403 403 403 200 403 403 403", "L 403 403 403 422 403 403 403"),
    "beslutningsnotat": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "genbehandling": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    # The borger's case follows a model without; her other one has it.
    "stepup": ("L 404 404 404 404 403 403 404", "L 405 405 405 405 405 405 405"),
    "stepup_ny": ("L 405 405 405 405 405 405 405", "L 302 404 403 302 403 403 404"),
    "stepup_aftale": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "stepup_skema": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepup_samtykke": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepup_plan": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepup_moede": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepup_aftal": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepup_slut": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepup_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "stepupmoede_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "aendring_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "parallel_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_forberedelse": ("L 200 404 403 200 403 403 404", "L 409 404 403 409 403 403 404"),
    "genbehandling_moede": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_resultat": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_aflyst": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_igangsat": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genbehandling_opgivet": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "kladder": ("L 200 200 200 200 200 200 200", "L 405 405 405 405 405 405 405"),
    "kladde_slet": ("L 405 405 405 405 405 405 405", "L 302 404 404 404 404 404 404"),
    "indstillinger": ("L 200 200 200 200 200 200 200", "L 200 200 200 200 200 200 200"),
    "kalender": ("L 200 200 200 200 403 403 200", "L 405 405 405 405 405 405 405"),
    "kalender_abonnement": ("L 200 200 200 200 403 403 200", "L 200 200 200 200 403 403 200"),
    "kalender_feed": ("404 404 404 404 404 404 404 404", "405 405 405 405 405 405 405 405"),
    "ydelse_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "ydelse_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "ydelse_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "fase_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "markering_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fleksjob_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "slut_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 302 403 403 404"),
    "aftale_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 302 403 403 404"),
    "timer_fortryd": ("L 405 405 405 405 405 405 405", "L 403 404 403 403 403 403 404"),
    "fleksjob_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fleksjob_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fleksjobaftale_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "timer_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "sagsgennemgang_annuller": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "soeg": ("L 200 200 200 200 200 200 200", "L 200 200 200 200 200 200 200"),
    "regler": ("L 200 200 200 200 200 200 200", "L 405 405 405 405 405 405 405"),
    "prognose": ("L 200 200 200 200 403 403 200", "L 405 405 405 405 405 405 405"),
    "prognose_csv": ("L 200 200 200 200 403 403 200", "L 405 405 405 405 405 405 405"),
    "prognose_xlsx": ("L 200 200 200 200 403 403 200", "L 405 405 405 405 405 405 405"),
    "rapporter": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_xlsx": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_csv": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_borgere": ("L 403 403 403 404 403 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_maal": ("L 403 403 403 200 200 403 403", "L 403 403 403 422 422 403 403"),
    "rapport_maal_fjern": ("L 405 405 405 405 405 405 405", "L 403 403 403 302 302 403 403"),
    "team": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_csv": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_xlsx": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_borgere": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_borgere_csv": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_borgere_xlsx": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "filter_gem": ("L 405 405 405 405 405 405 405", "L 403 403 403 422 403 403 403"),
    "filter_slet": ("L 405 405 405 405 405 405 405", "L 403 403 403 404 403 403 403"),
    "overdrag": ("L 403 403 403 200 403 403 403", "L 403 403 403 422 403 403 403"),
    "overdrag_fortryd": ("L 405 405 405 405 405 405 405", "L 403 403 403 404 403 403 403"),
    "stedfortraeder": ("L 403 403 403 200 200 403 403", "L 403 403 403 422 422 403 403"),
    "stedfortraeder_ret": ("L 403 403 403 200 200 403 403", "L 403 403 403 422 422 403 403"),
    "stedfortraeder_slut": ("L 405 405 405 405 405 405 405", "L 403 403 403 302 302 403 403"),
    "ufordelte": ("L 403 403 403 200 403 403 403", "L 403 403 403 422 403 403 403"),
    "rehabilitering": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "rehabiliteringsmoede_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "rehabiliteringsmoede_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "afgoerelse_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "afgoerelse_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "sagsstamme": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "tildel": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "organ": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "fjern_organ": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "skift_fase": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "borger_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "forloebsstart": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "afslut": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genaabn": ("L 302 404 302 302 403 403 404", "L 302 404 302 302 403 403 404"),
    "moede_fortryd": ("L 405 405 405 405 405 405 405", "L 403 404 403 403 403 403 404"),
    "afslut_fortryd": ("L 405 405 405 405 405 405 405", "L 403 404 403 403 403 403 404"),
    "afgoerelse_fortryd": ("L 405 405 405 405 405 405 405", "L 403 404 403 403 403 403 404"),
    "tildeling_fortryd": ("L 405 405 405 405 405 405 405", "L 404 404 404 404 403 403 404"),
    "sagsbehandling_fortryd": ("L 405 405 405 405 405 405 405", "L 404 404 404 404 403 403 404"),
    "stepup_pdf": ("L 302 404 302 302 403 403 404", "L 405 405 405 405 405 405 405"),
    "kontakter": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "historik": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "fleksjob": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "fleksjob_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "timer_skift": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "timer_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fleksjob_slut": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "fleksjobaftale": ("L 200 404 403 200 403 403 404", "L 302 404 403 302 403 403 404"),
    "fleksjobaftale_pdf": ("L 302 404 302 302 403 403 404", "L 405 405 405 405 405 405 405"),
    "markering_ny": ("L 405 405 405 405 405 405 405", "L 302 404 403 302 403 403 404"),
    "effektive_timer": ("L 200 200 200 200 403 403 200", "L 405 405 405 405 405 405 405"),
    "borger_ny": ("L 200 200 200 200 403 403 200", "L 422 422 422 422 403 403 422"),
    "forloeb_ny": ("L 200 404 200 200 403 403 404", "L 422 404 422 422 403 403 404"),
    "forberedelse": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "forberedelsesskema": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "forberedelsesskema_ret": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 422 403 403"),
    "forberedelsesskema_traek_tilbage": ("L 405 405 405 405 405 405 405", "L 403 403 403 403 302 403 403"),
    "forberedelse_start": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "forberedelse_start_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "forberedelse_afsnit": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    **dict.fromkeys(
        ("jobmaal_fortryd", "konsulent_fortryd", "dokument_fortryd"),
        ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    ),
    "orientering_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "orientering_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "jobmaal_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "jobmaal_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "jobmaal_slut": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "konsulent_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "konsulent_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "dokument_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "dokument_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "dokument_rykket": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "dokument_modtaget": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "plan": ("L 200 404 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "planaftale_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "planaftale_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "planaftale_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "planaftale_afslut": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "henvendelse_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "henvendelse_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "henvendelse_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "henvendelse_svar": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "tilbudsopfoelgning_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "tilbudsopfoelgning_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "tilbudsopfoelgning_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "cv_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "cv_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "cv_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "opfoelgning_ny": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "opfoelgning_planlaeg": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "opfoelgning_flyt_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 302 403 403 404"),
    "opfoelgning_flyt": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "opfoelgning_ret": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "opfoelgning_fortryd": ("L 405 405 405 405 405 405 405", "L 302 404 403 403 403 403 404"),
    "virksomheder": ("L 200 200 200 200 200 403 200", "L 405 405 405 405 405 405 405"),
    "virksomhed": ("L 200 200 200 200 200 403 404", "L 405 405 405 405 405 405 405"),
    "virksomhed_oplysninger": ("L 200 200 200 200 403 403 404", "L 405 405 405 405 405 405 405"),
    "virksomhed_ny": ("L 200 200 200 200 403 403 200", "L 422 422 422 422 403 403 422"),
    "virksomhed_ret": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
    "virksomhed_sammenlaeg": ("L 403 403 403 200 200 403 403", "L 403 403 403 200 200 403 403"),
    "kontaktperson_ny": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
    "kontaktperson_ret": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
    "aabning_ny": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
    "aabning_ret": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
    "aabning_luk": ("L 405 405 405 405 405 405 405", "L 302 302 302 302 403 403 404"),
    "notat_ny": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
    "notat_ret": ("L 200 200 200 200 403 403 404", "L 422 422 422 422 403 403 404"),
}
# Words in the addresses, by the name of the parameter; ids come from the test's own rows.
WORDS = {
    **{"noegle": "ukendt", "rolle": "jobformidler", "regel": "kontakt", "model": "uif2", "afsnit": "2.1"},
    "kode": "kontakt",
    "noegle": "ukendt",
    "rolle": "jobformidler",
    "regel": "kontakt",
    "model": "uif2",
    "afsnit": "2.1",
    "slags": "kladde",
}
STEPUP = ("aftale", "pdf", "skema", "samtykke", "plan", "moede", "aftal", "slut", "annuller")
# Which row an id means, by the name of the address; where it is not said, the id is the borger's.
MEANS = {
    "mine_raekke": "forloeb",
    "forslag_tilbage": "forslag",
    **dict.fromkeys(("beslutningsnotat", "beslutning_annuller"), "beslutning"),
    **dict.fromkeys((f"stepup_{trin}" for trin in STEPUP), "stepup"),
    **dict.fromkeys((f"genbehandling_{trin}" for trin in TRIN), "genbehandlingssag"),
    "kontakt_ret": "kontakt",
    "kontakt_fortryd": "kontakt",
    **dict.fromkeys(("ydelse_ret", "ydelse_fortryd"), "ydelse"),
    **{"fase_ret": "fase", "markering_ret": "markering"},
    **{
        "slut_fortryd": "ansaettelse",
        "timer_fortryd": "timer",
        "timer_annuller": "timer",
        "sagsgennemgang_annuller": "sagsgennemgang",
        "stepupmoede_annuller": "stepupmoede",
    },
    **dict.fromkeys(("fleksjob_ret", "fleksjob_annuller", "fleksjob_fortryd"), "eget_job"),
    **dict.fromkeys(("fleksjobaftale_annuller", "aftale_fortryd"), "aftale"),
    "kladde_slet": "kladde",
    "aktivitet_ret": "tilbud",
    "aktivitet_fortryd": "tilbud",
    "fravaer_ret": "fravaer",
    "fravaer_fortryd": "fravaer",
    "anden_aktoer_ret": "anden_aktoer",
    "anden_aktoer_fortryd": "anden_aktoer",
    "regelversion": "regelsaet",
    "regelversion_traek_tilbage": "regelsaet",
    "giv_adgang": "medarbejder",
    "ret_adgang": "medarbejder",
    "nulstil_totrinslogin": "medarbejder",
    "luk_adgang": "medarbejder",
    "ny_adgangskode": "medarbejder",
    "sidste_dag": "medarbejder",
    **dict.fromkeys(("team_ret", "team_luk", "team_aabn"), "team"),
    **{
        f"{slags}_{hvad}": slags
        for slags in ("fravaerstype", "tilbudstype")
        for hvad in ("ret", "skjul", "vis", "slet")
    },
    **dict.fromkeys(
        ("virksomhed", "virksomhed_ret", "virksomhed_oplysninger", "virksomhed_sammenlaeg"), "virksomhed"
    ),
    **dict.fromkeys(("kontaktperson_ny", "aabning_ny", "notat_ny"), "virksomhed"),
    **{"kontaktperson_ret": "kontaktperson", "notat_ret": "notat", "timer_ret": "timer"},
    **dict.fromkeys(
        ("timer_skift", "parallel_ny", "fleksjob_slut", "fleksjobaftale", "fleksjobaftale_pdf"), "ansaettelse"
    ),
    **{f"{kode}_{hvad}": kode for kode in DAGSSLAGS for hvad in ("ret", "fortryd")},
    **{"planaftale_afslut": "planaftale", "henvendelse_svar": "henvendelse"},
    **dict.fromkeys(("opfoelgning_flyt", "opfoelgning_flyt_fortryd"), "planlagt"),
    **dict.fromkeys(("opfoelgning_ret", "opfoelgning_fortryd"), "opfoelgning"),
    **dict.fromkeys(("aabning_ret", "aabning_luk"), "aabning"),
    "fjern_lukkedag": "lukkedag",
    **{"koersel": "koersel", "sag_proev_igen": "forloeb"},
    **{"opbevaring_fjern": "opbevaringsregel", "sletning_stop": "lukket", "sletning_stop_ophaev": "stop"},
    **dict.fromkeys((f"dataimport_{trin}" for trin in ("vis", "fejl", *IMPORTTRIN)), "dataimport"),
    "filter_slet": "filter",
    **dict.fromkeys(("stedfortraeder_ret", "stedfortraeder_slut"), "vikar"),
    "overdrag_fortryd": "overdrag",
    "forberedelse_start_ret": "fase",
    **dict.fromkeys(("forberedelsesskema_ret", "forberedelsesskema_traek_tilbage"), "skema"),
    **dict.fromkeys(("jobmaal_ret", "jobmaal_slut", "jobmaal_fortryd"), "jobmaal"),
    **dict.fromkeys(("konsulent_ret", "konsulent_fortryd"), "konsulent"),
    "orientering_ret": "orientering",
    **dict.fromkeys(("dokument_ret", "dokument_rykket", "dokument_modtaget", "dokument_fortryd"), "dokument"),
    "fjern_organ": "organ",
    "rapport_maal_fjern": "rapportmaal",
    **dict.fromkeys(("rehabiliteringsmoede_ret", "moede_fortryd"), "moede"),
    **dict.fromkeys(("afgoerelse_ret", "afgoerelse_fortryd"), "afgoerelse"),
    **{
        "afslut_fortryd": "afslutning",
        "tildeling_fortryd": "tildeling",
        "sagsbehandling_fortryd": "sagsbehandling",
    },
}
# Known to the whole kommune, whoever has the case.
SHARED = {
    "dataimport",
    "rapportmaal",
    "lukkedag",
    "organ",
    "skema",
    "medarbejder",
    "team",
    "virksomhed",
    "kontaktperson",
    "aabning",
    "notat",
    *("dataimport", "koersel", "opbevaringsregel", "lukket", "stop", "lukkedag", "organ", "skema"),
    *("medarbejder", "virksomhed", "kontaktperson", "aabning", "notat"),
}
UNKNOWN = 987_654_321


@dataclass
class Address:
    name: str
    parameters: tuple[str, ...] = ()

    def url(self, ids: dict[str, int]) -> str:
        """The address with these rows' ids in it."""
        given = {p: WORDS.get(p) or ids[MEANS.get(self.name, "borger")] for p in self.parameters}
        return reverse(self.name, kwargs=given)

    @property
    def has_id(self) -> bool:
        return any(parameter not in WORDS for parameter in self.parameters)


def addresses(resolver: URLResolver | None = None, before: tuple[str, ...] = ()) -> list[Address]:
    """Every address of the URLconf, included ones too."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        parameters = (*before, *entry.pattern.converters)
        if isinstance(entry, URLPattern):
            found.append(Address(entry.name or f"without a name: {entry.pattern}", parameters))
        else:
            found += addresses(entry, parameters)
    return found


ADDRESSES = addresses()
