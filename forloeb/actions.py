"""Writes to a forløb's surroundings: who may read what is not her own."""

from datetime import date

from django.db import transaction

from borgere.journal import log_reading
from borgere.models import Borger
from forloeb.models import Adgang
from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder

BEGRUNDELSE_HOEJST = 300  # characters


@transaction.atomic
def open_adgang(*, borger: Borger, begrundelse: str, by: Medarbejder, dag: date) -> Adgang:
    """Let a person read a borger of another team on one day; the reason goes into the read log too.

    Refuses an empty reason, one over 300 characters, and a second access on the same day.
    """
    begrundelse = " ".join(begrundelse.split())
    if len(begrundelse) > BEGRUNDELSE_HOEJST:
        for_meget = len(begrundelse) - BEGRUNDELSE_HOEJST
        raise Afvist(f"Skriv højst {BEGRUNDELSE_HOEJST} tegn. Der er {for_meget} for meget.", "begrundelse")
    with danish_refusal():
        adgang = Adgang.objects.create(medarbejder=by, borger=borger, dato=dag, begrundelse=begrundelse)
    log_reading(by, "bed_om_adgang", [borger.pk], begrundelse)
    return adgang
