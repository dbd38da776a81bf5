"""Writes to the kommune's own targets."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder
from opfoelgning.models import Rapportmaal

PROCENT = "Skriv et helt tal mellem 0 og 100."


@transaction.atomic
def set_maal(*, rapport: str, enhed: str, gyldig_fra: date, maal: int, by: Medarbejder) -> Rapportmaal:
    """Set a target from a day on; refuses a day that has one, and more than 100 percent."""
    if enhed == "%" and maal > 100:
        raise Afvist(PROCENT, "maal")
    with danish_refusal():
        return Rapportmaal.objects.create(
            kommune_id=by.kommune_id, rapport=rapport, gyldig_fra=gyldig_fra, maal=maal, af=by
        )


@transaction.atomic
def remove_maal(*, maal: Rapportmaal, by: Medarbejder) -> None:
    """Take a target back; the one before holds again. The history keeps it."""
    Rapportmaal.objects.filter(pk=maal.pk, kommune=by.kommune_id).delete()
