"""Made-up cases and short ways to ask for one judgement, shared by the tables of examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import (
    Fase,
    Sagsfakta,
    Tildeling,
    Ydelse,
)
from tests.regler.strategier import STANDARD

EN_DAG = timedelta(days=1)
LEDIG = (Ydelse("ledighedsydelse", date(2018, 5, 1)),)
I_FASE_2 = Sagsfakta(
    "f1",
    "uif2",
    date(2020, 4, 1),
    faser=(Fase(2, date(2020, 4, 1)),),
    tildelinger=(Tildeling("m1", date(2020, 4, 1)),),
)
PAA_LEDIGHEDSYDELSE = replace(I_FASE_2, ydelser=LEDIG)


def d(tekst: str) -> date:
    """Return the day of 2020 written ``d/m``, or another year's as ``d/m/yyyy``."""
    dag, maaned, *aar = tekst.split("/")
    return date(int(aar[0]) if aar else 2020, int(maaned), int(dag))


def svar(
    sag: Sagsfakta, regel: str, dag: date, regler: Regelvaerdier = STANDARD, genstand: str | None = None
):
    """Return (state, frist, since) of one rule, or None when it does not apply."""
    for v in bedoem(sag, regler, dag).vurderinger:
        if v.regel == regel and (genstand is None or v.genstand == genstand):
            return str(v.tilstand), v.frist, v.siden
    return None


def forvent(sag: Sagsfakta, regel: str, dag: str, *facit: str | None):
    """Compare with ``state frist since`` where ``-`` is no frist; None: the rule does not apply."""
    if facit == (None,):
        assert svar(sag, regel, d(dag)) is None
        return
    tilstand, frist, siden = str(facit[0]).split()
    assert svar(sag, regel, d(dag)) == (tilstand, None if frist == "-" else d(frist), d(siden))
