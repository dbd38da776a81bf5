"""Somebody who may log in, and how she does it through the login page."""

import pytest

from kommuner.models import Medarbejder
from tests.raekker import ADGANGSKODE, make_medarbejder

LOGIN = "/konto/log-paa"


@pytest.fixture
def mette(kommune) -> Medarbejder:
    return make_medarbejder("mette", "jobformidler")


def log_in(client, username="mette", password=ADGANGSKODE, **more):
    return client.post(LOGIN, {"login": username, "password": password, **more})
