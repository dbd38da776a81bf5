"""Taking back what was registered: as if it had never been, with a reason and a trace; the phases follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError

from aftaler.models import Ansaettelse, Timer
from forloeb.actions.registrering import annul, lock_forloeb
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder
from opfoelgning.actions.fase import phases_of_file, resettle
from opfoelgning.actions.jobydelse import restore_benefit
from opfoelgning.faseskift import Skift
from opfoelgning.models import Opfoelgning, Status


@transaction.atomic
def annul_registration(
    *, raekke: Model, begrundelse: str, version: int, by: Medarbejder, dag: date
) -> list[Skift]:
    """Take back an entry of hours, an agreement, a fleksjob or a sagsgennemgang.

    For its author and a teamleder. ``Konflikt`` if ``version`` is not the present one. A fleksjob takes its hours, its
    agreement and what was planned in it along, and is refused once a follow-up was held in it; its only hours are not
    taken from it. Returns the steps the phases took.
    """
    rk: Any = raekke
    forloeb = lock_forloeb(rk.forloeb, dag)
    rettet: dict[str, Any] = {"begrundelse": begrundelse, "by": by, "dag": dag}
    bundet = phases_of_file(forloeb)
    if isinstance(raekke, Timer):
        _refuse_last_hours(raekke)
    if isinstance(raekke, Ansaettelse):
        _annul_parts(raekke, rettet)
    try:
        annul(raekke=raekke, version=version, **rettet)
    except ProtectedError as error:
        raise Afvist("Der er registreret andet, som hører til. Annullér det først.") from error
    return resettle(forloeb, by, dag, bundet)


def _refuse_last_hours(entry: Timer) -> None:
    if not Timer.objects.filter(ansaettelse=entry.ansaettelse_id).exclude(pk=entry.pk).exists():
        raise Afvist("Et fleksjob skal have timer. Ret timerne, eller annullér fleksjobbet.")


def _annul_parts(job: Ansaettelse, rettet: dict[str, Any]) -> None:
    opfoelgninger = Opfoelgning.objects.filter(ansaettelse=job)
    if opfoelgninger.exclude(status__in=(Status.PLANLAGT, Status.AFLYST)).exists():
        raise Afvist("Der er holdt opfølgning i fleksjobbet. Lad det slutte i stedet for at annullere det.")
    opfoelgninger.delete()
    restore_benefit(job)
    dele: list[Any] = [*job.aftaler.all(), *job.timer.all()]  # type: ignore[attr-defined]
    for del_ in dele:
        annul(raekke=del_, version=del_.version, **rettet)
