"""Our own fixed statements: their values travel beside the text, so that the database plans each once per connection.

Django writes values into the text. The longest of these statements take longer to plan than to answer for one forløb.
"""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakSet

import orjson
from django.db import connection
from psycopg import Connection, Cursor, RawCursor
from psycopg.types.json import set_json_loads
from psycopg.types.string import TextLoader

_LAERTE: WeakSet[Connection] = WeakSet()


class Spoergsmaal(NamedTuple):
    """A statement whose text is always the same, and its values."""

    sql: str
    vaerdier: Sequence[Any] | Mapping[str, Any] = ()


def numbers(tal: Iterable[int]) -> str:
    """An array of numbers as the database reads it, to be cast where it stands (``%s::bigint[]``)."""
    return "{" + ",".join(map(str, tal)) + "}"


def fetch(sql: str, vaerdier: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple]:
    """Run such a statement; every row of it, none from a statement that gives none.

    JSON comes as Python values. Seen by Django's query log like any other statement.
    """
    begyndt = time.monotonic()
    with connection.wrap_database_errors:
        rows = _rows(_execute(_connected(), Spoergsmaal(sql, vaerdier)))
    _log([sql], begyndt)
    return rows


def fetch_all(*alle: Spoergsmaal) -> list[list[tuple]]:
    """Run several, one after the other, without waiting for the answer of each; the rows of each.

    Each sees what those before it have done, and what others had committed when its own turn came. When one fails,
    none of those after it is run.
    """
    if not alle:
        return []
    begyndt = time.monotonic()
    with connection.wrap_database_errors:
        with (forbindelse := _connected()).pipeline():
            cursors = [_execute(forbindelse, spoergsmaal) for spoergsmaal in alle]
        rows = [_rows(cursor) for cursor in cursors]
    _log([spoergsmaal.sql for spoergsmaal in alle], begyndt)
    return rows


def _connected() -> Connection:
    """Django's connection, taught once to read JSON fast; Django's own fields still get it as text."""
    connection.ensure_connection()
    forbindelse = connection.connection
    if forbindelse not in _LAERTE:
        set_json_loads(orjson.loads, forbindelse)
        forbindelse.adapters.register_loader("jsonb", TextLoader)
        _LAERTE.add(forbindelse)
    return forbindelse


def _execute(forbindelse: Connection, spoergsmaal: Spoergsmaal) -> Cursor:
    text, navne = _numbered(spoergsmaal.sql)
    af: Any = spoergsmaal.vaerdier
    vaerdier = [af[navn] for navn in navne] if isinstance(af, Mapping) else af
    return RawCursor(forbindelse).execute(text, vaerdier, prepare=True, binary=True)


# psycopg would take a long statement apart again each time.
@lru_cache(maxsize=1000)
def _numbered(sql: str) -> tuple[bytes, list[str]]:
    """The statement with numbered places, and the names in the order of their numbers."""
    navne: list[str] = []

    def number(fundet: re.Match[str]) -> str:
        if fundet[0] == "%%":
            return "%"
        navn = fundet[1] or f"{len(navne)}"
        if navn not in navne:
            navne.append(navn)
        return f"${navne.index(navn) + 1}"

    return re.sub(r"%(?:%|s|\((\w+)\)s)", number, sql).encode(), navne


def _rows(cursor: Cursor) -> list[tuple]:
    with cursor:
        return cursor.fetchall() if cursor.rownumber is not None else []


def _log(texts: list[str], begyndt: float) -> None:
    """Tell Django's query log; what went together shares its time."""
    if connection.queries_logged:
        each = f"{(time.monotonic() - begyndt) / len(texts):.3f}"
        connection.queries_log.extend({"sql": sql, "time": each} for sql in texts)
