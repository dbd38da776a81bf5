"""The leader's panel: passive cases, those that wait for what was agreed, and those near six months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kalender.dansk import dato, til_og_med
from kommuner.forespoergsel import Spoergsmaal
from opfoelgning.ledelse import MEDLEMMER, Ledelse
from opfoelgning.models import (
    PASSIVITETSORDEN,
    PASSIVITETSRANG,
    Forslagstype,
    Gennemgangsresultat,
    Sagsstatus,
)
from opfoelgning.raekker import Raekke, asking_rows, rows_of
from opfoelgning.team import LISTER, as_sql


class Passivsag(NamedTuple):
    """One row of the panel."""

    raekke: Raekke
    aktivitet: str
    forslag: str


# The last virksomhedsrettet tilbud or fleksjob begun by the day, by when it ended; the last sagsgennemgang; the
# proposal that waits for the leader.
_MERE = """,
  (SELECT json_build_array(a.navn, v.navn, a.slut, a.ophoer) FROM (
    SELECT t.navn, x.virksomhed_id, x.start, x.slut, 'sluttede' AS ophoer
    FROM aftaler_tilbud x JOIN kommuner_tilbudstype t ON t.id = x.type_id AND t.virksomhedsrettet
    WHERE x.forloeb_id = s.forloeb_id AND x.start <= %(dag)s
    UNION ALL
    SELECT 'Fleksjob', x.virksomhed_id, x.start, x.slut, 'ophørte'
    FROM aftaler_ansaettelse x WHERE x.forloeb_id = s.forloeb_id AND x.start <= %(dag)s
  ) a LEFT JOIN aftaler_virksomhed v ON v.id = a.virksomhed_id
  ORDER BY COALESCE(a.slut, 'infinity'::date) DESC, a.start DESC LIMIT 1),
  (SELECT json_build_array(g.dato, g.resultat) FROM opfoelgning_sagsgennemgang g
   WHERE g.forloeb_id = s.forloeb_id AND g.dato <= %(dag)s ORDER BY g.dato DESC, g.id DESC LIMIT 1),
  (SELECT json_build_array(p.type, p.begrundelse) FROM opfoelgning_forslag p
   WHERE p.forloeb_id = s.forloeb_id AND p.afgjort IS NULL)"""


def asking_cases(ledet: Ledelse, dag: date, antal: int) -> Spoergsmaal:
    """Ask for the first of those led who are passive, then of those that wait, then of those near."""
    return asking_rows(_first(antal), {**ledet.values, "dag": dag, "user": None}, _MERE)


def cases_of(svar: Iterable[tuple], dag: date) -> list[Passivsag]:
    """Those of the answer in the panel's order: by state, frist and name."""
    sager = [
        Passivsag(r, _activity(dag, *(akt or ())), _proposal(dag, forslag, gennemgang))
        for r, (akt, gennemgang, forslag) in rows_of(svar, dag)
    ]
    return sorted(sager, key=lambda sag: _place(sag.raekke))


@cache
def _first(antal: int) -> str:
    """The condition on ``s`` that says who they are.

    An index has all of the kommune's in this order, written as here; whose they are is asked of one after the other,
    until there are enough.
    """
    return f"""s.forloeb_id = ANY(ARRAY(SELECT forloeb_id FROM opfoelgning_sagsstatus
  WHERE kommune_id = %(kommune)s AND {as_sql(Q(aaben=True) & LISTER["passiv_eller_naer"][1])}
    AND (jobformidler_id IS NULL OR jobformidler_id IN ({MEDLEMMER}))
  ORDER BY {as_sql(PASSIVITETSRANG)}, passivitet_frist, navn_sortering, forloeb_id LIMIT {antal}))"""


def _place(raekke: Raekke) -> tuple[int, date, str, int]:
    dom = next(dom for dom in raekke.vurderinger if dom.regel == "passivitet")
    status = raekke.status
    return (
        PASSIVITETSORDEN.index(dom.tilstand),
        dom.frist or date.max,
        status.navn_sortering,
        status.forloeb_id,
    )


def _activity(
    dag: date, navn: str = "", virksomhed: str | None = None, slut: str | None = None, ophoer: str = ""
) -> str:
    if not navn:
        return "Ingen siden visitation"
    hvad = f"{navn}, {virksomhed}" if virksomhed else navn
    sidste = til_og_med(date.fromisoformat(slut) if slut else None)
    if sidste is None:
        return hvad
    return f"{hvad} – {ophoer if sidste < dag else 'slutter'} {dato(sidste, dag)}"


def _proposal(dag: date, forslag: list[str] | None, gennemgang: list[str] | None) -> str:
    if forslag is None:
        return _review(dag, *(gennemgang or ()))
    type_, begrundelse = forslag
    return f"{Forslagstype(type_).label}: {begrundelse}"


def _review(dag: date, dag_for: str = "", resultat: str = "") -> str:
    """What was decided last, where nothing is proposed."""
    if not resultat:
        return "–"
    ord_ = str(Gennemgangsresultat(resultat).label).lower()
    return f"Intet nyt. Besluttet {dato(date.fromisoformat(dag_for), dag)}: {ord_}"


def nearest_to_passive(found: QuerySet[Sagsstatus]) -> tuple[str, date] | None:
    """Name and last day in time of the borger who comes next, when nobody is passive or near."""
    naeste = found.filter(passivitet_frist__isnull=False).order_by("passivitet_frist", "navn_sortering")
    first = naeste.values_list("borger__navn", "passivitet_frist").first()
    return (first[0], first[1]) if first and first[1] else None
