"""How the jobs of a kommune go: runs, what waits, and cases that were put aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from opfoelgning import koe
from opfoelgning.models import Dataimport, Importtilstand, Koersel, Sagsstatus
from opfoelgning.morgenmail import Udbakke, udbakke_status
from opfoelgning.venter import waiting_or_lost

OPGAVER = {"genberegn": "Beregning af frister", "sletning": "Sletning"}
_MORGEN = 7  # what began before this hour ran at night
_OPGIVET = timedelta(hours=1)  # so long a run may be without an end
TILSIDESAT = 50


@dataclass(frozen=True)
class Driftsbillede:
    """The state of one kommune's jobs. ``i_koe`` is None when the queue is away, ``backup`` when it is not set up."""

    sidst: Koersel | None
    fejlet: Koersel | None
    i_koe: int | None
    venter: int
    importer: int
    tilsidesat: list[Sagsstatus]
    backup: datetime | None
    version: str
    mail: Udbakke

    @property
    def overskrift(self) -> str:
        """«Natkørslen fejlede kl. 06.02.»; empty when the last run of each job went well."""
        if self.fejlet is None:
            return ""
        hvornaar = timezone.localtime(self.fejlet.startet)
        hvad = "Natkørslen" if hvornaar.hour < _MORGEN else "Kørslen"
        return f"{hvad} fejlede kl. {hvornaar:%H.%M}."


def driftsbillede(kommune_id: int, dag: date, nu: datetime) -> Driftsbillede:
    """Everything the page of the jobs tells of a kommune; a number of queries that does not grow."""
    ventende = (Importtilstand.PROEVES, Importtilstand.GEMMES, Importtilstand.FORTRYDES)
    sidste = _last_of_each(kommune_id)
    return Driftsbillede(
        sidst=next((k for k in sidste if k.opgave == "genberegn" and k.sluttet), None),
        fejlet=next((k for k in sidste if failed(k, nu)), None),
        i_koe=koe.length(),
        venter=len(waiting_or_lost(dag, nu)),
        importer=Dataimport.objects.filter(kommune=kommune_id, tilstand__in=ventende).count(),
        tilsidesat=list(put_aside(kommune_id)[:TILSIDESAT]),
        backup=_backup(),
        version=settings.VERSION,
        mail=udbakke_status(dag, nu),
    )


def failed(koersel: Koersel, nu: datetime) -> bool:
    """Whether a run left cases out, or never came to its end."""
    return bool(koersel.fejl) or (koersel.sluttet is None and nu - koersel.startet > _OPGIVET)


def put_aside(kommune_id: int) -> Any:
    """Cases whose judgement failed, with why."""
    return Sagsstatus.objects.filter(kommune=kommune_id).exclude(fejl="").order_by("forloeb")


def _last_of_each(kommune_id: int) -> list[Koersel]:
    koersler = Koersel.objects.filter(kommune=kommune_id)
    return list(koersler.order_by("opgave", "-startet", "-pk").distinct("opgave"))


def _backup() -> datetime | None:
    """When the file that the backup writes was written last."""
    if not settings.BACKUP_FIL:
        return None
    try:
        return datetime.fromtimestamp(
            Path(settings.BACKUP_FIL).stat().st_mtime, tz=timezone.get_current_timezone()
        )
    except OSError:
        return None
