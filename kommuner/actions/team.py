"""Writes to teams. To close one is in ``forloeb.actions.fratraedelse``: that depends on who has borgere."""

from __future__ import annotations

from django.db import transaction

from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder, Team
from kommuner.versioner import lock_version, save_changes


@transaction.atomic
def create_team(*, navn: str, by: Medarbejder) -> Team:
    """Make a team; refuses a name that is taken, however it is written."""
    with danish_refusal():  # somebody else may make it at once
        return Team.objects.create(kommune=by.kommune, navn=_free_name(navn, by))


@transaction.atomic
def rename_team(*, team: Team, navn: str, version: int, by: Medarbejder) -> Team:
    """Call a team something else; ``version`` is the one read. Refuses a name that is taken."""
    locked = lock_version(team, version, "Teamet")
    return save_changes(locked, {"navn": _free_name(navn, by, egen=team.pk)})


@transaction.atomic
def reopen_team(*, team: Team, by: Medarbejder) -> None:
    """Offer a closed team again."""
    locked = Team.objects.select_for_update(no_key=True).get(pk=team.pk, kommune=by.kommune_id)
    save_changes(locked, {"aktiv": True})


def _free_name(navn: str, by: Medarbejder, egen: int = 0) -> str:
    navn = " ".join(navn.split())
    andre = Team.objects.filter(kommune=by.kommune_id).exclude(pk=egen)
    taget = {team.navn.casefold(): team for team in andre}.get(navn.casefold())
    if taget:
        lukket = "" if taget.aktiv else " Det er lukket, og du kan åbne det igen."
        raise Afvist(f"Teamet findes allerede.{lukket}", "navn")
    return navn
