"""Writes to the mark of the target group."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forloeb.actions.registrering import lock_forloeb
from forloeb.models import Forloeb, Persongruppemarkering
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder
from opfoelgning import vurdering
from opfoelgning.fakta import regelvaerdier


@transaction.atomic
def register_markering(*, forloeb: Forloeb, start: date, by: Medarbejder, dag: date) -> None:
    """That the mark of the target group was set in the kommune's own system from a day on."""
    forloeb = lock_forloeb(forloeb, dag)
    if forloeb.borger.progredierende_diagnose_fra:
        raise Afvist("Borgeren har en progredierende diagnose og skal ikke markeres.")
    navn = regelvaerdier(forloeb.indsatsmodel).gaeldende(start, dag).tekst("persongruppe.navn")
    igang = Persongruppemarkering.objects.filter(forloeb=forloeb, navn=navn, slut__isnull=True)
    if igang.exists():
        raise Afvist("Borgeren er allerede markeret.")
    Persongruppemarkering.objects.create(forloeb=forloeb, navn=navn, start=start, registreret_af=by)
    vurdering.refresh([forloeb.pk], dag)
