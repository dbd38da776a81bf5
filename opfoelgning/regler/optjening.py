"""A benefit received for so many months within so many: what the law then lets follow.

Setup: ``ydelse``, the benefit; ``tael_ikke``, kinds of absence whose days are not counted; ``hjemmel``, the anden aktør
that answers it; ``frist``, whether it must be answered before still more months are received.
Parameters: ``maaneder`` within ``vindue_maaneder``, and with a frist ``frist_maaneder`` and ``varsel_dage``.
Source: the law, as configured; the municipality verifies it.

How it is counted: benefit periods that touch are one, and days not counted are taken out. Each piece is a start from
which to count; a held genbehandling begins a new piece and forgets what was before. From a start, the months are as
many days as from that day to the same day so many months later; they must be reached within the window's months. Once
a start has got there it holds until a pause in the benefit as long as the window's surplus (18 - 12 = 6 months) begins
everything anew. Only days on which the benefit is received have a state.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from kalender.maaneder import add_months
from kalender.perioder import HarPeriode, Periode, daekkende, foren, fratraek
from kommuner.indsatsmodel import Regel, Regelvaerdier, Version
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, aktiv, frem, nedtaelling, skel_om, udfald
from opfoelgning.regler.typer import (
    AABEN,
    AndenAktoer,
    Effekt,
    Fravaer,
    Sagsfakta,
    Straekning,
    Tilstand,
    Udfald,
    Vurdering,
    Ydelse,
)


class Optjening(NamedTuple):
    """What counts from one start: the day the months are reached, and the day the further months are."""

    start: date
    naaet: date
    forfalden: date  # AABEN when they are not reached, and in a rule without a frist
    version: Version


class Set(NamedTuple):
    """What is seen from some day on: where the latest benefit ends, and every start that gets there, oldest first."""

    slut: date
    optjeninger: list[Optjening]


class Poster(NamedTuple):
    """The records of one forløb that the rule looks at, also those that begin later."""

    ydelser: list[Ydelse]
    tael_ikke: list[Fravaer]
    aktoerer: list[AndenAktoer]
    genbehandlinger: tuple[date, ...]


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement once the months are reached; none on a day without the benefit."""
    ydelser = _ydelser(regel, sag)
    if not daekkende(ydelser, dag) or not aktiv(regel, regler, dag):
        return INTET
    poster = _poster(regel, sag, ydelser)
    begyndelser = _begyndelser(poster, regler)
    husk: dict[int, Set] = {}

    def set_paa(paa: date) -> Set:
        nr = bisect_right(begyndelser, paa)
        if nr not in husk:
            husk[nr] = _set(regel, poster, regler, begyndelser[nr - 1] if nr else paa)
        return husk[nr]

    def stilling_paa(paa: date) -> Stilling | None:
        slut, optjeninger = set_paa(paa)
        return _stilling(regel, poster, optjeninger, begyndelser, paa) if paa < slut else None

    svar = udfald(regel, sag, regler, dag, stilling_paa)
    kommende = [en.naaet for en in set_paa(dag).optjeninger if dag < en.naaet < svar.naeste]
    return svar._replace(naeste=min(kommende)) if kommende else svar


def _ydelser(regel: Regel, sag: Sagsfakta) -> list[Ydelse]:
    ydelse = regel.opsaetning["ydelse"]
    return [y for y in sag.ydelser if y.type == ydelse]


def _fravaer(regel: Regel, sag: Sagsfakta) -> list[Fravaer]:
    tael_ikke = regel.opsaetning["tael_ikke"]
    return [fravaer for fravaer in sag.fravaer if fravaer.type in tael_ikke]


def _poster(regel: Regel, sag: Sagsfakta, ydelser: list[Ydelse]) -> Poster:
    hjemmel = regel.opsaetning["hjemmel"]
    aktoerer = [aktoer for aktoer in sag.anden_aktoer if aktoer.hjemmel in hjemmel]
    return Poster(ydelser, _fravaer(regel, sag), aktoerer, sag.genbehandlinger)


def _begyndelser(poster: Poster, regler: Regelvaerdier) -> list[date]:
    """Return the days on which a record or a value that is counted with comes into sight, in order."""
    perioder: tuple[HarPeriode, ...] = (*poster.ydelser, *poster.tael_ikke, *poster.aktoerer)
    return sorted([*[periode.start for periode in perioder], *poster.genbehandlinger, *regler.loebende_skift])


