"""The sweep ends in the same place whether it ran every night, twice, late, beside another or was killed on the way."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection, transaction
from psycopg import Cursor

from aftaler.models import Ansaettelse, Timer
from borgere.models import Borger
from forloeb.models import Fase, Forloeb, Fravaer, Markering, Ydelse
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype, Kommune, Regelsaet
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Advis, Koersel, Kontakt, Sagsgennemgang, Sagsstatus, Vurdering
from opfoelgning.sweep import LOCK, OPGAVE, Omfang, sweep

FOERSTE = date(2026, 3, 1)


@pytest.fixture
def sager(kommune):
    """Three forløb with contacts, absence, a passive stretch and an agreement that is broken."""
    make_cases(kommune)
    return kommune


def make_cases(kommune) -> None:
    setup_code_tables()
    for number in range(3):
        borger = Borger(foedselsdato=date(1980, 1, 1))
        borger.set_navn(f"Borger {number}")
        borger.set_cpr(f"610180123{number}", kommune)
        borger.save()
        forloeb = Forloeb.objects.create(borger=borger, indsatsmodel="uif2", start=date(2025, 9, 10))
        Fase.objects.create(forloeb=forloeb, nr=2, start=forloeb.start)
        Ydelse.objects.create(forloeb=forloeb, type="ledighedsydelse", start=forloeb.start)
        for day in range(3, 28, 4 + 4 * number):
            contact = FOERSTE + timedelta(days=day)
            Kontakt.objects.create(forloeb=forloeb, dato=contact, form="telefon", status="gennemfoert")
        ferie = Fravaerstype.objects.get(kode="ferie")
        Fravaer.objects.create(
            forloeb=forloeb, type=ferie, start=date(2026, 4, 20), slut=date(2026, 4, 20 + number + 1)
        )
        Sagsgennemgang.objects.create(
            forloeb=forloeb,
            dato=date(2026, 3, 15),
            resultat="indsats_aftalt",
            forventet_start=date(2026, 3, 20),
        )


def ended() -> dict:
    """Everything the sweep leaves behind, without ids and the day it looked."""
    return {
        "advis": sorted(
            Advis.objects.values_list(
                "forloeb__borger__navn", "regel", "genstand", "frist", "aabnet_dag", "lukket_dag"
            ),
            key=str,
        ),
        "vurderinger": sorted(
            Vurdering.objects.values_list("forloeb__borger__navn", "regel", "tilstand", "frist", "siden"),
            key=str,
        ),
        "naeste": sorted(Sagsstatus.objects.values_list("borger__navn", "naeste", "ur", "hast"), key=str),
    }


def nightly(kommune, first: date, last: date) -> None:
    for n in range((last - first).days + 1):
        sweep(kommune.pk, first + timedelta(days=n))


def result_of(kommune, run) -> dict:
    """What ``run`` leads to from the first day on; undone afterwards."""
    with transaction.atomic():
        sweep(kommune.pk, FOERSTE)
        run()
        end = ended()
        transaction.set_rollback(True)
    return end


LAST = FOERSTE + timedelta(days=70)


def test_every_night_opens_and_closes_flags(sager):
    end = result_of(sager, lambda: nightly(sager, FOERSTE, LAST))
    kontakt = [a for a in end["advis"] if a[1] == "kontakt"]
    assert any(a[5] for a in kontakt), "some flag was opened and closed again"
    assert any(a[5] is None for a in kontakt)
    assert any(a[1] == "passivitet" for a in end["advis"])


@pytest.mark.parametrize("missed", [1, 10, 40])
def test_late_ends_in_the_same_place(sager, missed):
    every_night = result_of(sager, lambda: nightly(sager, FOERSTE, LAST))

    def late():
        nightly(sager, FOERSTE, FOERSTE + timedelta(days=15))
        nightly(sager, FOERSTE + timedelta(days=15 + missed), LAST)

    assert result_of(sager, late) == every_night


def test_twice_writes_nothing(sager):
    sweep(sager.pk, LAST)
    before = (ended(), Koersel.objects.count())
    versions = list(
        Sagsstatus.objects.order_by("pk").extra(select={"x": "xmin::text"}).values_list("x", flat=True)
    )
    resultat = sweep(sager.pk, LAST)
    assert (resultat.antal, resultat.skrevet) == (0, 0)
    everything = sweep(sager.pk, LAST, omfang=Omfang.ALLE)
    assert (everything.antal, everything.skrevet) == (3, 0)
    assert ended() == before[0]
    assert (
        list(Sagsstatus.objects.order_by("pk").extra(select={"x": "xmin::text"}).values_list("x", flat=True))
        == versions
    )


def test_everything_again_on_a_later_quiet_day_writes_nothing(sager):
    sweep(sager.pk, LAST)
    naeste = min(Sagsstatus.objects.values_list("naeste", flat=True))
    assert sweep(sager.pk, naeste - timedelta(days=1), omfang=Omfang.ALLE).skrevet == 0


def test_a_pause_is_not_written_anew_each_night(sager):
    """In a pause the contact rule's anchor follows the days; the stored row must not."""
    borger = Forloeb.objects.order_by("pk").last()
    Fravaer.objects.create(
        forloeb=borger,
        type=Fravaerstype.objects.get(kode="barsel"),
        start=FOERSTE,
        slut=FOERSTE + timedelta(days=90),
    )
    sweep(sager.pk, FOERSTE + timedelta(days=30))
    paused = Vurdering.objects.get(forloeb=borger, regel="kontakt", tilstand="pause")
    assert sweep(sager.pk, FOERSTE + timedelta(days=31), omfang=Omfang.ALLE).skrevet == 0
    assert paused.siden == FOERSTE


