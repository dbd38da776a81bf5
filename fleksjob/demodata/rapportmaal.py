"""The demo's own targets, and who of its logins wants the morning mail."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from fleksjob.demodata.medarbejdere import login_id
from kommuner.models import Medarbejder, Rolle
from opfoelgning.actions.morgenmail import change_morgenmail
from opfoelgning.actions.rapportmaal import set_maal
from opfoelgning.models import Rapportmaal
from opfoelgning.rapport.katalog import RAPPORTER

MAAL = {"fase1": 85, "kontakt": 95, "opfoelgning": 90, "passivitet": 5, "progression": 30, "kontinuitet": 90}


@transaction.atomic
def fill_rapporter(dag: date) -> None:
    """In the present kommune: a target for most reports, some months old; morning mail for two of the logins."""
    if Rapportmaal.objects.exists():
        return
    for rolle in (Rolle.TEAMLEDER, Rolle.JOBFORMIDLER):
        person = Medarbejder.objects.filter(
            roller__contains=[rolle], ekstern_id=login_id(rolle.value)
        ).first()
        if person is None:
            continue
        change_morgenmail(by=person, oensket=True)
        for kode, maal in MAAL.items() if rolle is Rolle.TEAMLEDER else ():
            fra = dag - timedelta(days=240)
            set_maal(rapport=kode, enhed=RAPPORTER[kode].enhed, gyldig_fra=fra, maal=maal, by=person)
