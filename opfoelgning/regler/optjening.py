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
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
    Sagsfakta,
    Straekning,
    Tilstand,
    Udfald,
    Vurdering,
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


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement once the months are reached; none on a day without the benefit."""
    ydelse = regel.opsaetning["ydelse"]
    if not any(y.type == ydelse and y.start <= dag < y.slut for y in sag.ydelser):
        return INTET
    if not aktiv(regel, regler, dag):
        return INTET
    begyndelser = sorted(_begyndelser(regel, sag, regler))
    husk: dict[int, Set] = {}

    def set_paa(paa: date) -> Set:
        nr = bisect_right(begyndelser, paa)
        if nr not in husk:
            husk[nr] = _set(regel, sag, regler, begyndelser[nr - 1] if nr else paa)
        return husk[nr]

    def stilling_paa(paa: date) -> Stilling | None:
        slut, optjeninger = set_paa(paa)
        return _stilling(regel, sag, optjeninger, begyndelser, paa) if paa < slut else None

    svar = udfald(regel, sag, regler, dag, stilling_paa)
    kommende = min((en.naaet for en in set_paa(dag).optjeninger if dag < en.naaet), default=AABEN)
    return svar._replace(naeste=kommende) if kommende < svar.naeste else svar


def _stilling(
    regel: Regel, sag: Sagsfakta, optjeninger: list[Optjening], begyndelser: list[date], dag: date
) -> Stilling | None:
    gaeldende = next((en for en in optjeninger if en.naaet <= dag), None)
    if gaeldende is None:
        return None
    skel = [*begyndelser, *(en.naaet for en in optjeninger)]
    if "frist" in regel.opsaetning:
        return _med_frist(regel, gaeldende, skel, dag)
    if any(a.start <= dag and gaeldende.naaet < a.slut for a in _aktoerer(regel, sag)):
        return None
    fra, naeste = skel_om(dag, skel)
    return Stilling(Tilstand.VARSEL, fra, None, gaeldende.start, gaeldende.version, naeste)


def _med_frist(regel: Regel, optjening: Optjening, skel: list[date], dag: date) -> Stilling:
    start, _, forfalden, version = optjening
    if forfalden == AABEN:
        fra, naeste = skel_om(dag, skel)
        return Stilling(Tilstand.LOEBER, fra, None, start, version, naeste)
    varsel_dage = version.tal(regel.noegle("varsel_dage"))
    frist = forfalden - EN_DAG
    fra, naeste = skel_om(dag, [*skel, frist - timedelta(days=varsel_dage), forfalden])
    return Stilling(nedtaelling(dag, frist, varsel_dage), fra, frist, start, version, naeste)


def _begyndelser(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier) -> Iterator[date]:
    """Yield the days on which a record or a value that is counted with comes into sight."""
    yield from (ydelse.start for ydelse in sag.ydelser if ydelse.type == regel.opsaetning["ydelse"])
    if regel.opsaetning["tael_ikke"]:
        yield from (fravaer.start for fravaer in sag.fravaer if fravaer.type in regel.opsaetning["tael_ikke"])
    yield from (aktoer.start for aktoer in _aktoerer(regel, sag))
    yield from sag.genbehandlinger
    yield from regler.loebende_skift


def _aktoerer(regel: Regel, sag: Sagsfakta) -> list[AndenAktoer]:
    return [aktoer for aktoer in sag.anden_aktoer if aktoer.hjemmel in regel.opsaetning["hjemmel"]]


def _set(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Set:
    stykker = _stykker(regel, sag, regler, dag)
    alle = (_optjening(regel, stykker[nr:], regler, dag) for nr in range(len(stykker)))
    return Set(_ophoer(regel, sag, dag), [en for en in alle if en])


def _ophoer(regel: Regel, sag: Sagsfakta, dag: date) -> date:
    """Return the end of the latest benefit begun by the day."""
    ydelse = regel.opsaetning["ydelse"]
    return max((y.slut for y in sag.ydelser if y.type == ydelse and y.start <= dag), default=dag)


def _stykker(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> list[Periode]:
    """Return the days that count, from the first of the latest spell of benefit on."""
    ydelse = regel.opsaetning["ydelse"]
    paa = [y for y in sag.ydelser if y.type == ydelse and y.start <= dag]
    spell: list[HarPeriode] = []
    for periode in foren(paa) if len(paa) > 1 else paa:
        if spell and periode.start >= _glemt(regel, spell[-1].slut, regler):
            spell = []
        spell.append(periode)
    tael_ikke = regel.opsaetning["tael_ikke"]
    kendte = [f for f in sag.fravaer if f.type in tael_ikke and f.start <= dag] if tael_ikke else []
    rest: Sequence[HarPeriode]
    rest = fratraek(spell, kendte) if kendte else spell
    fra = max((moede for moede in sag.genbehandlinger if moede <= dag), default=date.min)
    return [Periode(max(p.start, fra), p.slut) for p in rest if p.slut > fra]


def _glemt(regel: Regel, ophoert: date, regler: Regelvaerdier) -> date:
    """Return the day on which a pause that began on ``ophoert`` has lasted so long that all begins anew."""
    version = regler.gaeldende(ophoert, ophoert)
    overskud = version.tal(regel.noegle("vindue_maaneder")) - version.tal(regel.noegle("maaneder"))
    return add_months(ophoert, overskud)


def _optjening(regel: Regel, stykker: list[Periode], regler: Regelvaerdier, dag: date) -> Optjening | None:
    start = stykker[0].start
    version = regler.gaeldende(start, dag)
    naaet = _naaet(stykker, frem(start, version, regel))
    if naaet is None or naaet > frem(start, version, regel, "vindue_"):
        return None
    forfalden = (
        _naaet(stykker, frem(start, version, regel, "frist_")) if "frist" in regel.opsaetning else None
    )
    return Optjening(start, naaet, forfalden or AABEN, version)


def _naaet(stykker: list[Periode], uden_pause: date) -> date | None:
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
    ydelser = [y for y in sag.ydelser if y.type == regel.opsaetning["ydelse"]]
    fravaer = [f for f in sag.fravaer if f.type in regel.opsaetning["tael_ikke"]]
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
