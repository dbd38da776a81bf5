"""The leader's panel: passive cases, those that wait for what was agreed, and those near six months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from kalender.dansk import dato, til_og_med
from opfoelgning.lager import named
from opfoelgning.models import Forslagstype, Gennemgangsresultat, Sagsstatus
from opfoelgning.raekker import Raekke, rows_with
from opfoelgning.regler.typer import Tilstand
from opfoelgning.team import LISTER

_ORDEN: Mapping[str, int] = {Tilstand.OVERSKREDET: 0, Tilstand.AFVENTER: 1, Tilstand.VARSEL: 2}


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


def passive_cases(found: QuerySet[Sagsstatus], dag: date, antal: int) -> list[Passivsag]:
    """The first of the list's passive cases, then those that wait, then those near; by frist and name."""
    chosen, values = named(_ordered(found)[:antal])
    values |= {"dag": dag, "user": None}
    rows = rows_with(f"s.forloeb_id IN ({chosen})", values, dag, _MERE)
    sager = [
        Passivsag(r, _activity(dag, *(akt or ())), _proposal(dag, forslag, gennemgang))
        for r, (akt, gennemgang, forslag) in rows
    ]
    return sorted(sager, key=lambda sag: _place(sag.raekke))


def _ordered(found: QuerySet[Sagsstatus]) -> QuerySet[Any, Any]:
    rang = Case(
        *(When(passivitet=tilstand, then=Value(nr)) for tilstand, nr in _ORDEN.items()),
        output_field=IntegerField(),
    )
    chosen = found.filter(LISTER["passiv_eller_naer"][1])
    frist = F("passivitet_frist").asc(nulls_last=True)
    return chosen.order_by(rang, frist, "navn_sortering", "pk").values("pk")


def _place(raekke: Raekke) -> tuple[int, date, str, int]:
    dom = next(dom for dom in raekke.vurderinger if dom.regel == "passivitet")
    status = raekke.status
    return _ORDEN[dom.tilstand], dom.frist or date.max, status.navn_sortering, status.forloeb_id


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
