"""One page as the browser tests look at it: its address, who sees it, and in which state."""

from dataclasses import dataclass

from django.urls import reverse

from tests.browser.sager import RING_TIL
from tests.browser.tilstande import Handling

JOBFORMIDLER, SAGSBEHANDLER, TEAMLEDER, ADMINISTRATOR = (
    "jobformidler",
    "sagsbehandler",
    "teamleder",
    "administrator",
)
IDA = "Ida Nyvisiteret"  # in fase 1
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
    kode: str = "kontakt"  # of a report

    def url(self, ids: dict[str, int]) -> str:
        """The address, with the ids the rows have."""
        return reverse(self.navn, kwargs=self._parameters(ids)) + self.query

    def _parameters(self, ids: dict[str, int]) -> dict:
        if self.navn == "hvorfor":
            return {"pk": ids[self.borger], "regel": "kontakt"}
        if self.navn == "forberedelse_afsnit":
            return {"pk": ids[self.borger], "afsnit": "2.1"}
        if self.navn == "tildel":
            return {"pk": ids[self.borger], "rolle": "jobformidler"}
        if self.navn == "opbevaring_ret":
            return {"slags": "kladde"}
        if self.navn == "forberedelsesskema":
            return {"model": "uif2"}
        if self.navn in ("rapport", "rapport_borgere", "rapport_maal"):
            return {"kode": self.kode}
        if self.navn == "regel_ret":
            return {"model": "uif2", "regel": "kontakt"}
        if self.navn.startswith("genbehandling_"):
            return {"pk": ids[f"genbehandling {self.borger}"]}
        if self.navn.startswith("stepup_"):
            return {"pk": ids[f"stepup {self.borger}"]}
        return {"pk": ids[self.borger]} if self.navn in MED_BORGER else {}


MED_BORGER = (
    "borger",
    "resume",
    "indsats",
    "aktivitet_ny",
    "fravaer_ny",
    "anden_aktoer_ny",
    "bed_om_adgang",
    "hvorfor",
    "kontakt_ny",
    "kontakt_ret",
    "giv_adgang",
    "ret_adgang",
    "nulstil_totrinslogin",
    *("luk_adgang", "team_ret", "fravaerstype_ret", "tilbudstype_ret", "regelversion_traek_tilbage"),
    *(
        "forslag_ny",
        "beslutning_ny",
        "beslutningsnotat",
        "beslutning_annuller",
        "genbehandling",
        "aendring_ny",
        "parallel_ny",
        "stepup",
    ),
    *("virksomhed", "virksomhed_ret", "virksomhed_oplysninger", "virksomhed_sammenlaeg"),
    *("planaftale_ny", "planaftale_ret", "planaftale_afslut", "henvendelse_ny", "henvendelse_svar"),
    *("tilbudsopfoelgning_ny", "cv_ny"),
    *("plan", "opfoelgning_ny", "opfoelgning_planlaeg", "opfoelgning_flyt", "opfoelgning_ret"),
    *("fleksjob_ret", "fleksjob_annuller", "timer_annuller", "ydelse_ny"),
    *("kontakter", "historik"),
    *("fleksjob", "fleksjob_ny", "timer_skift", "timer_ret", "fleksjob_slut", "fleksjobaftale"),
    *("afslut", "genaabn"),
    *("forloeb_ny", "sletning_stop"),
    "forberedelsesskema_ret",
    *("forberedelse", "forberedelse_start", "forberedelse_start_ret", "orientering_ny", "orientering_ret"),
    *("jobmaal_ny", "jobmaal_ret", "jobmaal_slut", "konsulent_ny", "konsulent_ret"),
    *("dokument_ny", "dokument_ret", "dokument_rykket", "dokument_modtaget"),
    *(
        "borger_ret",
        "forloebsstart",
        "skift_fase",
        "afslut",
        "genaabn",
        "rehabilitering",
        "rehabiliteringsmoede_ny",
        "afgoerelse_ny",
        "sagsstamme",
    ),
    *("kontaktperson_ny", "kontaktperson_ret", "aabning_ny", "aabning_ret", "notat_ny", "notat_ret"),
)
