"""The engine: all rules of a model on one forløb and one day, and when to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

from kalender.perioder import HarPeriode
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler import SLAGS, modelregler, svar
from opfoelgning.regler.stilling import INTET
from opfoelgning.regler.typer import AABEN, Ansaettelse, Sagsfakta, Straekning, Vurdering


class Bedoemmelse(NamedTuple):
    """All judgements of a forløb on a day, in the model's order of rules and then by genstand.

    ``naeste`` is a later day up to which nothing changes while the facts and the values stay as they are; only
    ``anker`` may move before it, during a pause. ``AABEN``: nothing will ever change.
    """

    vurderinger: tuple[Vurdering, ...]
    naeste: date


def bedoem(sag: Sagsfakta, regler: Regelvaerdier, dag: date, nu: datetime | None = None) -> Bedoemmelse:
    """Judge the forløb on the day by every rule of its model; no judgements outside ``[start, slut)``.

    ``regler`` must be the values of the forløb's own indsatsmodel and kommune. ``nu`` is the instant of the day from
    which rules that count hours look; without it they look from the day's end in Denmark.
    """
    if dag < sag.start:
        return Bedoemmelse((), sag.start)
    if dag >= sag.slut:
        return Bedoemmelse((), AABEN)
    vurderinger: list[Vurdering] = []
    naeste = next_record(sag, regler, dag)
    for regel, modul in modelregler(regler.model):
        udfald = (
            modul.vurder(regel, sag, regler, dag)
            if modul is not svar
            else svar.vurder(regel, sag, regler, dag, nu)
        )
        if udfald is not INTET:
            vurderinger += udfald.vurderinger
            naeste = min(naeste, udfald.naeste)
    return Bedoemmelse(tuple(vurderinger), naeste)


def next_instant(sag: Sagsfakta, regler: Regelvaerdier, nu: datetime) -> datetime | None:
    """Return the first later instant at which a rule that counts hours may judge otherwise; None: there is none."""
    if not sag.henvendelser:
        return None
    tider = (
        svar.next_instant(regel, sag, regler, nu)
        for regel, modul in modelregler(regler.model)
        if modul is svar
    )
    return min((tid for tid in tider if tid), default=None)


def forklar(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> tuple[Straekning, ...]:
    """Return why ``bedoem`` on the same day gave this judgement: a gapless row of stretches ``[anker, dag)``."""
    regel = regler.model.koder[vurdering.regel]
    return SLAGS[regel.slags, regel.hvad].modul.forklar(regel, sag, regler, dag, vurdering)


def next_record(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> date:
    """Return the first later day on which a known record begins, ends or happens, or a version becomes valid."""
    graenser = [p.start if p.start > dag else p.slut for p in _perioder(sag) if p.slut > dag]
    graenser += [graense for graense in (*sag.genbehandlinger, *regler.skift()) if graense > dag]
    graenser += [gennemgang.dato for gennemgang in sag.sagsgennemgange if gennemgang.dato > dag]
    if sag.progredierende_fra and sag.progredierende_fra > dag:
        graenser.append(sag.progredierende_fra)
    for job in sag.ansaettelser:
        graenser += [graense for graense in _jobdage(job) if graense > dag]
    if sag.henvendelser:
        graenser += svar.days_after(sag, dag)
    for kontakt in reversed(sag.kontakter):
        if kontakt.dato <= dag:
            break
        graenser.append(kontakt.dato)
    return min([sag.slut, *graenser])


def _perioder(sag: Sagsfakta) -> chain[HarPeriode]:
    return chain(
        *(sag.faser, sag.tildelinger, sag.ydelser, sag.fravaer),
        *(sag.anden_aktoer, sag.tilbud, sag.ansaettelser, sag.markeringer),
    )


def _jobdage(job: Ansaettelse) -> Iterator[date]:
    yield job.aftale_udfyldt or AABEN
    yield job.vitas or AABEN
    yield from (entry.fra for entry in job.timer)
    yield from (opfoelgning.dato for opfoelgning in job.opfoelgninger)
