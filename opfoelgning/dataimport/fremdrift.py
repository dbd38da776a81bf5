"""How far a long import has come, told while its transaction is still open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from kommuner.tenancy import SETTING
from opfoelgning.dataimport.koersel import Fremdrift
from opfoelgning.models import Dataimport


@contextmanager
def told_outside(dataimport: Dataimport) -> Iterator[Fremdrift]:
    """Write the number of lines read through a connection of its own, so that pages see it at once."""
    egen = connection.copy()
    try:
        with egen.cursor() as cursor:
            cursor.execute(f"SELECT set_config('{SETTING}', %s, false)", [str(dataimport.kommune_id)])
            # Nobody must wait for a number on a page.
            cursor.execute("SELECT set_config('lock_timeout', '200ms', false)")

        def fremdrift(antal: int) -> None:
            try:
                with egen.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {Dataimport._meta.db_table} SET laest = %s WHERE id = %s",
                        [antal, dataimport.pk],
                    )
            except DatabaseError:
                return

        yield fremdrift
    finally:
        egen.close()
