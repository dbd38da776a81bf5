"""Whether anything was registered on forløb since a moment, whatever it is."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from django.apps import apps
from pghistory.models import Event

from kommuner.forespoergsel import fetch


def registered_since(forloeb_ids: list[int], tidspunkt: datetime) -> int | None:
    """Id of a forløb on which somebody registered something after the moment, None when nobody did."""
    rows = fetch(_sql(), {"ids": forloeb_ids, "siden": tidspunkt})
    return rows[0][0] if rows else None


@cache
def _sql() -> str:
    """One question to every table that keeps when something was written about a forløb."""
    tabeller = [
        model._meta.db_table
        for model in apps.get_models()
        if not issubclass(model, Event)
        and {"forloeb", "registreret_tidspunkt"} <= {felt.name for felt in model._meta.fields}
    ]
    valg = (
        f"SELECT forloeb_id FROM {tabel} WHERE forloeb_id = ANY(%(ids)s) AND registreret_tidspunkt > %(siden)s"
        for tabel in tabeller
    )
    return f"SELECT min(forloeb_id) FROM ({' UNION ALL '.join(valg)}) fundne HAVING count(*) > 0"
