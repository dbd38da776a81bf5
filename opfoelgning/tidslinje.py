"""Everything that happened, or is planned, in one forløb, newest first, in one statement and a page at a time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection
from psycopg.rows import namedtuple_row

from forloeb.actions import registrering
from forloeb.models import (
    Forloeb,
)
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder
from kommuner.organ import Organnavne, organnavne
from opfoelgning.actions.kontakt import may_correct
from opfoelgning.models import Status
from opfoelgning.regler import passivitet
from opfoelgning.tidslinjekilder import STATEMENTS
from opfoelgning.tidslinjeord import ORD
from opfoelgning.tidslinjeret import RET

MOEDE = "moede"
ORGANETS = frozenset({MOEDE, "genbehandling", "beslutning"})  # events whose heading may name the body
PR_SIDE = 50
ALT = 100_000  # more than any case holds
_FOER_ALT = datetime.min.replace(
    tzinfo=UTC
)  # when old rows, that do not know their moment, count as written down


class Haendelse(NamedTuple):
    """One line of the timeline; texts are Danish. ``maerke`` says «planlagt», «aflyst» … where it matters.

    ``ret`` is the name and the id of the address where the reader may correct it; ``registreret`` when it was written
    down, where that is known.
    """

    dato: date
    gruppe: str
    overskrift: str
    tekst: str
    maerke: str
    af: str
    ret: tuple[str, int] | None = None
    registreret: datetime | None = None


class Tidslinje(NamedTuple):
    """A page of the timeline; ``naeste`` is the key of the next page, empty on the last."""

    haendelser: list[Haendelse]
    naeste: str


_NOEGLE = re.compile(r"(\d{4}-\d\d-\d\d)\.([a-z_]{1,20})\.(\d{1,18})")


def tidslinje(
    forloeb: Forloeb, dag: date, gruppe: str = "", efter: str = "", *, skriver: Medarbejder | None = None
) -> Tidslinje:
    """A page of what happened, newest first; ``gruppe`` is one of ``GRUPPER`` or empty, ``efter`` a ``naeste``.

    Unknown groups and keys count as none. ``skriver`` is the reader, if she may write on the forløb.
    """
    rows = _rows(forloeb, gruppe, efter, PR_SIDE + 1)
    vist = rows[:PR_SIDE]
    naeste = f"{vist[-1].dato}.{vist[-1].slags}.{vist[-1].id}" if len(rows) > PR_SIDE else ""
    return Tidslinje(_told(vist, dag, skriver), naeste)


def whole_timeline(forloeb: Forloeb, dag: date) -> list[Haendelse]:
    """Everything in one forløb, newest first, as somebody reads it who may not write."""
    return _told(_rows(forloeb, "", "", ALT), dag, None)


def in_order(forloeb: Forloeb, dag: date) -> list[Haendelse]:
    """Everything in one forløb, oldest first; what is of one day in the order in which it was written down."""
    rows = _rows(forloeb, "", "", ALT)[::-1]
    rows.sort(key=lambda row: (row.dato, row.registreret or _FOER_ALT, row.slags != "begyndt"))
    return _told(rows, dag, None)


def _told(rows: list[Any], dag: date, skriver: Medarbejder | None) -> list[Haendelse]:
    organ_paa = organnavne() if any(row.slags in ORGANETS for row in rows) else None
    return [_haendelse(row, dag, skriver, organ_paa) for row in rows]


def _rows(forloeb: Forloeb, gruppe: str, efter: str, antal: int) -> list[Any]:
    # What a registration does to the passivity clock is told where there is one.
    har_ur = passivitet.KODE in indsatsmodeller()[forloeb.indsatsmodel].koder
    params = {"forloeb": forloeb.pk, "antal": antal, "ur": har_ur, **_key(efter)}
    connection.ensure_connection()
    with connection.connection.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(STATEMENTS.get(gruppe, STATEMENTS[""]), params).fetchall()


def _key(efter: str) -> dict[str, Any]:
    found = _NOEGLE.fullmatch(efter)
    try:
        dato_ = date.fromisoformat(found[1]) if found else None
    except ValueError:
        dato_ = None
    if found is None or dato_ is None:
        return {"dato": None, "slags": None, "id": None}
    return {"dato": dato_, "slags": found[2], "id": int(found[3])}


def _haendelse(row: Any, dag: date, skriver: Medarbejder | None, organ_paa: Organnavne | None) -> Haendelse:
    overskrift, tekst = ORD[row.slags](row, dag)
    if organ_paa and row.slags in ORGANETS:
        overskrift = organ_paa(row.dato).named(overskrift)
    status = row.b if row.slags in ("kontakt", "opfoelgning", MOEDE) else ""
    maerke = ""
    if status in (Status.AFLYST, Status.UDEBLEVET):
        maerke = str(Status(status).label).lower()
    elif status == Status.PLANLAGT or row.dato > dag:
        maerke = "planlagt"
    # The heading need not say what the mark says.
    overskrift = overskrift.removesuffix(f": {maerke}")
    ret = (RET.get(row.slags, "kontakt_ret"), row.id) if skriver and _kan_rettes(row, skriver) else None
    return Haendelse(row.dato, row.gruppe, overskrift, tekst, maerke, row.af or "", ret, row.registreret)


def _kan_rettes(row: Any, skriver: Medarbejder) -> bool:
    if row.slags == "kontakt":
        return may_correct(row.af_id, row.b, skriver)
    if row.slags in ("opfoelgning", MOEDE) and row.b == Status.PLANLAGT:
        return True
    return row.slags in RET and registrering.may_correct(row.af_id, skriver)
