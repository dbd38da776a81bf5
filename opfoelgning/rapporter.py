"""Set reports: one statement each, as of a day."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db import connection

from kalender.dansk import KORTE_MAANEDER
from kalender.dansk import MAANEDER as MAANEDSNAVNE
from kommuner.models import Medarbejder

MAANEDER = 18


class Fasemaaned(NamedTuple):
    """How many borgere were in each phase (number → count) at the end of ``dag``."""

    dag: date
    faser: dict[int, int]

    @property
    def i_alt(self) -> int:
        return sum(self.faser.values())


class Faseserie(NamedTuple):
    """One phase over the months of a chart."""

    navn: str
    tal: list[int]


class Fasediagram(NamedTuple):
    """What the chart of phases shows; ``fund`` is the finding in one sentence."""

    fund: str
    etiketter: list[str]
    serier: list[Faseserie]
    hele_perioden: bool


_FASER_PR_MAANED = """
WITH maaned AS (
  SELECT LEAST((date_trunc('month', %(dag)s::date) - make_interval(months => i) + interval '1 month - 1 day')::date,
               %(dag)s::date) AS dag
  FROM generate_series(0, %(antal)s - 1) i
)
SELECT maaned.dag, talt.nr, talt.antal
FROM maaned
LEFT JOIN LATERAL (
  SELECT fase.nr, count(*) AS antal
  FROM forloeb_fase fase
  JOIN forloeb_forloeb f ON f.id = fase.forloeb_id
  LEFT JOIN forloeb_tildeling t
    ON t.forloeb_id = f.id AND t.start <= maaned.dag AND (t.slut IS NULL OR t.slut > maaned.dag)
  LEFT JOIN kommuner_medarbejder m ON m.id = t.medarbejder_id
  WHERE fase.start <= maaned.dag AND (fase.slut IS NULL OR fase.slut > maaned.dag)
    AND f.start <= maaned.dag AND (f.slut IS NULL OR f.slut > maaned.dag)
    AND (t.id IS NULL OR m.id = %(user)s OR m.team_id = %(team)s)
  GROUP BY fase.nr
) talt ON true
ORDER BY maaned.dag, talt.nr
"""


def faser_pr_maaned(user: Medarbejder, dag: date, antal: int = MAANEDER) -> list[Fasemaaned]:
    """Borgere per phase at each month's end up to ``dag`` (the present month: on the day), oldest first.

    Counts those the person would have seen on that day: her own, her team's, and those nobody had.
    """
    params: dict[str, date | int | None] = {"dag": dag, "antal": antal, "user": user.pk, "team": user.team_id}
    maaneder: dict[date, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_FASER_PR_MAANED, params)
        for ultimo, nr, borgere in cursor.fetchall():
            maaneder[ultimo] |= {nr: borgere} if nr is not None else {}
    return [Fasemaaned(ultimo, faser) for ultimo, faser in maaneder.items()]


def faseserier(maaneder: list[Fasemaaned]) -> Fasediagram:
    """The chart of phases per month, without the months before anybody was there."""
    begyndt = next((i for i, m in enumerate(maaneder) if m.i_alt), len(maaneder) - 1)
    vist = maaneder[begyndt:]
    faser = sorted({nr for m in vist for nr in m.faser}) or [1]
    serier = [Faseserie(f"Fase {nr}", [m.faser.get(nr, 0) for m in vist]) for nr in faser]
    fund = f"{vist[-1].i_alt} borgere nu, {vist[0].i_alt} ved udgangen af {_maaned(vist[0].dag)}"
    etiketter = [KORTE_MAANEDER[m.dag.month - 1] for m in vist]
    return Fasediagram(fund, etiketter, serier, begyndt == 0)


def _maaned(dag: date) -> str:
    return f"{MAANEDSNAVNE[dag.month - 1]} {dag.year}"
