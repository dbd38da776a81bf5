"""Who may open what: every address × every role, with both walls standing and with each of them taken down.

A new address needs a row in EXPECTED: the test that walks the URLconf says so.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aftaler.models import Ansaettelse, Fleksjobaftale, Planaftale, Tilbud, Virksomhed, name_fields
from forloeb.models import (
    Afgoerelse,
    AndenAktoer,
    CvTilstand,
    Forloeb,
    ForloebQuerySet,
    Fravaer,
    Overdrag,
    Persongruppemarkering,
    Rehabiliteringsmoede,
    Sagsbehandling,
    Tildeling,
    Ydelse,
)
from kommuner.hardening import KOMMUNE_POLICY, USER_TABLES, has_kommune
from kommuner.kommunedata import setup_code_tables
from kommuner.models import (
    Forberedelsesskema,
    Fravaerstype,
    Lukkedag,
    Medarbejder,
    Regelsaet,
    Rehabiliteringsorgan,
    Stedfortraeder,
    Team,
    Tilbudstype,
)
from kommuner.tenancy import kommunekontekst
from opfoelgning.dagsslags import DAGSSLAGS
from opfoelgning.models import (
    Beslutning,
    Dataimport,
    Forslag,
    Gemtfilter,
    Genbehandlingssag,
    Henvendelse,
    Kladde,
    Koersel,
    Kontakt,
    Opbevaringsregel,
    Opfoelgning,
    Rapportmaal,
    Sagsgennemgang,
    Sletningsstop,
    Stepup,
)
from opfoelgning.views.genbehandling import TRIN
from tests.raekker import DAG, START, make_borger, make_forloeb, make_medarbejder

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
    "dataimport_vis": ("L 403 403 403 403 200 403 403", "L 403 403 403 403 200 403 403"),
    "dataimport_fejl": ("L 403 403 403 403 200 403 403", "L 405 405 405 405 405 405 405"),
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
    "rapporter": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_csv": ("L 403 403 403 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_borgere": ("L 403 403 403 404 403 403 403", "L 405 405 405 405 405 405 405"),
    "rapport_maal": ("L 403 403 403 200 200 403 403", "L 403 403 403 422 422 403 403"),
    "rapport_maal_fjern": ("L 405 405 405 405 405 405 405", "L 403 403 403 302 302 403 403"),
    "team": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_csv": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_borgere": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
    "team_borgere_csv": ("L 403 403 403 200 403 403 403", "L 405 405 405 405 405 405 405"),
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
    "afslut": ("L 200 404 403 200 403 403 404", "L 422 404 403 422 403 403 404"),
    "genaabn": ("L 302 404 302 302 403 403 404", "L 302 404 302 302 403 403 404"),
    "moede_fortryd": ("L 405 405 405 405 405 405 405", "L 403 404 403 403 403 403 404"),
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
STEPUP = ("aftale", "pdf", "skema", "samtykke", "plan", "moede", "aftal", "slut")
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
    "opfoelgning_flyt": "planlagt",
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
    **{"tildeling_fortryd": "tildeling", "sagsbehandling_fortryd": "sagsbehandling"},
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


@dataclass
class World:
    """Two kommuner that look alike: people by role, and ids of rows of «egen» and of the other kommune."""

    users: dict[str, Medarbejder] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    foreign: list[dict[str, int]] = field(default_factory=list)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(self, role: str, method: str, url: str, data: dict | None = None) -> HttpResponse:
        """One request, undone afterwards."""
        client = Client(raise_request_exception=False)
        client.cookies.load(self._session(role))
        with transaction.atomic():
            answer = client.get(url) if method == "GET" else client.post(url, data or {})
            if answer.streaming:
                # The file is written after the request; read it while its rows are there.
                answer = HttpResponse(b"".join(answer.streaming_content), status=answer.status_code)
            transaction.set_rollback(True)
        return answer

    def _session(self, role: str) -> dict[str, str]:
        """Cookies of somebody who has logged in; none for whoever has not."""
        user = self.users.get(role)
        if user and role not in self.sessions:
            client = Client()
            with kommunekontekst(user.kommune_id):
                client.force_login(user)
            self.sessions[role] = {name: cookie.value for name, cookie in client.cookies.items()}
        return self.sessions.get(role, {})


@pytest.fixture
def policies_opened(connect):
    """Take row-level security down: what holds now, Python holds alone."""
    owner = connect("ejer", autocommit=True)
    for table in _protected(owner):
        owner.execute(f"ALTER POLICY egen_kommune ON {table} USING (true)")
    yield
    for table in _protected(owner):
        policy = (
            "user_id IN (SELECT id FROM kommuner_medarbejder)" if table in USER_TABLES else KOMMUNE_POLICY
        )
        owner.execute(f"ALTER POLICY egen_kommune ON {table} USING ({policy})")


def _protected(owner) -> list[str]:
    return [row[0] for row in owner.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")]


@pytest.fixture
def python_opened(monkeypatch):
    """Let every case be visible and writable in Python: what holds now, the database holds alone."""
    for door in ("synlig_for", "teamets", "writable_for"):
        monkeypatch.setattr(ForloebQuerySet, door, lambda self, user, dag: self.all())


@pytest.fixture
def make_world(settings):
    """Called inside a database fixture, so that the walls are taken down before the transaction begins."""
    settings.IDAG = DAG
    settings.DEMO = False

    def make(kommune, other_kommune) -> World:
        world = World()
        _people(world)
        world.own = _case(world.users["egen"], "Åse Ørsted", "6101801234")
        with kommunekontekst(other_kommune.pk):
            team = Team.objects.create(navn="Hemmeligteam")
            world.users["fremmed"] = make_medarbejder(
                "fremmed", "jobformidler", team=team, navn="Frida Hemmelig"
            )
            leder = make_medarbejder("leder.b", "teamleder", team=team, navn="Lars Hemmelig")
            world.foreign = [
                _case(world.users["fremmed"], "Signe Hemmelig", "6202801234"),
                _case(leder, "Ulrik Hemmelig", "6302801234", tildelt=False),
            ]
        return world

    return make


def _people(world: World) -> None:
    fleks, nord = Team.objects.create(navn="Fleksteam"), Team.objects.create(navn="Nordteam")
    make = make_medarbejder
    world.users |= {
        "egen": make("egen", "jobformidler", team=fleks),
        "andet_team": make("andet", "jobformidler", team=nord),
        "sagsbehandler": make("sagsbehandler", "sagsbehandler", team=fleks),
        "teamleder": make("teamleder", "teamleder", team=fleks),
        "administrator": make("administrator", "administrator"),
        "ingen_rolle": make("ingen"),
    }


def _case(jobformidler: Medarbejder, navn: str, cpr: str, tildelt: bool = True) -> dict[str, int]:
    """A case in fase 2 without contact for long, with a contact and a draft of the jobformidler; its ids."""
    forloeb = make_forloeb(make_borger(navn, cpr))
    forloeb.faser.create(nr=2, start=START)
    forloeb.ydelser.create(type="ledighedsydelse", start=START)
    foer = {
        "forloeb": forloeb,
        "medarbejder": jobformidler,
        "start": START - timedelta(days=9),
        "slut": START,
    }
    haft = {"tildeling": Tildeling.objects.create(**foer).pk}
    haft |= {"sagsbehandling": Sagsbehandling.objects.create(**foer).pk}
    if tildelt:
        Tildeling.objects.create(forloeb=forloeb, medarbejder=jobformidler, start=START)
    kontakt = Kontakt.objects.create(
        forloeb=forloeb, dato=START, form="telefon", status="gennemfoert", registreret_af=jobformidler
    )
    kladde = Kladde.objects.create(
        forloeb=forloeb, medarbejder=jobformidler, formular="kontakt", indhold={"note": navn}
    )
    setup_code_tables()
    own = {"forloeb": forloeb, "start": START, "registreret_af": jobformidler}
    ferie = Fravaerstype.objects.get(kode="ferie", kommune=forloeb.kommune_id)
    fravaer = Fravaer.objects.create(type=ferie, slut=DAG, **own)
    anden_aktoer = AndenAktoer.objects.create(hjemmel="stk1", slut=DAG, **own)
    ids = {"borger": forloeb.borger_id, "forloeb": forloeb.pk, "kontakt": kontakt.pk, "kladde": kladde.pk}
    praktik = Tilbudstype.objects.get(kode="virksomhedspraktik", kommune=forloeb.kommune_id)
    ids |= {"fravaerstype": ferie.pk, "tilbudstype": praktik.pk}
    ids |= {"team": Team.objects.filter(kommune=forloeb.kommune_id).latest("pk").pk}
    moede = Rehabiliteringsmoede.objects.create(forloeb=forloeb, dato=START, status="holdt")
    afgjort = Afgoerelse.objects.create(forloeb=forloeb, dato=START, resultat="ikke_visiteret", start=START)
    ids |= {"moede": moede.pk, "afgoerelse": afgjort.pk} | haft
    ids |= _own_facts(own)
    ids |= {"fravaer": fravaer.pk, "anden_aktoer": anden_aktoer.pk}
    fra = DAG + timedelta(days=30 + forloeb.pk % 7)
    ids["regelsaet"] = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=fra, kilde=navn).pk
    mentor = Tilbudstype.objects.get(kode="mentor", kommune=forloeb.kommune_id)
    tilbud = Tilbud.objects.create(type=mentor, slut=DAG, **own)
    ids |= {"tilbud": tilbud.pk, **_plan(tilbud, jobformidler)}
    return (
        ids
        | _company(forloeb, navn)
        | _preparation(forloeb, jobformidler, navn)
        | _to_the_leader(forloeb, navn, jobformidler)
        | _files(jobformidler)
        | _of_a_leader(jobformidler, navn, DAG + timedelta(days=forloeb.pk))
        | _kept(forloeb, jobformidler)
        | {"medarbejder": make_medarbejder(f"ny{forloeb.pk}", "jobformidler", navn=navn, is_active=False).pk}
    )


def _of_a_leader(af: Medarbejder, navn: str, dag: date) -> dict[str, int]:
    """A filter and an overdrag of somebody's own, and the day on which she stands in; their ids."""
    givet = Overdrag.objects.create(medarbejder=af, fra=START, begrundelse=navn, registreret_af=af)
    return {
        "filter": Gemtfilter.objects.create(medarbejder=af, navn=navn, valg={"navn": navn}).pk,
        "overdrag": givet.pk,
        "vikar": Stedfortraeder.objects.create(
            team=af.team, medarbejder=af, start=dag, slut=dag + timedelta(days=1)
        ).pk,
    }


