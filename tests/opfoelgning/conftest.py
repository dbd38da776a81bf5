import pytest

from kommuner.tenancy import kommunekontekst
from tests.opfoelgning.sager import DAG, client_for, days, kontor

__all__ = ["kontor"]


@pytest.fixture
def inside(kommune):
    """Run reads and writes of the test itself in the kommune again, after a request has left it."""
    return lambda: kommunekontekst(kommune.pk)


@pytest.fixture
def sag(kontor):
    """A case in fase 2; files with another case of their own put it in its place."""
    return kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))


@pytest.fixture
def mette(kontor, sag):
    """The browser of the jobformidler, logged in."""
    return client_for(kontor.mette)


@pytest.fixture
def by(kontor):
    """Who does it, and on which day, as actions take it."""
    return {"by": kontor.mette, "dag": DAG}
