"""Putting the demo data into an empty installation."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from fleksjob.demodata.forberedelser import fill_forberedelser
from fleksjob.demodata.kommuner import (
    ADGANGSKODE,
    FARVER,
    KOMMUNER,
    SEED,
    dokumenter,
    login_medarbejder,
    logins,
)
from fleksjob.demodata.lederliv import fill_lederliv
from fleksjob.demodata.ledersager import fill_ledersager
from fleksjob.demodata.makkerpar import fill_makkerpar
from fleksjob.demodata.medarbejdere import login_id
from fleksjob.demodata.planliv import fill_plan
from fleksjob.demodata.rapportmaal import fill_rapporter
from fleksjob.demodata.virksomhedsliv import fill_virksomheder
from kommuner.actions.konto import open_login
from kommuner.actions.udseende import save_udseende
from kommuner.kommunedata import find_kommune
from kommuner.models import Medarbejder
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata.importer import import_document
from opfoelgning.sweep import sweep


def indlaes(dag: date) -> None:
    """Import both kommuner as they look on `dag`, judge every case, and open the logins of `logins`.

    The logins come last and together: an installation where somebody can log in is complete, one that was
    interrupted before can be filled again.
    """
    for dokument in dokumenter(dag):
        import_document(dokument)
    for kode in KOMMUNER:
        with kommunekontekst(_kommune_id(kode)):
            fill_virksomheder(kode, dag, SEED)
            fill_plan(kode, dag, SEED)
            fill_forberedelser(kode, dag, SEED)
            fill_makkerpar(dag)
        sweep(_kommune_id(kode), dag)
        with kommunekontekst(_kommune_id(kode)):
            fill_ledersager(dag)
            fill_lederliv(dag)
            fill_rapporter(dag)
    with transaction.atomic():
        for kode in KOMMUNER:
            with kommunekontekst(_kommune_id(kode)):
                _open_logins(kode)
                _dress(kode)


def _kommune_id(kode: str) -> int:
    kommune = find_kommune(kode)
    if kommune is None:
        raise LookupError(f"kommune {kode} is not in kommuner.csv")
    return kommune.pk


def _open_logins(kode: str) -> None:
    administrator = Medarbejder.objects.get(ekstern_id=login_id("administrator"))
    for login in logins():
        if login["kommune"] == kode:
            person = Medarbejder.objects.get(ekstern_id=login_medarbejder(login))
            open_login(
                medarbejder=person, by=administrator, brugernavn=login["brugernavn"], roller=[login["rolle"]]
            )
            _set_known_password(person)


def _dress(kode: str) -> None:
    """Give a kommune the look that tells it from the other."""
    administrator = Medarbejder.objects.get(ekstern_id=login_id("administrator"))
    if farve := FARVER.get(kode):
        save_udseende(navn="", farve=farve, afsender="", version=0, by=administrator)


def _set_known_password(person: Medarbejder) -> None:
    """Replace the one-time password by the one that the start page shows."""
    person.set_password(ADGANGSKODE)
    person.skal_skifte_adgangskode = False
    person.save(update_fields=["password", "skal_skifte_adgangskode"])
