"""What an administrator may do to the jobs: let one run again, and try a case that was put aside."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from forloeb.models import Forloeb
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder
from opfoelgning import koe, vurdering
from opfoelgning.models import Sagsstatus
from opfoelgning.sweep import sweep
from opfoelgning.tasks import genberegn_kommune
from opfoelgning.venter import waiting_or_lost

DIREKTE = 500  # so many cases are judged while one waits


@transaction.atomic
def run_again(*, by: Medarbejder, dag: date, nu: datetime) -> str:
    """Queue the refresh of the person's kommune; without a queue do it at once. Returns what happened, in Danish.

    Cases that were put aside are tried too. Raises Afvist when the queue is away and there is too much to do.
    """
    Sagsstatus.objects.filter(kommune=by.kommune_id).exclude(fejl="").update(naeste=dag)
    if koe.answers():
        koe.put(genberegn_kommune, by.kommune_id)
        return "Kørslen er sat i kø og begynder om lidt. Opdatér siden for at se, hvordan det går."
    antal = len(waiting_or_lost(dag, nu))
    if antal > DIREKTE:
        raise Afvist(
            f"Køen er nede, og der er {antal} forløb at beregne. De beregnes af sig selv, når køen er tilbage; "
            "siderne regner selv det, de viser."
        )
    resultat = sweep(by.kommune.pk, dag, nu)
    if resultat is None:
        return "En anden kørsel er i gang lige nu."
    return f"Køen er nede, så kørslen blev gjort med det samme: {resultat.antal} forløb, {len(resultat.fejl)} med fejl."


@transaction.atomic
def retry_case(*, forloeb: Forloeb, by: Medarbejder, dag: date, nu: datetime) -> bool:
    """Judge one case again; whether it went well this time."""
    return not vurdering.refresh([forloeb.pk], dag, nu).fejl
