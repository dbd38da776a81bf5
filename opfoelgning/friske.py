"""Judgements right for a whole list: one question about the kommune, and work only where something waits."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from forloeb.models import Forloeb
from kommuner.models import Medarbejder, Rolle
from opfoelgning.venter import waiting
from opfoelgning.vurdering import BATCH, refresh


def refresh_mine(user: Medarbejder, dag: date, nu: datetime | None = None) -> None:
    """Make the judgements of the person's own sagsstamme right for the day, and the hour if it is given."""
    _refresh(user, lambda: (Forloeb.objects.mine(user, dag), Q(sagsstatus__jobformidler=user)), dag, nu)


def refresh_sagsbehandlers(user: Medarbejder, dag: date, nu: datetime | None = None) -> None:
    """The same for the forløb she is the sagsbehandler of."""
    # Who it is stands in the facts alone: no stored status can name somebody else.
    _refresh(user, lambda: (Forloeb.objects.som_sagsbehandler(user, dag), Q(pk__in=[])), dag, nu)


def refresh_team(user: Medarbejder, dag: date, nu: datetime | None = None) -> None:
    """The same for all running forløb that she leads on the day."""
    _refresh(user, lambda: (Forloeb.objects.ledet_af(user, dag), led_by(user, dag, "sagsstatus__")), dag, nu)


def led_by(user: Medarbejder, dag: date, vej: str = "", team: int | None = None) -> Q:
    """Condition on a stored status (``vej`` leads to it): as ``Forloeb.objects.ledet_af``, by its jobformidler.

    ``team`` is one of ``teams_of`` to stay within; those whom nobody has belong to every team.
    """
    if not user.leads(dag):
        return Q(pk__in=[])
    teams = [team] if team else teams_of(user, dag)
    deres = Q(**{f"{vej}jobformidler__isnull": True}) | Q(**{f"{vej}jobformidler__team__in": teams})
    egen = user.has_role(Rolle.TEAMLEDER) and team in (None, user.team_id)
    return deres | Q(**{f"{vej}jobformidler": user}) if egen else deres


def teams_of(user: Medarbejder, dag: date) -> list[int]:
    """Ids of the teams she leads on the day: her own as teamleder, and those she stands in for."""
    egen = [user.team_id] if user.team_id and user.has_role(Rolle.TEAMLEDER) else []
    return [*egen, *(team for team in user.stands_in_for(dag) if team not in egen)]


def _refresh(
    user: Medarbejder, scope: Callable[[], tuple[QuerySet[Forloeb], Q]], dag: date, nu: datetime | None
) -> None:
    """Refresh what waits and belongs to the list by its facts, or still stands there by its stored status."""
    venter = waiting(dag, nu)
    if not venter:
        return
    belonging, shown = scope()
    belonging = belonging.filter(pk__in=venter)
    chosen = Forloeb.objects.filter(Q(pk__in=belonging.values("pk")) | shown, pk__in=venter)
    ids = list(chosen.order_by("pk").values_list("pk", flat=True))
    for i in range(0, len(ids), BATCH):
        refresh(ids[i : i + BATCH], dag, nu)
