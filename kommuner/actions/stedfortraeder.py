"""Writes to who leads a team while its teamleder is away."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.ansatte import ends_of
from kommuner.models import Medarbejder, Rolle, Stedfortraeder, Team
from kommuner.roller import SAGSROLLER
from kommuner.versioner import lock_version, save_changes

LAENGST = timedelta(days=366)
HVAD = "Stedfortræderen"


@transaction.atomic
def add_stedfortraeder(
    *,
    team: Team,
    medarbejder: Medarbejder,
    fra: date,
    til: date,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> Stedfortraeder:
    """Let somebody lead a team from ``fra`` through ``til``, both included.

    For the team's own teamleder and an administrator. Refuses days gone by, somebody who does not work with cases or
    leads the team anyway, and days on which the team has a stedfortræder; asks about more than a year.
    """
    _refuse_others(team, by)
    _look_at_days(fra, til, dag, bekraeftet)
    _look_at_person(team, medarbejder, til, dag)
    with danish_refusal():
        return Stedfortraeder.objects.create(
            team=team, medarbejder=medarbejder, start=fra, slut=til + timedelta(days=1), af=by
        )


@transaction.atomic
def change_stedfortraeder(
    *, stedfortraeder: Stedfortraeder, fra: date, til: date, version: int, by: Medarbejder, dag: date
) -> Stedfortraeder:
    """Move the days of one that is not over; ``Konflikt`` if ``version`` is not the present one.

    What has been is not changed: a first day gone by stays, and the last one is today at the earliest.
    """
    raekke = _open(stedfortraeder, version, by, dag)
    if raekke.start < dag and fra != raekke.start:
        raise Afvist(f"Perioden begyndte {dato_aar(raekke.start)}. Den første dag kan ikke flyttes.", "fra")
    if til < fra:
        raise Afvist("Til og med-dagen ligger før den første dag.", "til")
    if til < dag or (raekke.start >= dag and fra < dag):
        raise Afvist("Dagen er gået. Vælg i dag eller en senere dag.", "til" if til < dag else "fra")
    _look_at_person(raekke.team, raekke.medarbejder, til, dag)
    return save_changes(raekke, {"start": fra, "slut": til + timedelta(days=1)})


@transaction.atomic
def remove_stedfortraeder(
    *, stedfortraeder: Stedfortraeder, version: int, by: Medarbejder, dag: date
) -> bool:
    """End one from today on; returns whether it had begun. One that has not begun goes."""
    raekke = _open(stedfortraeder, version, by, dag)
    if raekke.start >= dag:
        raekke.delete()
        return False
    save_changes(raekke, {"slut": dag})
    return True


def _open(stedfortraeder: Stedfortraeder, version: int, by: Medarbejder, dag: date) -> Stedfortraeder:
    _refuse_others(stedfortraeder.team, by)
    raekke = lock_version(stedfortraeder, version, HVAD)
    if raekke.slut <= dag:
        raise Afvist("Perioden er slut og kan ikke ændres.")
    return raekke


def may_set(team: Team, by: Medarbejder) -> bool:
    """Whether somebody says who leads the team in her absence: its teamleder, or an administrator."""
    return by.has_role(Rolle.ADMINISTRATOR) or (by.has_role(Rolle.TEAMLEDER) and by.team_id == team.pk)


def _refuse_others(team: Team, by: Medarbejder) -> None:
    if not may_set(team, by):
        raise Afvist("Kun teamets egen teamleder og en administrator kan vælge en stedfortræder.")


def _look_at_days(fra: date, til: date, dag: date, bekraeftet: bool) -> None:
    if fra < dag:
        raise Afvist("Dagen er gået. Vælg i dag eller en senere dag.", "fra")
    if til < fra:
        raise Afvist("Til og med-dagen ligger før den første dag.", "til")
    if til - fra > LAENGST and not bekraeftet:
        raise Spoergsmaal("Perioden er længere end 1 år. Er det rigtigt?", "til")


def _look_at_person(team: Team, medarbejder: Medarbejder, til: date, dag: date) -> None:
    if not medarbejder.has_role(*SAGSROLLER):
        raise Afvist(f"{medarbejder.navn} arbejder ikke med sagerne. Vælg en anden.", "medarbejder")
    if medarbejder.has_role(Rolle.TEAMLEDER) and medarbejder.team_id == team.pk:
        raise Afvist(f"{medarbejder.navn} er selv teamleder for {team.navn}.", "medarbejder")
    if (slut := ends_of([medarbejder.pk], dag).get(medarbejder.pk)) and slut <= til:
        raise Afvist(
            f"{medarbejder.navn} er ikke aktiv efter {dato_aar(slut - timedelta(days=1))}.", "medarbejder"
        )
