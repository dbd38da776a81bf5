"""Somebody who has been passive for months, for tests of the way to the leader."""

import pytest

from tests.opfoelgning.sager import days


@pytest.fixture
def sag(kontor):
    return kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))
