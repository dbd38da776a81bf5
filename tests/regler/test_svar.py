"""Answers within 24 hours: to the minute, over both changes of the clock, from an instant and from a day's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.svar import local_day, next_instant, start_of_day
from opfoelgning.regler.typer import Henvendelse
from tests.regler.eksempler import I_FASE_2, d, forvent, svar
from tests.regler.strategier import STANDARD, UIF2

t = datetime.fromisoformat


def med(modtaget: str, besvaret: str | None = None):
    return replace(
        I_FASE_2, henvendelser=(Henvendelse("h1", t(modtaget), t(besvaret) if besvaret else None),)
    )


def naar(sag, nu: str):
    """Return (state, frist, since) seen from an instant."""
    dag = local_day(t(nu))
    fundne = [v for v in bedoem(sag, STANDARD, dag, t(nu)).vurderinger if v.regel == "svar"]
    return (str(fundne[0].tilstand), fundne[0].frist, fundne[0].siden) if fundne else None


TORSDAG = med("2020-10-01T09:00:00+02:00")


@pytest.mark.parametrize(
    ("nu", "facit"),
    [
        ("2020-10-01T09:00:00+02:00", ("loeber", d("2/10"), d("1/10"))),
        ("2020-10-02T05:00:00+02:00", ("loeber", d("2/10"), d("1/10"))),
        ("2020-10-02T05:00:01+02:00", ("varsel", d("2/10"), d("2/10"))),
        ("2020-10-02T09:00:00+02:00", ("varsel", d("2/10"), d("2/10"))),
        ("2020-10-02T09:00:01+02:00", ("overskredet", d("2/10"), d("2/10"))),
        ("2020-10-02T07:00:01+00:00", ("overskredet", d("2/10"), d("2/10"))),
        ("2020-10-03T00:00:00+02:00", ("overskredet", d("2/10"), d("2/10"))),
    ],
)
def test_the_hours_run_by_the_clock(nu, facit):
    assert naar(TORSDAG, nu) == facit


@pytest.mark.parametrize(
    ("modtaget", "i_tide", "for_sent"),
    [
        # The night of 25 October 2020 has an hour more, that of 29 March 2020 one less.
        ("2020-10-24T12:00:00+02:00", "2020-10-25T11:00:00+01:00", "2020-10-25T11:00:01+01:00"),
        ("2020-10-25T02:30:00+02:00", "2020-10-26T01:30:00+01:00", "2020-10-26T01:30:01+01:00"),
        ("2020-10-25T02:30:00+01:00", "2020-10-26T02:30:00+01:00", "2020-10-26T02:30:01+01:00"),
        ("2021-03-27T12:00:00+01:00", "2021-03-28T13:00:00+02:00", "2021-03-28T13:00:01+02:00"),
        ("2021-03-27T02:30:00+01:00", "2021-03-28T03:30:00+02:00", "2021-03-28T03:30:01+02:00"),
    ],
)
def test_a_day_of_25_or_23_hours_moves_nothing(modtaget, i_tide, for_sent):
    assert naar(med(modtaget), i_tide)[0] == "varsel"
    assert naar(med(modtaget), for_sent)[0] == "overskredet"


@pytest.mark.parametrize(
    ("modtaget", "dag", "facit"),
    [
        ("2020-10-01T09:00:00+02:00", "30/9", None),
        ("2020-10-01T09:00:00+02:00", "1/10", "loeber 2/10 1/10"),
        ("2020-10-01T09:00:00+02:00", "2/10", "overskredet 2/10 2/10"),
        ("2020-10-01T09:00:00+02:00", "9/10", "overskredet 2/10 2/10"),
        ("2020-10-01T03:59:00+02:00", "1/10", "varsel 2/10 1/10"),
        ("2020-10-01T04:00:00+02:00", "1/10", "loeber 2/10 1/10"),
        ("2020-10-01T00:00:00+02:00", "1/10", "varsel 2/10 1/10"),
        ("2020-09-30T22:00:00+00:00", "30/9", None),
        ("2020-09-30T22:00:00+00:00", "1/10", "varsel 2/10 1/10"),
        ("2020-10-01T23:59:00+02:00", "2/10", "overskredet 2/10 2/10"),
        # On the day of 25 hours a message of half past midnight is late before the day ends.
        ("2020-10-25T00:30:00+02:00", "25/10", "overskredet 25/10 25/10"),
        ("2020-10-25T01:30:00+02:00", "25/10", "varsel 26/10 25/10"),
        # Over the night of 23 hours, one of half past eleven has its 24 hours on the day after next.
        ("2021-03-27T23:30:00+01:00", "28/3/2021", "varsel 29/3/2021 28/3/2021"),
        ("2021-03-27T23:30:00+01:00", "29/3/2021", "overskredet 29/3/2021 29/3/2021"),
        ("2020-02-29T10:00:00+01:00", "1/4", "overskredet 1/3 1/4"),
    ],
)
def test_a_day_without_a_clock_time_is_seen_from_its_end(modtaget, dag, facit):
    forvent(med(modtaget), "svar", dag, facit)


@pytest.mark.parametrize(
    ("besvaret", "dag", "facit"),
    [
        ("2020-10-01T10:00:00+02:00", "1/10", None),
        ("2020-10-02T10:00:00+02:00", "1/10", "loeber 2/10 1/10"),
        ("2020-10-02T10:00:00+02:00", "2/10", None),
        ("2020-10-05T00:10:00+02:00", "4/10", "overskredet 2/10 2/10"),
        ("2020-10-05T00:10:00+02:00", "5/10", None),
        ("2020-10-04T23:59:00+02:00", "4/10", None),
    ],
)
def test_an_answer_ends_it_from_its_own_day(besvaret, dag, facit):
    forvent(med("2020-10-01T09:00:00+02:00", besvaret), "svar", dag, facit)


@pytest.mark.parametrize(
    ("nu", "facit"),
    [
        ("2020-10-01T08:59:59+02:00", None),
        ("2020-10-01T09:00:00+02:00", ("loeber", d("2/10"), d("1/10"))),
        ("2020-10-02T05:30:00+02:00", ("varsel", d("2/10"), d("2/10"))),
        ("2020-10-02T09:30:00+02:00", ("overskredet", d("2/10"), d("2/10"))),
        ("2020-10-02T10:00:00+02:00", None),
    ],
)
def test_from_an_instant_a_message_runs_from_the_minute_it_came_to_that_of_its_answer(nu, facit):
    assert naar(med("2020-10-01T09:00:00+02:00", "2020-10-02T10:00:00+02:00"), nu) == facit


@pytest.mark.parametrize(
    ("nu", "dag", "naeste"),
    [
        ("2020-10-01T08:00:00+02:00", "1/10", "2020-10-01T09:00:00+02:00"),
        ("2020-10-02T09:30:00+02:00", "2/10", "2020-10-02T10:00:00+02:00"),
    ],
)
def test_what_an_instant_does_not_see_yet_is_asked_for_again(nu, dag, naeste):
    sag = med("2020-10-01T09:00:00+02:00", "2020-10-02T10:00:00+02:00")
    assert next_instant(UIF2.koder["svar"], sag, STANDARD, t(nu)) == t(naeste)
    assert bedoem(sag, STANDARD, d(dag), t(nu)).naeste == d(dag) + timedelta(days=1)


def test_a_new_day_and_the_next_instant():
    assert bedoem(TORSDAG, STANDARD, d("1/10")).naeste == d("2/10")
    regel = UIF2.koder["svar"]
    foer, mellem = t("2020-10-01T10:00:00+02:00"), t("2020-10-02T06:00:00+02:00")
    assert next_instant(regel, TORSDAG, STANDARD, foer) == t("2020-10-02T05:00:00.000001+02:00")
    assert next_instant(regel, TORSDAG, STANDARD, mellem) == t("2020-10-02T09:00:00.000001+02:00")
    assert next_instant(regel, TORSDAG, STANDARD, t("2020-10-02T10:00:00+02:00")) is None
    assert (
        next_instant(regel, med("2020-10-01T09:00:00+02:00", "2020-10-01T09:30:00+02:00"), STANDARD, foer)
        is None
    )


def test_seen_from_an_instant_nothing_changes_on_other_days_before_naeste():
    nu = t("2020-10-02T05:30:00+02:00")
    assert bedoem(TORSDAG, STANDARD, d("2/10"), nu).naeste == d("3/10")
    alle = replace(
        TORSDAG, henvendelser=(*TORSDAG.henvendelser, Henvendelse("h2", t("2020-10-05T09:00:00+02:00")))
    )
    assert bedoem(alle, STANDARD, d("3/10")).naeste <= d("5/10")


def test_the_explanation_names_the_message():
    (v,) = [v for v in bedoem(TORSDAG, STANDARD, d("3/10")).vurderinger if v.regel == "svar"]
    assert forklar(TORSDAG, STANDARD, d("3/10"), v) == (
        (d("1/10"), d("3/10"), "taeller", "Henvendelsen er ikke besvaret", "h1"),
    )


def test_a_day_begins_at_midnight_in_denmark():
    assert start_of_day(date(2020, 7, 1)) == datetime(2020, 6, 30, 22, tzinfo=UTC)
    assert start_of_day(d("26/10")) - start_of_day(d("25/10")) == timedelta(hours=25)
    assert local_day(datetime.max.replace(tzinfo=UTC)) == date.max
    assert svar(med("9999-12-31T23:30:00+00:00"), "svar", d("1/10")) is None
