"""A case, the kommune's types of absence, and an absence as its form sends it."""

import re

import pytest
from django.urls import reverse

from forloeb.models import Fravaer
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype
from tests.build import DAG, days, make_medarbejder, make_sag

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def today(settings):
    settings.IDAG = DAG


@pytest.fixture
def mette(kommune, client):
    setup_code_tables()
    mette = make_medarbejder("mette", "jobformidler")
    client.force_login(mette)
    return mette


@pytest.fixture
def sag(mette):
    return make_sag(mette, "Jens Ågård", kontakt=days(10), ydelse=True, start=days(170))


@pytest.fixture
def typer(sag):
    return dict(Fravaerstype.objects.values_list("kode", "pk"))


@pytest.fixture
def url(sag):
    return reverse("fravaer_ny", args=[sag.borger_id])


@pytest.fixture
def gyldig(typer):
    return {"type": typer["ferie"], "start": "2026-11-19", "til": "2026-11-27", "note": "Aftalt"}


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def alle(inside, model=Fravaer):
    with inside():
        return list(model.objects.order_by("start"))