def _preparation(forloeb: Forloeb, af: Medarbejder, navn: str) -> dict[str, int]:
    """What fase 1 left behind, written by ``af``; its ids."""
    own = {"registreret_af": af}
    paa = own | {"dato": START}
    return {
        "skema": _skema(af, START + timedelta(days=100 + forloeb.pk)),
        "fase": forloeb.faser.create(nr=1, start=START - timedelta(days=70), slut=START, **own).pk,
        "jobmaal": forloeb.jobmaal.create(jobfunktion=navn, foreslaaet_af="borger", start=START, **own).pk,
        "konsulent": forloeb.konsulentdeltagelser.create(navn=navn, **paa).pk,
        "orientering": forloeb.orienteringer.create(tekst=navn, **paa).pk,
        "dokument": forloeb.dokumentanmodninger.create(dokument=navn, hos=navn, frist=DAG, **paa).pk,
    }


def _to_the_leader(forloeb: Forloeb, navn: str, af: Medarbejder) -> dict[str, int]:
    """A proposal that waits, a decision and a genbehandling on its way; their ids."""
    own = {"forloeb": forloeb, "dato": DAG, "registreret_af": af}
    beslutning = Beslutning.objects.create(udfald="genbehandling", begrundelse=navn, **own)
    return {
        "forslag": Forslag.objects.create(type="genbehandling", begrundelse=navn, **own).pk,
        "beslutning": beslutning.pk,
        "genbehandlingssag": Genbehandlingssag.objects.create(beslutning=beslutning, **own).pk,
        "stepup": _step_up(forloeb).pk,
    }


