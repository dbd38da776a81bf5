"""A company, a job in it with hours and an agreement, and a new job as its form sends it."""

import pytest

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer, Virksomhed, name_fields
from tests.opfoelgning.sager import DAG, client_for, days

JOB = {"virksomhed": "vestby mølle", "start": DAG.isoformat(), "timer": "7,5", "intensitet": "80"}
AFTALE = {"arbejdsopgaver": "Pakke mel", "aftalt_mellem": "Åse, mølleren og Mette"}
JOB |= AFTALE


@pytest.fixture
def moelle(kontor):
    return Virksomhed.objects.create(**name_fields("Vestby Mølle"), bynavn="Vestby")


@pytest.fixture
def mette(kontor, sag, moelle):
    return client_for(kontor.mette)


@pytest.fixture
def job(kontor, sag, moelle):
    job = Ansaettelse.objects.create(forloeb=sag, virksomhed=moelle, start=days(-30))
    Timer.objects.create(forloeb=sag, ansaettelse=job, fra=days(-30), timer=6, registreret_af=kontor.mette)
    Fleksjobaftale.objects.create(forloeb=sag, ansaettelse=job, udfyldt=days(-40))
    return job
