"""The status of a temporary fleksjob when it has lasted so long, by law.

Parameters: ``maaneder``, ``tidligst_dage_foer`` and ``varsel_dage``. Source: the law, as configured; the municipality
verifies it. Every job counts as temporary, since no record tells; a status meeting held in the job early enough, or
later, is the status.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.jobvindue import statusmoede_holdt
from opfoelgning.regler.stilling import INTET, Stilling, frem, nedtaelling, saml, udfald
from opfoelgning.regler.typer import Ansaettelse, Sagsfakta, Straekning, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job that runs on the day until its status is held."""
    if not sag.ansaettelser:
        return INTET
    return saml(
        udfald(regel, sag, regler, dag, partial(_stilling, regel, job, regler), genstand=job.id)
        for job in sag.ansaettelser
        if job.start <= dag < job.slut
    )


def _stilling(regel: Regel, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Stilling | None:
    if dag < job.start:
        return None
    version = regler.gaeldende(job.start, dag)
    frist = frem(job.start, version, regel)
    if statusmoede_holdt(job, frist - timedelta(days=version.tal(regel.noegle("tidligst_dage_foer"))), dag):
        return None
    skel = (job.start, regler.seneste_loebende_skift(dag))
    return nedtaelling(
        dag, frist, version.tal(regel.noegle("varsel_dage")), skel, anker=job.start, version=version
    )


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days in the job as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "I samme fleksjob", vurdering.genstand)
