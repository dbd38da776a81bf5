"""What a teamleder of the demo has arranged for herself: somebody to stand in for her next week, and two filters."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from kommuner.actions.stedfortraeder import add_stedfortraeder
from kommuner.models import Medarbejder, Rolle, Stedfortraeder
from opfoelgning.actions.filter import save_filter

_FILTRE = (
    ("Passive og tæt på", {"status": "passiv_eller_naer"}),
    ("Kontakt overskredet i fase 2", {"fase": "2", "status": "kontakt_overskredet"}),
)


@transaction.atomic
def fill_lederliv(dag: date) -> None:
    """In the present kommune, once only."""
    if Stedfortraeder.objects.exists():
        return
    ledere = Medarbejder.objects.filter(roller__contains=[Rolle.TEAMLEDER], team__isnull=False)
    for leder in ledere.select_related("team").order_by("pk"):
        assert leder.team is not None
        folk = leder.team.medarbejdere.filter(roller__contains=[Rolle.JOBFORMIDLER])
        vikar = folk.exclude(pk=leder.pk).order_by("pk").first()
        if vikar:
            fra, til = dag + timedelta(days=7), dag + timedelta(days=11)
            add_stedfortraeder(team=leder.team, medarbejder=vikar, fra=fra, til=til, by=leder, dag=dag)
        for navn, valg in _FILTRE:
            save_filter(navn=navn, valg=valg, by=leder)
