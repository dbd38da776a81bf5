"""What the tab «Fleksjob og timer» shows: each job with its hours and agreement, and what is left to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from aftaler.models import Ansaettelse, Fleksjobaftale, Tilbud, Timer
from forloeb.actions.registrering import may_correct
from forloeb.models import Forloeb
from kalender.dansk import til_og_med
from kommuner.models import Medarbejder
from opfoelgning.arbejdsbillede import Arbejdsbillede
from opfoelgning.faseskift import few_hours, phase_of_job
from opfoelgning.regler import typer
from opfoelgning.regler.jobvindue import faa_timer
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Tilstand
from opfoelgning.vurdering import Sagsbillede


class Timelinje(NamedTuple):
    """Hours from a day on; ``maa_rettes``: by the person who looks."""

    entry: Timer
    effektive: Decimal
    maa_rettes: bool


@dataclass(frozen=True)
class Job:
    """One fleksjob; ``maa_rettes``: by the person who looks."""

    job: Ansaettelse
    timer: list[Timelinje]
    aftale: Fleksjobaftale | None
    dag: date
    maa_rettes: bool = False
    praktikker: Sequence[Tilbud] = ()  # beside the job, the latest first

    @property
    def sidste_dag(self) -> date | None:
        return til_og_med(self.job.slut)

    @property
    def loeber(self) -> bool:
        """Whether it runs, or is to begin."""
        return self.job.slut is None or self.job.slut > self.dag

    @property
    def nu(self) -> Timelinje | None:
        """The hours of the day: those of the latest entry begun, or the first to come."""
        begyndt = [linje for linje in self.timer if linje.entry.fra <= self.dag]
        return begyndt[-1] if begyndt else next(iter(self.timer), None)

    @property
    def billede(self) -> Arbejdsbillede | None:
        """The hours of the day as a picture; None while there are none."""
        nu = self.nu
        return Arbejdsbillede(nu.entry.timer, nu.entry.intensitet, er_eksempel=False) if nu else None

    @property
    def trin(self) -> list[tuple[date, Decimal, Decimal]]:
        """First day, agreed hours and effective hours of every entry begun."""
        return [(t.entry.fra, t.entry.timer, t.effektive) for t in self.timer if t.entry.fra <= self.dag]


def jobs_of(forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> list[Job]:
    """The fleksjob of a forløb, newest first; ``skriver`` is who may write, None for nobody."""
    jobs = list(
        Ansaettelse.objects.filter(forloeb=forloeb).select_related("virksomhed").order_by("-start", "-pk")
    )
    timer: dict[int, list[Timelinje]] = {}
    for t in Timer.objects.filter(forloeb=forloeb).order_by("fra"):
        maa = skriver is not None and may_correct(t.registreret_af_id, skriver)
        linje = Timelinje(t, t.timer * t.intensitet / Decimal(100), maa)
        timer.setdefault(t.ansaettelse_id, []).append(linje)
    aftaler = {
        a.ansaettelse_id: a
        for a in Fleksjobaftale.objects.filter(forloeb=forloeb).select_related("kontaktperson")
    }
    praktikker = _beside_the_job(forloeb)
    return [
        Job(
            job,
            timer.get(job.pk, []),
            aftaler.get(job.pk),
            dag,
            skriver is not None and may_correct(job.registreret_af_id, skriver),
            praktikker[job.virksomhed_id],
        )
        for job in jobs
    ]


def _beside_the_job(forloeb: Forloeb) -> dict[int | None, list[Tilbud]]:
    """Parallel praktik by company, the latest first."""
    fundne: dict[int | None, list[Tilbud]] = defaultdict(list)
    for praktik in Tilbud.objects.filter(forloeb=forloeb, parallel=True).order_by("-start", "-pk"):
        fundne[praktik.virksomhed_id].append(praktik)
    return fundne


def without_agreement(billede: Sagsbillede, dag: date) -> dict[str, str]:
    """What each job waits for, or does not, while its agreement is not completed; by the job's id."""
    fase = phase_of_job(billede.regler)
    return {job.id: _waits_for(job, billede, fase, dag) for job in billede.sag.ansaettelser}


def _waits_for(job: typer.Ansaettelse, billede: Sagsbillede, fase: int | None, dag: date) -> str:
    mangler = "Aftalen er ikke udfyldt endnu."
    if job.slut <= dag:
        return "Aftalen blev ikke udfyldt."
    if fase is None or not job.timer:
        return mangler
    if any(periode.slut > dag for periode in faa_timer(job, billede.regler)):
        return f"{mangler} Fase {fase} begynder, når den er."
    graense = few_hours(billede.regler, job.start)
    return f"{mangler} Fase {fase} begynder ikke, for jobbet er på over {graense} om ugen."


def mark_missing(billede: Sagsbillede, dag: date) -> date | None:
    """The day from which the mark of the target group is missing, today or once the planned job has begun; or None."""
    kommende = [f.start for f in billede.sag.faser if f.start > dag]
    for paa in (dag, *kommende):
        for v in bedoem(billede.sag, billede.regler, paa).vurderinger:
            if v.regel == "persongruppe" and v.tilstand == Tilstand.OVERSKREDET:
                return v.siden
    return None
