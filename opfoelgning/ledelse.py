"""Whose forløb a person leads on a day: as a condition for the ORM, and as values for statements of our own."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from kommuner.models import Medarbejder, Rolle


class Ledelse(NamedTuple):
    """The teams whose borgere she leads; ``egen`` is her own id where she leads her own too, whatever their team.

    Those whom nobody has belong to every team. ``kommune`` is None for somebody who leads nothing.
    """

    kommune: int | None
    teams: list[int]
    egen: int | None

    @property
    def values(self) -> dict[str, Any]:
        """What the SQL below names."""
        return self._asdict()

    def condition(self, vej: str = "") -> Q:
        """The condition on a stored status (``vej`` leads to it), by its jobformidler."""
        if self.kommune is None:
            return Q(pk__in=[])
        # Not by a join: the rows are then read in the order of an index until there are enough.
        medlemmer = Medarbejder.objects.filter(team__in=self.teams).values("pk")
        deres = Q(**{f"{vej}jobformidler__isnull": True}) | Q(**{f"{vej}jobformidler__in": medlemmer})
        return deres | Q(**{f"{vej}jobformidler": self.egen}) if self.egen else deres


# Of a medarbejder ``m``, whether her borgere are led (true, false, or null); and all those whose are.
ER_LEDET = "(m.team_id = ANY(%(teams)s) OR m.id = %(egen)s)"
MEDLEMMER = f"SELECT m.id FROM kommuner_medarbejder m WHERE m.kommune_id = %(kommune)s AND {ER_LEDET}"


def ledelse(user: Medarbejder, dag: date, team: int | None = None) -> Ledelse:
    """What the person leads, as ``Forloeb.objects.ledet_af``; ``team`` is one of ``teams_of`` to stay within."""
    if not user.leads(dag):
        return Ledelse(None, [], None)
    egen = user.has_role(Rolle.TEAMLEDER) and team in (None, user.team_id)
    return Ledelse(user.kommune_id, [team] if team else teams_of(user, dag), user.pk if egen else None)


def teams_of(user: Medarbejder, dag: date) -> list[int]:
    """Ids of the teams she leads on the day: her own as teamleder, and those she stands in for."""
    egen = [user.team_id] if user.team_id and user.has_role(Rolle.TEAMLEDER) else []
    return [*egen, *(team for team in user.stands_in_for(dag) if team not in egen)]
