"""Who saw and changed what: the read log and the history of every row in one list, newest first. No case content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from forloeb.models import Forloeb, Rettelse
from kommuner.models import Medarbejder
from opfoelgning.dataimport.virkning import event_models
from opfoelgning.lognavne import change_name, page_name

_SAMTIDIG = timedelta(seconds=10)  # a reason is written in the same transaction as its change
# Of what a file wrote, and what was taken back, the import tells why.
_AF_IMPORT = (
    "coalesce('Import ' || (pgh_context->>'dataimport'),"
    " 'Fortrudt import ' || (pgh_context->>'fortryd_import'), '')"
)
# Whose own reason tells why, and nothing of the case.
_MED_GRUND = ("adgang", "overdrag", "sletningsstop", "regelsaet")


@dataclass(frozen=True)
class Udvalg:
    """Which part of the log: days from and up to and with, and if given a person, a borger's number, a kind."""

    fra: date
    til: date
    person: int | None = None
    borger: int | None = None
    hvad: str = ""


class Haendelse(NamedTuple):
    """One line: when, by whom, about which borgere (numbers), what, and why if somebody said."""

    tidspunkt: datetime
    hvem: str
    borgere: list[int]
    sag: int | None
    hvad: str
    hvorfor: str
    noegle: str

    @property
    def om(self) -> str:
        """«Borger 12, 13 og 4 andre»; the number of a forløb that is gone."""
        if not self.borgere:
            return f"Forløb {self.sag} (slettet)" if self.sag else ""
        vist = ", ".join(map(str, self.borgere[:5]))
        flere = len(self.borgere) - 5
        return f"Borger {vist}" + (f" og {flere} andre" if flere > 0 else "")


class _Kilde(NamedTuple):
    """A table of the log: its rows as time, id, person, label, forløb, borgere, page, reason."""

    tabel: str
    tid: str
    id: str
    person: str
    label: str
    sag: str
    borgere: str
    side: str
    grund: str


def haendelser(udvalg: Udvalg, kommune_id: int, efter: str, antal: int) -> tuple[list[Haendelse], str]:
    """A page of the log after the line with the key ``efter``, and the key of its last line, empty at the end."""
    kilder = _sources() if udvalg.hvad != "opslag" else _sources()[:1]
    mulige = list(enumerate(kilder))[1 if udvalg.hvad == "aendringer" else 0 :]
    dele, vaerdier = [], []
    for nr, kilde in mulige:
        sql, egne = _part((nr, kilde), udvalg, kommune_id, _cursor(efter), antal + 1)
        dele.append(f"({sql})")
        vaerdier += egne
    alt = " UNION ALL ".join(dele)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({alt}) alt ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT %s", [*vaerdier, antal + 1]
        )
        rows = cursor.fetchall()
    linjer = list(_told(rows[:antal]))
    return linjer, linjer[-1].noegle if len(rows) > antal else ""


def _part(
    nummereret: tuple[int, _Kilde],
    udvalg: Udvalg,
    kommune_id: int,
    efter: tuple[datetime, int, int] | None,
    antal: int,
) -> tuple[str, list[Any]]:
    """The newest rows of one table within the selection."""
    nr, k = nummereret
    hvor, vaerdier = [f"kommune_id = %s AND {k.tid} >= %s AND {k.tid} < %s"], [kommune_id, *_instants(udvalg)]
    if efter:
        tid, kilde, pk = efter
        hvor.append(f"({k.tid} < %s OR ({k.tid} = %s AND (%s < %s OR (%s = %s AND {k.id} < %s))))")
        vaerdier += [tid, tid, nr, kilde, nr, kilde, pk]
    if udvalg.person is not None:
        hvor.append(f"{k.person} = %s")
        vaerdier.append(str(udvalg.person))
    if udvalg.borger is not None:
        hvor.append(f"({k.borgere} @> ARRAY[%s]::bigint[] OR {k.sag} = ANY(%s::bigint[]))")
        vaerdier += [
            udvalg.borger,
            list(Forloeb.objects.filter(borger=udvalg.borger).values_list("pk", flat=True)),
        ]
    felter = f"{k.tid}, {nr}, {k.id}, {k.person}, {k.label}, {k.sag}, {k.borgere}, {k.side}, {k.grund}"
    sql = f"SELECT {felter} FROM {k.tabel} WHERE {' AND '.join(hvor)} ORDER BY {k.tid} DESC, {k.id} DESC LIMIT %s"
    return sql, [*vaerdier, antal]


