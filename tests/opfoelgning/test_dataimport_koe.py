"""Long files: a worker reads them, the page counts, and without a queue nothing is lost."""

import time

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings as django_settings
from django.db import transaction

from fleksjob.celery import app
from forloeb.models import Forloeb
from kommuner.models import Kommune
from kommuner.tenancy import SETTING, kommunekontekst, set_kommune
from opfoelgning import tasks
from opfoelgning.actions import dataimport as actions
from opfoelgning.dataimport.fremdrift import told_outside
from opfoelgning.models import Dataimport
from opfoelgning.venter import waiting_or_lost
from tests.opfoelgning.importfiler import LINJE, csv_file, told, tried, upload
from tests.opfoelgning.sager import DAG, client_for, text_of
from tests.opfoelgning.test_dataimport import admin
from tests.opfoelgning.test_tasks import own_queue
from tests.raekker import make_medarbejder

__all__ = ["admin", "own_queue"]


def lines(antal: int) -> list[str]:
    """So many made-up people."""
    numre = (f"{61 + nr % 28}{1 + nr // 28 % 12:02}80-{1000 + nr}" for nr in range(antal))
    return [LINJE.replace("610180-1234", cpr) for cpr in numre]


@pytest.fixture
def committed_admin(committed_db, settings):
    """An administrator whose files are really stored."""
    settings.IDAG = DAG
    with transaction.atomic(), kommunekontekst(Kommune.objects.get(kode="0751").pk):
        make_medarbejder("mette", "jobformidler")
        return make_medarbejder("admin", "administrator")


def logged_in(admin):
    with transaction.atomic(), kommunekontekst(admin.kommune_id):
        return client_for(admin)


def stored(admin, pk: int) -> Dataimport:
    with transaction.atomic(), kommunekontekst(admin.kommune_id):
        return Dataimport.objects.get(pk=pk)


def wait_for(admin, pk: int, tilstand: str) -> Dataimport:
    deadline = time.monotonic() + 60
    while (en := stored(admin, pk)).tilstand != tilstand:
        assert time.monotonic() < deadline, f"still {en.tilstand}"
    return en


def test_a_long_file_is_tried_and_imported_by_a_worker(committed_admin):
    app.control.purge()
    client = logged_in(committed_admin)
    url = upload(committed_admin, csv_file(*lines(501)), client=client).url
    client.post(url, dict(client.get(url).context["form"].initial))
    pk = int(url.rsplit("/", 1)[1])
    assert stored(committed_admin, pk).tilstand == "proeves"
    with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=60):
        assert told(wait_for(committed_admin, pk, "proevet")) == (501, 501, 0, 0)
        client.post(f"{url}/gem")
        assert wait_for(committed_admin, pk, "faerdig").fil is None
    with transaction.atomic(), kommunekontekst(committed_admin.kommune_id):
        assert Forloeb.objects.count() == 501
        # Whoever opens a page next does not wait for 501 judgements.
        assert waiting_or_lost(DAG) == []


def test_progress_is_seen_while_the_transaction_is_open(committed_admin, connect):
    url = upload(committed_admin, csv_file(LINJE), client=logged_in(committed_admin)).url
    en = stored(committed_admin, int(url.rsplit("/", 1)[1]))
    anden = connect()
    with kommunekontekst(committed_admin.kommune_id), told_outside(en) as fremdrift:
        Dataimport.objects.get(pk=en.pk)
        fremdrift(1200)
        anden.execute("SELECT set_config(%s, %s, true)", [SETTING, str(committed_admin.kommune_id)])
        seen = anden.execute("SELECT laest FROM opfoelgning_dataimport WHERE id = %s", [en.pk])
        assert seen.fetchone() == (1200,)


def test_the_page_counts_and_works_without_javascript(admin, monkeypatch):
    monkeypatch.setattr(actions, "DIREKTE", 0)
    en = tried(admin, csv_file(*lines(2)))
    set_kommune(admin.kommune_id)
    Dataimport.objects.filter(pk=en.pk).update(linjer=8000, laest=1200)
    client = client_for(admin)
    html = text_of(client.get(f"/administration/import/{en.pk}"))
    assert "1.200 af 8.000 linjer" in html
    assert '<noscript><meta http-equiv="refresh"' in html
    del_ = text_of(client.get(f"/administration/import/{en.pk}", headers={"HX-Request": "true"}))
    assert del_.startswith('<div id="stand"')


def test_without_a_queue_nothing_is_lost_and_a_later_tick_does_it(admin, monkeypatch, settings):
    monkeypatch.setattr(actions, "DIREKTE", 0)
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    en = tried(admin, csv_file(LINJE))
    html = text_of(client_for(admin).get(f"/administration/import/{en.pk}"))
    assert "Køen er nede lige nu. Filen er gemt, og intet er tabt." in html
    sendt = []
    monkeypatch.setattr(tasks.koer_import, "delay", lambda *args: sendt.append(args))
    tasks.importer_ventende()
    assert sendt == [(admin.kommune_id, en.pk)]
    set_kommune(admin.kommune_id)
    actions.do_work(dataimport=en, dag=DAG)
    en.refresh_from_db()
    assert told(en) == (1, 1, 0, 0)


def test_a_file_that_brings_workers_down_is_given_up(admin, monkeypatch):
    monkeypatch.setattr(actions, "DIREKTE", 0)
    en = tried(admin, csv_file(LINJE))
    set_kommune(admin.kommune_id)
    for _ in range(actions.FLEST_FORSOEG):
        en.refresh_from_db()
        assert actions.count_attempt(en)
    en.refresh_from_db()
    assert not actions.count_attempt(en)
    en.refresh_from_db()
    assert (en.tilstand, en.fil) == ("opgivet", None)


def test_a_file_of_yesterday_is_forgotten(admin):
    en = tried(admin, csv_file(LINJE))
    set_kommune(admin.kommune_id)
    Dataimport.objects.filter(pk=en.pk).update(modtaget="2020-01-01T00:00Z")
    tasks.ryd_op()
    set_kommune(admin.kommune_id)
    assert not Dataimport.objects.exists()
    assert django_settings.CELERY_BEAT_SCHEDULE["import"]["task"] in app.tasks
