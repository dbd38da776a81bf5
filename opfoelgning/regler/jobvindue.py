"""The part of a fleksjob that lies at or below the limit of hours, which three rules look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kalender.maaneder import add_months
from kalender.perioder import Periode, daekkende, faelles, foren
from kommuner.indsatsmodel import Regelvaerdier, Version
from opfoelgning.regler.typer import AABEN, Ansaettelse, Opfoelgning, Sagsfakta, Timer


class Jobvindue(NamedTuple):
    """A job and the first day ``start`` of its present stretch of few hours, where the six months begin."""

    job: Ansaettelse
    start: date


def faa_timer(job: Ansaettelse, regler: Regelvaerdier) -> list[Periode]:
    """Return the stretches of the job with hours at or below the limit; unknown hours are not.

    The limit is that of the version valid on the job's first day.
    """
    version = regler.gaeldende(job.start, job.start)
    slutninger = [entry.fra for entry in job.timer[1:]] + [job.slut]
    return foren(
        Periode(max(entry.fra, job.start), min(slut, job.slut))
        for entry, slut in zip(job.timer, slutninger, strict=False)
        if _faa(entry, version)
    )


def i_maalgruppe(job: Ansaettelse, regler: Regelvaerdier) -> list[Periode]:
    """Return the days of the job with few hours and a completed agreement."""
    if job.aftale_udfyldt is None:
        return []
    return faelles(faa_timer(job, regler), [Periode(job.aftale_udfyldt, AABEN)])


def _faa(entry: Timer, version: Version) -> bool:
    graense = version.tal("opfoelgning_antal.timegraense")
    if version.tekst("opfoelgning_antal.timegrundlag") == "aftalte":
        return entry.timer <= graense
    return entry.timer * entry.intensitet <= graense * 100


def jobvinduer(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Iterator[Jobvindue]:
    """Yield the jobs that on the day run with few hours and began on or after skæringsdatoen."""
    for job in sag.ansaettelser:
        if not job.start <= dag < job.slut:
            continue
        periode = daekkende(faa_timer(job, regler), dag)
        skaering = regler.gaeldende(sag.start, sag.start).dato("passivitet.skaeringsdato")
        if periode and job.start >= skaering:
            yield Jobvindue(job, periode.start)


def window_end(vindue: Jobvindue, regler: Regelvaerdier, dag: date) -> date:
    """Return the first day after the window's months, by the values that govern it on ``dag``."""
    maaneder = regler.gaeldende(vindue.start, dag).tal("opfoelgning_antal.maaneder")
    return add_months(vindue.start, maaneder)


def ended_windows(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Iterator[tuple[Ansaettelse, date]]:
    """Yield, for each window whose months have passed by ``dag``, the job and the first day after them.

    A window cut short by the end of job or forløb, or by more hours, is none.
    """
    skaering = regler.gaeldende(sag.start, sag.start).dato("passivitet.skaeringsdato")
    for job in sag.ansaettelser:
        for periode in faa_timer(job, regler) if job.start >= skaering else ():
            slut = window_end(Jobvindue(job, periode.start), regler, dag)
            if slut <= dag and slut < min(periode.slut, sag.slut):
                yield job, slut


def job_med_id(sag: Sagsfakta, genstand: str | None) -> Ansaettelse:
    """Return the job a judgement is about."""
    return next(job for job in sag.ansaettelser if job.id == genstand)


def holdte(job: Ansaettelse, fra: date, til: date) -> list[Opfoelgning]:
    """Return the job's follow-ups held from ``fra`` up to and including ``til``."""
    return [
        opfoelgning
        for opfoelgning in job.opfoelgninger
        if opfoelgning.status == "gennemfoert" and fra <= opfoelgning.dato <= til
    ]


def statusmoede_holdt(job: Ansaettelse, fra: date, til: date) -> bool:
    """Tell whether a status meeting was held in the job from ``fra`` up to and including ``til``."""
    return any(opfoelgning.statusmoede for opfoelgning in holdte(job, fra, til))
