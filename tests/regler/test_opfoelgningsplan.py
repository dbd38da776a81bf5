"""Planned contacts, the next follow-up, VITAS and progression: borders a day before, on and after."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import Kontakt, Opfoelgning, Timer
from tests.regler.eksempler import I_FASE_2, d, forvent
from tests.regler.strategier import STANDARD
from tests.regler.test_fleksjob import S, holdt, i_job, job


@pytest.mark.parametrize(
    ("status", "dag", "facit"),
    [
        ("planlagt", "19/4", None),
        ("planlagt", "20/4", None),
        ("planlagt", "21/4", "overskredet 20/4 21/4"),
        ("planlagt", "21/4/2021", "overskredet 20/4 21/4"),
        ("gennemfoert", "21/4", None),
        ("udeblevet", "21/4", None),
        ("aflyst", "21/4", None),
    ],
)
def test_a_planned_contact_was_not_held(status, dag, facit):
    sag = replace(I_FASE_2, kontakter=(Kontakt("c1", d("20/4"), "telefon", status),))
    forvent(sag, "aftalt_kontakt", dag, facit)


def test_each_planned_contact_is_named_and_explained():
    kontakter = tuple(
        Kontakt(f"c{n}", d(dag), "telefon", "planlagt") for n, dag in ((2, "2/4"), (1, "5/4"), (3, "9/4"))
    )
    sag = replace(I_FASE_2, kontakter=kontakter)
    svar = [v for v in bedoem(sag, STANDARD, d("9/4")).vurderinger if v.regel == "aftalt_kontakt"]
    assert [v.genstand for v in svar] == ["c1", "c2"]
    assert bedoem(sag, STANDARD, d("9/4")).naeste == d("10/4")
    assert forklar(sag, STANDARD, d("9/4"), svar[0]) == (
        (d("5/4"), d("9/4"), "taeller", "Planlagt kontakt er ikke holdt", "c1"),
    )


MOEDE = holdt("17/4/2021", "1/5/2021", moede="1/5/2021")


def plan(dag: str, status: str = "planlagt") -> tuple[Opfoelgning, ...]:
    return (Opfoelgning("p1", d(dag), "fysisk", status),)


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        (MOEDE, "30/4/2021", None),
        (MOEDE, "1/5/2021", "varsel 15/5/2021 1/5/2021"),
        (MOEDE, "15/5/2021", "varsel 15/5/2021 1/5/2021"),
        (MOEDE, "16/5/2021", "overskredet 15/5/2021 16/5/2021"),
        (holdt("1/5/2021"), "16/5/2021", None),
        ((*MOEDE, *plan("20/5/2021")), "20/5/2021", None),
        ((*MOEDE, *plan("20/5/2021")), "21/5/2021", "overskredet 15/5/2021 21/5/2021"),
        ((*MOEDE, *plan("10/5/2021")), "10/5/2021", None),
        ((*MOEDE, *plan("10/5/2021")), "11/5/2021", "varsel 15/5/2021 11/5/2021"),
        ((*MOEDE, *plan("20/5/2021", "aflyst")), "16/5/2021", "overskredet 15/5/2021 16/5/2021"),
        (holdt("1/5/2021", "31/5/2021", moede="1/5/2021"), "14/6/2021", "varsel 14/6/2021 31/5/2021"),
        (holdt("1/5/2021", "31/5/2021", moede="1/5/2021"), "15/6/2021", "overskredet 14/6/2021 15/6/2021"),
    ],
)
def test_after_the_status_meeting_there_is_a_next_date(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "opfoelgningsplan", dag, facit)


def test_the_next_date_is_asked_for_in_running_jobs_of_few_hours_only():
    mange = (Timer(S, Decimal(8)), Timer(d("10/5/2021"), Decimal(12)))
    for et_job in (job(opfoelgninger=MOEDE, timer=mange), job(opfoelgninger=MOEDE, slut=d("10/5/2021"))):
        forvent(i_job(et_job), "opfoelgningsplan", "9/5/2021", "varsel 15/5/2021 1/5/2021")
        forvent(i_job(et_job), "opfoelgningsplan", "10/5/2021", None)


@pytest.mark.parametrize(
    ("vitas", "dag", "facit"),
    [
        (None, "31/10", None),
        (None, "1/11", "varsel - 1/11"),
        ("5/11", "4/11", "varsel - 1/11"),
        ("5/11", "5/11", None),
        ("28/10", "1/11", None),
    ],
)
def test_a_job_is_registered_in_vitas(vitas, dag, facit):
    forvent(i_job(job(vitas=vitas and d(vitas))), "vitas", dag, facit)


def timer(*raekke: tuple[str, str]) -> tuple[Timer, ...]:
    return tuple(Timer(d(dag), Decimal(antal)) for dag, antal in raekke)


@pytest.mark.parametrize(
    ("et_job", "dag", "facit"),
    [
        (job(), "30/4/2021", None),
        (job(), "1/5/2021", "varsel - 1/5/2021"),
        (job(), "1/5/2022", "varsel - 1/5/2021"),
        (job(timer=timer(("1/11", "4"), ("15/12", "5"))), "14/6/2021", None),
        (job(timer=timer(("1/11", "4"), ("15/12", "5"))), "15/6/2021", "varsel - 15/6/2021"),
        (job(timer=timer(("1/11", "5"), ("15/12", "4"))), "1/5/2021", "varsel - 1/5/2021"),
        (job(timer=timer(("1/11", "5"), ("15/12", "5"))), "1/5/2021", "varsel - 1/5/2021"),
        (job(timer=(Timer(S, Decimal(8), 50), Timer(d("15/12"), Decimal(8), 60))), "1/5/2021", None),
        (job(timer=timer(("1/11", "12"))), "1/5/2021", None),
        (job(timer=timer(("1/11", "8"), ("1/12", "12"), ("1/6/2021", "9"))), "1/6/2021", "varsel - 1/6/2021"),
        (job(timer=timer(("31/8", "8")), start=d("31/8")), "27/2/2021", None),
        (job(timer=timer(("31/8", "8")), start=d("31/8")), "28/2/2021", "varsel - 28/2/2021"),
        (job(timer=timer(("31/8/2023", "8")), start=d("31/8/2023")), "28/2/2024", None),
        (job(timer=timer(("31/8/2023", "8")), start=d("31/8/2023")), "29/2/2024", "varsel - 29/2/2024"),
        (job(slut=d("1/6/2021")), "1/6/2021", None),
    ],
)
def test_hours_that_stand_still(et_job, dag, facit):
    forvent(i_job(et_job), "progression", dag, facit)


def test_no_progression_is_asked_of_a_progredierende_diagnose():
    sag = i_job(job(), progredierende_fra=d("10/5/2021"))
    forvent(sag, "progression", "9/5/2021", "varsel - 1/5/2021")
    forvent(sag, "progression", "10/5/2021", None)
