"""A case, the kommune's types of absence, and an absence as its form sends it."""

import pytest
from django.urls import reverse

from forloeb.models import Fravaer
from kommuner.models import Fravaerstype
from tests.build import days, make_sag


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


def alle(inside, model=Fravaer):
    with inside():
        return list(model.objects.order_by("start"))
