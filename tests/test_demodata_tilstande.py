"""The rules find in the demo data what the demo is meant to show."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from fleksjob.demodata import dokumenter
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from opfoelgning.regler.motor import bedoem
from tests.sagsfakta import sagsfakta

DAG = date(2026, 11, 23)
DAGE = (DAG, date(2024, 2, 29), date(2027, 1, 1))
MINDST = {
    ("kontakt", "overskredet"): 3,
    ("kontakt", "varsel"): 4,
    ("kontakt", "loeber"): 4,
    ("kontakt", "pause"): 3,
    ("passivitet", "overskredet"): 2,
    ("passivitet", "varsel"): 2,
    ("passivitet", "loeber"): 5,
    ("passivitet", "pause"): 1,
    ("passivitet", "afventer"): 1,
    ("opfoelgning_antal", "loeber"): 4,
    ("opfoelgning_antal", "varsel"): 3,
    ("opfoelgning_antal", "overskredet"): 1,
    ("statusmoede", "varsel"): 1,
    ("statusmoede", "overskredet"): 1,
    ("fase1_varighed", "varsel"): 1,
    ("fase1_varighed", "overskredet"): 1,
    ("fleksjobaftale", "overskredet"): 1,
    ("persongruppe", "overskredet"): 1,
    ("persongruppe", "varsel"): 1,
    ("aftalt_opfoelgning", "overskredet"): 1,
}


def rules(doc):
    model = indsatsmodeller()["uif2"]
    return Regelvaerdier(
        model,
        [
            model.version(doc["kommune"], date.fromisoformat(r["gyldig_fra"]), r["vaerdier"])
            for r in doc["regler"]
        ],
    )


@cache
def judged(dag):
    """Per kommune: each case that runs with its owner today, and its judgements as (rule, state, deadline)."""
    svar = []
    for doc in dokumenter(dag):
        values = rules(doc)
        cases = []
        for sag in map(sagsfakta, doc["forloeb"]):
            owner = next((t.medarbejder for t in sag.tildelinger if t.start <= dag < t.slut), None)
            if sag.start <= dag < sag.slut:
                found = [(v.regel, str(v.tilstand), v.frist) for v in bedoem(sag, values, dag).vurderinger]
                cases.append((owner, found))
        svar.append(cases)
    return svar


def states(cases, owner=None):
    return Counter(
        (regel, tilstand) for who, found in cases if owner in (None, who) for regel, tilstand, _ in found
    )


@pytest.mark.parametrize("dag", DAGE)
def test_the_demo_login_meets_every_state(dag):
    for cases in judged(dag):
        seen = states(cases, "jobformidler-1")
        assert {key: seen[key] for key in MINDST if seen[key] < MINDST[key]} == {}


@pytest.mark.parametrize("dag", DAGE)
def test_shares_of_the_larger_kommune(dag):
    cases = judged(dag)[0]
    seen = states(cases)
    assert 10 <= seen["passivitet", "overskredet"] <= 20
    assert 30 <= seen["passivitet", "varsel"] <= 50
    with_deadline = sum(seen["kontakt", t] for t in ("loeber", "varsel", "overskredet"))
    assert 0.07 <= seen["kontakt", "overskredet"] / with_deadline <= 0.10
    assert 4 <= seen["jobformidler", "overskredet"] <= 12


@pytest.mark.parametrize("dag", DAGE)
def test_some_contacts_are_due_today(dag):
    for cases in judged(dag):
        due = [
            owner for owner, found in cases for regel, _, frist in found if (regel, frist) == ("kontakt", dag)
        ]
        assert "jobformidler-1" in due


def test_most_cases_are_calm():
    for cases in judged(DAG):
        late = [found for _, found in cases if any(tilstand == "overskredet" for _, tilstand, _ in found)]
        assert len(late) / len(cases) < 0.2
