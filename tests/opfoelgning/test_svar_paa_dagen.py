"""Answers are due by the hour: a row turns late in the course of the day, without any nightly run."""

from datetime import datetime
from datetime import time as clock_time

import pytest
from django.utils import timezone

from kommuner.idag import idag, nu
from opfoelgning import team, vurdering
from opfoelgning.models import Advis, Henvendelse, Sagsstatus
from opfoelgning.raekker import raekker
from opfoelgning.regler.svar import DANSK_TID
from opfoelgning.sweep import Omfang, sweep
from tests.opfoelgning.sager import DAG, client_for, days, text_of

FOER, VARSEL, SENT = (9, 0), (10, 30), (14, 1)


def kl(time: int, minut: int, dag=DAG) -> datetime:
    return datetime.combine(dag, clock_time(time, minut), DANSK_TID)


@pytest.fixture
def ventende(kontor):
    """Somebody who wrote yesterday at 14 and has no other duty that is overdue today."""
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-20))
    kontor.kontakt(sag, days(-1))
    Henvendelse.objects.create(forloeb=sag, modtaget=kl(14, 0, days(-1)))
    return sag


def row(sag, klokken):
    return raekker([sag.pk], DAG, nu=kl(*klokken))[0]


def test_a_row_turns_in_the_course_of_the_day(ventende):
    assert row(ventende, FOER).grund is None
    assert row(ventende, VARSEL).grund.tekst == "Svar senest kl. 14.00"
    assert row(ventende, (14, 0)).grund.tekst == "Svar senest kl. 14.00"
    late = row(ventende, SENT)
    assert late.grund.tekst == "Svar overskredet i dag"
    assert late.status.hast < 10
    assert raekker([ventende.pk], DAG)[0].grund == late.grund


def test_counts_and_flags_turn_with_it(kontor, ventende):
    def overdue(klokken) -> int:
        ledet = team.fresh_ledelse(kontor.leder, DAG, kl(*klokken))
        return team.figures(ledet)[0].lister["overskredet"]

    assert [overdue(klokken) for klokken in (FOER, VARSEL, SENT)] == [0, 0, 1]
    assert list(Advis.objects.values_list("regel", "aabnet_dag", "lukket_dag")) == [("svar", DAG, None)]


def test_the_tick_finds_it_by_the_hour_and_then_has_nothing_to_do(kontor, ventende):
    kommune = ventende.kommune_id
    sweep(kommune, DAG, kl(*FOER))
    assert sweep(kommune, DAG, kl(9, 59)).antal == 0
    assert sweep(kommune, DAG, kl(*SENT)).skrevet == 1
    assert sweep(kommune, DAG, kl(20, 0)).antal == 0
    assert sweep(kommune, DAG, kl(20, 0), omfang=Omfang.ALLE).skrevet == 0
    assert Sagsstatus.objects.get().naeste_tidspunkt is None


def test_an_answer_ends_it(ventende):
    row(ventende, SENT)
    Henvendelse.objects.update(besvaret=kl(15, 0))
    assert row(ventende, (15, 1)).grund is None
    assert Advis.objects.get().lukket_dag == DAG


@pytest.mark.parametrize("kl_set", [[], [SENT], [SENT, (14, 30)]])
@pytest.mark.parametrize("dage_efter", [0, 1, 3])
def test_a_late_answer_is_told_of_whether_or_not_anybody_looked_before_it(ventende, kl_set, dage_efter):
    for klokken in (FOER, *kl_set):
        row(ventende, klokken)
    Henvendelse.objects.update(besvaret=kl(15, 0))
    dag = days(dage_efter)
    raekker([ventende.pk], dag, nu=kl(16, 0, dag))
    flag = Advis.objects.get(regel="svar")
    assert (flag.aabnet_dag, flag.lukket_dag, flag.lukket_af["slags"]) == (DAG, DAG, "henvendelser")


def test_an_answer_in_time_raises_nothing(ventende):
    row(ventende, FOER)
    Henvendelse.objects.update(besvaret=kl(14, 0))
    row(ventende, SENT)
    assert not Advis.objects.filter(regel="svar").exists()


def test_a_write_in_between_loses_nothing(kontor, ventende):
    row(ventende, SENT)
    vurdering.refresh([ventende.pk], DAG)
    assert row(ventende, (14, 2)).grund.tekst == "Svar overskredet i dag"
    assert list(Advis.objects.values_list("aabnet_dag", "lukket_dag")) == [(DAG, None)]


@pytest.mark.parametrize(("klokken", "svaret"), [(FOER, False), (SENT, True)])
def test_the_pages_ask_by_the_hour(monkeypatch, kontor, ventende, klokken, svaret):
    vurdering.refresh([ventende.pk], DAG)
    monkeypatch.setattr(timezone, "now", lambda: kl(*klokken))
    mette, leder = client_for(kontor.mette), client_for(kontor.leder)
    borger = f"/borger/{ventende.borger_id}"
    genstand = Henvendelse.objects.get().ekstern_id
    for client, url, tekst in (
        (mette, "/mine", "Svar overskredet i dag"),
        (leder, "/team/borgere?status=overskredet", "Svar overskredet i dag"),
        (mette, borger, "Svar overskredet i dag"),
        (mette, f"{borger}/hvorfor/svar?genstand={genstand}", "fristen udløb i dag, 23. november 2026"),
    ):
        assert (tekst in text_of(client.get(url))) == svaret, url


@pytest.mark.parametrize(
    ("dag", "klokken", "facit"),
    [
        (None, "2026-11-22T08:30:00+00:00", "2026-11-22T09:30:00+01:00"),
        (None, "2026-11-22T23:30:00+00:00", "2026-11-23T00:30:00+01:00"),
        (days(0), "2026-11-02T08:30:00+00:00", "2026-11-23T09:30:00+01:00"),
        (days(-150), "2026-11-22T08:30:00+00:00", "2026-06-26T09:30:00+02:00"),
    ],
)
def test_now_is_on_the_day_that_is_today(monkeypatch, settings, dag, klokken, facit):
    settings.IDAG = dag
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(klokken))
    assert nu() == datetime.fromisoformat(facit)
    assert timezone.localdate(nu()) == idag()
