"""Writes to a kommune's own list of the sections of the forberedende del."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Forberedelsesskema, Medarbejder
from kommuner.versioner import lock_version, save_changes

I_KRAFT = "Listen gælder allerede. Gem i stedet en ny, der gælder fra en senere dag."


@transaction.atomic
def save_skema(
    *,
    indsatsmodel: str,
    gyldig_fra: date,
    indhold: dict[str, Any],
    kilde: str,
    by: Medarbejder,
    dag: date,
    raekke: Forberedelsesskema | None = None,
    version: int = 0,
) -> Forberedelsesskema:
    """Save a list from a day on: a new one, or ``raekke`` as it was in ``version`` (else ``Konflikt``).

    Refuses a day gone by, one that has a list already, and to change a list that was in force before today.
    """
    if gyldig_fra < dag:
        raise Afvist(
            "Listen kan tidligst gælde fra i dag: det, der er skrevet, beholder sin liste.", "gyldig_fra"
        )
    vaerdier = {"gyldig_fra": gyldig_fra, "indhold": indhold, "kilde": kilde, "af": by}
    if raekke:
        raekke = lock_version(raekke, version, "Listen")
        if raekke.gyldig_fra < dag:
            raise Afvist(I_KRAFT)
        return save_changes(raekke, vaerdier)
    if Forberedelsesskema.objects.filter(indsatsmodel=indsatsmodel, gyldig_fra=gyldig_fra).exists():
        raise Afvist("Der findes allerede en liste fra den dag. Ret den i stedet.", "gyldig_fra")
    with danish_refusal():
        return Forberedelsesskema.objects.create(indsatsmodel=indsatsmodel, **vaerdier)


@transaction.atomic
def withdraw_skema(*, raekke: Forberedelsesskema, version: int, by: Medarbejder, dag: date) -> None:
    """Take back a list that is not yet in force; the history keeps it."""
    raekke = lock_version(raekke, version, "Listen")
    if raekke.gyldig_fra <= dag:
        raise Afvist(I_KRAFT)
    raekke.delete()
