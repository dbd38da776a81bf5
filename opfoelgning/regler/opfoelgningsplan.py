"""After the status meeting in a fleksjob of few hours there must be a date for the next follow-up.

Source: Udvikling i fleksjob II, indsatsmodel. How soon is a local choice.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from kalender.perioder import daekkende
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.jobvindue import faa_timer, holdte
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, nedtaelling, saml, udfald
from opfoelgning.regler.typer import Ansaettelse, Sagsfakta, Straekning, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job whose status meeting is held and whose next follow-up has no date."""
    if not sag.ansaettelser:
        return INTET
    return saml(
        _udfald(regel, sag, job, regler, dag)
        for job in sag.ansaettelser
        if job.start <= dag < job.slut and any(o.statusmoede for o in job.opfoelgninger)
    )


def _udfald(regel: Regel, sag: Sagsfakta, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Udfald:
    svar = udfald(regel, sag, regler, dag, partial(_stilling, regel, job, regler), genstand=job.id)
    plan_forbi = (plan + EN_DAG for plan in _planlagte(job) if plan >= dag)
    return svar._replace(naeste=min([svar.naeste, *plan_forbi]))


def _planlagte(job: Ansaettelse) -> list[date]:
    return [o.dato for o in job.opfoelgninger if o.status == "planlagt" and o.dato < date.max]


def _stilling(regel: Regel, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Stilling | None:
    faa = daekkende(faa_timer(job, regler), dag)
    holdt = holdte(job, date.min, dag)
    if faa is None or not any(o.statusmoede for o in holdt) or _plan_paa(job, dag):
        return None
    anker = holdt[-1].dato
    version = regler.gaeldende(anker, dag)
    dage = version.tal(regel.noegle("inden_dage"))
    frist = anker + timedelta(days=dage)
    planer = (plan + EN_DAG for plan in _planlagte(job))
    skel = (faa.start, anker, *planer, regler.seneste_loebende_skift(dag))
    return nedtaelling(dag, frist, dage, skel, anker=anker, version=version)


def _plan_paa(job: Ansaettelse, dag: date) -> bool:
    return any(o.status == "planlagt" and o.dato >= dag for o in job.opfoelgninger)


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days since the latest follow-up as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Ingen ny dato for opfølgning", vurdering.genstand)
