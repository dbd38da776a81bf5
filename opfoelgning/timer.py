"""Hours per week of the jobs a borger has: effective hours = agreed hours x arbejdsintensitet."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from opfoelgning.regler.typer import Ansaettelse, Sagsfakta, Timer


def hours_on(job: Ansaettelse, dag: date) -> Timer | None:
    """The entry of a job's hours that is valid on a day, None before the first."""
    return next((t for t in reversed(job.timer) if t.fra <= dag), None)


def effective(timer: Timer) -> Decimal:
    """Effective hours per week of an entry."""
    return timer.timer * timer.intensitet / 100


def effective_hours(sag: Sagsfakta, dag: date) -> Decimal | None:
    """Effective hours per week over all jobs running on a day; None without a job of known hours."""
    entries = [hours_on(job, dag) for job in _running(sag, dag)]
    known = [effective(t) for t in entries if t]
    return _as_stored(known)


def hours_at_start(sag: Sagsfakta, dag: date) -> Decimal | None:
    """Effective hours per week with which the jobs running on a day began."""
    known = [effective(job.timer[0]) for job in _running(sag, dag) if job.timer and job.timer[0].fra <= dag]
    return _as_stored(known)


def agreed_hours(sag: Sagsfakta, dag: date) -> Decimal | None:
    """Agreed hours per week over all jobs running on a day; None without a job of known hours."""
    entries = [hours_on(job, dag) for job in _running(sag, dag)]
    return _as_stored([t.timer for t in entries if t])


def agreed_hours_at_start(sag: Sagsfakta, dag: date) -> Decimal | None:
    """Agreed hours per week with which the jobs running on a day began."""
    return _as_stored(
        [job.timer[0].timer for job in _running(sag, dag) if job.timer and job.timer[0].fra <= dag]
    )


def _as_stored(known: list[Decimal]) -> Decimal | None:
    """Two decimals as the table keeps them: unrounded, an odd intensity would differ from its own row for ever."""
    return sum(known, Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP) if known else None


def _running(sag: Sagsfakta, dag: date) -> list[Ansaettelse]:
    return [job for job in sag.ansaettelser if job.start <= dag < job.slut]
