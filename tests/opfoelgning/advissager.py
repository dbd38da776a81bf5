"""A case whose contact came too late: a flag was raised."""

import pytest

from opfoelgning.models import Advis
from opfoelgning.sweep import sweep
from tests.opfoelgning.sager import days

FRIST = days(-3)
OVERSKREDET = days(-2)


@pytest.fixture
def sag(kontor):
    """Contact was due three days ago: the flag was raised on the day after."""
    forloeb = kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-40))
    kontor.kontakt(forloeb, days(-17), ekstern_id="k1")
    sweep(kontor.team.kommune_id, OVERSKREDET)
    assert flag().lukket_dag is None
    return forloeb


def flag(regel: str = "kontakt") -> Advis:
    return Advis.objects.get(regel=regel)
