"""Our own fixed statements: their values travel beside the text, so that the database plans each once per connection.

Django writes values into the text. The longest of these statements take longer to plan than to answer for one forløb.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection
from psycopg import Cursor
from psycopg.types.json import set_json_loads


def fetch(sql: str, vaerdier: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple]:
    """Run a statement whose text is always the same; every row of it, none from a statement that gives none.

    JSON comes as Python values. Seen by Django's query log like any other statement.
    """
    connection.ensure_connection()
    begyndt = time.monotonic()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        set_json_loads(orjson.loads, cursor)
        cursor.execute(sql, vaerdier, prepare=True, binary=True)
        rows = cursor.fetchall() if cursor.description else []
    if connection.queries_logged:
        connection.queries_log.append({"sql": sql, "time": f"{time.monotonic() - begyndt:.3f}"})
    return rows
