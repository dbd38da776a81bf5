"""Which kommune the database may show: a contextvar for Python, ``app.kommune`` for row-level security."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from kommuner.forespoergsel import fetch

_kommune: ContextVar[int | None] = ContextVar("kommune", default=None)

SETTING = "app.kommune"


def current_kommune_id() -> int | None:
    """Id of the kommune in whose context we are, None outside; default value of every ``kommune`` column.

    A row made outside a context has no kommune and is refused by the database.
    """
    return _kommune.get()


def set_kommune(kommune_id: int | None) -> None:
    """Point the present transaction, and Python, at a kommune until the transaction ends."""
    _kommune.set(kommune_id)
    fetch(f"SELECT set_config('{SETTING}', %s, true)", [str(kommune_id or "")])


def set_kommune_by(question: str, value: int | str) -> None:
    """As ``set_kommune`` with the answer of one of the database's functions, in the same statement."""
    found = fetch(
        f"SELECT id, set_config('{SETTING}', coalesce(id::text, ''), true) FROM {question}(%s) id", [value]
    )
    _kommune.set(found[0][0])


def forget_kommune() -> None:
    """Leave the kommune in Python; the database forgets its part with the transaction."""
    _kommune.set(None)


@contextmanager
def kommunekontekst(kommune_id: int) -> Iterator[None]:
    """Run a block inside one transaction (or savepoint) that sees the rows of one kommune only.

    Contexts nest: leaving the inner one restores the outer one's kommune.
    """
    before = _kommune.get()
    try:
        with transaction.atomic():
            set_kommune(kommune_id)
            yield
            if before != kommune_id and not connection.needs_rollback:
                set_kommune(before)
    finally:
        # A rolled back savepoint has restored the setting itself; the contextvar has no such memory.
        _kommune.set(before)
