"""What corrected facts make of the phases: those that rest on the jobs are taken anew. Pure: facts in, phases out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kalender.perioder import Periode, daekkende, foren
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.faseskift import Skift, naeste_skift, phase_before, phase_of_job
from opfoelgning.regler.jobvindue import faa_timer, i_maalgruppe
from opfoelgning.regler.typer import AABEN, Fase, Sagsfakta

FLEST_SKIFT = 12
RETTET = "Fleksjobbet, fasen byggede på, er rettet eller annulleret"


class Rettede(NamedTuple):
    """The phases as they should be, and the steps in them that are new."""

    faser: tuple[Fase, ...]
    skridt: list[Skift]


def uenige(sag: Sagsfakta, regler: Regelvaerdier) -> list[Fase]:
    """The phases that do not follow from the jobs.

    One of the job that begins or ends on another day, or one that goes on where that of the job should be. The last
    one, while open, ends by an ordinary step.
    """
    jobfase = phase_of_job(regler)
    if jobfase is None:
        return []
    perioder = foren(p for job in sag.ansaettelser for p in i_maalgruppe(job, regler))
    faa = foren(p for job in sag.ansaettelser for p in faa_timer(job, regler))
    fundne = []
    for foer, fase, efter in zip((None, *sag.faser), sag.faser, (*sag.faser[1:], None), strict=False):
        if fase.nr == jobfase:
            foerste = foer.start if foer else sag.start
            passer = any(max(p.start, foerste) == fase.start for p in perioder)
            if not passer or _ends_wrongly(fase, efter, faa):
                fundne.append(fase)
        elif efter and (fase.nr, jobfase) in regler.model.trin and _overlaps(fase, perioder):
            fundne.append(fase)
    return fundne


def rettede_faser(
    sag: Sagsfakta, regler: Regelvaerdier, fra: date, bundet: Collection[date]
) -> Rettede | None:
    """The phases anew from the first that no longer follows from the jobs; None when all do.

    What began before ``fra``, and phases whose first day is among ``bundet``, stay; so does one chosen by hand, after
    days without any.
    """
    jobfase = phase_of_job(regler)
    foerste = next((f for f in uenige(sag, regler) if f.start >= fra and f.start not in bundet), None)
    if jobfase is None or foerste is None:
        return None
    nr = sag.faser.index(foerste)
    rest = sag.faser[nr:]
    staar = (i for i, (a, b) in enumerate(pairwise(rest), 1) if _stays(a, b, jobfase, bundet))
    valgt = rest[next(staar, len(rest)) :]
    stop = valgt[0].start if valgt else AABEN
    faser, skridt = _anew(sag, regler, _before(sag, regler, nr, jobfase))
    faser = [f._replace(slut=min(f.slut, stop)) for f in faser if f.start < stop]
    samlet = (*faser, *valgt)
    if samlet == sag.faser:
        return None
    nye = [s for s in skridt if s.dato < stop and not _known(s, sag)]
    if not nye and faser[-1].nr != jobfase:
        nye = [Skift(foerste.start, faser[-1].nr, RETTET)]
    return Rettede(samlet, nye)


def _known(skift: Skift, sag: Sagsfakta) -> bool:
    return any(
        (skift.fase is None and f.slut == skift.dato) or (f.nr, f.start) == (skift.fase, skift.dato)
        for f in sag.faser
    )


def _before(sag: Sagsfakta, regler: Regelvaerdier, nr: int, jobfase: int) -> list[Fase]:
    """The phases up to the wrong one, the last of them still open."""
    *faser, fase = sag.faser[: nr + 1]
    if fase.nr != jobfase:
        return [*faser, fase._replace(slut=AABEN)]
    if faser and faser[-1].slut == fase.start and faser[-1].nr != jobfase:
        return [*faser[:-1], faser[-1]._replace(slut=AABEN)]
    return [*faser, Fase(phase_before(regler, jobfase), fase.start, AABEN)]


def _anew(sag: Sagsfakta, regler: Regelvaerdier, faser: list[Fase]) -> tuple[list[Fase], list[Skift]]:
    skridt: list[Skift] = []
    while len(skridt) < FLEST_SKIFT:
        skift = naeste_skift(replace(sag, faser=tuple(faser)), regler)
        if skift is None:
            break
        skridt.append(skift)
        faser = _with_step(faser, skift)
    return faser, skridt


def _with_step(faser: list[Fase], skift: Skift) -> list[Fase]:
    *foer, sidste = faser
    if sidste.slut == AABEN:
        sidste = sidste._replace(slut=skift.dato)
    if skift.fase == sidste.nr and sidste.slut == skift.dato:
        return [*foer, sidste._replace(slut=AABEN)]
    begyndt = [*foer, sidste] if sidste.start < sidste.slut else foer
    return [*begyndt, Fase(skift.fase, skift.dato, AABEN)] if skift.fase else begyndt


def _ends_wrongly(fase: Fase, efter: Fase | None, faa: list[Periode]) -> bool:
    periode = daekkende(faa, fase.start)
    if fase.slut == AABEN or periode is None:
        return False
    for_tidligt = fase.slut < periode.slut and efter is not None and efter.start == fase.slut
    return fase.slut > periode.slut or for_tidligt


def _overlaps(fase: Fase, perioder: list[Periode]) -> bool:
    return any(p.start < fase.slut and p.slut > fase.start for p in perioder)


def _stays(foer: Fase, fase: Fase, jobfase: int, bundet: Collection[date]) -> bool:
    return fase.start in bundet or (fase.nr != jobfase and foer.slut < fase.start)
