"""Phase 1 within ten weeks; a soft limit.

Source: Udvikling i fleksjob II, indsatsmodel. The days of warning are a local choice.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from kalender.perioder import daekkende
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import EN_DAG, Stilling, nedtaelling, skel_om, udfald
from opfoelgning.regler.typer import Sagsfakta, Straekning, Udfald, Vurdering

KODE = "fase1_varighed"
VISITATION = 1


def vurder(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement of the length of phase 1; none outside it."""
    return udfald(KODE, sag, dag, partial(_stilling, sag, regler))


def _stilling(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    fase = daekkende(sag.faser, dag)
    if fase is None or fase.nr != VISITATION:
        return None
    version = regler.gaeldende(fase.start, dag)
    frist = fase.start + timedelta(weeks=version.tal("fase1_varighed.uger"))
    varsel_dage = version.tal("fase1_varighed.varsel_dage")
    varsel_fra = frist - timedelta(days=varsel_dage)
    loebende_skift = regler.seneste_loebende_skift(dag)
    skel = skel_om(dag, (fase.start, varsel_fra, frist + EN_DAG, loebende_skift))
    return Stilling(nedtaelling(dag, frist, varsel_dage), skel.fra, frist, fase.start, version, skel.naeste)


def forklar(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> tuple[Straekning, ...]:
    """Return the days in phase 1 as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Fase 1", f"fase 1 {vurdering.anker}")
