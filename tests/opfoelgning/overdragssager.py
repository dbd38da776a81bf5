"""Borgere of two jobformidlere and one of nobody's, to be handed over."""

import pytest

from opfoelgning.actions.overdrag import Overdragelse, hand_over, standing
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder

METTE = "mette.vest Prøve"


@pytest.fixture
def dan(kontor):
    return make_medarbejder("dan", "jobformidler", team=kontor.team, navn="Dan Kofoed")


@pytest.fixture
def sager(kontor, dan):
    """Three of Mette's, one of Dan's, one nobody's."""
    egne = [
        kontor.sag(navn, ejer=kontor.mette, start=days(-50)) for navn in ("Anna Bech", "Bo Dal", "Carl Eg")
    ]
    kontor.sag("Dora Fog", ejer=dan, start=days(-50))
    return [*egne, kontor.sag("Eva Gade", ejer=None, start=days(-50))]


def give(kontor, til, *sager, fra=DAG, begrundelse="Barsel", laest=None, by=None, **andet):
    laest = standing([sag.pk for sag in sager]) if laest is None else laest
    overdragelse = Overdragelse(til, fra, begrundelse)
    return hand_over(laest=laest, overdragelse=overdragelse, by=by or kontor.leder, dag=DAG, **andet)
