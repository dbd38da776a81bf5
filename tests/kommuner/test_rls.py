"""Row-level security as the database itself tells it, and what a kommune sees and writes behind it."""

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction

from kommuner.hardening import OPEN_TABLES, SETTING, USER_TABLES, has_kommune
from kommuner.models import Kommune, Team
from kommuner.tenancy import current_kommune_id, kommunekontekst
from tests.alle_raekker import kommune_models, make_every_kind

_TABLES = r"""
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       array_remove(array_agg(p.policyname || ' ' || p.permissive || ' ' || p.cmd), NULL),
       array_remove(array_agg(regexp_replace(p.qual, '\s+', ' ', 'g')), NULL),
       array_remove(array_agg(p.with_check), NULL)
FROM pg_class c LEFT JOIN pg_policies p ON p.schemaname = 'public' AND p.tablename = c.relname
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.oid
"""
# As PostgreSQL prints the two policies back.
KOMMUNE_PRINTED = (
    f"(kommune_id = ( SELECT (NULLIF(current_setting('{SETTING}'::text, true), ''::text))::integer"
    ' AS "nullif"))'
)
USER_PRINTED = "(user_id IN ( SELECT kommuner_medarbejder.id FROM kommuner_medarbejder))"
MODELS = sorted(kommune_models(), key=lambda model: model._meta.label)
# Written by triggers, or by nobody: a row of them cannot be inserted by hand to any effect.
UNCHANGEABLE = {"borgere.Laesning", "forloeb.Rettelse", "kommuner.Regelhistorik", "opfoelgning.Sletning"}


def unprotected(cursor) -> list[str]:
    """Tables that neither stand in OPEN_TABLES nor have forced row security with exactly the one policy."""
    cursor.execute(_TABLES)
    return sorted(
        table
        for table, forced, *policies in cursor.fetchall()
        if table not in OPEN_TABLES and not (forced and policies == _expected(table))
    )


def _expected(table: str) -> list[list[str]]:
    printed = USER_PRINTED if table in USER_TABLES else KOMMUNE_PRINTED
    return [["egen_kommune PERMISSIVE ALL"], [printed], []]


def test_every_table_is_protected_or_open_for_a_reason(db):
    with connection.cursor() as cursor:
        assert unprotected(cursor) == []


def test_open_tables_exist_hold_no_kommune_and_have_a_reason(db):
    for table, reason in OPEN_TABLES.items():
        with connection.cursor() as cursor:
            names = [c.name for c in connection.introspection.get_table_description(cursor, table)]
        assert names, table
        assert "kommune_id" not in names, table
        assert len(reason) > 5, table


@pytest.mark.parametrize(
    "weakness",
    [
        "CREATE TABLE ny_tabel (id int, kommune_id int)",
        "ALTER TABLE borgere_borger NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE borgere_borger DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY aaben ON borgere_borger USING (true)",
        "ALTER POLICY egen_kommune ON borgere_borger USING (true)",
        "ALTER POLICY egen_kommune ON borgere_borger WITH CHECK (true)",
        "ALTER POLICY egen_kommune ON mfa_authenticator USING (kommune_id_ukendt())",
    ],
)
def test_a_weakened_table_is_found(connect, weakness):
    owner = connect("ejer")
    cursor = owner.cursor()
    cursor.execute("CREATE FUNCTION kommune_id_ukendt() RETURNS boolean LANGUAGE sql AS 'SELECT true'")
    cursor.execute(weakness)
    assert len(unprotected(cursor)) == 1
    owner.rollback()


def test_the_rows_of_the_test_cover_every_model(kommune):
    made = make_every_kind("a")
    assert set(made) >= set(MODELS)


def test_without_a_setting_no_row_is_seen(kommune):
    """Every table that has a row, history included, is empty for a connection that names no kommune."""
    make_every_kind("a")
    tables = [m._meta.db_table for m in _models_with_history()]
    with connection.cursor() as cursor:
        seen = {table: _count(cursor, table) for table in [*tables, *USER_TABLES]}
        assert [table for table, count in seen.items() if not count] == []
        for nothing in ("", "0"):
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, nothing])
            assert {table: _count(cursor, table) for table in seen} == dict.fromkeys(seen, 0)


def _models_with_history():
    return [model for model in apps.get_models() if has_kommune(model)]


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return cursor.fetchone()[0]


