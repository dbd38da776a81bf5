"""The only way in which history is ever removed: with the whole case it tells of, when that is long closed.

Functions of the database's owner, made from the models after every migrate. The app role may call them, and can
still not touch a single row of history by itself.
"""

from collections.abc import Iterator
from graphlib import TopologicalSorter

import pghistory.models
from django.apps import apps
from django.db import models

MINDST_DAGE = 30  # whatever a kommune's rule says, nothing younger goes this way

_KOMMUNE = "NULLIF(current_setting('app.kommune', true), '')::int"
_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"


def deletion_functions(app_role: str) -> Iterator[str]:
    """Statements that make both functions, and let the app role call them."""
    yield _slet_forloeb()
    yield f"""
    CREATE OR REPLACE FUNCTION slet_laesninger(graense date) RETURNS int {_HEAD}
    DECLARE antal int;
    BEGIN
      DELETE FROM borgere_laesning WHERE kommune_id = {_KOMMUNE}
        AND tidspunkt < graense AND tidspunkt < now() - interval '{MINDST_DAGE} days';
      GET DIAGNOSTICS antal = ROW_COUNT;
      RETURN antal;
    END $$"""
    for name in ("slet_forloeb(bigint, text)", "slet_laesninger(date)"):
        yield f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {name} TO {app_role}"


def tables_of_a_case() -> list[type[models.Model]]:
    """Every model with a forløb, each before those it points to."""
    modeller = [model for model in apps.get_models() if _has(model, "forloeb_id") and not _is_history(model)]
    orden: TopologicalSorter[type[models.Model]] = TopologicalSorter({model: set() for model in modeller})
    for model in modeller:
        for felt in model._meta.local_concrete_fields:
            if felt.related_model in modeller and felt.related_model is not model:
                orden.add(felt.related_model, model)
    return list(orden.static_order())


def _slet_forloeb() -> str:
    return f"""
    CREATE OR REPLACE FUNCTION slet_forloeb(sag bigint, dens_noegle text) RETURNS int {_HEAD}
    DECLARE k int := {_KOMMUNE}; hvem bigint; slut_dag date; antal int := 0; n int;
    BEGIN
      SELECT borger_id, slut INTO hvem, slut_dag FROM forloeb_forloeb
        WHERE id = sag AND kommune_id = k FOR UPDATE;
      IF NOT FOUND THEN RAISE EXCEPTION 'no such case'; END IF;
      IF (slut_dag IS NULL OR slut_dag > current_date - {MINDST_DAGE}
          OR EXISTS (SELECT 1 FROM opfoelgning_sletningsstop WHERE forloeb_id = sag AND slut > current_date))
         AND NOT EXISTS (SELECT 1 FROM opfoelgning_sletning
                         WHERE kommune_id = k AND noegle = dens_noegle AND noegle <> '') THEN
        RAISE EXCEPTION 'the case is not to be deleted';
      END IF;
      {_counted(_case())}
      IF NOT EXISTS (SELECT 1 FROM forloeb_forloeb WHERE borger_id = hvem AND kommune_id = k) THEN
        {_counted(_BORGER)}
      END IF;
      RETURN antal;
    END $$"""


def _case() -> list[str]:
    """Rows first: removing them writes history, which goes then."""
    rows = [f"DELETE FROM {model._meta.db_table} WHERE forloeb_id = sag" for model in tables_of_a_case()]
    history = [m for m in apps.get_models() if _is_history(m) and _has(m, "forloeb_id")]
    events = [f"DELETE FROM {model._meta.db_table} WHERE forloeb_id = sag" for model in history]
    sag = [
        "DELETE FROM forloeb_forloeb WHERE id = sag",
        "DELETE FROM forloeb_forloebevent WHERE pgh_obj_id = sag",
    ]
    return [*rows, *sag, *events]


_BORGER = [
    "DELETE FROM forloeb_adgang WHERE borger_id = hvem",
    "DELETE FROM borgere_borger WHERE id = hvem",
    "DELETE FROM borgere_borgerevent WHERE pgh_obj_id = hvem",
    "DELETE FROM forloeb_adgangevent WHERE borger_id = hvem",
    "DELETE FROM borgere_laesning WHERE borgere = ARRAY[hvem]",
    "UPDATE borgere_laesning SET borgere = array_remove(borgere, hvem) WHERE hvem = ANY(borgere)",
]


def _counted(statements: list[str]) -> str:
    return "\n".join(
        f"{sql} AND kommune_id = k; GET DIAGNOSTICS n = ROW_COUNT; antal := antal + n;" for sql in statements
    )


def _has(model: type[models.Model], column: str) -> bool:
    return any(felt.column == column for felt in model._meta.local_concrete_fields)


def _is_history(model: type[models.Model]) -> bool:
    return issubclass(model, pghistory.models.Event)
