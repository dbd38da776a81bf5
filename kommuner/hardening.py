"""What the database must forbid, derived from models and catalogue and laid down after every migrate.

Idempotent. Row-level security with one policy text on every table that has a ``kommune_id``, composite foreign keys,
rights of the app role, append-only history that the app role can neither forge nor switch off, and the one way in
which it may end (``kommuner.sletning``).
"""

from collections.abc import Iterator

import pghistory.models
from django.apps import apps
from django.db import models

from kommuner.sletning import deletion_functions
from kommuner.tenancy import SETTING

APP_ROLE = "fleksjob_app"

KOMMUNE_POLICY = f"kommune_id = (SELECT NULLIF(current_setting('{SETTING}', true), '')::int)"
USER_POLICY = "user_id IN (SELECT id FROM kommuner_medarbejder)"

# Tables of libraries that hold data of a person who logs in: seen through that person's own row.
USER_TABLES = ("account_emailaddress", "mfa_authenticator")

# Tables without row-level security, each with the reason why none is needed.
OPEN_TABLES = {
    "kommuner_kommune": "the list of kommuner, no persons",
    "django_migrations": "names of migrations",
    "django_content_type": "names of models",
    "auth_permission": "names of permissions, unused",
    "auth_group": "unused",
    "auth_group_permissions": "unused",
    "django_session": "opaque keys and signed data, read before the kommune is known",
    "fleksjob_cache": "rate limits under hashed keys",
    "account_emailconfirmation": "unused, allauth confirms no addresses here",
    "pghistory_context": "unused, the context lies on the event rows",
}

# Rows of these may be added by the app role, never changed or removed.
APPEND_ONLY = ("borgere_laesning", "forloeb_rettelse", "kommuner_regelhistorik", "opfoelgning_sletning")


def statements() -> Iterator[str]:
    """Every statement, in order. Run them as the owner inside one transaction."""
    yield f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations, kommuner_kommune FROM {APP_ROLE}"
    for table in APPEND_ONLY:
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {APP_ROLE}"
    for model in apps.get_models():
        if has_kommune(model):
            yield from _protect(model._meta.db_table, KOMMUNE_POLICY)
            yield from _foreign_keys(model)
        if issubclass(model, pghistory.models.Event):
            yield f"REVOKE INSERT, UPDATE, DELETE ON {model._meta.db_table} FROM {APP_ROLE}"
            yield _in_order_of_time(model._meta.db_table)
    for table in USER_TABLES:
        yield from _protect(table, USER_POLICY)
    yield from _history_cannot_be_switched_off()
    yield from _login_lookups()
    yield from _public_counts()
    yield from deletion_functions(APP_ROLE)


def _in_order_of_time(table: str) -> str:
    """History is read as a log: the newest of a kommune first."""
    return f"CREATE INDEX IF NOT EXISTS {table[:54]}_log_idx ON {table} (kommune_id, pgh_created_at)"


def has_kommune(model: type[models.Model]) -> bool:
    """Whether rows of the model belong to one kommune."""
    return model._meta.managed and any(f.column == "kommune_id" for f in model._meta.local_concrete_fields)


def _protect(table: str, policy: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS egen_kommune ON {table}"
    yield f"CREATE POLICY egen_kommune ON {table} USING ({policy})"


def tenant_references(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """Foreign keys of a model that must not leave its kommune. History rows keep none."""
    if issubclass(model, pghistory.models.Event):
        return
    for field in model._meta.local_concrete_fields:
        if (
            isinstance(field, models.ForeignKey)
            and field.column != "kommune_id"
            and has_kommune(field.related_model)
        ):
            yield field


def _foreign_keys(model: type[models.Model]) -> Iterator[str]:
    for field in tenant_references(model):
        shared = ["kommune_id", *(f"{name}_id" for name in getattr(field, "sammen_med", ()))]
        target = field.related_model._meta.db_table
        columns = ", ".join([*shared, "id"])
        yield _unless_there(target, f"{target}_{'_'.join(shared)}_key", f"UNIQUE ({columns})")
        table = model._meta.db_table
        here = ", ".join([*shared, field.column])
        # DO_NOTHING in Python leaves the removal to the database.
        gone = " ON DELETE CASCADE" if field.remote_field.on_delete is models.DO_NOTHING else ""
        reference = f"FOREIGN KEY ({here}) REFERENCES {target} ({columns}){gone}"
        yield _unless_there(table, f"{table}_{field.column}_fk", reference)


def _unless_there(table: str, name: str, definition: str) -> str:
    name = name[:63]
    return f"""
    DO $$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}' AND conrelid = '{table}'::regclass) THEN
        ALTER TABLE {table} ADD CONSTRAINT {name} {definition};
      END IF;
    END $$"""


def _history_cannot_be_switched_off() -> Iterator[str]:
    """Trigger functions write as their owner; the setting of ``pgtrigger.ignore`` is no longer asked."""
    yield """
    CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
    LANGUAGE sql IMMUTABLE AS 'SELECT FALSE'"""
    yield """
    DO $$ DECLARE f regprocedure; BEGIN
      FOR f IN SELECT DISTINCT t.tgfoid::regprocedure FROM pg_trigger t WHERE NOT t.tgisinternal LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', f);
      END LOOP;
    END $$"""


_LINKETS = "SELECT medarbejder_id FROM opfoelgning_kalenderlink WHERE noegle = $1 AND trukket_tilbage IS NULL"


def _login_lookups() -> Iterator[str]:
    """Questions that must be answered before the kommune is known; each gives away a number and nothing else."""
    for name, argument, condition in (
        ("kommune_for_brugernavn", "text", "username = $1"),
        ("kommune_for_bruger", "bigint", "id = $1 AND is_active"),
        ("kommune_for_kalenderlink", "text", f"is_active AND id = ({_LINKETS})"),
    ):
        yield f"""
        CREATE OR REPLACE FUNCTION {name}({argument}) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS 'SELECT kommune_id::int FROM kommuner_medarbejder WHERE {condition}'"""
        yield f"REVOKE ALL ON FUNCTION {name}({argument}) FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {name}({argument}) TO {APP_ROLE}"


def _public_counts() -> Iterator[str]:
    """Two answers about the installation as a whole, for the start page and the health check."""
    yield """
    CREATE OR REPLACE FUNCTION nogen_kan_logge_paa() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS 'SELECT EXISTS (SELECT 1 FROM kommuner_medarbejder WHERE is_active)'"""
    yield """
    CREATE OR REPLACE FUNCTION seneste_koersel(OUT tidspunkt timestamptz, OUT med_fejl boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    'SELECT startet, fejl <> ''[]''::jsonb FROM opfoelgning_koersel WHERE sluttet IS NOT NULL
     ORDER BY startet DESC LIMIT 1'"""
    yield f"GRANT EXECUTE ON FUNCTION nogen_kan_logge_paa(), seneste_koersel() TO {APP_ROLE}"
