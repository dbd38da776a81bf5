"""When the follow-ups of a job of few hours are proposed to be held. Pure: facts and values in, days out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regelvaerdier, Version
from opfoelgning.regler.jobvindue import faa_timer, jobvinduer
from opfoelgning.regler.opfoelgning_antal import KODE
from opfoelgning.regler.typer import Ansaettelse, Sagsfakta


class Forslag(NamedTuple):
    """One follow-up to plan in the job with this id; ``fremmoede``: at the company."""

    job: str
    dato: date
    fremmoede: bool
    statusmoede: bool = False


def forslag(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> list[Forslag]:
    """The follow-ups to plan for each job whose stretch of few hours has nothing planned or held yet.

    As many as the rule on follow-ups wants, evenly over the days left from ``dag`` until the rule warns, and the status
    meeting when its months have passed. Nothing in a model without that rule, and nothing for months already gone.
    """
    if KODE not in regler.model.koder:
        return []
    return [en for job in sag.ansaettelser for en in _i_job(sag, job, regler, dag)]


def _i_job(sag: Sagsfakta, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Iterator[Forslag]:
    start = _first_day(sag, job, regler, dag)
    if start is None or any(opfoelgning.dato >= start for opfoelgning in job.opfoelgninger):
        return
    version = regler.gaeldende(start, max(start, dag))
    slut = add_months(start, version.tal(f"{KODE}.maaneder"))
    if slut <= dag:
        return
    fra = max(start, dag)
    # Held as proposed, not even the rule's warning is raised.
    varsel_fra = slut - timedelta(days=1 + version.tal(f"{KODE}.varsel_dage"))
    fundne = [*_spread(job, fra, varsel_fra if varsel_fra > fra else slut, regler, version)]
    fundne.append(Forslag(job.id, regler.kalender.next_working_day(slut), fremmoede=True, statusmoede=True))
    yield from (en for en in fundne if en.dato < job.slut)


def _first_day(sag: Sagsfakta, job: Ansaettelse, regler: Regelvaerdier, dag: date) -> date | None:
    """The first day of the job's present or next stretch of few hours, if the rule counts from it."""
    for periode in faa_timer(job, regler):
        if periode.slut > dag:
            vinduer = jobvinduer(sag, regler, max(periode.start, dag))
            return next((vindue.start for vindue in vinduer if vindue.job.id == job.id), None)
    return None


def _spread(
    job: Ansaettelse, fra: date, slut: date, regler: Regelvaerdier, version: Version
) -> Iterator[Forslag]:
    """Each in the middle of its part of ``[fra, slut)``, on a working day; those in person as far apart as can be."""
    antal, heraf = version.tal(f"{KODE}.antal"), version.tal(f"{KODE}.heraf_fremmoede")
    fysiske = {nr * antal // heraf for nr in range(heraf)}
    for nr in range(antal):
        dato = fra + timedelta(days=(2 * nr + 1) * (slut - fra).days // (2 * antal))
        arbejdsdag = regler.kalender.next_working_day(dato)
        if arbejdsdag >= slut:
            arbejdsdag = regler.kalender.last_working_day(dato)
        yield Forslag(job.id, max(arbejdsdag, fra), fremmoede=nr in fysiske)
