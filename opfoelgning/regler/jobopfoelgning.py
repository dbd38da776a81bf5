"""A follow-up in every fleksjob at least so often, by law.

Parameters: ``maaneder`` and ``varsel_dage``. Source: the law, as configured; the municipality verifies it. Every held
follow-up in the job counts: no record tells a statutory one from others.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import partial

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.jobvindue import holdte
from opfoelgning.regler.stilling import INTET, Stilling, frem, nedtaelling, saml, udfald
from opfoelgning.regler.typer import AABEN, Ansaettelse, Sagsfakta, Straekning, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job that runs on the day."""
    if not sag.ansaettelser:
        return INTET
    return saml(
        udfald(regel, sag, regler, dag, partial(_stilling, regel, _ankre(job), regler), genstand=job.id)
        for job in sag.ansaettelser
        if job.start <= dag < job.slut
    )


def _ankre(job: Ansaettelse) -> list[date]:
    """Return the days from which the months are counted: the job's first and those of its held follow-ups, in order."""
    return [job.start, *[o.dato for o in holdte(job, job.start, AABEN)]]


def _stilling(regel: Regel, ankre: list[date], regler: Regelvaerdier, dag: date) -> Stilling | None:
    begyndt = bisect_right(ankre, dag)
    if not begyndt:
        return None
    anker = ankre[begyndt - 1]
    version = regler.gaeldende(anker, dag)
    frist = frem(anker, version, regel)
    skel = (anker, regler.seneste_loebende_skift(dag))
    return nedtaelling(
        dag, frist, version.tal(regel.noegle("varsel_dage")), skel, anker=anker, version=version
    )


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days since the latest follow-up, or the job's start, as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Fleksjob uden ny opfølgning", vurdering.genstand)
