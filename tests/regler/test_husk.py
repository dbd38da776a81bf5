"""What is worked out of the facts once, and how long it stays."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest

from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.passivitetsgrundlag import grundlag
from opfoelgning.regler.typer import Sagsfakta
from tests.regler.eksempler import PAA_LEDIGHEDSYDELSE, d
from tests.regler.strategier import STANDARD

DAG = d("15/6")


@pytest.fixture
def no_collection():
    """As while a sweep judges."""
    gc.disable()
    yield
    gc.enable()


def test_the_same_facts_and_values_are_worked_out_once():
    sag = replace(PAA_LEDIGHEDSYDELSE)
    assert grundlag(sag, STANDARD) is grundlag(sag, STANDARD)
    assert grundlag(sag, STANDARD.uden(DAG)) is not grundlag(sag, STANDARD)


def test_other_facts_are_worked_out_anew():
    sag = replace(PAA_LEDIGHEDSYDELSE)
    bedoem(sag, STANDARD, DAG)
    andre = replace(sag, ydelser=())
    assert not andre.udregnet
    assert bedoem(andre, STANDARD, DAG) == bedoem(replace(PAA_LEDIGHEDSYDELSE, ydelser=()), STANDARD, DAG)


def test_nothing_stays_when_the_facts_go(no_collection):
    sag = replace(PAA_LEDIGHEDSYDELSE, id="den eneste")
    assert bedoem(sag, STANDARD, DAG).vurderinger
    assert passivitetsur(sag, STANDARD, DAG)
    del sag
    assert not [o for o in gc.get_objects() if type(o) is Sagsfakta and o.id == "den eneste"]
