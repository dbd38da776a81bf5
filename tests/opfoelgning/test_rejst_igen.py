"""A flag that is raised again for the same miss is closed when it last was, however many nights were missed."""

from datetime import date, datetime, time

import pytest

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
