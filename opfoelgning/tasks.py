"""Celery tasks: read the clock, fan out per kommune, call the sweep."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from kommuner.idag import idag, nu
from kommuner.models import Kommune
from kommuner.optaelling import forget_old
from kommuner.tenancy import kommunekontekst
from opfoelgning import morgenmail
from opfoelgning.actions.dataimport import count_attempt, do_work, forget_drafts
from opfoelgning.actions.morgenmail import put_in_outbox, send_next
from opfoelgning.actions.opbevaring import delete_expired
from opfoelgning.dataimport.fremdrift import told_outside
from opfoelgning.models import Dataimport, Importtilstand
from opfoelgning.sweep import sweep

log = logging.getLogger(__name__)


@shared_task
def genberegn_alle() -> None:
    """One task per kommune, so that workers on several machines share them."""
    for kommune_id in Kommune.objects.values_list("pk", flat=True):
        genberegn_kommune.delay(kommune_id)


@shared_task
def genberegn_kommune(kommune_id: int) -> None:
    """Refresh a kommune's marked and due forløb; nothing happens where no forløb exists."""
    sweep(kommune_id, idag(), nu())


@shared_task
def morgenmail_alle() -> None:
    """While mails go out, one task per kommune; at other times nothing."""
    if morgenmail.is_time(nu()):
        for kommune_id in Kommune.objects.values_list("pk", flat=True):
            morgenmail_kommune.delay(kommune_id)


@shared_task
def morgenmail_kommune(kommune_id: int) -> None:
    """Count and write what is missing of the day's mails, then send those that wait, each in its own transaction."""
    dag, klokken = idag(), nu()
    if not morgenmail.is_time(klokken):
        return
    with transaction.atomic(), kommunekontekst(kommune_id):
        til = list(morgenmail.recipients(dag)) if morgenmail.is_working_day(dag) else []
    for person in til:
        try:
            with transaction.atomic(), kommunekontekst(kommune_id):
                put_in_outbox(til=person, dag=dag, antal=morgenmail.count_for(person, dag, klokken))
        except Exception:
            # Whoever cannot be counted for is tried again by the next tick; the others get theirs.
            log.exception("Morgenmail til medarbejder %s kunne ikke tælles", person.pk)
    proevet: list[int] = []
    while True:
        with transaction.atomic(), kommunekontekst(kommune_id):
            mail = send_next(dag=dag, uden=proevet, send=morgenmail.send)
        if mail is None:
            return
        proevet.append(mail.pk)


@shared_task
def ryd_op() -> None:
    """Remove files that were not imported within a day, and counts that hold no longer."""
    klokken = timezone.now()
    for kommune_id in Kommune.objects.values_list("pk", flat=True):
        with transaction.atomic(), kommunekontekst(kommune_id):
            forget_drafts(klokken)
            forget_old(klokken)


@shared_task
def slet_udloebne() -> None:
    """Delete in every kommune what its rules no longer keep; does so once, in the first tick of the night."""
    for kommune in Kommune.objects.order_by("pk"):
        delete_expired(kommune, idag(), timezone.now())


@shared_task
def importer_ventende() -> None:
    """Hand over every import that waits: those the queue did not take, and those whose worker went away."""
    ventende = (Importtilstand.PROEVES, Importtilstand.GEMMES, Importtilstand.FORTRYDES)
    for kommune_id in Kommune.objects.values_list("pk", flat=True):
        with transaction.atomic(), kommunekontekst(kommune_id):
            ids = list(Dataimport.objects.filter(tilstand__in=ventende).values_list("pk", flat=True))
        for pk in ids:
            koer_import.delay(kommune_id, pk)


@shared_task
def koer_import(kommune_id: int, pk: int) -> None:
    """Try, import or undo a file; nothing when it is done, stopped or in other hands.

    What it wrote is judged at once, so that the next page does not have to judge thousands.
    """
    with kommunekontekst(kommune_id):
        dataimport = Dataimport.objects.filter(pk=pk).first()
        if dataimport is None or not dataimport.i_gang or not count_attempt(dataimport):
            return
    with kommunekontekst(kommune_id), told_outside(dataimport) as fremdrift:
        do_work(dataimport=dataimport, dag=idag(), fremdrift=fremdrift)
    if dataimport.tilstand != Importtilstand.PROEVES:
        sweep(kommune_id, idag(), nu())
