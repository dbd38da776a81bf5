"""Who may open what: every address × every role, with both walls standing and with each of them taken down.

A new address needs a row in EXPECTED (adgangstabel.py): the test that walks the URLconf says so.
"""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from forloeb.models import Forloeb, ForloebQuerySet
from kommuner.hardening import KOMMUNE_POLICY, USER_TABLES, has_kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Kontakt
from tests.adgangsadresser import ADDRESSES, MEANS, SHARED, UNKNOWN
from tests.adgangstabel import EXPECTED, LOGIN, ROLES
from tests.adgangsverden import World
from tests.raekker import DAG


@pytest.fixture
def policies_opened(connect):
    """Take row-level security down: what holds now, Python holds alone."""
    owner = connect("ejer", autocommit=True)
    for table in _protected(owner):
        owner.execute(f"ALTER POLICY egen_kommune ON {table} USING (true)")
    yield
    for table in _protected(owner):
        policy = (
            "user_id IN (SELECT id FROM kommuner_medarbejder)" if table in USER_TABLES else KOMMUNE_POLICY
        )
        owner.execute(f"ALTER POLICY egen_kommune ON {table} USING ({policy})")


def _protected(owner) -> list[str]:
    return [row[0] for row in owner.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")]


@pytest.fixture
def python_opened(monkeypatch):
    """Let every case be visible and writable in Python: what holds now, the database holds alone."""
    for door in ("synlig_for", "teamets", "writable_for"):
        monkeypatch.setattr(ForloebQuerySet, door, lambda self, user, dag: self.all())


@pytest.fixture
def world_of_python(policies_opened, kommune, other_kommune, make_world) -> World:
    return make_world(kommune, other_kommune)


# The URLconf and the table


def test_every_address_has_a_row_in_the_table():
    missing = sorted({a.name for a in ADDRESSES} - EXPECTED.keys())
    assert not missing, f"Say in EXPECTED who may open: {', '.join(missing)}"


def test_every_row_of_the_table_is_an_address():
    assert EXPECTED.keys() <= {a.name for a in ADDRESSES}
    assert all(len(line.split()) == len(ROLES) for lines in EXPECTED.values() for line in lines)


# The matrix


def _expected(role: str, name: str, method: str) -> str:
    return EXPECTED[name][method == "POST"].split()[ROLES.index(role)]


def _told(answer: HttpResponse) -> str:
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/konto/log-paa")
    return LOGIN if to_login else str(answer.status_code)


def _deviations(world: World, role: str) -> list[str]:
    found = []
    for address in ADDRESSES:
        for method in ("GET", "POST"):
            answer = world.answer(role, method, address.url(world.own))
            told, expected = _told(answer), _expected(role, address.name, method)
            if told != expected:
                found.append(f"{method} {address.name}: {told}, not {expected}")
            if role != "fremmed" and "Hemmelig" in answer.content.decode(errors="replace"):
                found.append(f"{method} {address.name}: names somebody of another kommune")
            if role == "fremmed" and "Ørsted" in answer.content.decode(errors="replace"):
                found.append(f"{method} {address.name}: names somebody of another kommune")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_matrix(world, role):
    assert _deviations(world, role) == []


@pytest.mark.parametrize("role", ROLES)
def test_matrix_without_row_level_security(world_of_python, role):
    assert _deviations(world_of_python, role) == []


# Foreign is unknown


def _same(answer: HttpResponse) -> tuple[int, str]:
    body = answer.content.decode(errors="replace")
    return answer.status_code, re.sub(
        r'(name="csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', "", body
    )


def _leaks(world: World, role: str) -> list[str]:
    """Addresses that answer an id of another kommune otherwise than an id nobody has."""
    found = []
    unknown = dict.fromkeys(world.own, UNKNOWN)
    for address in (a for a in ADDRESSES if a.has_id):
        for method in ("GET", "POST"):
            nobody = _same(world.answer(role, method, address.url(unknown)))
            if nobody[0] == 405:
                continue  # said before the id is looked at
            foreign = [world.own] if role == "fremmed" else world.foreign
            others = {_same(world.answer(role, method, address.url(ids))) for ids in foreign}
            if others != {nobody}:
                found.append(f"{method} {address.name}: {[status for status, _ in others]}, not {nobody[0]}")
    return found


# Somebody of another team and somebody without a role are told less than these on every page.
THOSE_WITH_CASES = ["egen", "sagsbehandler", "teamleder", "administrator", "fremmed"]


def test_a_foreign_id_is_an_unknown_id(world):
    """With both walls standing; each of them does it alone for everybody below."""
    assert _leaks(world, "egen") == []


@pytest.mark.parametrize("role", THOSE_WITH_CASES)
def test_a_foreign_id_is_an_unknown_id_without_row_level_security(world_of_python, role):
    assert _leaks(world_of_python, role) == []


@pytest.mark.parametrize("role", THOSE_WITH_CASES)
def test_a_foreign_id_is_an_unknown_id_for_the_database_alone(python_opened, world, role):
    assert _leaks(world, role) == []


# Where a colleague of another team is told how to ask; everywhere else she is told nothing.
SAYS_HOW_TO_ASK = {"borger", "bed_om_adgang"}


def test_a_case_of_another_team_is_an_unknown_one(world):
    """Within a kommune too: the same 404, status and page."""
    about_cases = (a for a in ADDRESSES if a.has_id and MEANS.get(a.name, "borger") not in SHARED)
    for address in (a for a in about_cases if a.name not in SAYS_HOW_TO_ASK):
        for method in ("GET", "POST"):
            theirs = world.answer("andet_team", method, address.url(world.own))
            nobody = world.answer("andet_team", method, address.url(dict.fromkeys(world.own, UNKNOWN)))
            assert _same(theirs) == _same(nobody), (address.name, method)


@pytest.mark.parametrize("role", ["egen", "teamleder", "sagsbehandler"])
@pytest.mark.parametrize("asked", ["Hemmelig", "Signe", "620280-1234"])
@pytest.mark.parametrize("opened", [False, True], ids=["both walls", "without row-level security"])
def test_a_search_finds_nobody_of_another_kommune(request, role, asked, opened):
    world = request.getfixturevalue("world_of_python" if opened else "world")
    page = world.answer(role, "POST", reverse("soeg"), {"q": asked}).content.decode()
    assert "Signe Hemmelig" not in page
    assert "Hemmeligteam" not in page


def test_the_tests_own_walls_are_what_they_seem(world, other_kommune):
    """Each wall alone hides a foreign case, the one nobody has too: neither test above passes by accident."""
    egen = world.users["egen"]
    for ids in world.foreign:
        assert not Forloeb.objects.filter(pk=ids["forloeb"]).exists()
        with kommunekontekst(other_kommune.pk):
            assert Forloeb.objects.filter(pk=ids["forloeb"]).exists()
            assert not Forloeb.objects.synlig_for(egen, DAG).filter(pk=ids["forloeb"]).exists()


def test_without_row_level_security_foreign_rows_are_there(world_of_python):
    assert Forloeb.objects.filter(pk=world_of_python.foreign[0]["forloeb"]).exists()
    assert all(has_kommune(model) for model in (Forloeb, Kontakt))
