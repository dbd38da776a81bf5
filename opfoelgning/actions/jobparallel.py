"""The virksomhedspraktik beside a fleksjob: it does not outlive the job."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from aftaler.models import Ansaettelse, Tilbud
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist
from kommuner.versioner import save_changes


def parallel_after(job: Ansaettelse, dag: date) -> QuerySet[Tilbud]:
    """Praktik beside the job, at its company, that runs or begins on a day or later."""
    senere = Q(slut__isnull=True) | Q(slut__gt=dag)
    return Tilbud.objects.filter(senere, forloeb=job.forloeb_id, parallel=True, virksomhed=job.virksomhed_id)


def restore_parallel(job: Ansaettelse, slut: date | None, gemt: datetime) -> None:
    """Let the praktik that ended with the job in the save at ``gemt`` go on as it did before."""
    for praktik in Tilbud.objects.filter(
        forloeb=job.forloeb_id, parallel=True, slut=slut, slut__isnull=False
    ):
        sidste, *foer = praktik.historik.order_by("-pgh_id")[:2]  # type: ignore[attr-defined]
        if foer and sidste.pgh_created_at == gemt:
            save_changes(praktik, {"slut": foer[0].slut})


def end_parallel(job: Ansaettelse) -> None:
    """Let the praktik beside a job that has an end not go on after it; refuses one that begins only then.

    The forløb is locked.
    """
    if job.slut is None:
        return
    for praktik in parallel_after(job, job.slut).order_by("start"):
        if praktik.start >= job.slut:
            raise Afvist(
                f"Den parallelle praktik begynder {dato_aar(praktik.start)}. Annullér den først.",
                "parallel_slut",
            )
        save_changes(praktik, {"slut": job.slut})
