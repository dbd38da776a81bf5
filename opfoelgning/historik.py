"""Who saw and who changed what about a borger, for the tab «Historik»."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from borgere.models import Laesning
from opfoelgning.lognavne import SIDER
from opfoelgning.sporing import Spor, traces

PR_SIDE = 50
TILBAGE = timedelta(days=365)  # how far back the readings are shown; the whole log is the administrator's

_FORM = "En formular"


class Set(NamedTuple):
    """Somebody's look at the borger: when, who, where, and the reason where one was asked for."""

    tidspunkt: datetime
    af: str
    side: str
    begrundelse: str


class Historik(NamedTuple):
    """A page of the looks and of the changes, newest first; ``naeste`` is the key of the next page of looks."""

    set: list[Set]
    naeste: str
    aendret: list[Spor]


def history(borger_id: int, forloeb_id: int, nu: datetime, efter: str = "") -> Historik:
    """Who looked within a year, a page at a time, and everything that was changed in the forløb."""
    rows = Laesning.objects.filter(borgere__contains=[borger_id], tidspunkt__gte=nu - TILBAGE)
    if efter.isdecimal() and len(efter) < 19:
        rows = rows.filter(pk__lt=int(efter))
    fundne = list(rows.select_related("medarbejder").order_by("-pk")[: PR_SIDE + 1])
    vist = fundne[:PR_SIDE]
    linjer = [Set(row.tidspunkt, row.medarbejder.navn, _name(row.side), row.begrundelse) for row in vist]
    naeste = str(vist[-1].pk) if len(fundne) > PR_SIDE else ""
    return Historik(linjer, naeste, [] if efter else list(reversed(traces(forloeb_id))))


def _name(side: str) -> str:
    """What the page is called; a form is named after the page it belongs to, where that is known."""
    if side in SIDER:
        return SIDER[side]
    om = next((navn for kode, navn in SIDER.items() if side.startswith(f"{kode}_")), "")
    return f"{_FORM}: {om}" if om else _FORM
