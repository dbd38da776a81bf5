"""Writes to the name of the body that treats a case before visitation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from kommuner.afvist import danish_refusal
from kommuner.models import Medarbejder, Rehabiliteringsorgan


@transaction.atomic
def add_organ(
    *, navn: str, gyldig_fra: date | None, meget_begraenset_timer: Decimal, by: Medarbejder
) -> Rehabiliteringsorgan:
    """Call the body ``navn`` from a day on, or, without one, from the beginning; refuses a day that has a name."""
    with danish_refusal():
        return Rehabiliteringsorgan.objects.create(
            kommune_id=by.kommune_id,
            navn=" ".join(navn.split()),
            gyldig_fra=gyldig_fra,
            meget_begraenset_timer=meget_begraenset_timer,
        )


@transaction.atomic
def remove_organ(*, organ: Rehabiliteringsorgan, by: Medarbejder) -> None:
    """Take a name back; what it was called before holds again."""
    Rehabiliteringsorgan.objects.filter(pk=organ.pk, kommune=by.kommune_id).delete()
