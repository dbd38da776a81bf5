"""Set reports: one statement each, as of a day."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from kalender.dansk import KORTE_MAANEDER
from kalender.dansk import MAANEDER as MAANEDSNAVNE
from kommuner.forespoergsel import Spoergsmaal, fetch
from kommuner.models import Medarbejder
from kommuner.optaelling import HOLDER_ENDNU, keeping
from opfoelgning import aftryk
from opfoelgning.ledelse import ER_LEDET, Ledelse, ledelse

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
    """What the chart of phases shows; ``fund`` is the finding in one sentence, ``maaneder`` the labels with year."""

    fund: str
    etiketter: list[str]
    maaneder: list[str]
    serier: list[Faseserie]
    hele_perioden: bool


# A borger's stretch in a phase, within her forløb; ``til`` is empty while it goes on. What ended before ``foerste``,
# the day after the first month, is left out.
_I_FASE = """SELECT fase.forloeb_id, fase.nr, GREATEST(fase.start, f.start) AS fra, LEAST(fase.slut, f.slut) AS til
  FROM forloeb_fase fase JOIN forloeb_forloeb f ON f.id = fase.forloeb_id AND f.kommune_id = %(kommune)s
  WHERE fase.kommune_id = %(kommune)s AND (fase.slut IS NULL OR fase.slut >= %(foerste)s)"""

# Everybody's stretches, less those during which somebody outside the team had the borger; of each the first month's end
# it covers and the first it does not (none: it goes on), so that no stretch is unfolded into months. One that ends
# before it begins covers none: its two ends stand in the wrong order, or are the same. OFFSET 0 has the stretches found
# first: the planner, which knows no kommune's share of a table, would look up each forløb of theirs by itself.
_FASER_PR_MAANED = f"""
SELECT nr, width_bucket(fra, %(efter)s::date[]) AS fra, width_bucket(til, %(efter)s::date[]) AS til,
  sum(antal)::int AS antal
FROM (
  SELECT nr, fra, til, 1 AS antal FROM ({_I_FASE}) alles
  UNION ALL
  SELECT nr, GREATEST(fra, t.start), LEAST(til, t.slut), -1
  FROM ({_I_FASE} OFFSET 0) andres JOIN forloeb_tildeling t USING (forloeb_id)
  WHERE t.kommune_id = %(kommune)s AND (t.slut IS NULL OR t.slut >= %(foerste)s) AND t.medarbejder_id IN (
    SELECT m.id FROM kommuner_medarbejder m WHERE m.kommune_id = %(kommune)s AND {ER_LEDET} IS NOT TRUE)
) straekning
GROUP BY 1, 2, 3"""

# The same, counted once for a day and a leader until somebody's phase, forløb, jobformidler or team is another.
_KENDT_ELLER_TALT = f"""
WITH kendt AS MATERIALIZED (
  SELECT o.tal FROM kommuner_optaelling o WHERE o.kommune_id = %(kommune)s AND o.emne = 'faser' AND o.noegle = ''
  AND o.udsnit = %(udsnit)s AND {HOLDER_ENDNU}
), talt AS MATERIALIZED (
  SELECT tal FROM (
    SELECT COALESCE(jsonb_agg(jsonb_build_array(nr, fra, til, antal)), '[]') AS tal FROM ({_FASER_PR_MAANED}) x
  ) y WHERE NOT EXISTS (TABLE kendt)
), gemt AS (
  {keeping("faser", "''", "%(udsnit)s::text", "tal", "talt")}
)
TABLE kendt UNION ALL TABLE talt
"""


def faser_pr_maaned(
    user: Medarbejder, dag: date, antal: int = MAANEDER, team: int | None = None
) -> list[Fasemaaned]:
    """Borgere per phase at each month's end up to ``dag`` (the present month: on the day), oldest first.

    Counts those of the teams the person leads now (or of one of them, ``team``), her own as its teamleder, and those
    nobody had.
    """
    ledet = ledelse(user, dag, team)
    return months_of(fetch(*asking_months(ledet, dag, antal)) if ledet.kommune else [([],)], dag, antal)


def asking_months(ledet: Ledelse, dag: date, antal: int = MAANEDER) -> Spoergsmaal:
    """Ask for the same of somebody who leads something."""
    ender = _ends(dag, antal)
    efter = [ultimo + timedelta(days=1) for ultimo in ender]
    udsnit = f"{dag} {antal} {sorted(ledet.teams)} {ledet.egen}"
    kendt = {"efter": efter, "foerste": efter[0], "udsnit": udsnit, "kode": aftryk.code()}
    return Spoergsmaal(_KENDT_ELLER_TALT, kendt | ledet.values)


def months_of(svar: list[tuple], dag: date, antal: int = MAANEDER) -> list[Fasemaaned]:
    """The months of the answer to ``asking_months``.

    It says of how many more, or fewer, have a phase from one month's end to before another's (None: they still have).
    """
    kommer: dict[int, list[int]] = defaultdict(lambda: [0] * (antal + 1))
    for nr, fra, til, borgere in svar[0][0]:
        if fra < (til := antal if til is None else til):
            kommer[nr][fra] += borgere
            kommer[nr][til] -= borgere
    talt = {nr: list(accumulate(kommer[nr])) for nr in sorted(kommer)}
    return [
        Fasemaaned(ultimo, {nr: maaneder[i] for nr, maaneder in talt.items() if maaneder[i] > 0})
        for i, ultimo in enumerate(_ends(dag, antal))
    ]


def _ends(dag: date, antal: int) -> list[date]:
    """The last days of the months before the day's, and the day itself."""
    ender = [dag]
    while len(ender) < antal:
        ender.append(ender[-1].replace(day=1) - timedelta(days=1))
    return ender[::-1]


def faseserier(maaneder: list[Fasemaaned]) -> Fasediagram:
    """The chart of phases per month, without the months before anybody was there."""
    begyndt = next((i for i, m in enumerate(maaneder) if m.i_alt), len(maaneder) - 1)
    vist = maaneder[begyndt:]
    faser = sorted({nr for m in vist for nr in m.faser}) or [1]
    serier = [Faseserie(f"Fase {nr}", [m.faser.get(nr, 0) for m in vist]) for nr in faser]
    fund = f"{vist[-1].i_alt} borgere nu, {vist[0].i_alt} ved udgangen af {_maaned(vist[0].dag)}"
    etiketter = [KORTE_MAANEDER[m.dag.month - 1] for m in vist]
    med_aar = [f"{navn} {m.dag.year}" for navn, m in zip(etiketter, vist, strict=True)]
    return Fasediagram(fund, etiketter, med_aar, serier, begyndt == 0)


def _maaned(dag: date) -> str:
    return f"{MAANEDSNAVNE[dag.month - 1]} {dag.year}"
