"""A real PostgreSQL with the three roles; tests run as the app role, behind row-level security."""

import os

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from kommuner.models import Kommune, Team
from kommuner.tenancy import kommunekontekst
from tests.adgangssag import add_case
from tests.adgangsverden import World, add_people
from tests.raekker import DAG, make_medarbejder

# Files of hundreds of independent tests, or of a few long ones, which several workers share.
SHARED = {"test_alle_sider.py": 8, "test_adgang.py": 4, "test_tre_borgere.py": 3}
# Alone on a worker for a minute: not to be what the other one waits for.
FIRST = ("test_demo.py", "test_adgang.py", "test_tre_borgere.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Keep the tests of a file on one worker, but for those of the longest files; the browser's come last.

    Beside the browser's event loop Django's connections and contexts are others than without it.
    """
    items.sort(key=lambda item: ("tests/browser/" in str(item.path), item.path.name not in FIRST))
    for nr, item in enumerate(items):
        parts = SHARED.get(item.path.name, 1)
        item.add_marker(
            pytest.mark.xdist_group(f"{item.path.stem}-{nr % parts}" if parts > 1 else str(item.path))
        )


@pytest.fixture(scope="session", autouse=True)
def _assets_when_asked_for() -> None:
    """Every test client has the middleware made anew; it need not list all our assets each time."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """A fresh database per test process, made and migrated by the owner."""
    name = f"test_{getattr(request.config, 'workerinput', {'workerid': 'main'})['workerid']}_{os.getpid()}"
    home = settings.DATABASES["ejer"]["NAME"]
    admin = psycopg.connect(owner_dsn(home), autocommit=True)
    admin.execute(f"DROP DATABASE IF EXISTS {name}")
    admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
            settings.DATABASES[alias]["NAME"] = connections[alias].settings_dict["NAME"] = name
        call_command("migrate", verbosity=0)
        yield
        connections.close_all()
    for alias in ("default", "ejer"):
        _end_sessions(alias, home, name)
    # Not WITH (FORCE): the owner may not end an autovacuum worker, which a plain DROP DATABASE waits for.
    admin.execute(f"DROP DATABASE {name}")
    admin.close()


def _end_sessions(alias: str, home: str, name: str) -> None:
    """End what is left of a role's connections to a database.

    Beside a browser's event loop Django opens a second one, which ``close_all`` does not see.
    """
    with psycopg.connect(_dsn(alias, home), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            [name],
        )


def owner_dsn(name: str) -> str:
    """Connection string of the owner role for a database of the test server."""
    return _dsn("ejer", name)


def _dsn(alias: str, name: str) -> str:
    place = settings.DATABASES[alias]
    return psycopg.conninfo.make_conninfo(
        "",
        dbname=name,
        user=place["USER"],
        password=place["PASSWORD"],
        host=place["HOST"] or place.get("OPTIONS", {}).get("host"),
        port=place["PORT"] or None,
    )


@pytest.fixture
def connect(django_db_setup):
    """Open real connections to the test database: ``connect()`` as the app role, ``connect("ejer")`` as the owner."""
    opened = []

    def connect(alias: str = "default", **options) -> psycopg.Connection:
        opened.append(psycopg.connect(_dsn(alias, settings.DATABASES[alias]["NAME"]), **options))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


@pytest.fixture
def committed(django_db_setup, django_db_blocker, connect):
    """Django's connections outside any transaction: what the test writes is kept, and removed by the owner after."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
    with connect("ejer", autocommit=True) as owner:
        tables = owner.execute(
            "SELECT string_agg(quote_ident(table_name), ', ') FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name = 'kommune_id'"
        ).fetchone()[0]
        owner.execute(f"TRUNCATE {tables}, django_session, fleksjob_cache CASCADE")


@pytest.fixture
def kommune(db):
    """Vestby's stand-in: the test runs inside its context."""
    kommune = Kommune.objects.get(kode="0751")
    with kommunekontekst(kommune.pk):
        yield kommune


@pytest.fixture
def other_kommune(db):
    return Kommune.objects.get(kode="0265")


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker):
    """For tests of concurrency: writes are really committed, and removed by the owner afterwards."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        with connections["ejer"].cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('%I', c.relname), ', ') FROM pg_class c JOIN pg_namespace n"
                " ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity"
            )
            cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} RESTART IDENTITY CASCADE")
        connections["ejer"].close()


@pytest.fixture
def make_world(settings):
    """Called inside a database fixture, so that the walls are taken down before the transaction begins."""
    settings.IDAG = DAG
    settings.DEMO = False

    def make(kommune, other_kommune) -> World:
        world = World()
        add_people(world)
        world.own = add_case(world.users["egen"], "Åse Ørsted", "6101801234")
        with kommunekontekst(other_kommune.pk):
            team = Team.objects.create(navn="Hemmeligteam")
            world.users["fremmed"] = make_medarbejder(
                "fremmed", "jobformidler", team=team, navn="Frida Hemmelig"
            )
            leder = make_medarbejder("leder.b", "teamleder", team=team, navn="Lars Hemmelig")
            world.foreign = [
                add_case(world.users["fremmed"], "Signe Hemmelig", "6202801234"),
                add_case(leder, "Ulrik Hemmelig", "6302801234", tildelt=False),
            ]
        return world

    return make


@pytest.fixture
def world(kommune, other_kommune, make_world) -> World:
    return make_world(kommune, other_kommune)
