"""What tests of the forms of registration begin with: the day, who is logged in, and how a page is read."""

import re

import pytest

from kommuner.kommunedata import setup_code_tables
from tests.build import DAG, make_medarbejder

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


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
