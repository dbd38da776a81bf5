"""Our own fixed statements: their values travel beside the text, so that the database plans each once per connection.

Django writes values into the text. The longest of these statements take longer to plan than to answer for one forløb.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection
from psycopg import Cursor
from psycopg.types.json import set_json_loads


def rows(sql: str, vaerdier: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple]:
    """Run a statement whose text is always the same; its rows, none from a statement that gives none."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        set_json_loads(orjson.loads, cursor)
        cursor.execute(sql, vaerdier, binary=True)
        return cursor.fetchall() if cursor.description else []
