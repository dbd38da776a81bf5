"""What pages and kinds of rows are called in the log and in a borger's Historik."""

from __future__ import annotations

from opfoelgning.spornavne import NAVNE

SIDER = {
    "annuller": "En annullering",
    "bed_om_adgang": "Bad om adgang",
    "beslutning": "Beslutning",
    "beslutninger": "Beslutninger",
    "beslutningsnotat": "Beslutningsnotat",
    "borger": "Overblik",
    "borger_cpr": "CPR-nummeret",
    "borger_dengang": "Overblik, som det stod en tidligere dag",
    "borger_ny": "Ny borger",
    "borgere": "Borgere",
    "dataimport_fejl": "Linjer med fejl i en import",
    "fleksjob": "Fleksjob og timer",
    "fleksjobaftale_pdf": "Fleksjobaftale som PDF",
    "forberedelse": "Forberedelse",
    "genbehandling": "Genbehandling",
    "historik": "Historik",
    "hvadnu": "Hvad nu hvis",
    "hvorfor": "En forklaring",
    "indsats": "Indsats og fravær",
    "kalender": "Kalender",
    "kalender_feed": "Kalenderprogram",
    "kladder": "Kladder",
    "kontakter": "Kontakter",
    "mine": "Mine borgere",
    "mine_dengang": "Mine borgere, som de stod en anden dag",
    "mine_raekke": "Mine borgere",
    "plan": "Plan",
    "prognose": "Prognose",
    "prognose_csv": "Prognose som fil",
    "regel_ret": "Ret regel: virkningen",
    "regelsaet_indlaes": "Indlæs regler: virkningen",
    "rehabilitering": "Visitation",
    "resume": "Resumé",
    "resume_udskrift": "Resumé til udskrift",
    "sagsakt": "Sagsakt som PDF",
    "sagsstamme": "Makkerpar",
    "soeg": "Søgning",
    "stepup": "Step-up",
    "stepup_pdf": "Aftaledokument som PDF",
    "team": "Teamoverblik",
    "team_borgere": "Teamets borgere",
    "team_borgere_csv": "Teamets borgere som fil",
    "virksomhed": "En virksomhed",
}
UDEN_SAG = {
    "aabning": "Åbning i en virksomhed",
    "adgang": "Adgang til en borger i et andet team",
    "borger": "Borgerens oplysninger",
    "fratraedelse": "Sidste arbejdsdag",
    "forberedelsesskema": "Afsnit i den forberedende del",
    "fravaerstype": "Fraværstype",
    "kalenderlink": "Kalenderabonnement",
    "kontaktperson": "Kontaktperson",
    "lukkedag": "Lukkedag",
    "medarbejder": "Bruger",
    "overdrag": "Overdrag af borgere",
    "rapportmaal": "Mål i rapporterne",
    "stedfortraeder": "Stedfortræder",
    "udseende": "Kommunens udseende",
    "opbevaringsregel": "Regel for opbevaring",
    "regelsaet": "Regler",
    "rehabiliteringsorgan": "Navn på organet",
    "team": "Team",
    "tilbudstype": "Indsatstype",
    "virksomhed": "Virksomhed",
    "virksomhedsnotat": "Note om en virksomhed",
}
_HVAD = {"insert": "oprettet", "update": "rettet", "delete": "slettet"}


def page_name(side: str) -> str:
    """A page of the read log, in Danish."""
    if side in SIDER:
        return SIDER[side]
    for ascii_, dansk in (("ae", "æ"), ("oe", "ø"), ("aa", "å"), ("_", " ")):
        side = side.replace(ascii_, dansk)
    return side[:1].upper() + side[1:]


def change_name(model_name: str, label: str) -> str:
    """«Kontakt rettet»."""
    navn = NAVNE.get(model_name) or UDEN_SAG.get(model_name) or page_name(model_name)
    return f"{navn} {_HVAD.get(label, label)}"