def _stilling(
    regel: Regel, poster: Poster, optjeninger: list[Optjening], begyndelser: list[date], dag: date
) -> Stilling | None:
    naaede = [en for en in optjeninger if en.naaet <= dag]
    if not naaede:
        return None
    gaeldende = naaede[0]
    skel = [*begyndelser, *[en.naaet for en in optjeninger]]
    if "frist" in regel.opsaetning:
        return _med_frist(regel, gaeldende, skel, dag)
    if any(a.start <= dag and gaeldende.naaet < a.slut for a in poster.aktoerer):
        return None
    fra, naeste = skel_om(dag, skel)
    return Stilling(Tilstand.VARSEL, fra, None, gaeldende.start, gaeldende.version, naeste)


def _med_frist(regel: Regel, optjening: Optjening, skel: list[date], dag: date) -> Stilling:
    start, _, forfalden, version = optjening
    if forfalden == AABEN:
        fra, naeste = skel_om(dag, skel)
        return Stilling(Tilstand.LOEBER, fra, None, start, version, naeste)
    varsel_dage = version.tal(regel.noegle("varsel_dage"))
    return nedtaelling(dag, forfalden - EN_DAG, varsel_dage, skel, anker=start, version=version)


def _set(regel: Regel, poster: Poster, regler: Regelvaerdier, dag: date) -> Set:
    begyndte = [y for y in poster.ydelser if y.start <= dag]
    stykker = _stykker(regel, poster, begyndte, regler, dag)
    alle = [_optjening(regel, stykker[nr:], regler, dag) for nr in range(len(stykker))]
    return Set(max([y.slut for y in begyndte], default=dag), [en for en in alle if en])


def _stykker(
    regel: Regel, poster: Poster, begyndte: list[Ydelse], regler: Regelvaerdier, dag: date
) -> Sequence[HarPeriode]:
    """Return the days that count, from the first of the latest spell of benefit on."""
    stykker: Sequence[HarPeriode] = begyndte
    if len(begyndte) > 1:
        stykker = _seneste_spell(regel, foren(begyndte), regler)
    if kendte := [f for f in poster.tael_ikke if f.start <= dag]:
        stykker = fratraek(stykker, kendte)
    if moeder := [moede for moede in poster.genbehandlinger if moede <= dag]:
        fra = max(moeder)
        stykker = [Periode(max(p.start, fra), p.slut) for p in stykker if p.slut > fra]
    return stykker


def _seneste_spell(regel: Regel, perioder: list[Periode], regler: Regelvaerdier) -> list[Periode]:
    """Return the last periods between which no pause was long enough to begin everything anew."""
    spell: list[Periode] = []
    for periode in perioder:
        if spell and periode.start >= _glemt(regel, spell[-1].slut, regler):
            spell = []
        spell.append(periode)
    return spell


def _glemt(regel: Regel, ophoert: date, regler: Regelvaerdier) -> date:
    """Return the day on which a pause that began on ``ophoert`` has lasted so long that all begins anew."""
    version = regler.gaeldende(ophoert, ophoert)
    overskud = version.tal(regel.noegle("vindue_maaneder")) - version.tal(regel.noegle("maaneder"))
    return add_months(ophoert, overskud)


def _optjening(
    regel: Regel, stykker: Sequence[HarPeriode], regler: Regelvaerdier, dag: date
) -> Optjening | None:
    start = stykker[0].start
    version = regler.gaeldende(start, dag)
    naaet = _naaet(stykker, frem(start, version, regel))
    if naaet is None or naaet > frem(start, version, regel, "vindue_"):
        return None
    forfalden = (
        _naaet(stykker, frem(start, version, regel, "frist_")) if "frist" in regel.opsaetning else None
    )
    return Optjening(start, naaet, forfalden or AABEN, version)


def _naaet(stykker: Sequence[HarPeriode], uden_pause: date) -> date | None:
    """Return the first day before which the days of ``[start, uden_pause)`` have been counted."""
    mangler = uden_pause - stykker[0].start
    for stykke in stykker:
        if stykke.slut - stykke.start >= mangler:
            return stykke.start + mangler
        mangler -= stykke.slut - stykke.start
    return None


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)``: the days with the benefit, counted or not, and those without it."""
    ydelser, fravaer = _ydelser(regel, sag), _fravaer(regel, sag)
    perioder: chain[HarPeriode] = chain(ydelser, fravaer)
    skel = (graense for periode in perioder for graense in (periode.start, periode.slut))
    navn = regel.opsaetning["ydelse"].capitalize()

    def virkning_paa(dato: date) -> Virkning:
        if not daekkende(ydelser, dato):
            return Virkning(Effekt.PAUSER, f"Ikke på {navn.lower()}")
        if undtaget := daekkende(fravaer, dato):
            post = f"{undtaget.type} {undtaget.start}"
            return Virkning(Effekt.PAUSER, f"{undtaget.navn} – tæller ikke", post)
        return Virkning(Effekt.TAELLER, navn)

    return straekninger(vurdering.anker, dag, skel, virkning_paa)