def _step_up(forloeb: Forloeb) -> Stepup:
    """In an older case of the same borger, by the model that has step-ups; whoever has the one has the other."""
    aeldre = make_forloeb(forloeb.borger, START - timedelta(days=30), indsatsmodel="fsm2")
    for tildeling in forloeb.tildelinger.filter(slut=None):
        Tildeling.objects.create(forloeb=aeldre, medarbejder=tildeling.medarbejder, start=aeldre.start)
    return Stepup.objects.create(forloeb=aeldre, dato=DAG, aftale=forloeb.borger.navn)


def _files(af: Medarbejder) -> dict[str, int]:
    """A file that was tried and waits for a yes, and a run of the jobs, named like somebody; their ids."""
    fejl = [[2, "Navn", af.navn]]
    proevet = Dataimport.objects.create(
        medarbejder=af, filnavn=af.navn, format="csv", fejl=fejl, tilstand="proevet"
    )
    koersel = Koersel.objects.create(
        opgave="genberegn", dag=DAG, fejl=[{"forloeb": af.navn, "fejl": af.navn}]
    )
    return {"dataimport": proevet.pk, "koersel": koersel.pk}


def _kept(forloeb: Forloeb, af: Medarbejder) -> dict[str, int]:
    """A closed case that must not be deleted, and a rule to come, with somebody's name in both; their ids."""
    lukket = make_forloeb(forloeb.borger, date(2015, 1, 1), slut=date(2016, 1, 1))
    for tildeling in forloeb.tildelinger.filter(slut=None):
        period = {"start": lukket.start, "slut": lukket.slut}
        Tildeling.objects.create(forloeb=lukket, medarbejder=tildeling.medarbejder, **period)
    stop = Sletningsstop.objects.create(forloeb=lukket, slut=date(2030, 1, 1), begrundelse=af.navn, af=af)
    fra = DAG + timedelta(days=forloeb.pk)
    regel = Opbevaringsregel.objects.create(slags="kladde", antal=7, gyldig_fra=fra, kilde=af.navn, af=af)
    return {"lukket": lukket.pk, "stop": stop.pk, "opbevaringsregel": regel.pk}


