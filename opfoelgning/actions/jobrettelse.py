"""Setting a fleksjob right that was registered wrong: company, first day, last day and why it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from django.db import transaction

from aftaler.models import Ansaettelse, Timer, Virksomhed
from forloeb.actions.registrering import Rettet, correct
from kommuner.afvist import Afvist, Svar
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import phases_of_file, resettle
from opfoelgning.actions.jobydelse import move_benefit
from opfoelgning.faseskift import Skift


@dataclass(frozen=True)
class Jobrettelse:
    """A fleksjob as it should have been; ``slut`` is the first day after it, None while it runs."""

    virksomhed: Virksomhed
    start: date
    slut: date | None = None
    slutaarsag: str = ""


@transaction.atomic
def correct_fleksjob(*, raekke: Ansaettelse, indhold: Jobrettelse, **rettet: Unpack[Rettet]) -> list[Skift]:
    """Correct a fleksjob; see ``registrering.correct``. Its hours, and the ledighedsydelse around it, follow.

    Returns the phases' steps. An end that is taken away opens the job again. Refuses an end without a reason, and
    hours that would begin after it.
    """
    bundet, foer = phases_of_file(raekke.forloeb), (raekke.start, raekke.slut)
    job = correct(raekke, vars(indhold), _check, **rettet)
    _move_hours(job)
    move_benefit(job, foer)
    return resettle(job.forloeb, rettet["by"], rettet["dag"], bundet)


def _check(job: Any, bekraeftet: Svar) -> None:
    if job.slut and not job.slutaarsag:
        raise Afvist("Skriv, hvorfor fleksjobbet slutter.", "slutaarsag")
    if not job.slut and job.slutaarsag:
        raise Afvist("Skriv den sidste dag, eller slet årsagen.", "til")
    if job.slut and Timer.objects.filter(ansaettelse=job, fra__gte=job.slut).exists():
        raise Afvist("Der er registreret timer efter den dag. Ret dem først.", "til")


def _move_hours(job: Ansaettelse) -> None:
    """The hours in force on the first day begin with it; earlier ones never were."""
    timer = list(Timer.objects.filter(ansaettelse=job).order_by("fra"))
    foer = [t for t in timer if t.fra <= job.start]
    for gammel in foer[:-1]:
        gammel.delete()
    foerste = foer[-1] if foer else next(iter(timer), None)
    if foerste:
        save_changes(foerste, {"fra": job.start, "fra_fil": False})
