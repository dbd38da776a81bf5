"""An administrator, a jobformidler and her team, for tests of the pages of people."""

import pytest

from kommuner.models import Medarbejder, Team
from tests.opfoelgning.sager import DAG
from tests.raekker import make_medarbejder

LISTEN = "/administration/brugere"


@pytest.fixture
def fleks(kommune, settings) -> Team:
    settings.IDAG = DAG
    return Team.objects.create(navn="Fleksteam")


@pytest.fixture
def admin(fleks) -> Medarbejder:
    return make_medarbejder("admin", "administrator", navn="Agnete Admin")


@pytest.fixture
def mette(fleks) -> Medarbejder:
    return make_medarbejder("mette", "jobformidler", team=fleks, navn="Mette Ærø Holm", email="mh@example.dk")