def _skema(af: Medarbejder, fra: date) -> int:
    indhold = {"dele": [], "afsnit": [], "orientering": [af.navn]}
    return Forberedelsesskema.objects.create(indsatsmodel="uif2", gyldig_fra=fra, indhold=indhold, af=af).pk


def _own_facts(own: dict) -> dict[str, int]:
    """What the jobformidler registered long ago; its ids."""
    gammel = own | {"start": date(2015, 1, 1), "slut": date(2015, 2, 1)}
    forloeb, af = own["forloeb"], own["registreret_af"]
    job = Ansaettelse.objects.create(**gammel)
    gennemgang = Sagsgennemgang.objects.create(
        forloeb=forloeb, dato=START, resultat="lovlig_grund", registreret_af=af
    )
    return {
        "ydelse": Ydelse.objects.create(type="sygedagpenge", **gammel).pk,
        "markering": Persongruppemarkering.objects.create(navn="Udvikling i fleksjob II", **gammel).pk,
        "eget_job": job.pk,
        "aftale": Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job).pk,
        "sagsgennemgang": gennemgang.pk,
    }


def _company(forloeb: Forloeb, navn: str) -> dict[str, int]:
    """A company named like the borger who works there, with one of everything; its ids."""
    firma = Virksomhed.objects.create(**name_fields(f"Firma {navn}"))
    job = Ansaettelse.objects.create(forloeb=forloeb, virksomhed=firma, start=START)
    return {
        "ansaettelse": job.pk,
        "timer": job.timer.create(forloeb=forloeb, fra=START, timer=12).pk,
        "virksomhed": firma.pk,
        "kontaktperson": firma.kontaktpersoner.create(navn=navn).pk,
        "aabning": firma.aabninger.create(opgaver=navn, start=START).pk,
        "notat": firma.notater.create(dato=START, form="telefon", note=navn).pk,
        "organ": Rehabiliteringsorgan.objects.create(
            navn=navn, gyldig_fra=START + timedelta(days=forloeb.pk), meget_begraenset_timer=10
        ).pk,
        **_follow_ups(job, navn),
        "rapportmaal": Rapportmaal.objects.create(
            rapport="kontakt", gyldig_fra=START + timedelta(days=forloeb.pk), maal=50
        ).pk,
        "lukkedag": Lukkedag.objects.create(dag=START + timedelta(days=forloeb.pk), navn=navn).pk,
    }


