"""Our own fixed statements, planned once per connection instead of each time.

The longest of them take the database longer to plan than to answer for one forløb.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection
from psycopg import Cursor
from psycopg.types.json import set_json_loads


def rows(sql: str, vaerdier: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple]:
    """Run a statement whose text is always the same, and return its rows (none from one that gives none)."""
    connection.ensure_connection()
    raw = connection.connection
    # Only these: Django's own statements carry their values in their text, and would crowd them out.
    raw.prepare_threshold = 0
    try:
        with connection.wrap_database_errors, Cursor(raw) as cursor:
            set_json_loads(orjson.loads, cursor)
            cursor.execute(sql, vaerdier, prepare=True, binary=True)
            return cursor.fetchall() if cursor.description else []
    finally:
        raw.prepare_threshold = None