@pytest.fixture
def two_kommuner(kommune, other_kommune):
    """Rows of every kind in both kommuner; the test stands in the first."""
    own = make_every_kind("a")
    with kommunekontekst(other_kommune.pk):
        foreign = make_every_kind("b")
    return own, foreign


def test_no_row_of_another_kommune_is_read_changed_or_removed(two_kommuner, other_kommune):
    _, foreign = two_kommuner
    for model in MODELS:
        table, key, pk = model._meta.db_table, model._meta.pk.column, foreign[model].pk
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE {key} = %s OR kommune_id = %s", [pk, other_kommune.pk]
            )
            assert cursor.fetchone()[0] == 0, table
            if model._meta.label not in UNCHANGEABLE:
                cursor.execute(f"UPDATE {table} SET kommune_id = kommune_id WHERE {key} = %s", [pk])
                assert cursor.rowcount == 0, table
                cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [pk])
                assert cursor.rowcount == 0, table


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_row_is_written_into_another_kommune(two_kommuner, other_kommune, model):
    """A copied row with the other's kommune_id, and a row moved there, are refused by the policy."""
    own, _ = two_kommuner
    table, key = model._meta.db_table, model._meta.pk.column
    copy = ", ".join(
        str(other_kommune.pk) if f.column == "kommune_id" else f.column
        for f in model._meta.local_concrete_fields
    )
    columns = ", ".join(f.column for f in model._meta.local_concrete_fields)
    _refused(f"INSERT INTO {table} ({columns}) SELECT {copy} FROM {table} WHERE {key} = %s", [own[model].pk])
    if model._meta.label not in UNCHANGEABLE:
        _refused(f"UPDATE {table} SET kommune_id = %s WHERE {key} = %s", [other_kommune.pk, own[model].pk])


def _refused(sql: str, params: list) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)


def test_login_data_is_seen_through_its_owner(two_kommuner):
    own, foreign = two_kommuner
    for table in USER_TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT user_id FROM {table}")
            users = {row[0] for row in cursor.fetchall()}
        model = next(m for m in own if m._meta.db_table == table)
        assert own[model].user_id in users
        assert foreign[model].user_id not in users


# Contexts


def test_contexts_nest_and_restore(kommune, other_kommune):
    with kommunekontekst(other_kommune.pk):
        assert _seen() == (other_kommune.pk, other_kommune.pk)
        with kommunekontekst(kommune.pk):
            assert _seen() == (kommune.pk, kommune.pk)
        assert _seen() == (other_kommune.pk, other_kommune.pk)
    assert _seen() == (kommune.pk, kommune.pk)


@pytest.mark.parametrize("error", [ValueError, DatabaseError])
def test_contexts_restore_after_an_exception(kommune, other_kommune, error):
    with pytest.raises(error), kommunekontekst(other_kommune.pk):
        if error is DatabaseError:
            connection.cursor().execute("SELECT 1 / 0")
        raise error
    assert _seen() == (kommune.pk, kommune.pk)


def test_a_rolled_back_context_restores(kommune, other_kommune):
    with kommunekontekst(other_kommune.pk):
        Team.objects.create(navn="Fortrudt")
        transaction.set_rollback(True)
    assert _seen() == (kommune.pk, kommune.pk)
    with kommunekontekst(other_kommune.pk):
        assert not Team.objects.exists()


def _seen() -> tuple[int | None, int | None]:
    """The kommune Python believes in, and the one the database shows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT NULLIF(current_setting('{SETTING}', true), '')::int")
        return current_kommune_id(), cursor.fetchone()[0]


def test_the_setting_ends_with_the_transaction_on_a_persistent_connection(committed):
    pks = list(Kommune.objects.filter(kode__in=["0751", "0265"]).values_list("pk", flat=True))
    for pk in pks:
        with kommunekontekst(pk):
            Team.objects.create(navn="Fleksteam")
    backend = _backend()
    for pk in pks:
        with kommunekontekst(pk):
            assert list(Team.objects.values_list("kommune_id", flat=True)) == [pk]
        assert _seen() == (None, None)
        assert not Team.objects.exists()
    with pytest.raises(ValueError), kommunekontekst(pks[0]):
        raise ValueError
    assert _seen() == (None, None)
    assert _backend() == backend


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_row_made_outside_a_context_is_refused(committed):
    with pytest.raises(ProgrammingError, match="row-level security"):
        Team.objects.create(navn="Hjemløs")
