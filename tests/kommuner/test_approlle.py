"""The role the application meets the database as: weak, owner of nothing, and never the owner."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from psycopg.errors import InsufficientPrivilege

from kommuner.app_role import refuse_stronger_role


def test_the_app_role_is_weak_and_owns_nothing(connect):
    app = connect()
    role = app.execute(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles "
        "WHERE rolname = current_user"
    ).fetchone()
    assert role == (False,) * 5
    for catalogue, owner in (("pg_class", "relowner"), ("pg_proc", "proowner"), ("pg_namespace", "nspowner")):
        owned = app.execute(
            f"SELECT count(*) FROM {catalogue} WHERE {owner} = current_user::regrole"
        ).fetchone()
        assert owned == (0,), catalogue
    assert app.execute(
        "SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole"
    ).fetchone() == (0,)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE min_egen (id int)",
        "CREATE FUNCTION min_egen() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mit_eget",
        "TRUNCATE borgere_borger",
        "ALTER TABLE borgere_borger DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE borgere_borger DISABLE TRIGGER ALL",
        "ALTER TABLE borgere_borger ADD COLUMN ekstra int",
        "DROP POLICY egen_kommune ON borgere_borger",
        "DROP TABLE borgere_borger",
        "SET ROLE fleksjob_owner",
        "SET ROLE fleksjob_backup",
        "SET SESSION AUTHORIZATION fleksjob_owner",
        "SET session_replication_role = replica",
        "ALTER FUNCTION kommune_for_bruger(bigint) RESET ALL",
        "COPY borgere_borger TO PROGRAM 'cat'",
        "INSERT INTO kommuner_kommune (kode, navn, region) VALUES ('9999', 'X', 'Y')",
        "DELETE FROM django_migrations",
        "UPDATE borgere_laesning SET side = ''",
        "DELETE FROM borgere_laesning",
        "UPDATE forloeb_rettelse SET begrundelse = 'x'",
        "DELETE FROM forloeb_rettelse",
        "UPDATE kommuner_regelhistorik SET noegle = ''",
        "DELETE FROM kommuner_regelhistorik",
    ],
)
def test_the_app_role_may_not(connect, sql):
    with pytest.raises(InsufficientPrivilege):
        connect().execute(sql)


def test_switching_row_security_off_gives_an_error_and_no_rows(connect):
    app = connect()
    app.execute("SET row_security = off")
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app.execute("SELECT * FROM borgere_borger")


def test_a_connection_as_owner_is_refused(connect, django_db_blocker):
    with django_db_blocker.unblock():
        owner = connections["ejer"].copy("default")
        owner.settings_dict = connections["ejer"].settings_dict
        try:
            with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
                owner.ensure_connection()
            assert owner.connection is None
            app = connections["default"].copy("default")
            refuse_stronger_role(None, app)
            app.close()
        finally:
            owner.close()


def test_the_application_does_not_start_as_owner(django_db_setup):
    """The same in a process of its own, as a wrong DATABASE_URL would meet it."""
    code = (
        "import django; django.setup(); from kommuner.models import Kommune; print(Kommune.objects.count())"
    )
    wrong = os.environ | {"DATABASE_URL": os.environ["DATABASE_OWNER_URL"], "FLEKSJOB_TEST": "1"}
    run = subprocess.run([sys.executable, "-c", code], env=wrong, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "ImproperlyConfigured: DATABASE_URL skal bruge en rolle" in run.stderr