@pytest.mark.parametrize("felt", ["start", "slut"])
def test_what_does_not_run_is_not_written_anew(sager, felt):
    """Holidays come and go before a forløb begins, and after it has ended."""
    Forloeb.objects.update(**{felt: LAST if felt == "start" else FOERSTE})
    ferie = Fravaerstype.objects.get(kode="ferie")
    for forloeb in Forloeb.objects.all():
        dag = FOERSTE + timedelta(days=3)
        Fravaer.objects.create(forloeb=forloeb, type=ferie, start=dag, slut=dag + timedelta(days=3))
    for day in (1, 4):
        assert sweep(sager.pk, FOERSTE + timedelta(days=day), omfang=Omfang.ALLE).antal == 3
    assert sweep(sager.pk, FOERSTE + timedelta(days=8), omfang=Omfang.ALLE).skrevet == 0


def test_hours_of_an_odd_intensity_are_not_written_anew(sager):
    job = Ansaettelse.objects.create(forloeb=Forloeb.objects.order_by("pk").first(), start=FOERSTE)
    Timer.objects.create(forloeb=job.forloeb, ansaettelse=job, fra=FOERSTE, timer="4.55", intensitet=33)
    sweep(sager.pk, LAST)
    assert str(Sagsstatus.objects.get(pk=job.forloeb_id).timer) == "1.50"
    assert sweep(sager.pk, LAST, omfang=Omfang.ALLE).skrevet == 0


def test_an_advis_is_unique(sager):
    nightly(sager, FOERSTE, LAST)
    keys = list(Advis.objects.values_list("forloeb_id", "regel", "genstand", "frist"))
    assert len(keys) == len(set(keys)) > 0


class Killed(OperationalError):
    """What a lost connection looks like."""


def test_killed_between_any_two_statements(sager, monkeypatch):
    """The n-th statement of the sweep fails, for every n; the next run ends where an undisturbed one ends."""
    undisturbed = result_of(sager, lambda: sweep(sager.pk, LAST))
    killed: list[str] = []
    survived = False
    while not survived:
        before = len(killed)
        end = _killed_at(sager, killed, monkeypatch)
        assert end == undisturbed, f"killed before {killed[-1]}"
        survived = len(killed) == before
    for table in ("sagsstatus", "vurdering", "advis", "aftryk", "koersel"):
        assert any(re.search(f'INSERT INTO "?opfoelgning_{table}', sql) for sql in killed), table
    assert any("DELETE FROM forloeb_markering" in sql for sql in killed)
    assert any("array_agg" in sql for sql in killed), "the gathering of facts"


def _killed_at(kommune, killed: list[str], monkeypatch) -> dict:
    """Kill the statement after as many as have been killed before; whoever sends it, Django or not."""
    left = [len(killed) + 1]
    execute = Cursor.execute

    def die(self, query, *args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            killed.append(str(query))
            raise Killed
        return execute(self, query, *args, **kwargs)

    def run():
        try:
            with monkeypatch.context() as patched:
                patched.setattr(Cursor, "execute", die)
                sweep(kommune.pk, LAST)
        except Killed:
            sweep(kommune.pk, LAST)

    return result_of(kommune, run)


def test_a_second_sweep_of_the_kommune_steps_aside(committed_db):
    kommune = Kommune.objects.get(kode="0751")
    with transaction.atomic(), kommunekontekst(kommune.pk):
        make_cases(kommune)
    entered, leave = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, kommune.pk])
            entered.set()
            leave.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert entered.wait(30)
    assert sweep(kommune.pk, LAST) is None
    leave.set()
    other.join()
    assert sweep(kommune.pk, LAST).antal == 3


def test_two_at_once_end_in_the_same_place(committed_db):
    kommune = Kommune.objects.get(kode="0751")
    with transaction.atomic(), kommunekontekst(kommune.pk):
        make_cases(kommune)
        sweep(kommune.pk, FOERSTE)
    barrier, errors = threading.Barrier(3), []

    def run():
        try:
            barrier.wait(30)
            sweep(kommune.pk, LAST)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with transaction.atomic(), kommunekontekst(kommune.pk):
        sweep(kommune.pk, LAST)
        together = ended()
        for model in (Advis, Vurdering, Sagsstatus):
            model.objects.all().delete()
        sweep(kommune.pk, FOERSTE)
        sweep(kommune.pk, LAST)
        assert ended() == together


def test_one_poisonous_case_is_put_aside_and_shown(sager):
    """A regelsæt that cannot be read any more must not stop cases of other models, nor the page."""
    poisoned = Forloeb.objects.order_by("pk").first()
    Forloeb.objects.filter(pk=poisoned.pk).update(indsatsmodel="ukendt")
    resultat = sweep(sager.pk, LAST)
    assert [f["forloeb"] for f in resultat.fejl] == [poisoned.ekstern_id]
    assert resultat.antal == 3
    assert Sagsstatus.objects.get(pk=poisoned.pk).fejl
    assert Koersel.objects.filter(opgave=OPGAVE).latest("startet").fejl == resultat.fejl
    Forloeb.objects.filter(pk=poisoned.pk).update(indsatsmodel="uif2")
    assert sweep(sager.pk, LAST).fejl == []
    assert Sagsstatus.objects.get(pk=poisoned.pk).fejl == ""


def test_a_changed_regelsaet_marks_every_forloeb(sager):
    sweep(sager.pk, LAST)
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=date(2020, 1, 1), vaerdier={"kontakt.interval_dage": 7}
    )
    assert Markering.objects.count() == 3
    sweep(sager.pk, LAST)
    assert Vurdering.objects.filter(regelsaet="uif2/0751/2020-01-01").exists()