def _follow_ups(job: Ansaettelse, navn: str) -> dict[str, int]:
    """A follow-up that was held and one that is planned; their ids."""
    af = Kontakt.objects.get(forloeb=job.forloeb).registreret_af
    fakta = {
        "ansaettelse": job,
        "forloeb": job.forloeb,
        "form": "telefon",
        "registreret_af": af,
        "note": navn,
    }
    holdt = Opfoelgning.objects.create(dato=START, status="gennemfoert", **fakta)
    planlagt = Opfoelgning.objects.create(dato=DAG, status="planlagt", **fakta)
    return {"opfoelgning": holdt.pk, "planlagt": planlagt.pk}


def _plan(tilbud: Tilbud, af: Medarbejder) -> dict[str, int]:
    """An agreement, a message, a follow-up in a measure and a state of the CV; their ids."""
    fakta = {"forloeb": tilbud.forloeb, "registreret_af": af}
    modtaget = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    paa_dag = {"dato": START, **fakta}
    return {
        "planaftale": Planaftale.objects.create(hvad="Ring", **paa_dag).pk,
        "henvendelse": Henvendelse.objects.create(modtaget=modtaget, **fakta).pk,
        "tilbudsopfoelgning": tilbud.opfoelgninger.create(form="besoeg", note="Godt", **paa_dag).pk,
        "cv": CvTilstand.objects.create(stand="klar", **paa_dag).pk,
    }


@pytest.fixture
def world(kommune, other_kommune, make_world) -> World:
    return make_world(kommune, other_kommune)


@pytest.fixture
def world_of_python(policies_opened, kommune, other_kommune, make_world) -> World:
    return make_world(kommune, other_kommune)


# The URLconf and the table


def test_every_address_has_a_row_in_the_table():
    missing = sorted({a.name for a in ADDRESSES} - EXPECTED.keys())
    assert not missing, f"Say in EXPECTED who may open: {', '.join(missing)}"


def test_every_row_of_the_table_is_an_address():
    assert EXPECTED.keys() <= {a.name for a in ADDRESSES}
    assert all(len(line.split()) == len(ROLES) for lines in EXPECTED.values() for line in lines)


# The matrix


def _expected(role: str, name: str, method: str) -> str:
    return EXPECTED[name][method == "POST"].split()[ROLES.index(role)]


def _told(answer: HttpResponse) -> str:
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/konto/log-paa")
    return LOGIN if to_login else str(answer.status_code)


def _deviations(world: World, role: str) -> list[str]:
    found = []
    for address in ADDRESSES:
        for method in ("GET", "POST"):
            answer = world.answer(role, method, address.url(world.own))
            told, expected = _told(answer), _expected(role, address.name, method)
            if told != expected:
                found.append(f"{method} {address.name}: {told}, not {expected}")
            if role != "fremmed" and "Hemmelig" in answer.content.decode(errors="replace"):
                found.append(f"{method} {address.name}: names somebody of another kommune")
            if role == "fremmed" and "Ørsted" in answer.content.decode(errors="replace"):
                found.append(f"{method} {address.name}: names somebody of another kommune")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_matrix(world, role):
    assert _deviations(world, role) == []


