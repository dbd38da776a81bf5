"""The rules about fleksjob: borders a day before, on and after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import (
    Ansaettelse,
    Fase,
    Markering,
    Opfoelgning,
    Sagsfakta,
    Tildeling,
    Timer,
)
from tests.regler.eksempler import d, forvent
from tests.regler.strategier import STANDARD

S = date(2020, 11, 1)  # six months: 181 days, to 1 May 2021; quarters on 16 December, 30 January, 16 March


OTTE_TIMER = (Timer(S, Decimal(8)),)


def job(timer=OTTE_TIMER, opfoelgninger=(), start=S, **andet) -> Ansaettelse:
    return Ansaettelse("j1", start, timer=timer, aftale_udfyldt=S, opfoelgninger=opfoelgninger, **andet)


def i_job(et_job: Ansaettelse, **andet) -> Sagsfakta:
    return Sagsfakta(
        "f1",
        "uif2",
        date(2020, 4, 1),
        faser=(Fase(3, S),),
        tildelinger=(Tildeling("m1", S),),
        ansaettelser=(et_job,),
        **andet,
    )


def holdt(*dage: str, fremmoede: int = 9, moede: str | None = None) -> tuple[Opfoelgning, ...]:
    return tuple(
        Opfoelgning(f"o{n}", d(dag), "fysisk", "gennemfoert", n < fremmoede, dag == moede)
        for n, dag in enumerate(dage)
    )


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        ((), "31/10", None),
        ((), "1/11", "loeber 30/4/2021 1/11"),
        ((), "15/12", "loeber 30/4/2021 1/11"),
        ((), "16/12", "varsel 30/4/2021 16/12"),
        ((), "30/4/2021", "varsel 30/4/2021 16/12"),
        ((), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("16/12"), "16/12", "loeber 30/4/2021 1/11"),
        (holdt("17/12"), "17/12", "loeber 30/4/2021 17/12"),
        (holdt("1/12"), "29/1/2021", "loeber 30/4/2021 1/11"),
        (holdt("1/12"), "30/1/2021", "varsel 30/4/2021 30/1/2021"),
        (holdt("1/12", "2/12"), "15/3/2021", "loeber 30/4/2021 1/11"),
        (holdt("1/12", "2/12"), "16/3/2021", "varsel 30/4/2021 16/3/2021"),
        (holdt("1/12", "2/12", "3/12"), "30/3/2021", "loeber 30/4/2021 1/11"),
        (holdt("1/12", "2/12", "3/12"), "31/3/2021", "varsel 30/4/2021 31/3/2021"),
        (holdt("1/12", "2/12", "3/12", "4/12"), "30/4/2021", "loeber - 1/11"),
        (holdt("1/12", "2/12", "3/12", "4/12"), "1/5/2021", None),
        (holdt("1/12", "2/12", "3/12", "4/12", fremmoede=1), "31/3/2021", "varsel 30/4/2021 31/3/2021"),
        (holdt("1/12", "2/12", "3/12", "4/12", fremmoede=1), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("1/12", "2/12", "3/12", "1/5/2021"), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("31/10", "2/12", "3/12", "4/12"), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("30/4/2021", moede="30/4/2021"), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("9/5/2021", moede="9/5/2021"), "8/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("9/5/2021", moede="9/5/2021"), "9/5/2021", None),
    ],
)
def test_four_follow_ups_in_six_months(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "opfoelgning_antal", dag, facit)


FALDER = (Timer(S, Decimal(15)), Timer(d("1/12"), Decimal(8)))
STIGER = (Timer(S, Decimal(8)), Timer(d("1/12"), Decimal(15)), Timer(d("1/2/2021"), Decimal(9)))


@pytest.mark.parametrize(
    ("et_job", "dag", "facit"),
    [
        (job(timer=(Timer(S, Decimal(10)),)), "1/11", "loeber 30/4/2021 1/11"),
        (job(timer=(Timer(S, Decimal("10.01")),)), "1/11", None),
        (job(timer=(Timer(S, Decimal(20), 50),)), "1/11", "loeber 30/4/2021 1/11"),
        (job(timer=(Timer(S, Decimal(20), 51),)), "1/11", None),
        (job(timer=()), "1/11", None),
        (job(timer=FALDER), "30/11", None),
        (job(timer=FALDER), "1/12", "loeber 31/5/2021 1/12"),
        (job(timer=STIGER), "30/11", "loeber 30/4/2021 1/11"),
        (job(timer=STIGER), "1/12", None),
        (job(timer=STIGER), "1/2/2021", "loeber 31/7/2021 1/2/2021"),
        (job(slut=d("10/11")), "9/11", "loeber 30/4/2021 1/11"),
        (job(slut=d("10/11")), "10/11", None),
        (job(start=d("31/3"), timer=(Timer(d("31/3"), Decimal(8)),)), "1/11", None),
        (job(start=d("1/4"), timer=(Timer(d("1/4"), Decimal(8)),)), "30/9", "varsel 30/9 16/5"),
        (job(start=d("31/8"), timer=(Timer(d("31/8"), Decimal(8)),)), "27/2/2021", "varsel 27/2/2021 15/10"),
    ],
)
def test_the_window_follows_the_hours(et_job, dag, facit):
    forvent(i_job(et_job), "opfoelgning_antal", dag, facit)


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        ((), "30/4/2021", None),
        ((), "1/5/2021", "varsel 31/5/2021 1/5/2021"),
        ((), "31/5/2021", "varsel 31/5/2021 1/5/2021"),
        ((), "1/6/2021", "overskredet 31/5/2021 1/6/2021"),
        (holdt("16/4/2021", moede="16/4/2021"), "1/5/2021", "varsel 31/5/2021 1/5/2021"),
        (holdt("17/4/2021", moede="17/4/2021"), "1/5/2021", None),
        (holdt("10/6/2021", moede="10/6/2021"), "9/6/2021", "overskredet 31/5/2021 1/6/2021"),
        (holdt("10/6/2021", moede="10/6/2021"), "10/6/2021", None),
        (holdt("10/5/2021"), "10/5/2021", "varsel 31/5/2021 1/5/2021"),
    ],
)
def test_a_status_meeting_after_six_months(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "statusmoede", dag, facit)


def test_follow_ups_and_the_missing_meeting_are_explained():
    opfoelgninger = (
        Opfoelgning("o1", d("1/12"), "fysisk", "gennemfoert", True),
        Opfoelgning("o2", d("1/12"), "telefon", "udeblevet"),
    )
    sag, dag = i_job(job(opfoelgninger=opfoelgninger)), d("9/5/2021")
    forklaringer = {
        v.regel: [(s.start, s.slut, s.grund, s.post) for s in forklar(sag, STANDARD, dag, v)]
        for v in bedoem(sag, STANDARD, dag).vurderinger
    }
    holdt_og_ej = "Opfølgning holdt ved fremmøde på virksomheden; Opfølgning: borgeren udeblev – tæller ikke"
    assert forklaringer["opfoelgning_antal"] == [
        (S, d("1/12"), "Ingen opfølgning", None),
        (d("1/12"), d("2/12"), holdt_og_ej, "o1"),
        (d("2/12"), d("1/5/2021"), "Ingen opfølgning", None),
        (d("1/5/2021"), dag, "Perioden er gået uden opfølgninger nok", None),
    ]
    assert forklaringer["statusmoede"] == [
        (S, d("1/5/2021"), "Fleksjob med få timer", "j1"),
        (d("1/5/2021"), dag, "Statusmøde mangler", "j1"),
    ]


@pytest.mark.parametrize(
    ("dag", "facit"),
    [("19/11", None), ("20/11", None), ("21/11", "overskredet 20/11 21/11"), ("1/12", None)],
)
def test_a_planned_follow_up_was_not_held(dag, facit):
    planlagt = (Opfoelgning("o1", d("20/11"), "fysisk", "planlagt"),)
    forvent(i_job(job(opfoelgninger=planlagt, slut=d("1/12"))), "aftalt_opfoelgning", dag, facit)
    aflyst = (planlagt[0]._replace(status="aflyst"),)
    forvent(i_job(job(opfoelgninger=aflyst)), "aftalt_opfoelgning", dag, None)


@pytest.mark.parametrize(
    ("udfyldt", "dag", "facit"),
    [
        (None, "31/10", None),
        (None, "1/11", "overskredet 1/11 1/11"),
        ("1/11", "1/11", None),
        ("5/11", "4/11", "overskredet 1/11 1/11"),
        ("5/11", "5/11", None),
        ("28/10", "1/11", None),
    ],
)
def test_a_job_without_an_agreement(udfyldt, dag, facit):
    et_job = job()._replace(aftale_udfyldt=udfyldt and d(udfyldt))
    forvent(i_job(et_job), "fleksjobaftale", dag, facit)


MARKERET = (Markering("Udvikling i fleksjob II", d("10/11")),)


@pytest.mark.parametrize(
    ("et_job", "andet", "dag", "facit"),
    [
        (job(), {}, "1/11", "overskredet 1/11 1/11"),
        (job()._replace(aftale_udfyldt=d("5/11")), {}, "4/11", None),
        (job()._replace(aftale_udfyldt=d("5/11")), {}, "5/11", "overskredet 5/11 5/11"),
        (job()._replace(aftale_udfyldt=d("5/10")), {}, "5/11", "overskredet 1/11 1/11"),
        (job(), {"markeringer": MARKERET}, "9/11", "overskredet 1/11 1/11"),
        (job(), {"markeringer": MARKERET}, "10/11", None),
        (job(), {"markeringer": (Markering("Noget andet", d("10/11")),)}, "10/11", "overskredet 1/11 1/11"),
        (job(), {"markeringer": (MARKERET[0]._replace(slut=d("20/11")),)}, "25/11", "overskredet 1/11 20/11"),
        (job(timer=STIGER), {}, "1/12", None),
        (job(), {"progredierende_fra": d("5/11")}, "4/11", "overskredet 1/11 1/11"),
        (job(), {"progredierende_fra": d("5/11")}, "5/11", None),
        (job(), {"progredierende_fra": d("5/11"), "markeringer": MARKERET}, "10/11", "varsel - 10/11"),
        (
            job(slut=d("11/11")),
            {"progredierende_fra": d("15/11"), "markeringer": MARKERET},
            "15/11",
            "varsel - 15/11",
        ),
    ],
)
def test_the_mark(et_job, andet, dag, facit):
    forvent(i_job(et_job, **andet), "persongruppe", dag, facit)


@pytest.mark.parametrize(
    ("dag", "facit"),
    [("31/3", None), ("1/4", "overskredet 31/3 1/4"), ("5/4", None), ("10/4", "overskredet 9/4 10/4")],
)
@pytest.mark.parametrize("fase", [1, 2, 3])
def test_nobody_is_assigned(fase, dag, facit):
    sag = Sagsfakta(
        "f1",
        "uif2",
        d("1/4"),
        faser=(Fase(fase, d("1/4")),),
        tildelinger=(Tildeling("m1", d("5/4"), d("10/4")),),
    )
    forvent(sag, "jobformidler", dag, facit if fase > 1 else None)
