"""No more hours for a long time in a fleksjob of few hours: time for a parallel virksomhedspraktik.

Source: Udvikling i fleksjob II, indsatsmodel (step-up 2). The number of months is a local choice. A suggestion: it
has no frist and is never overskredet. Effective hours decide whether hours have risen.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise

from kalender.perioder import daekkende
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.jobvindue import faa_timer
from opfoelgning.regler.stilling import INTET, Stilling, frem, saml, skel_om, udfald
from opfoelgning.regler.typer import AABEN, Ansaettelse, Sagsfakta, Straekning, Tilstand, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job of few hours whose hours have not risen for the months given."""
    if not sag.ansaettelser or dag >= (sag.progredierende_fra or AABEN):
        return INTET
    return saml(
        _udfald(regel, sag, job, regler, dag) for job in sag.ansaettelser if job.start <= dag < job.slut
    )


def _udfald(regel: Regel, sag: Sagsfakta, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Udfald:
    anker = _anker(job, dag)
    staaet = frem(anker, regler.gaeldende(anker, dag), regel)
    if dag < staaet:
        return Udfald(naeste=staaet)
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, job, regler), genstand=job.id)


def _anker(job: Ansaettelse, dag: date) -> date:
    """Return the day of the last rise up to ``dag``, or the job's first."""
    rise = (
        nu.fra
        for foer, nu in pairwise(job.timer)
        if nu.fra <= dag and nu.timer * nu.intensitet > foer.timer * foer.intensitet
    )
    return max([job.start, *rise])


def _stilling(regel: Regel, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Stilling | None:
    faa = daekkende(faa_timer(job, regler), dag)
    if faa is None:
        return None
    anker = _anker(job, dag)
    version = regler.gaeldende(anker, dag)
    staaet = frem(anker, version, regel)
    if dag < staaet:
        return None
    skel = skel_om(dag, (faa.start, staaet, regler.seneste_loebende_skift(dag)))
    return Stilling(Tilstand.VARSEL, skel.fra, None, anker, version)


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days without more hours as one stretch ``[anker, dag)``."""
    grund = "Timetallet er ikke steget – overvej virksomhedspraktik ved siden af jobbet"
    return ensartet(vurdering.anker, dag, grund, vurdering.genstand)
