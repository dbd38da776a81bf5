"""The latest save of a row, out of the history the database keeps, and the row as it was before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from forloeb.actions.registrering import FORTRYD
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes

_EGNE = ("id", "version", "kommune")


class Gemt(NamedTuple):
    """When a row was saved last, and what it was before; None for one that was made then."""

    tidspunkt: datetime
    foer: Any


def latest_save(raekke: Any) -> tuple[Gemt, int]:
    """The latest save of a row, and the id of who saved it; 0 for a file or a job."""
    sidste, *foer = raekke.historik.order_by("-pgh_created_at", "-pgh_id")[:2]
    hvem = (sidste.pgh_context or {}).get("user") or 0
    return Gemt(sidste.pgh_created_at, foer[0] if foer else None), hvem


def own_save(raekke: Any, by: Medarbejder, nu: datetime) -> Gemt:
    """The person's own save within ten minutes, that nobody has saved over; refuses any other."""
    gemt, hvem = latest_save(raekke)
    if hvem != by.pk or nu - gemt.tidspunkt > FORTRYD:
        raise Afvist("Det kan kun fortrydes i 10 minutter af den, der har gemt det. Ret det i stedet.")
    return gemt


def as_before(raekke: Any, gemt: Gemt) -> None:
    """Put the row back to what it was before a save; one that was made then is gone."""
    if gemt.foer is None:
        raekke.delete()
        return
    kolonner = [
        f.attname
        for f in raekke._meta.concrete_fields
        if f.name not in _EGNE and hasattr(gemt.foer, f.attname)
    ]
    save_changes(raekke, {navn: getattr(gemt.foer, navn) for navn in kolonner})
