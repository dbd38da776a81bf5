"""What a leader must know of the nightly work: whether it failed, or did not run."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kalender.dansk import dato_kort
from kommuner.forespoergsel import Spoergsmaal
from kommuner.models import Kommune
from opfoelgning.driftsbillede import failed
from opfoelgning.models import Koersel

_MORGEN = 7  # what began before this hour ran at night
_FOR_LAENGE = timedelta(hours=24)
_NU = "Tallene her er regnet ud nu."

_SIDSTE = """SELECT startet, sluttet, fejl FROM opfoelgning_koersel
WHERE kommune_id = %s AND opgave = 'genberegn' ORDER BY startet DESC, id DESC LIMIT 1"""


def asking_night_run(kommune: Kommune) -> Spoergsmaal:
    """Ask for the last computation of the kommune."""
    return Spoergsmaal(_SIDSTE, [kommune.pk])


def night_run_note(svar: list[tuple], nu: datetime) -> str:
    """One sentence or two when the computation of the answer failed or is more than a day old; else empty.

    ``nu`` is the real instant. Nothing is said where nothing has run yet.
    """
    if not svar:
        return ""
    startet, sluttet, fejl = svar[0]
    sidste = Koersel(startet=startet, sluttet=sluttet, fejl=fejl)
    if failed(sidste, nu):
        hvornaar = timezone.localtime(sidste.startet)
        hvad = "Natkørslen" if hvornaar.hour < _MORGEN else "Den seneste kørsel"
        return f"{hvad} fejlede {dato_kort(hvornaar.date(), nu.date())} kl. {hvornaar:%H.%M}. {_NU}"
    if nu - sidste.startet > _FOR_LAENGE:
        return (
            f"Natkørslen er ikke kørt siden {dato_kort(timezone.localdate(sidste.startet), nu.date())}. {_NU}"
        )
    return ""
