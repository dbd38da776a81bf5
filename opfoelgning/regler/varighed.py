"""A phase takes at most so long; a soft limit.

Setup: ``fase``, the number of the phase, and ``ord``, what the model calls it. Parameters: the length (``uger``,
``maaneder`` or ``dage``) and the days of warning.
Source: Udvikling i fleksjob II and Flere skal med 2, indsatsmodel. The days of warning are a local choice.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from kalender.perioder import daekkende
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import INTET, Stilling, frem, nedtaelling, udfald
from opfoelgning.regler.typer import Fase, Sagsfakta, Straekning, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement of the length of the phase; none outside it."""
    if _fase(regel, sag, dag) is None:
        return INTET
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, sag, regler))


def _fase(regel: Regel, sag: Sagsfakta, dag: date) -> Fase | None:
    fase = daekkende(sag.faser, dag)
    return fase if fase and fase.nr == regel.opsaetning["fase"] else None


def _stilling(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    fase = _fase(regel, sag, dag)
    if fase is None:
        return None
    version = regler.gaeldende(fase.start, dag)
    frist = frem(fase.start, version, regel)
    skel = (fase.start, regler.seneste_loebende_skift(dag))
    return nedtaelling(
        dag, frist, version.tal(regel.noegle("varsel_dage")), skel, anker=fase.start, version=version
    )


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days in the phase as one stretch ``[anker, dag)``."""
    navn = str(regel.opsaetning["ord"])
    return ensartet(vurdering.anker, dag, navn, f"{navn.lower()} {vurdering.anker}")
