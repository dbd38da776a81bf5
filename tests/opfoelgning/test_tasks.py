"""The Celery tasks through a real Redis and a real worker."""

import time
from datetime import date, timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.db import connection, transaction

from fleksjob.celery import app
from forloeb.models import Forloeb, Markering
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning import tasks
from opfoelgning.models import Advis, Koersel, Kontakt, Sagsstatus
from opfoelgning.sweep import sweep
from tests.opfoelgning.test_sweep import LAST, make_cases


@pytest.fixture(autouse=True)
def own_queue(worker_id):
    """Test processes beside each other must not drain each other's queue."""
    before = app.conf.broker_url
    number = 1 if worker_id == "master" else 2 + int(worker_id.removeprefix("gw"))
    app.conf.broker_url = f"{before.rpartition('/')[0]}/{number}"
    yield
    app.conf.broker_url = before


@pytest.fixture
def to_kommuner(committed_db):
    """The same cases in two kommuner, committed."""
    kommuner = list(Kommune.objects.filter(kode__in=["0751", "0265"]))
    for kommune in kommuner:
        with transaction.atomic(), kommunekontekst(kommune.pk):
            make_cases(kommune)
    return kommuner


def run_in_worker(kommuner, antal_koersler: int = 1) -> None:
    """Queue the tick and let a worker work until each of the kommuner has so many finished runs."""
    app.control.purge()
    with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=60):
        tasks.genberegn_alle.delay()
        deadline = time.monotonic() + 60
        while min(finished_runs(kommune) for kommune in kommuner) < antal_koersler:
            assert time.monotonic() < deadline, "the worker did not finish"


def finished_runs(kommune) -> int:
    with transaction.atomic(), kommunekontekst(kommune.pk):
        return Koersel.objects.filter(sluttet__isnull=False).count()


def test_the_tick_refreshes_every_kommune(to_kommuner, settings):
    settings.IDAG = LAST
    run_in_worker(to_kommuner)
    for kommune in to_kommuner:
        with transaction.atomic(), kommunekontekst(kommune.pk):
            assert Sagsstatus.objects.filter(vurderet_dag=LAST).count() == 3
            assert Advis.objects.filter(lukket_dag__isnull=True).exists()
            assert not Markering.objects.exists()
            koersel = Koersel.objects.get()
            assert (koersel.antal, koersel.dag, koersel.fejl) == (3, LAST, [])
            assert koersel.sluttet is not None


def test_a_kommune_without_cases_leaves_no_run(committed_db, settings):
    settings.IDAG = LAST
    kommune = Kommune.objects.get(kode="0101")
    tasks.genberegn_kommune(kommune.pk)
    with transaction.atomic(), kommunekontekst(kommune.pk):
        assert not Koersel.objects.exists()


def test_beat_runs_on_plain_intervals():
    """A crontab would skip an hour in October."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert isinstance(entry["schedule"], timedelta)
        assert entry["task"] in app.tasks


def test_a_fact_written_past_the_actions_is_found_by_the_tick(to_kommuner, settings):
    settings.IDAG = LAST
    kommune = to_kommuner[0]
    sweep(kommune.pk, LAST)
    with transaction.atomic(), kommunekontekst(kommune.pk), connection.cursor() as cursor:
        forloeb = Forloeb.objects.order_by("pk").first()
        before = Sagsstatus.objects.get(pk=forloeb.pk)
        cursor.execute(
            "INSERT INTO opfoelgning_kontakt (kommune_id, ekstern_id, forloeb_id, dato, form, status, version, note,"
            " naeste_skridt, sted, deltagere) VALUES (%s, 'x', %s, %s, 'telefon', 'gennemfoert', 1, '', '', '', '')",
            [kommune.pk, forloeb.pk, LAST - timedelta(days=1)],
        )
    run_in_worker([kommune], antal_koersler=2)
    with transaction.atomic(), kommunekontekst(kommune.pk):
        after = Sagsstatus.objects.get(pk=forloeb.pk)
        assert before.seneste_kontakt != after.seneste_kontakt == LAST - timedelta(days=1)
        assert Kontakt.objects.get(ekstern_id="x").forloeb_id == forloeb.pk
        assert after.naeste > date(2026, 5, 1)
