"""Counts that are kept until the rows behind them move: each page counts only what is new.

A count holds for a day, for the code that made it, on one run of the database, and while no transaction has moved its
rows that the count could not see (``Bevaegelse``). Whatever is uncertain is counted anew, so that nobody ever has to
throw a count away. See docs/adr/0013.
"""

from datetime import datetime, timedelta

from kommuner.models import Bevaegelse, Optaelling

HOLDER = timedelta(days=1)

# Of a row ``o`` of the counts. Needs the value ``kode``. LIMIT has the moves looked up count by count in their index,
# whatever the database believes of their number.
HOLDER_ENDNU = f"""o.kode = %(kode)s AND o.server = pg_postmaster_start_time()
AND o.tidspunkt > now() - interval '{HOLDER.days} day'
AND (SELECT true FROM kommuner_bevaegelse b WHERE b.kommune_id = o.kommune_id AND b.emne = o.emne
  AND b.noegle = o.noegle AND b.transaktion >= o.aeldste AND (b.transaktion = o.egen
    OR NOT pg_visible_in_snapshot(b.transaktion::text::xid8, o.billede::pg_snapshot)) LIMIT 1) IS NULL"""

# What a count is remembered with.
_GRUNDLAG = {
    "billede": "pg_current_snapshot()::text",
    "aeldste": "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    "egen": "pg_current_xact_id()::text::bigint",
    "kode": "%(kode)s",
    "server": "pg_postmaster_start_time()",
    "tidspunkt": "now()",
}


def keeping(emne: str, noegle: str, udsnit: str, tal: str, kilde: str) -> str:
    """SQL that stores counts, made in the same statement: texts that give the columns, and where they come from.

    In order of their key, so that two who count the same wait for each other instead of dying. Needs the values
    ``kommune`` and ``kode``.
    """
    return f"""INSERT INTO kommuner_optaelling
    (kommune_id, emne, noegle, udsnit, tal, {", ".join(_GRUNDLAG)})
  SELECT %(kommune)s, '{emne}', {noegle}, {udsnit}, {tal}, {", ".join(_GRUNDLAG.values())} FROM {kilde} ORDER BY 3
  ON CONFLICT (kommune_id, emne, noegle, udsnit) DO UPDATE SET tal = excluded.tal,
    {", ".join(f"{felt} = excluded.{felt}" for felt in _GRUNDLAG)}"""


def forget_old(tidspunkt: datetime) -> None:
    """Remove the present kommune's counts that hold no longer, and the moves that no count can still ask for."""
    Optaelling.objects.filter(tidspunkt__lt=tidspunkt - HOLDER).delete()
    Bevaegelse.objects.filter(tidspunkt__lt=tidspunkt - 2 * HOLDER).delete()
