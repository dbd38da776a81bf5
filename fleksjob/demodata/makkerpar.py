"""Who has the myndighed part of the demo's cases: files do not know it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forloeb.models import Forloeb, Sagsbehandling
from kommuner.models import Medarbejder, Rolle


@transaction.atomic
def fill_makkerpar(dag: date) -> None:
    """In the present kommune, once only: each sagsbehandler is the makker of the first jobformidler of her team."""
    if Sagsbehandling.objects.exists():
        return
    folk = Medarbejder.objects.filter(roller__contains=[Rolle.SAGSBEHANDLER], team__isnull=False)
    for person in folk.select_related("team").order_by("pk"):
        assert person.team is not None
        kolleger = person.team.medarbejdere.filter(roller__contains=[Rolle.JOBFORMIDLER])
        makker = kolleger.order_by("pk").first()
        sager = Forloeb.objects.mine(makker, dag) if makker else Forloeb.objects.none()
        Sagsbehandling.objects.bulk_create(
            Sagsbehandling(forloeb=sag, medarbejder=person, start=sag.start) for sag in sager
        )
