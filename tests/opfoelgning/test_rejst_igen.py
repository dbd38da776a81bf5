"""One miss has one flag, from the first day to the last on which it was raised, however many nights were missed."""

from datetime import date, datetime, time

import pytest

from kommuner.models import Regelsaet
from opfoelgning.advishistorik import Overskridelse
from opfoelgning.models import Advis, Genbehandling, Henvendelse, Sagsgennemgang
from opfoelgning.regler.svar import DANSK_TID
from opfoelgning.sweep import sweep
from opfoelgning.vurdering import refresh
from tests.opfoelgning.sager import DAG, days


def kl(timer: int, minut: int, dag: date = DAG) -> datetime:
    return datetime.combine(dag, time(timer, minut), DANSK_TID)


@pytest.mark.parametrize("nat", [1, 9, 50])
def test_a_broken_agreement_closes_nothing_for_good(kontor, nat):
    """Passive, agreed upon, passive again, and dealt with: from the first day of it to the last."""
    sag = kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-200))
    Sagsgennemgang.objects.create(
        forloeb=sag, dato=days(-8), resultat="indsats_aftalt", forventet_start=days(-4)
    )
    Genbehandling.objects.create(forloeb=sag, moede=days(25))
    for nr in range(-15, 30, nat):
        sweep(kontor.team.kommune_id, days(nr))
    sweep(kontor.team.kommune_id, days(30))
    flag = Advis.objects.get(regel="passivitet")
    assert (flag.aabnet_dag, flag.lukket_dag) == (days(-16), days(25))
    assert flag.lukket_af["slags"] == "genbehandlinger"
    assert Overskridelse(flag, "Passivitet").dage_for_sent == 42


@pytest.mark.parametrize("nat", [[], [(22, 10)], [(22, 10), (23, 30)]])
def test_what_ran_out_late_in_the_day_is_told_of_the_morning_after(kontor, nat):
    """The message was late from 22 o'clock; the forløb ended at midnight."""

    sag = kontor.sag("Bo Æbelø", ejer=kontor.mette, start=days(-3), slut=days(1))
    Henvendelse.objects.create(forloeb=sag, modtaget=kl(22, 0, days(-1)))
    for klokken in [(16, 0), *nat]:
        sweep(kontor.team.kommune_id, DAG, kl(*klokken))
    refresh([sag.pk], days(1))
    flag = Advis.objects.get(regel="svar")
    assert (flag.aabnet_dag, flag.lukket_dag, flag.lukket_af) == (DAG, days(1), {"maade": "forloebet"})


@pytest.mark.parametrize("nat", [1, 3, 20])
def test_a_miss_whose_frist_moved_is_one_although_it_ended_before_anybody_looked(kontor, nat):
    sag = kontor.sag("Cia Dahl", ejer=kontor.mette, start=days(-40), slut=days(5))
    kontor.kontakt(sag, days(-17))
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(3), vaerdier={"kontakt.interval_dage": 10}, gaelder_loebende=True
    )
    for nr in range(-1, 19, nat):
        sweep(kontor.team.kommune_id, days(nr))
    sweep(kontor.team.kommune_id, days(19))
    (flag,) = Advis.objects.filter(regel="kontakt")
    assert (flag.frist, flag.aabnet_dag, flag.lukket_dag) == (days(-7), days(-2), days(5))


@pytest.mark.parametrize("nat", [1, 9])
def test_a_miss_that_new_values_interrupt_is_two(kontor, nat):
    """Late by 14 days, in time by 20, and late again when those have gone too."""
    sag = kontor.sag("Dan Ege", ejer=kontor.mette, start=days(-40))
    kontor.kontakt(sag, days(-17))
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(1), vaerdier={"kontakt.interval_dage": 20}, gaelder_loebende=True
    )
    for nr in range(-2, 8, nat):
        sweep(kontor.team.kommune_id, days(nr))
    flag = (
        Advis.objects.filter(regel="kontakt")
        .order_by("frist")
        .values_list("frist", "aabnet_dag", "lukket_dag")
    )
    assert list(flag) == [(days(-3), days(-2), days(1)), (days(3), days(4), None)]


@pytest.mark.parametrize("nat", [1, 9])
def test_a_message_late_before_the_forloeb_began_is_told_of(kontor, nat):
    """It was answered on the first day, when it had waited for three."""
    sag = kontor.sag("Eva Fich", ejer=kontor.mette, start=DAG)
    Henvendelse.objects.create(forloeb=sag, modtaget=kl(8, 0, days(-3)), besvaret=kl(10, 0))
    for nr in range(-2, 3, nat):
        sweep(kontor.team.kommune_id, days(nr))
    sweep(kontor.team.kommune_id, days(3))
    flag = Advis.objects.get(regel="svar")
    assert (flag.aabnet_dag, flag.lukket_dag) == (DAG, DAG)
