"""What each kind of leader is told of the borgere she leads, against a count of one case after the other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from forloeb.models import Fase, Forloeb, Tildeling
from kommuner.models import Medarbejder, Rolle, Stedfortraeder, Team
from opfoelgning.friske import teams_of
from opfoelgning.rapporter import faser_pr_maaned
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder


@dataclass
class Folk:
    """Leaders by what they lead; and those of the two teams and of none who have borgere."""

    ledere: dict[str, Medarbejder]
    ejere: list[Medarbejder | None]
    teams: list[Team | None]


@pytest.fixture
def folk(kontor) -> Folk:
    nord = Team.objects.create(navn="Team Nord")
    ledere = {
        "begge": make_medarbejder("begge", "teamleder", team=kontor.team),
        "nord": make_medarbejder("nora", "teamleder", team=nord),
        "vikar": make_medarbejder("vera", "jobformidler"),
        "vikar_med_team": make_medarbejder("vita", "jobformidler", team=kontor.team),
        "uden_team": make_medarbejder("ulla", "teamleder"),
    }
    syd = Team.objects.create(navn="Team Syd")
    for team, leder, start in ((nord, "begge", -9), (syd, "vikar", -9), (nord, "vikar_med_team", -1)):
        slut = days(-2) if start == -9 and team == nord else days(9)
        Stedfortraeder.objects.create(team=team, medarbejder=ledere[leder], start=days(start), slut=slut)
    Stedfortraeder.objects.create(team=syd, medarbejder=ledere["begge"], start=days(9), slut=days(12))
    andre = [make_medarbejder(f"m{nr}", "jobformidler", team=t) for nr, t in enumerate((nord, syd, None))]
    return Folk(ledere, [None, kontor.mette, *ledere.values(), *andre], [None, kontor.team, nord, syd])


def make_past(kontor, folk: Folk, antal: int) -> None:
    """Cases whose phases and jobformidlere change, begin before their forløb, outlast it, and leave days to nobody."""
    held = Random(antal)
    for nr in range(antal):
        start = days(-held.randint(30, 900))
        slut = start + timedelta(days=held.randint(10, 900)) if held.random() < 0.4 else None
        sag = kontor.sag(f"Borger {nr:03}", ejer=None, start=start, slut=slut)
        sag.faser.all().delete()
        for fra, til in stretches(held, start):
            Fase.objects.create(forloeb=sag, nr=held.randint(1, 3), start=fra, slut=til)
        for fra, til in stretches(held, start):
            if ejer := held.choice(folk.ejere):
                Tildeling.objects.create(forloeb=sag, medarbejder=ejer, start=fra, slut=til)


def stretches(held: Random, start: date) -> Iterator[tuple[date, date | None]]:
    """Periods about a forløb, one after the other, some with days between; the last is open or not."""
    fra = start - timedelta(days=held.choice((0, 0, 40)))
    while fra <= DAG:
        til = fra + timedelta(days=held.randint(1, 500))
        last = til > DAG or held.random() < 0.2
        yield fra, None if last and held.random() < 0.7 else til
        fra = date.max if last else til + timedelta(days=held.choice((0, 0, 60)))


def led(leder: Medarbejder, team: Team | None) -> set[int | None]:
    """Whose borgere she leads on ``DAG``, nobody's (None) among them."""
    teams = [team.pk] if team else teams_of(leder, DAG)
    deres = {None, *Medarbejder.objects.filter(team__in=teams).values_list("pk", flat=True)}
    egen = leder.has_role(Rolle.TEAMLEDER) and (team is None or team.pk == leder.team_id)
    return deres | {leder.pk} if egen else deres


def every_choice(folk: Folk) -> Iterator[tuple[Medarbejder, Team | None]]:
    """Each leader with all of hers, and with each team she leads."""
    for leder, team in product(folk.ledere.values(), folk.teams):
        if team is None or team.pk in teams_of(leder, DAG):
            yield leder, team


def covers(raekke, dag: date) -> bool:
    return raekke.start <= dag and (raekke.slut is None or raekke.slut > dag)


def in_phases(sager: list[Forloeb], ejere: set[int | None], dag: date) -> dict[int, int]:
    """Those in each phase at the end of a day whom one of these people had."""
    faser: Counter[int] = Counter()
    for sag in sager:
        ejer = next((t.medarbejder_id for t in sag.tildelinger.all() if covers(t, dag)), None)
        if covers(sag, dag) and ejer in ejere:
            faser.update(f.nr for f in sag.faser.all() if covers(f, dag))
    return dict(sorted(faser.items()))


def test_the_phases_of_every_month_are_those_of_her_borgere(kontor, folk):
    make_past(kontor, folk, 40)
    sager = list(Forloeb.objects.prefetch_related("faser", "tildelinger"))
    for leder, team in every_choice(folk):
        ejere = led(leder, team)
        for maaned in faser_pr_maaned(leder, DAG, antal=14, team=team and team.pk):
            assert maaned.faser == in_phases(sager, ejere, maaned.dag), (leder, team, maaned.dag)
