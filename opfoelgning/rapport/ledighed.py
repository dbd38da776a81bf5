"""Time on ledighedsydelse until a fleksjob, of those whose job began in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kalender.maaneder import add_months
from kalender.perioder import Periode, faelles
from opfoelgning.rapport.celler import (
    Diagram,
    Noegletal,
    Raekke,
    Rapport,
    Saetning,
    Tabel,
    andel,
    antal,
    midt,
)
from opfoelgning.rapport.udsnit import Sag, Udsnit
from opfoelgning.regler.passivitetsgrundlag import LEDIGHEDSYDELSE

BAAND = ("Direkte i fleksjob", "Under 6 måneder", "6 til 12 måneder", "Over 12 måneder")
INGEN = "Ingen begyndte i fleksjob i perioden, og ingen er på ledighedsydelse på dagen."
TAELLES = (
    "Dage på ledighedsydelse, siden et tidligere fleksjob i forløbet sluttede, ellers fra ydelsen begyndte. Dage på en "
    "anden ydelse er ikke talt med."
)


class Job(NamedTuple):
    """A fleksjob that began on ``start``, and the days on ledighedsydelse before it; ``baand`` as in ``BAAND``."""

    pk: int
    start: date
    dage: int
    baand: int


class Venter(NamedTuple):
    """Somebody on ledighedsydelse without a fleksjob on the day, and for how many days."""

    pk: int
    dage: int


def observer(sag: Sag, u: Udsnit) -> Iterator[Job | Venter]:
    """The last job that began within the period; or that she still waits on the day."""
    jobs = [job for job in sag.fakta.ansaettelser if job.start <= u.dag and job.start < sag.fakta.slut]
    begyndte = [job for job in jobs if u.har(job.start)]
    if begyndte:
        start = max(job.start for job in begyndte)
        dage = _dage(sag, start)
        yield Job(sag.pk, start, dage, _baand(dage, start))
    i_forloeb = sag.fakta.start <= u.dag < sag.fakta.slut
    i_job = any(job.start <= u.dag < job.slut for job in jobs)
    paa_dagen = any(y.type == LEDIGHEDSYDELSE and y.start <= u.dag < y.slut for y in sag.fakta.ydelser)
    if i_forloeb and paa_dagen and not i_job:
        yield Venter(sag.pk, _dage(sag, u.dag))


def _dage(sag: Sag, til: date) -> int:
    """Days on ledighedsydelse before a day, since the last job before it ended."""
    tidligere = [min(job.slut, til) for job in sag.fakta.ansaettelser if job.start < til]
    fra = max(tidligere, default=date.min)
    ydelser = [y for y in sag.fakta.ydelser if y.type == LEDIGHEDSYDELSE]
    return sum((p.slut - p.start).days for p in faelles(ydelser, [Periode(fra, til)]))


def _baand(dage: int, start: date) -> int:
    """How many of the limits the days reach; months are counted back from the job's start."""
    graenser = ((start - add_months(start, -antal)).days for antal in (6, 12))
    return sum((dage > 0, *(dage >= graense for graense in graenser)))


def saml(alle: Iterable[Job | Venter], u: Udsnit) -> Rapport:
    """How long it took, how many went straight into a job, and how long those have waited who still do."""
    set_ = list(alle)
    jobs = [en for en in set_ if isinstance(en, Job)]
    venter = [en for en in set_ if isinstance(en, Venter)]
    tid = midt([(j.pk, j.dage) for j in jobs])
    direkte = andel((j.pk for j in jobs if not j.dage), (j.pk for j in jobs))
    tal = (
        Noegletal("Begyndte i fleksjob i perioden", antal(j.pk for j in jobs)),
        Noegletal("Halvdelen ventede højst", tid, TAELLES),
        Noegletal("Direkte i fleksjob", direkte, "Uden en dag på ledighedsydelse først."),
        Noegletal("På ledighedsydelse på dagen", antal(v.pk for v in venter), "Uden fleksjob den dag."),
        Noegletal("Halvdelen har ventet højst", midt([(v.pk, v.dage) for v in venter]), TAELLES),
    )
    return Rapport(
        fund=_fund(tal, tid.vaerdi is None),
        noegletal=tal,
        tabeller=(_fordelt(jobs), _maaneder(jobs, u)),
        diagram=Diagram("bjaelker", "Tid på ledighedsydelse før fleksjob"),
        maalt=tid,
        tom="" if set_ else INGEN,
    )


def _fund(tal: tuple[Noegletal, ...], uden_tid: bool) -> Saetning:
    begyndte, tid, direkte, venter, _ = (n.celle for n in tal)
    if uden_tid:
        return Saetning(
            "{} begyndte i fleksjob i perioden, og {} er på ledighedsydelse på dagen.", (begyndte, venter)
        )
    return Saetning(
        "Halvdelen af de {}, der begyndte i fleksjob, var højst {} på ledighedsydelse først. {} gik direkte i job.",
        (begyndte, tid, direkte),
    )


def _fordelt(jobs: list[Job]) -> Tabel:
    raekker = tuple(
        Raekke(navn, (antal(j.pk for j in jobs if j.baand == nr),)) for nr, navn in enumerate(BAAND)
    )
    return Tabel("Tid på ledighedsydelse før fleksjob", ("Borgere",), raekker)


def _maaneder(jobs: list[Job], u: Udsnit) -> Tabel:
    raekker = []
    for maaned in u.maaneder:
        i = [j for j in jobs if maaned.har(j.start)]
        raekker.append(Raekke(maaned.navn, (antal(j.pk for j in i), midt([(j.pk, j.dage) for j in i]))))
    return Tabel("Måned for måned", ("Begyndte i fleksjob", "Halvdelen ventede højst"), tuple(raekker))
