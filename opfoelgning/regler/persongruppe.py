"""The mark "Udvikling i fleksjob II" on those in a fleksjob of few hours, and on nobody it is not meant for.

Source: Udvikling i fleksjob II, målgruppebeskrivelse.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from kalender.perioder import daekkende, faelles, foren, fratraek
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.jobvindue import i_maalgruppe
from opfoelgning.regler.stilling import INTET, Stilling, udfald
from opfoelgning.regler.typer import (
    AABEN,
    Markering,
    Sagsfakta,
    Straekning,
    Tilstand,
    Udfald,
    Vurdering,
)


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return a judgement when the mark is missing, or set in spite of a progredierende diagnose."""
    if not sag.ansaettelser and not sag.markeringer:
        return INTET
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, sag, regler))


def _stilling(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    if dag >= (sag.progredierende_fra or AABEN):
        return _markeret_forkert(regel, sag, regler, dag)
    fase = daekkende(sag.faser, dag)
    return _umarkeret(regel, sag, regler, dag) if fase and fase.nr in regel.opsaetning["faser"] else None


def _markeret_forkert(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    markeret = daekkende(foren(_markeringer(regel, sag, regler)), dag)
    if markeret is None or sag.progredierende_fra is None:
        return None
    fra = max(markeret.start, sag.progredierende_fra)
    return Stilling(Tilstand.VARSEL, fra, None, fra, regler.gaeldende(fra, dag))


def _umarkeret(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    markeringer = _markeringer(regel, sag, regler)
    if daekkende(markeringer, dag):
        return None
    omfattede = [(job, perioder) for job in sag.ansaettelser if (perioder := i_maalgruppe(job, regler))]
    faser = (fase for fase in sag.faser if fase.nr in regel.opsaetning["faser"])
    omfattet = faelles(faser, (periode for _, perioder in omfattede for periode in perioder))
    mangel = daekkende(fratraek(omfattet, markeringer), dag)
    if mangel is None:
        return None
    frist = min(max(job.start, job.aftale_udfyldt or AABEN) for job, p in omfattede if daekkende(p, dag))
    version = regler.gaeldende(mangel.start, dag)
    return Stilling(Tilstand.OVERSKREDET, mangel.start, frist, mangel.start, version)


def _markeringer(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier) -> list[Markering]:
    return [
        markering
        for markering in sag.markeringer
        if markering.navn == regler.gaeldende(markering.start, markering.start).tekst(regel.noegle("navn"))
    ]


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days with the wrong or missing mark as one stretch ``[anker, dag)``."""
    if vurdering.tilstand is Tilstand.VARSEL:
        return ensartet(vurdering.anker, dag, "Markeret trods dokumenteret progredierende diagnose")
    return ensartet(vurdering.anker, dag, "I målgruppen uden persongruppemarkering")
