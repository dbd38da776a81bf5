"""Every borger in phase 2 and 3 has a jobformidler.

Source: Udvikling i fleksjob II, indsatsmodel.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from kalender.perioder import daekkende, fratraek
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import EN_DAG, Stilling, udfald
from opfoelgning.regler.typer import Sagsfakta, Straekning, Tilstand, Udfald, Vurdering

KODE = "jobformidler"
FASER = (2, 3)


def vurder(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return a judgement when nobody is assigned on the day in phase 2 or 3."""
    return udfald(KODE, sag, dag, partial(_stilling, sag, regler))


def _stilling(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    if daekkende(sag.tildelinger, dag):
        return None
    udaekket = fratraek((fase for fase in sag.faser if fase.nr in FASER), sag.tildelinger)
    mangel = daekkende(udaekket, dag)
    if mangel is None:
        return None
    version = regler.gaeldende(mangel.start, dag)
    return Stilling(Tilstand.OVERSKREDET, mangel.start, mangel.start - EN_DAG, mangel.start, version)


def forklar(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> tuple[Straekning, ...]:
    """Return the days without a jobformidler as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Ingen jobformidler")
