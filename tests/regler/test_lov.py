"""The statutory calendar: borders a day before, on and after, month ends, 29 February, and the switch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import AndenAktoer, Ansaettelse, Fravaer, Kontakt, Sagsfakta, Ydelse
from tests.regler.eksempler import d, forvent, svar
from tests.regler.strategier import STANDARD, UIF2, fravaer
from tests.regler.test_fleksjob import holdt, i_job, job

LAENGE = date(2019, 1, 1)


def paa_ydelse(*perioder: tuple[str, str | None], **andet) -> Sagsfakta:
    ydelser = tuple(Ydelse("ledighedsydelse", d(fra), *([d(slut)] if slut else [])) for fra, slut in perioder)
    return Sagsfakta("f1", "uif2", andet.pop("start", LAENGE), ydelser=ydelser, **andet)


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        ((), "31/10", None),
        ((), "1/11", "loeber 1/5/2023 1/11"),
        ((), "1/3/2023", "loeber 1/5/2023 1/11"),
        ((), "2/3/2023", "varsel 1/5/2023 2/3/2023"),
        ((), "1/5/2023", "varsel 1/5/2023 2/3/2023"),
        ((), "2/5/2023", "overskredet 1/5/2023 2/5/2023"),
        (holdt("31/8/2021"), "31/8/2021", "loeber 29/2/2024 1/11"),
        (holdt("31/8/2021"), "29/2/2024", "varsel 29/2/2024 31/12/2023"),
        (holdt("31/8/2021"), "1/3/2024", "overskredet 29/2/2024 1/3/2024"),
        (holdt("10/5/2023"), "9/5/2023", "overskredet 1/5/2023 2/5/2023"),
        (holdt("10/5/2023"), "10/5/2023", "loeber 10/11/2025 10/5/2023"),
    ],
)
def test_a_follow_up_every_30_months(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "lov_opfoelgning", dag, facit)


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        ((), "1/11", "loeber 1/5/2025 1/11"),
        ((), "1/3/2025", "loeber 1/5/2025 1/11"),
        ((), "2/3/2025", "varsel 1/5/2025 2/3/2025"),
        ((), "1/5/2025", "varsel 1/5/2025 2/3/2025"),
        ((), "2/5/2025", "overskredet 1/5/2025 2/5/2025"),
        (holdt("30/1/2025", moede="30/1/2025"), "2/5/2025", "overskredet 1/5/2025 2/5/2025"),
        (holdt("31/1/2025", moede="31/1/2025"), "31/1/2025", None),
        (holdt("1/4/2025"), "2/5/2025", "overskredet 1/5/2025 2/5/2025"),
        (holdt("9/5/2025", moede="9/5/2025"), "9/5/2025", None),
    ],
)
def test_a_status_at_54_months(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "lov_status", dag, facit)


BARSEL = {"fravaer": (fravaer("barsel", d("1/6/2020"), d("1/7/2020")),)}
SORGORLOV = {"fravaer": (Fravaer("sorgorlov", "Sorgorlov", d("1/6/2020"), d("1/7/2020")),)}


@pytest.mark.parametrize(
    ("sag", "dag", "facit"),
    [
        (paa_ydelse(("1/1/2020", None)), "31/12/2020", None),
        (paa_ydelse(("1/1/2020", None)), "1/1/2021", "loeber 30/6/2021 1/1/2021"),
        (paa_ydelse(("1/1/2020", None)), "1/5/2021", "varsel 30/6/2021 1/5/2021"),
        (paa_ydelse(("1/1/2020", None)), "30/6/2021", "varsel 30/6/2021 1/5/2021"),
        (paa_ydelse(("1/1/2020", None)), "1/7/2021", "overskredet 30/6/2021 1/7/2021"),
        (paa_ydelse(("1/1/2020", None)), "1/7/2024", "overskredet 30/6/2021 1/7/2021"),
        (paa_ydelse(("1/1/2020", "1/8/2021")), "31/7/2021", "overskredet 30/6/2021 1/7/2021"),
        (paa_ydelse(("1/1/2020", "1/8/2021")), "1/8/2021", None),
        (paa_ydelse(("31/8/2020", None)), "27/2/2022", "varsel 27/2/2022 29/12/2021"),
        (paa_ydelse(("31/8/2020", None)), "28/2/2022", "overskredet 27/2/2022 28/2/2022"),
        (paa_ydelse(("29/2/2020", None)), "27/2/2021", None),
        (paa_ydelse(("29/2/2020", None)), "28/2/2021", "loeber 28/8/2021 28/2/2021"),
        # Thirty days that do not count move everything by thirty days.
        (paa_ydelse(("1/1/2020", None), **BARSEL), "30/1/2021", None),
        (paa_ydelse(("1/1/2020", None), **BARSEL), "31/1/2021", "loeber 30/7/2021 31/1/2021"),
        (paa_ydelse(("1/1/2020", None), **SORGORLOV), "30/1/2021", None),
        (paa_ydelse(("1/1/2020", None), **BARSEL), "31/7/2021", "overskredet 30/7/2021 31/7/2021"),
        # 12 months within 18 over a pause of five months, but not of six.
        (paa_ydelse(("1/1/2020", "1/7/2020"), ("1/12/2020", None)), "2/6/2021", None),
        (paa_ydelse(("1/1/2020", "1/7/2020"), ("1/12/2020", None)), "3/6/2021", "loeber 30/11/2021 3/6/2021"),
        (paa_ydelse(("1/1/2020", "1/7/2020"), ("31/12/2020", None)), "3/7/2021", None),
        (paa_ydelse(("1/1/2020", "1/7/2020"), ("1/1/2021", None)), "31/12/2021", None),
        (paa_ydelse(("1/1/2020", "1/7/2020"), ("1/1/2021", None)), "1/1/2022", "loeber 30/6/2022 1/1/2022"),
        # A genbehandling starts the count again.
        (paa_ydelse(("1/1/2020", None), genbehandlinger=(d("15/6/2021"),)), "14/6/2021", "varsel 30/6/2021 1/5/2021"),
        (paa_ydelse(("1/1/2020", None), genbehandlinger=(d("15/6/2021"),)), "15/6/2021", None),
        (paa_ydelse(("1/1/2020", None), genbehandlinger=(d("15/6/2021"),)), "15/6/2022", "loeber 14/12/2022 15/6/2022"),
        (paa_ydelse(("1/1/2020", "1/6/2021")), "1/4/2021", "loeber - 1/1/2021"),
    ],
)  # fmt: skip
def test_a_new_assessment_after_18_months(sag, dag, facit):
    forvent(sag, "revurdering", dag, facit)


@pytest.mark.parametrize(
    ("regel", "sag", "dag", "facit"),
    [
        ("ret", paa_ydelse(("1/1/2020", None)), "30/6", None),
        ("ret", paa_ydelse(("1/1/2020", None)), "1/7", "varsel - 1/7"),
        ("ret", paa_ydelse(("31/8/2023", None)), "28/2/2024", None),
        ("ret", paa_ydelse(("31/8/2023", None)), "29/2/2024", "varsel - 29/2/2024"),
        ("ret", paa_ydelse(("1/1/2020", None), **BARSEL), "1/7", "varsel - 1/7"),
        ("ret", paa_ydelse(("1/1/2020", "1/4/2020"), ("1/6/2020", None)), "30/8", None),
        ("ret", paa_ydelse(("1/1/2020", "1/4/2020"), ("1/6/2020", None)), "31/8", "varsel - 31/8"),
        ("ret", paa_ydelse(("1/1/2020", "1/4/2020"), ("1/7/2020", None)), "31/12", None),
        ("pligt", paa_ydelse(("1/1/2020", None)), "31/12", None),
        ("pligt", paa_ydelse(("1/1/2020", None)), "1/1/2021", "varsel - 1/1/2021"),
    ],
)
def test_anden_aktoer(regel, sag, dag, facit):
    forvent(sag, f"anden_aktoer_{regel}", dag, facit)


@pytest.mark.parametrize(
    ("hjemmel", "start", "slut", "ret", "pligt"),
    [
        ("stk1", "1/2/2021", "1/3/2021", None, "varsel - 1/1/2021"),
        ("stk2", "1/2/2021", "1/3/2021", None, None),
        ("stk2", "1/3/2020", "1/4/2020", "varsel - 1/7/2020", "varsel - 1/1/2021"),
        ("stk2", "2/5/2021", "1/6/2021", "varsel - 1/7/2020", "varsel - 1/1/2021"),
    ],
)
def test_a_period_at_anden_aktoer_answers_it(hjemmel, start, slut, ret, pligt):
    sag = paa_ydelse(("1/1/2020", None), anden_aktoer=(AndenAktoer(hjemmel, d(start), d(slut)),))
    forvent(sag, "anden_aktoer_ret", "1/5/2021", ret)
    forvent(sag, "anden_aktoer_pligt", "1/5/2021", pligt)


def holdte(*dage: str, status: str = "gennemfoert", form: str = "telefon") -> tuple[Kontakt, ...]:
    return tuple(Kontakt(f"c{n}", d(dag), form, status) for n, dag in enumerate(dage))


FIRE = ("2/4", "10/4", "20/4", "1/5")


@pytest.mark.parametrize(
    ("kontakter", "dag", "facit"),
    [
        ((), "31/3", None),
        ((), "1/4", "loeber 30/9 1/4"),
        ((), "30/8", "loeber 30/9 1/4"),
        ((), "31/8", "varsel 30/9 31/8"),
        ((), "30/9", "varsel 30/9 31/8"),
        ((), "1/10", "overskredet 30/9 1/10"),
        (holdte(*FIRE), "30/4", "loeber 30/9 1/4"),
        (holdte(*FIRE), "1/5", None),
        (holdte(*FIRE[:3], "2/10"), "1/10", "overskredet 30/9 1/10"),
        (holdte(*FIRE[:3], "2/10"), "2/10", None),
        (holdte("31/3", *FIRE[:3]), "1/10", "overskredet 30/9 1/10"),
        (holdte(*FIRE, form="brev"), "1/10", "overskredet 30/9 1/10"),
        (holdte(*FIRE, status="udeblevet"), "1/10", "overskredet 30/9 1/10"),
    ],
)
def test_four_conversations_in_six_months(kontakter, dag, facit):
    forvent(paa_ydelse(("1/4", None), start=d("1/4"), kontakter=kontakter), "samtaler", dag, facit)


def test_conversations_of_a_benefit_begun_before_the_forloeb_are_not_asked_for():
    forvent(paa_ydelse(("31/3", None), start=d("1/4")), "samtaler", "1/10", None)
    afbrudt = paa_ydelse(("1/1", "1/5"), ("10/5", None), start=d("1/4"))
    forvent(afbrudt, "samtaler", "10/11", "overskredet 9/11 10/11")
    forvent(paa_ydelse(("1/4", "1/5"), start=d("1/4")), "samtaler", "1/5", None)


LOVREGLER = (
    *("lov_opfoelgning", "lov_status", "revurdering", "anden_aktoer_ret", "anden_aktoer_pligt", "samtaler"),
)
ALT = paa_ydelse(
    ("1/4", None), start=d("1/4"), ansaettelser=(Ansaettelse("j1", d("2/4")),), genbehandlinger=(d("1/4"),)
)


@pytest.mark.parametrize("regel", LOVREGLER)
def test_each_is_switched_off_and_on_by_the_values_of_the_day(regel):
    slukket = UIF2.version("0751", d("1/8/2021"), {f"{regel}.aktiv": "nej"})
    taendt = UIF2.version("0751", d("1/9/2021"), {})
    regler = Regelvaerdier(UIF2, [slukket, taendt])
    assert svar(ALT, regel, d("31/7/2021"), regler) == svar(ALT, regel, d("31/7/2021"), STANDARD) is not None
    assert svar(ALT, regel, d("1/8/2021"), regler) is None
    assert svar(ALT, regel, d("31/8/2021"), regler) is None
    tilstand, frist, siden = svar(ALT, regel, d("1/9/2021"), regler)
    assert (tilstand, frist) == svar(ALT, regel, d("1/9/2021"), STANDARD)[:2]
    assert siden == d("1/9/2021")
    assert bedoem(ALT, regler, d("31/7/2021")).naeste == d("1/8/2021")


def test_the_count_is_explained():
    sag = replace(paa_ydelse(("1/1/2020", "1/7/2020"), ("1/8/2020", None)), **BARSEL)
    (v,) = [v for v in bedoem(sag, STANDARD, d("1/4/2021")).vurderinger if v.regel == "revurdering"]
    assert [(s.start, s.slut, str(s.effekt), s.grund) for s in forklar(sag, STANDARD, d("1/4/2021"), v)] == [
        (d("1/1"), d("1/6"), "taeller", "Ledighedsydelse"),
        (d("1/6"), d("1/7"), "pauser", "Barsel – tæller ikke"),
        (d("1/7"), d("1/8"), "pauser", "Ikke på ledighedsydelse"),
        (d("1/8"), d("1/4/2021"), "taeller", "Ledighedsydelse"),
    ]
