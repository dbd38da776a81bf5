"""What a borger is in the middle of on a day: the calm part of a status, beside the deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from kalender.dansk import til_og_med
from kalender.perioder import HarPeriode
from opfoelgning.regler.dagsvirkning import FRITAGELSER
from opfoelgning.regler.typer import Sagsfakta


class TilstandNu(NamedTuple):
    """``kode`` is fravaer, fritaget, fleksjob, genbehandling, anden_aktoer or a tilbud's type.

    ``til`` is the last day of it, None when open; for genbehandling the day of the coming meeting.
    """

    kode: str = ""
    til: date | None = None


def tilstand_nu(sag: Sagsfakta, dag: date) -> TilstandNu:
    """What the borger is in on the day, for ``Sagsstatus.tilstand_nu`` and ``tilstand_til``.

    The first that fits: lawful absence, virksomhedsrettet tilbud (parallel ones belong to a job), fleksjob, a
    coming genbehandling, anden aktør. Empty when there is nothing.
    """
    tilstande = chain(_fravaer(sag, dag), _indsats(sag, dag), _andet(sag, dag))
    return next(tilstande, TilstandNu())


def _fravaer(sag: Sagsfakta, dag: date) -> Iterator[TilstandNu]:
    for fravaer in sag.fravaer:
        if _daekker(fravaer, dag) and (fravaer.pauser_kontakt or fravaer.pauser_passivitet):
            kode = "fritaget" if fravaer.type in FRITAGELSER else "fravaer"
            yield TilstandNu(kode, til_og_med(fravaer.slut))


def _indsats(sag: Sagsfakta, dag: date) -> Iterator[TilstandNu]:
    for tilbud in sag.tilbud:
        if tilbud.virksomhedsrettet and not tilbud.parallel and _daekker(tilbud, dag):
            yield TilstandNu(tilbud.type, til_og_med(tilbud.slut))
    for job in sag.ansaettelser:
        if _daekker(job, dag):
            yield TilstandNu("fleksjob", til_og_med(job.slut))


def _andet(sag: Sagsfakta, dag: date) -> Iterator[TilstandNu]:
    for moede in sag.genbehandlinger:
        if moede > dag:
            yield TilstandNu("genbehandling", moede)
    for aktoer in sag.anden_aktoer:
        if _daekker(aktoer, dag):
            yield TilstandNu("anden_aktoer", til_og_med(aktoer.slut))


def _daekker(periode: HarPeriode, dag: date) -> bool:
    return periode.start <= dag < periode.slut