@cache
def _sources() -> tuple[_Kilde, ...]:
    """The read log first, then the history of every kind of row."""
    ingen = "NULL::bigint"
    person, borgere = "medarbejder_id::text", "borgere"
    laest = _Kilde("borgere_laesning", "tidspunkt", "id", person, "''", ingen, borgere, "side", "begrundelse")
    return (laest, *map(_history, event_models()))


def _history(event: Any) -> _Kilde:
    felter = {f.column for f in event._meta.local_concrete_fields}
    navn = event.pgh_tracked_model._meta.model_name
    sag = "forloeb_id" if "forloeb_id" in felter else "pgh_obj_id" if navn == "forloeb" else "NULL::bigint"
    borger = "borger_id" if "borger_id" in felter else "pgh_obj_id" if navn == "borger" else ""
    return _Kilde(
        event._meta.db_table,
        "pgh_created_at",
        "pgh_id",
        "(pgh_context->>'user')",
        "pgh_label",
        sag,
        f"ARRAY[{borger}]" if borger else "NULL::bigint[]",
        f"'{navn}'",
        "begrundelse" if navn in _MED_GRUND else _AF_IMPORT,
    )


def _told(rows: list[Any]) -> Iterator[Haendelse]:
    ider = {int(person) for _, _, _, person, *_ in rows if person and person.isdecimal()}
    navne = dict(Medarbejder.objects.filter(pk__in=ider).values_list("pk", "navn"))
    sager = {row[5] for row in rows if row[5]}
    hvis = dict(Forloeb.objects.filter(pk__in=sager).values_list("pk", "borger_id"))
    grunde = _reasons(rows, sager)
    for tid, nr, pk, person, label, sag, borgere, side, grund in rows:
        yield Haendelse(
            timezone.localtime(tid),
            navne.get(int(person), "Ukendt") if person and person.isdecimal() else "Fil eller job",
            list(borgere or ([hvis[sag]] if sag in hvis else [])),
            sag,
            change_name(side, label) if label else f"Så {page_name(side)}",
            grund or _reason(grunde.get((sag, side), ()), tid),
            f"{tid.timestamp():.6f}_{nr}_{pk}",
        )


def _reasons(rows: list[Any], sager: Iterable[int]) -> dict[tuple[int, str], list[tuple[datetime, str]]]:
    """Why rows were corrected, by forløb and kind."""
    fundne: dict[tuple[int, str], list[tuple[datetime, str]]] = {}
    if rows:
        til, fra = rows[0][0] + _SAMTIDIG, rows[-1][0] - _SAMTIDIG
        rettelser = Rettelse.objects.filter(forloeb__in=sager, registreret_tidspunkt__range=(fra, til))
        for sag, slags, tid, grund in rettelser.values_list(
            "forloeb", "slags", "registreret_tidspunkt", "begrundelse"
        ):
            fundne.setdefault((sag, slags), []).append((tid, grund))
    return fundne


def _reason(grunde: Iterable[tuple[datetime, str]], tid: datetime) -> str:
    return next((grund for da, grund in grunde if abs(da - tid) < _SAMTIDIG), "")


def _instants(udvalg: Udvalg) -> tuple[datetime, datetime]:
    fra, til = (
        datetime.combine(dag, datetime.min.time()) for dag in (udvalg.fra, udvalg.til + timedelta(days=1))
    )
    return timezone.make_aware(fra), timezone.make_aware(til)


def _cursor(efter: str) -> tuple[datetime, int, int] | None:
    """The key of a line taken apart; None for a key nobody made."""
    dele = efter.split("_")
    try:
        tid, nr, pk = float(dele[0]), int(dele[1]), int(dele[2])
        return datetime.fromtimestamp(tid, tz=timezone.get_current_timezone()), nr, min(pk, 2**63 - 1)
    except (ValueError, IndexError, OverflowError, OSError):
        return None
