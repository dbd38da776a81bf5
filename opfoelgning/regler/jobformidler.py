"""Every borger in certain phases (setup ``faser``) has a jobformidler.

Source: Udvikling i fleksjob II, indsatsmodel.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from kalender.perioder import daekkende, fratraek
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, udfald
from opfoelgning.regler.typer import Sagsfakta, Straekning, Tilstand, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return a judgement when nobody is assigned on the day in one of the phases."""
    if daekkende(sag.tildelinger, dag):
        return INTET
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, sag, regler))


def _stilling(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    udaekket = fratraek((fase for fase in sag.faser if fase.nr in regel.opsaetning["faser"]), sag.tildelinger)
    mangel = daekkende(udaekket, dag)
    if mangel is None:
        return None
    version = regler.gaeldende(mangel.start, dag)
    return Stilling(Tilstand.OVERSKREDET, mangel.start, mangel.start - EN_DAG, mangel.start, version)


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days without a jobformidler as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Ingen jobformidler")
