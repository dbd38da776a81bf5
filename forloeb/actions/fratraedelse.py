"""When people leave: a login or a team is closed only once nobody's case hangs on it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from forloeb.models import Forloeb, Sagsbehandling, Tildeling
from kommuner.actions import konto
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder, Team
from kommuner.versioner import save_changes


class HarBorgere(Afvist):
    """Somebody still has borgere today or later; ``antal`` of them."""

    def __init__(self, medarbejder: Medarbejder, antal: int):
        hvem = "1 borger. Overdrag den" if antal == 1 else f"{antal} borgere. Overdrag dem"
        super().__init__(f"{medarbejder.navn} har {hvem} først.")
        self.antal = antal


def forloeb_of(medarbejder: Medarbejder, dag: date) -> QuerySet[Forloeb]:
    """Forløb not ended on the day that somebody has, today or later, as jobformidler or sagsbehandler."""
    fra_nu = Q(slut__isnull=True) | Q(slut__gt=dag)
    har = [
        Exists(model._default_manager.filter(fra_nu, forloeb=OuterRef("pk"), medarbejder=medarbejder))
        for model in (Tildeling, Sagsbehandling)
    ]
    return Forloeb.objects.filter(fra_nu, kommune=medarbejder.kommune_id).filter(har[0] | har[1])


def count_borgere(medarbejder: Medarbejder, dag: date) -> int:
    """How many borgere somebody has, today or later."""
    return forloeb_of(medarbejder, dag).values("borger").distinct().count()


@transaction.atomic
def close_access(*, medarbejder: Medarbejder, by: Medarbejder, dag: date) -> None:
    """Take somebody's access away. Refuses (``HarBorgere``) while she has borgere, and what ``close_login`` refuses."""
    # First the locks, in the order of every change of administrators. Hers is what a new tildeling points at, so
    # one that is being written is waited for, and counted.
    konto.close_login(medarbejder=medarbejder, by=by)
    if antal := count_borgere(medarbejder, dag):
        raise HarBorgere(medarbejder, antal)


@transaction.atomic
def close_team(*, team: Team, by: Medarbejder, dag: date) -> None:
    """Offer a team no longer. Refuses while somebody in it may log in or has borgere; who left stays in it."""
    locked = Team.objects.select_for_update(no_key=True).get(pk=team.pk, kommune=by.kommune_id)
    inde = [m for m in locked.medarbejdere.order_by("navn", "pk") if m.is_active or count_borgere(m, dag)]
    if inde:
        navne = ", ".join(m.navn for m in inde[:3]) + (" med flere" if len(inde) > 3 else "")
        hvem = "1 bruger" if len(inde) == 1 else f"{len(inde)} brugere"
        raise Afvist(f"Der er {hvem} i {locked.navn}: {navne}. Flyt dem først.")
    save_changes(locked, {"aktiv": False})
