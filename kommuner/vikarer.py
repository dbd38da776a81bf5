"""Who stands in for whom, in words for pages."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from kalender.dansk import dato_aar, til_og_med
from kommuner.models import Medarbejder, Rolle, Stedfortraeder, Team
from kommuner.models.folk import VIKARIAT
from kommuner.vikariat import Vikariat


class Vikarlinje(NamedTuple):
    """One period in a list: ``stand`` is nu, kommer or slut."""

    raekke: Stedfortraeder
    stand: str


def teams_to_set(user: Medarbejder) -> QuerySet[Team]:
    """The teams whose stedfortræder the person chooses: all as an administrator, her own as teamleder."""
    alle = Team.objects.filter(kommune=user.kommune_id).order_by("navn")
    if user.has_role(Rolle.ADMINISTRATOR):
        return alle
    return alle.filter(pk=user.team_id) if user.has_role(Rolle.TEAMLEDER) and user.team_id else alle.none()


def periods_of_teams(user: Medarbejder, dag: date) -> list[Vikarlinje]:
    """Every period of these teams: those of today, those to come, those that are over, the newest first."""
    alle = Stedfortraeder.objects.filter(team__in=teams_to_set(user)).select_related(
        "team", "medarbejder", "af"
    )
    linjer = [Vikarlinje(raekke, _state(raekke, dag)) for raekke in alle.order_by("-start", "-pk")]
    return sorted(linjer, key=lambda linje: ("nu", "kommer", "slut").index(linje.stand))


def _state(raekke: Stedfortraeder, dag: date) -> str:
    if raekke.slut <= dag:
        return "slut"
    return "nu" if raekke.start <= dag else "kommer"


def own_notes(user: Medarbejder, dag: date) -> list[str]:
    """What the person must know: for which team she stands in, now or soon."""
    noter = []
    for v in sorted((v for v in user.vikariater if v.slut > dag), key=lambda v: v.start):
        fra = "" if v.start <= dag else f" fra {dato_aar(v.start)}"
        noter.append(f"Du er stedfortræder for {v.team_navn}{fra} til og med {dato_aar(til_og_med(v.slut))}.")
    return noter


def notes_of_team(teams: list[int], user: Medarbejder, dag: date) -> list[str]:
    """Who leads these teams in their teamleder's absence today, said to others than herself."""
    alle = [v for v in user.stedfortraedere if v.team in teams]
    if andre := set(teams) - {user.team_id}:
        rows = Stedfortraeder.objects.filter(team__in=andre).exclude(medarbejder=user).values_list(*VIKARIAT)
        alle += [Vikariat(*row) for row in rows]
    nu = sorted((v for v in alle if v.start <= dag < v.slut), key=lambda v: v.team_navn)
    return [
        f"{v.hvem} er stedfortræder for {v.team_navn} til og med {dato_aar(til_og_med(v.slut))}." for v in nu
    ]
