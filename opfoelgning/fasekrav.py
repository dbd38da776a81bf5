"""Which phases a forløb can begin now, what each of them asks for, and which deadlines begin with it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from forloeb.models import Afgoerelse, Forloeb, Resultat
from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kalender.perioder import daekkende
from opfoelgning.faser import anden_fase, fase_tekst, foerste_fase
from opfoelgning.faseskift import phase_of_job
from opfoelgning.regler.jobvindue import i_maalgruppe
from opfoelgning.regler.typer import AABEN
from opfoelgning.vurdering import Sagsbillede


class Krav(NamedTuple):
    """One thing a phase asks for; ``side`` is the name of the page where it is brought about, ``link`` its words."""

    tekst: str
    opfyldt: bool
    mangler: str
    side: str
    link: str


class Fasevalg(NamedTuple):
    """A phase that can follow; ``frister`` are the rules that begin with it, ``sker`` what else happens."""

    nr: int
    navn: str
    krav: list[Krav]
    frister: list[str]
    sker: list[str]

    @property
    def mangler(self) -> Krav | None:
        """The first thing still missing."""
        return next((k for k in self.krav if not k.opfyldt), None)


def phases_to_choose(forloeb: Forloeb, billede: Sagsbillede, fra: date) -> list[Fasevalg]:
    """The phases the model lets follow the last one, as they stand on the day ``fra``."""
    model, faser = billede.regler.model, billede.sag.faser
    sidste = faser[-1] if faser else None
    if sidste is None:
        mulige = [model.faser[0].nr]
    else:
        mulige = [til for fra_nr, til in model.trin if fra_nr == sidste.nr]
        mulige += [sidste.nr] if sidste.slut != AABEN else []
    return [
        Fasevalg(
            nr,
            fase_tekst(model.kode, nr),
            _krav(forloeb, billede, nr, fra),
            _frister(billede, nr),
            _sker(billede, nr, fra),
        )
        for nr in sorted(set(mulige))
    ]


def _krav(forloeb: Forloeb, billede: Sagsbillede, nr: int, fra: date) -> list[Krav]:
    koder, sag = billede.regler.model.koder, billede.sag
    krav = []
    sidste = sag.faser[-1].nr if sag.faser else None
    if nr == anden_fase(forloeb.indsatsmodel) and sidste == foerste_fase(forloeb.indsatsmodel):
        visiteret = Afgoerelse.objects.filter(forloeb=forloeb, resultat=Resultat.VISITERET, start__lte=fra)
        krav.append(
            Krav(
                *("Visiteret til fleksjob", visiteret.exists(), f"Fase {nr} kræver en visitation."),
                *("rehabilitering", "Skriv afgørelsen"),
            )
        )
    if "jobformidler" in koder and nr in koder["jobformidler"].opsaetning["faser"]:
        har = bool(daekkende(sag.tildelinger, fra))
        krav.append(
            Krav(
                "Jobformidler", har, f"Fase {nr} kræver en jobformidler.", "sagsstamme", "Tildel jobformidler"
            )
        )
    if "persongruppe" in koder and nr in koder["persongruppe"].opsaetning["faser"]:
        perioder = [p for job in sag.ansaettelser for p in i_maalgruppe(job, billede.regler)]
        krav.append(
            Krav(
                *("Fleksjob med få timer og udfyldt fleksjobaftale", bool(daekkende(perioder, fra))),
                *(f"Fase {nr} kræver en fleksjobaftale.", "fleksjob", "Opret fleksjob"),
            )
        )
    return krav


def _sker(billede: Sagsbillede, nr: int, fra: date) -> list[str]:
    """What the phase of the job brings along: follow-ups that are planned, and the mark to be set."""
    if nr != phase_of_job(billede.regler):
        return []
    version = billede.regler.gaeldende(fra, fra)
    antal, heraf = (version.tal(f"opfoelgning_antal.{navn}") for navn in ("antal", "heraf_fremmoede"))
    inden = add_months(fra, version.tal("opfoelgning_antal.maaneder"))
    planlagt = f"{antal} opfølgninger (mindst {heraf} ved fremmøde) inden {dato_aar(inden)} og statusmøde"
    sker = [f"Der oprettes {planlagt}."]
    if not billede.sag.progredierende_fra:
        sker.append(f"Husk persongruppemarkeringen «{version.tekst('persongruppe.navn')}».")
    return sker


def _frister(billede: Sagsbillede, nr: int) -> list[str]:
    """Duties that run over the phase; what is merely missing in it is among its conditions."""
    return [
        regel.navn
        for regel in billede.regler.model.regler
        if regel.slags != "mangler"
        and (nr in regel.opsaetning.get("faser", ()) or nr == regel.opsaetning.get("fase"))
    ]
