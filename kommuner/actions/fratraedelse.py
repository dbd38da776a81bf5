"""Writes to the last day of somebody who stops working for the kommune."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from kommuner.models import Fratraedelse, Medarbejder


@transaction.atomic
def set_last_day(*, medarbejder: Medarbejder, sidste_dag: date | None, by: Medarbejder) -> None:
    """Write down the last day somebody works here; None: she stays. Nobody can be given a borger after it."""
    Medarbejder.objects.select_for_update(no_key=True).get(pk=medarbejder.pk, kommune=by.kommune_id)
    egne = Fratraedelse.objects.filter(medarbejder=medarbejder)
    if sidste_dag is None:
        egne.delete()
        return
    slut = sidste_dag + timedelta(days=1)
    if not egne.update(slut=slut):
        Fratraedelse.objects.create(medarbejder=medarbejder, slut=slut)
