"""Closed days, and deadlines that move off them where the kommune says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kalender.helligdage import Arbejdskalender
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Kontakt
from tests.regler.eksempler import EN_DAG, I_FASE_2, d, svar
from tests.regler.strategier import UIF2
from tests.regler.test_fleksjob import holdt, i_job, job

LOKAL = Arbejdskalender([date(2026, 12, 24), date(2026, 12, 31)])


@pytest.mark.parametrize(
    ("dag", "lukket", "naeste"),
    [
        ("2026-11-20", False, "2026-11-20"),
        ("2026-11-21", True, "2026-11-23"),
        ("2026-11-22", True, "2026-11-23"),
        ("2026-04-02", True, "2026-04-07"),
        ("2026-04-07", False, "2026-04-07"),
        ("2023-05-05", True, "2023-05-08"),
        ("2024-04-26", False, "2024-04-26"),
        ("2026-06-05", False, "2026-06-05"),
        ("2026-12-24", True, "2026-12-28"),
        ("2026-12-31", True, "2027-01-04"),
        ("9999-12-31", False, "9999-12-31"),
    ],
)
def test_closed_days_and_the_next_working_day(dag, lukket, naeste):
    dag = date.fromisoformat(dag)
    assert (LOKAL.is_closed(dag), LOKAL.next_working_day(dag)) == (lukket, date.fromisoformat(naeste))


def test_without_local_days_christmas_eve_is_open_and_a_closed_world_ends():
    assert not Arbejdskalender().is_closed(date(2026, 12, 24))
    slut = Arbejdskalender([date.max])
    assert slut.next_working_day(date.max) == date.max


def regler(regel: str, flyt: str = "ja", lukkedage=(), **andre) -> Regelvaerdier:
    vaerdier = {f"{regel}.flyt_til_arbejdsdag": flyt} | {f"{regel}.{navn}": v for navn, v in andre.items()}
    return Regelvaerdier(UIF2, [UIF2.version("0751", d("1/4"), vaerdier)], Arbejdskalender(lukkedage))


# Phase 2 from 1 April 2020; contact held Saturday 4 April gives Saturday 18 April, moved to Monday the 20th.
KONTAKT_LOERDAG = replace(I_FASE_2, kontakter=(Kontakt("c1", d("4/4"), "telefon", "gennemfoert"),))


@pytest.mark.parametrize(
    ("flyt", "dag", "facit"),
    [
        ("ja", "14/4", ("loeber", d("20/4"), d("1/4"))),
        ("ja", "15/4", ("varsel", d("20/4"), d("15/4"))),
        ("ja", "18/4", ("varsel", d("20/4"), d("15/4"))),
        ("ja", "19/4", ("varsel", d("20/4"), d("15/4"))),
        ("ja", "20/4", ("varsel", d("20/4"), d("15/4"))),
        ("ja", "21/4", ("overskredet", d("20/4"), d("21/4"))),
        ("ja", "5/5", ("overskredet", d("20/4"), d("21/4"))),
        ("nej", "18/4", ("varsel", d("18/4"), d("15/4"))),
        ("nej", "19/4", ("overskredet", d("18/4"), d("19/4"))),
    ],
)
def test_a_deadline_on_a_saturday_moves_to_monday_where_chosen(flyt, dag, facit):
    assert svar(KONTAKT_LOERDAG, "kontakt", d(dag), regler("kontakt", flyt)) == facit


def test_a_local_closing_day_moves_it_on_and_naeste_tells_the_days_that_matter():
    lukket = regler("kontakt", lukkedage=[d("20/4"), d("21/4")])
    assert svar(KONTAKT_LOERDAG, "kontakt", d("22/4"), lukket) == ("varsel", d("22/4"), d("15/4"))
    assert svar(KONTAKT_LOERDAG, "kontakt", d("23/4"), lukket) == ("overskredet", d("22/4"), d("23/4"))
    assert bedoem(KONTAKT_LOERDAG, lukket, d("19/4")).naeste == d("23/4")


def test_a_contact_on_the_moved_day_is_in_time():
    mandag = Kontakt("c2", d("20/4"), "telefon", "gennemfoert")
    i_tide = replace(KONTAKT_LOERDAG, kontakter=(*KONTAKT_LOERDAG.kontakter, mandag))
    flyttet = regler("kontakt")
    tilstande = {svar(i_tide, "kontakt", d("1/4") + n * EN_DAG, flyttet)[0] for n in range(25)}
    assert tilstande == {"loeber", "varsel"}


# A window from 1 November 2020 would end on Friday 30 April 2021 (closed here); moved to Monday 3 May.
@pytest.mark.parametrize(
    ("sidste", "dag", "facit"),
    [
        ("3/5/2021", "2/5/2021", ("varsel", d("3/5/2021"), d("31/3/2021"))),
        ("3/5/2021", "3/5/2021", None),
        ("4/5/2021", "3/5/2021", ("varsel", d("3/5/2021"), d("31/3/2021"))),
        ("4/5/2021", "4/5/2021", ("overskredet", d("3/5/2021"), d("4/5/2021"))),
    ],
)
def test_a_follow_up_on_the_moved_day_counts(sidste, dag, facit):
    sag = i_job(job(opfoelgninger=holdt("1/12", "2/12", "3/12", sidste)))
    lukket = regler("opfoelgning_antal", lukkedage=[d("30/4/2021")])
    assert svar(sag, "opfoelgning_antal", d(dag), lukket) == facit


def test_nothing_changes_before_naeste_when_deadlines_move():
    flyttet = regler("kontakt", lukkedage=[d("20/4")])
    dag = d("1/4")
    while dag < d("30/4"):
        nu = bedoem(KONTAKT_LOERDAG, flyttet, dag)
        for n in range(1, (min(nu.naeste, d("1/5")) - dag).days):
            assert bedoem(KONTAKT_LOERDAG, flyttet, dag + n * EN_DAG).vurderinger == nu.vurderinger
        dag = nu.naeste
