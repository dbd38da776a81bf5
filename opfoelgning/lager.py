"""Stored judgements as plain tuples: read by forløb, compared, and written by difference in one statement.

Statements are made here and run elsewhere, many in one turn (``kommuner.forespoergsel.fetch_all``).
"""

from collections import namedtuple
from collections.abc import Iterable
from typing import Any

import orjson
from django.db import models

from kommuner.forespoergsel import Spoergsmaal, numbers


def named(query: models.QuerySet, praefiks: str = "q") -> tuple[str, dict[str, Any]]:
    """A query as text with named places and their values, to stand inside a statement for ``fetch``."""
    sql, values = query.query.sql_with_params()
    names = [f"{praefiks}{nr}" for nr in range(len(values))]
    return sql % tuple(f"%({navn})s" for navn in names), dict(zip(names, values, strict=True))


class Lager:
    """A derived table: ``Raekke`` is a row of it without the surrogate key, ``noegle`` what tells rows apart."""

    def __init__(self, model: type[models.Model], *noegle: str):
        felter = [f.attname for f in model._meta.concrete_fields if f.attname != "id"]
        self.tabel, self.noegle = model._meta.db_table, noegle
        self.Raekke: Any = namedtuple("Raekke", felter)  # type: ignore[misc]  # the model names the fields
        self._kolonner = ", ".join(felter)
        self._sat = ", ".join(f"{felt} = excluded.{felt}" for felt in felter if felt not in noegle)

    def reading(self, forloeb_ids: Iterable[int]) -> Spoergsmaal:
        """Ask for the stored rows of the forløb; ``rows`` makes them of the answer."""
        sql = f"SELECT {self._kolonner} FROM {self.tabel} WHERE forloeb_id = ANY(%s::bigint[])"
        return Spoergsmaal(sql, [numbers(forloeb_ids)])

    def rows(self, svar: Iterable[tuple]) -> list[Any]:
        """The stored rows, each a ``Raekke``."""
        return list(map(self.Raekke._make, svar))

    def writing(self, raekker: Iterable[Any]) -> list[Spoergsmaal]:
        """Insert the rows, or put them in the place of those with the same key; nothing to ask when there are none."""
        return self._asking(
            f"INSERT INTO {self.tabel} ({self._kolonner}) SELECT {self._kolonner} FROM "
            f"json_populate_recordset(NULL::{self.tabel}, %s::json) "
            f"ON CONFLICT ({', '.join(self.noegle)}) DO UPDATE SET {self._sat}",
            raekker,
        )

    def removing(self, raekker: Iterable[Any]) -> list[Spoergsmaal]:
        """Delete the rows."""
        ens = " AND ".join(f"t.{felt} = g.{felt}" for felt in self.noegle)
        return self._asking(
            f"DELETE FROM {self.tabel} t USING json_populate_recordset(NULL::{self.tabel}, %s::json) g WHERE {ens}",
            raekker,
        )

    def _asking(self, sql: str, raekker: Iterable[Any]) -> list[Spoergsmaal]:
        document = [raekke._asdict() for raekke in raekker]
        return [Spoergsmaal(sql, [orjson.dumps(document, default=str).decode()])] if document else []
