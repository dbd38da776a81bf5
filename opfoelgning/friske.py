"""Judgements right for a whole list: one question about the kommune, and work only where something waits."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from forloeb.models import Forloeb
from kommuner.models import Medarbejder
from opfoelgning.ledelse import ledelse
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
    _refresh(user, lambda: _led(user, dag), dag, nu)


def _led(user: Medarbejder, dag: date) -> tuple[QuerySet[Forloeb], Q]:
    return Forloeb.objects.ledet_af(user, dag), ledelse(user, dag).condition("sagsstatus__")


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