@pytest.mark.parametrize("role", ROLES)
def test_matrix_without_row_level_security(world_of_python, role):
    assert _deviations(world_of_python, role) == []


# Foreign is unknown


def _same(answer: HttpResponse) -> tuple[int, str]:
    body = answer.content.decode(errors="replace")
    return answer.status_code, re.sub(
        r'(name="csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', "", body
    )


def _leaks(world: World, role: str) -> list[str]:
    """Addresses that answer an id of another kommune otherwise than an id nobody has."""
    found = []
    unknown = dict.fromkeys(world.own, UNKNOWN)
    for address in (a for a in ADDRESSES if a.has_id):
        for method in ("GET", "POST"):
            nobody = _same(world.answer(role, method, address.url(unknown)))
            if nobody[0] == 405:
                continue  # said before the id is looked at
            foreign = [world.own] if role == "fremmed" else world.foreign
            others = {_same(world.answer(role, method, address.url(ids))) for ids in foreign}
            if others != {nobody}:
                found.append(f"{method} {address.name}: {[status for status, _ in others]}, not {nobody[0]}")
    return found


# Somebody of another team and somebody without a role are told less than these on every page.
THOSE_WITH_CASES = ["egen", "sagsbehandler", "teamleder", "administrator", "fremmed"]


def test_a_foreign_id_is_an_unknown_id(world):
    """With both walls standing; each of them does it alone for everybody below."""
    assert _leaks(world, "egen") == []


@pytest.mark.parametrize("role", THOSE_WITH_CASES)
def test_a_foreign_id_is_an_unknown_id_without_row_level_security(world_of_python, role):
    assert _leaks(world_of_python, role) == []


@pytest.mark.parametrize("role", THOSE_WITH_CASES)
def test_a_foreign_id_is_an_unknown_id_for_the_database_alone(python_opened, world, role):
    assert _leaks(world, role) == []


# Where a colleague of another team is told how to ask; everywhere else she is told nothing.
SAYS_HOW_TO_ASK = {"borger", "bed_om_adgang"}


def test_a_case_of_another_team_is_an_unknown_one(world):
    """Within a kommune too: the same 404, status and page."""
    about_cases = (a for a in ADDRESSES if a.has_id and MEANS.get(a.name, "borger") not in SHARED)
    for address in (a for a in about_cases if a.name not in SAYS_HOW_TO_ASK):
        for method in ("GET", "POST"):
            theirs = world.answer("andet_team", method, address.url(world.own))
            nobody = world.answer("andet_team", method, address.url(dict.fromkeys(world.own, UNKNOWN)))
            assert _same(theirs) == _same(nobody), (address.name, method)


@pytest.mark.parametrize("role", ["egen", "teamleder", "sagsbehandler"])
@pytest.mark.parametrize("asked", ["Hemmelig", "Signe", "620280-1234"])
@pytest.mark.parametrize("opened", [False, True], ids=["both walls", "without row-level security"])
def test_a_search_finds_nobody_of_another_kommune(request, role, asked, opened):
    world = request.getfixturevalue("world_of_python" if opened else "world")
    page = world.answer(role, "POST", reverse("soeg"), {"q": asked}).content.decode()
    assert "Signe Hemmelig" not in page
    assert "Hemmeligteam" not in page


def test_the_tests_own_walls_are_what_they_seem(world, other_kommune):
    """Each wall alone hides a foreign case, the one nobody has too: neither test above passes by accident."""
    egen = world.users["egen"]
    for ids in world.foreign:
        assert not Forloeb.objects.filter(pk=ids["forloeb"]).exists()
        with kommunekontekst(other_kommune.pk):
            assert Forloeb.objects.filter(pk=ids["forloeb"]).exists()
            assert not Forloeb.objects.synlig_for(egen, DAG).filter(pk=ids["forloeb"]).exists()


def test_without_row_level_security_foreign_rows_are_there(world_of_python):
    assert Forloeb.objects.filter(pk=world_of_python.foreign[0]["forloeb"]).exists()
    assert all(has_kommune(model) for model in (Forloeb, Kontakt))
