"""Taking back within ten minutes what one has just saved about a fleksjob; the phases go back too."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer
from forloeb.actions.registrering import FORTRYD, lock_forloeb, undo
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import phases_of_file, resettle
from opfoelgning.actions.jobparallel import restore_parallel
from opfoelgning.actions.jobydelse import move_benefit, restore_benefit, restore_end
from opfoelgning.actions.sidstegemt import as_before, own_save
from opfoelgning.faseskift import Skift
from opfoelgning.models import Opfoelgning, Status


@transaction.atomic
def undo_fleksjob(*, job: Ansaettelse, by: Medarbejder, dag: date, nu: datetime) -> list[Skift]:
    """Take back one's own new fleksjob with its hours and agreement; see ``registrering.undo``."""
    forloeb = lock_forloeb(job.forloeb, dag)
    planlagte = Opfoelgning.objects.filter(ansaettelse=job)
    holdt = planlagte.exclude(status=Status.PLANLAGT).exists()
    if holdt or Timer.objects.filter(ansaettelse=job).count() > 1:
        raise Afvist("Der er registreret mere i fleksjobbet. Ret eller annullér det i stedet.")
    bundet = phases_of_file(forloeb)
    restore_benefit(job)
    planlagte.delete()
    for del_ in (*job.aftaler.all(), *job.timer.all()):  # type: ignore[attr-defined]
        del_.delete()
    undo(raekke=job, by=by, dag=dag, nu=nu)
    return resettle(forloeb, by, dag, bundet)


@transaction.atomic
def undo_timer(*, entry: Timer, by: Medarbejder, dag: date, nu: datetime) -> list[Skift]:
    """Take back one's own change of hours; see ``registrering.undo``. The hours a job began with stay."""
    forloeb = lock_forloeb(entry.forloeb, dag)
    if not Timer.objects.filter(ansaettelse=entry.ansaettelse_id, fra__lt=entry.fra).exists():
        raise Afvist("Et fleksjob skal have timer. Ret timerne, eller annullér fleksjobbet.")
    bundet = phases_of_file(forloeb)
    undo(raekke=entry, by=by, dag=dag, nu=nu)
    return resettle(forloeb, by, dag, bundet)


@transaction.atomic
def undo_aftale(*, aftale: Fleksjobaftale, by: Medarbejder, dag: date, nu: datetime) -> list[Skift]:
    """Take back what one has saved of an agreement within ten minutes: it is what it was before, or is gone."""
    forloeb = lock_forloeb(aftale.forloeb, dag)
    aftale = Fleksjobaftale.objects.select_for_update(no_key=True, of=("self",)).get(pk=aftale.pk)
    gemt = own_save(aftale, by, nu)
    bundet = phases_of_file(forloeb)
    restore_end(aftale)
    as_before(aftale, gemt)
    return resettle(forloeb, by, dag, bundet)


@transaction.atomic
def undo_slut(*, job: Ansaettelse, by: Medarbejder, dag: date, nu: datetime) -> list[Skift]:
    """Take back the end of a job that one has saved within ten minutes: it is what it was before."""
    forloeb = lock_forloeb(job.forloeb, dag)
    job = Ansaettelse.objects.select_for_update(no_key=True).get(pk=job.pk)
    sidste, *foer = job.historik.order_by("-pgh_created_at", "-pgh_id")[:2]  # type: ignore[attr-defined]
    egen = (sidste.pgh_context or {}).get("user") == by.pk
    if not foer or not egen or foer[0].slut == sidste.slut or nu - sidste.pgh_created_at > FORTRYD:
        raise Afvist("Slutdatoen kan kun fortrydes i 10 minutter af den, der har gemt den. Ret fleksjobbet.")
    bundet, slut = phases_of_file(forloeb), job.slut
    save_changes(job, {"slut": foer[0].slut, "slutaarsag": foer[0].slutaarsag})
    move_benefit(job, (job.start, slut))
    restore_parallel(job, slut, sidste.pgh_created_at)
    return resettle(forloeb, by, dag, bundet)
