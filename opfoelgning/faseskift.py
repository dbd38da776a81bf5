"""What a fleksjob, its hours and its agreement make of the phases. Pure: facts in, the next step out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kalender.dansk import tal
from kalender.perioder import daekkende, foren
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.jobvindue import faa_timer, i_maalgruppe
from opfoelgning.regler.typer import AABEN, Ansaettelse, Fase, Sagsfakta

_MAALGRUPPE = "persongruppe"
_LEDIG = "ledighedsydelse"


class Skift(NamedTuple):
    """That the present phase ends, or none runs, and ``fase`` (None: no phase) begins on ``dato``; why, in Danish.

    ``forlader``: the hours have outgrown the model, and the borger leaves it with the job going on.
    """

    dato: date
    fase: int | None
    grund: str
    forlader: bool = False


def phase_of_job(regler: Regelvaerdier) -> int | None:
    """The phase of those in a job of few hours; None in a model without one."""
    maalgruppe = regler.model.koder.get(_MAALGRUPPE)
    return maalgruppe.opsaetning["faser"][0] if maalgruppe else None


def naeste_skift(sag: Sagsfakta, regler: Regelvaerdier) -> Skift | None:
    """The step the last phase must take for the phases to agree with the jobs; None when they do.

    The phase of the job begins with the first day of few hours under a completed agreement, and ends with the few
    hours: with the job back to the phase before, for somebody on ledighedsydelse, else with no phase. What few hours
    are, the rule on follow-ups says. None in a model that has no phase for those in a job of few hours.
    """
    jobfase = phase_of_job(regler)
    if jobfase is None or not sag.faser:
        return None
    fase = sag.faser[-1]
    if fase.nr == jobfase and fase.slut == AABEN:
        return _leave(sag, regler, fase)
    kommer_til = (fase.nr, jobfase) in regler.model.trin or fase.nr == jobfase
    ind = _enter(sag, regler, fase, jobfase) if kommer_til else None
    return ind or (_after_the_job(sag, regler, fase) if fase.nr == jobfase else None)


def _after_the_job(sag: Sagsfakta, regler: Regelvaerdier, fase: Fase) -> Skift | None:
    """Back when the job is over, for somebody on ledighedsydelse then or later, also if it had outgrown the phase."""
    job = next((job for job in sag.ansaettelser if job.start < fase.slut <= job.slut), None)
    if job is None or job.slut == AABEN or daekkende(sag.ansaettelser, job.slut):
        return None
    ledig = next((y for y in sag.ydelser if y.type == _LEDIG and y.slut > job.slut), None)
    if ledig is None or any(job.slut < andet.start <= ledig.start for andet in sag.ansaettelser):
        return None
    dato = max(job.slut, ledig.start)
    return Skift(dato, phase_before(regler, fase.nr), "Fleksjobbet er slut, og borgeren får ledighedsydelse")


def _enter(sag: Sagsfakta, regler: Regelvaerdier, fase: Fase, jobfase: int) -> Skift | None:
    tidligst = fase.start if fase.slut == AABEN else fase.slut
    med_aftale = foren(p for job in sag.ansaettelser for p in i_maalgruppe(job, regler))
    periode = next((p for p in med_aftale if p.slut > tidligst), None)
    if periode is None:
        return None
    grund = f"Fleksjob på højst {_limit(regler, sag, periode.start)} om ugen med udfyldt fleksjobaftale"
    return Skift(max(periode.start, tidligst), jobfase, grund)


def _leave(sag: Sagsfakta, regler: Regelvaerdier, fase: Fase) -> Skift | None:
    med_faa = foren(p for job in sag.ansaettelser for p in faa_timer(job, regler))
    faa = next((p for p in med_faa if p.slut > fase.start), None)
    if faa is None or faa.slut == AABEN:
        return None
    if daekkende(sag.ansaettelser, faa.slut):
        graense = _limit(regler, sag, faa.start)
        grund = f"Fleksjobbet er på over {graense} om ugen, så borgeren forlader indsatsen"
        return Skift(faa.slut, None, grund, forlader=True)
    if _is_unemployed(sag, faa.slut):
        tilbage = phase_before(regler, fase.nr)
        return Skift(faa.slut, tilbage, "Fleksjobbet er slut, og borgeren får ledighedsydelse")
    return Skift(faa.slut, None, "Fleksjobbet er slut, og der er ikke registreret ledighedsydelse")


def _is_unemployed(sag: Sagsfakta, dag: date) -> bool:
    return any(y.type == _LEDIG and y.start <= dag < y.slut for y in sag.ydelser)


def phase_before(regler: Regelvaerdier, nr: int) -> int:
    """The phase that somebody goes back to from the phase of the job."""
    return next(til for fra, til in regler.model.trin if fra == nr)


def _limit(regler: Regelvaerdier, sag: Sagsfakta, dag: date) -> str:
    """The limit of the job that runs on the day."""
    job: Ansaettelse | None = daekkende(sag.ansaettelser, dag)
    return few_hours(regler, job.start if job else dag)


def few_hours(regler: Regelvaerdier, anker: date) -> str:
    """The limit for a job that began on a day, in the hours the model counts: «10 effektive timer»."""
    version = regler.gaeldende(anker, anker)
    enhed = "timer" if version.tekst("opfoelgning_antal.timegrundlag") == "aftalte" else "effektive timer"
    return f"{tal(version.tal('opfoelgning_antal.timegraense'))} {enhed}"
