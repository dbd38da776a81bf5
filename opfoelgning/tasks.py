"""Celery tasks: read the clock, fan out per kommune, call the sweep."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from kommuner.idag import idag, nu
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.kladde import clean_up
from opfoelgning.sweep import sweep


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
def ryd_op() -> None:
    """Remove drafts older than 7 days and job runs older than 30."""
    klokken = timezone.now()
    for kommune_id in Kommune.objects.values_list("pk", flat=True):
        with transaction.atomic(), kommunekontekst(kommune_id):
            clean_up(kladder_foer=klokken - timedelta(days=7), koersler_foer=klokken - timedelta(days=30))
