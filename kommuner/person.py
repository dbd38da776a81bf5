"""The person behind a request, with what every page asks of her, in one statement that is planned once.

To let Django build the same query anew for each request took longer than everything else that a short page does.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from kommuner.forespoergsel import fetch
from kommuner.models import Kommune, Medarbejder, Team
from kommuner.vikariat import Vikariat


def find_person(pk: int) -> Medarbejder | None:
    """The medarbejder with her kommune and its look, her team, who stands in for whom, her drafts and second factor."""
    rows = fetch(_SQL, [pk])
    return _person(list(rows[0])) if rows else None


def _person(row: list[Any]) -> Medarbejder:
    person, kommune, team = (_take(row, model) for model in (Medarbejder, Kommune, Team))
    person.kommune = kommune
    person.team = team if team.pk else None
    person.antal_kladder, person.to_faktor, person.udseende, egne, andres = row
    person.vikariater = [Vikariat.of_json(periode) for periode in egne or ()]
    person.stedfortraedere = [Vikariat.of_json(periode) for periode in andres or ()]
    return person


def _take(row: list[Any], model: type[models.Model]) -> Any:
    """Read an object from the front of the row, and leave the rest."""
    felter = [felt.attname for felt in model._meta.concrete_fields]
    values, row[:] = row[: len(felter)], row[len(felter) :]
    return model.from_db("default", felter, values)


def _columns(model: type[models.Model], navn: str) -> str:
    return ", ".join(f"{navn}.{felt.column}" for felt in model._meta.concrete_fields)


def _periods(hvilke: str) -> str:
    """Times in which somebody leads a team in its teamleder's absence, as values of ``Vikariat``."""
    return f"""(SELECT json_agg(json_build_object('team', s.team_id, 'start', s.start, 'slut', s.slut,
      'team_navn', x.navn, 'hvem', v.navn))
    FROM kommuner_stedfortraeder s JOIN kommuner_team x ON x.id = s.team_id
    JOIN kommuner_medarbejder v ON v.id = s.medarbejder_id WHERE {hvilke})"""


_SQL = f"""
SELECT {_columns(Medarbejder, "m")}, {_columns(Kommune, "k")}, {_columns(Team, "t")},
  (SELECT count(*) FROM opfoelgning_kladde d WHERE d.medarbejder_id = m.id),
  EXISTS (SELECT FROM mfa_authenticator a WHERE a.user_id = m.id),
  (SELECT json_build_object('id', u.id, 'version', u.version, 'navn', u.navn, 'farve', u.farve,
     'logo_type', u.logo_type) FROM kommuner_udseende u WHERE u.kommune_id = m.kommune_id),
  {_periods("s.medarbejder_id = m.id")}, {_periods("s.team_id = m.team_id AND s.medarbejder_id <> m.id")}
FROM kommuner_medarbejder m JOIN kommuner_kommune k ON k.id = m.kommune_id
LEFT JOIN kommuner_team t ON t.id = m.team_id WHERE m.id = %s
"""
