"""What each kind of leader is told of the borgere she leads, against a count of one case after the other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forloeb.models import Fase, Forloeb, Tildeling
from kommuner.forespoergsel import fetch
from kommuner.models import Medarbejder, Rolle, Stedfortraeder, Team
from opfoelgning import team, vurdering
from opfoelgning.ledelse import ledelse, teams_of
from opfoelgning.models import PASSIVITETSORDEN, PASSIVITETSRANG, Sagsgennemgang, Sagsstatus
from opfoelgning.passive import asking_cases, cases_of
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
    for hvor, leder, start, slut in (
        (nord, "begge", -9, 3),
        (syd, "begge", 9, 12),
        (syd, "vikar", -9, 9),
        (kontor.team, "vikar_med_team", -9, 0),
        (nord, "vikar_med_team", 4, 9),
        (kontor.team, "uden_team", 0, 1),
    ):
        hvem = ledere[leder]
        Stedfortraeder.objects.create(team=hvor, medarbejder=hvem, start=days(start), slut=days(slut))
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


def led(leder: Medarbejder, valgt: Team | None) -> set[int | None]:
    """Whose borgere she leads on ``DAG``, nobody's (None) among them."""
    teams = [valgt.pk] if valgt else teams_of(leder, DAG)
    deres = {None, *Medarbejder.objects.filter(team__in=teams).values_list("pk", flat=True)}
    egen = leder.has_role(Rolle.TEAMLEDER) and (valgt is None or valgt.pk == leder.team_id)
    return deres | {leder.pk} if egen else deres


def every_choice(folk: Folk) -> Iterator[tuple[Medarbejder, Team | None]]:
    """Each leader with all of hers, and with each team she leads."""
    for leder, valgt in product(folk.ledere.values(), folk.teams):
        if leder.leads(DAG) and (valgt is None or valgt.pk in teams_of(leder, DAG)):
            yield leder, valgt


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
    for leder, valgt in every_choice(folk):
        ejere = led(leder, valgt)
        for maaned in faser_pr_maaned(leder, DAG, antal=14, team=valgt and valgt.pk):
            assert maaned.faser == in_phases(sager, ejere, maaned.dag), (leder, valgt, maaned.dag)


@pytest.fixture
def sager(kontor, folk) -> list[Sagsstatus]:
    """Stored statuses of open cases in many states, whose jobformidler is any of the people."""
    make_past(kontor, folk, 30)
    for nr, ejer in enumerate(folk.ejere):
        flere = kontor.fleksjob(f"Job {nr}", days(-90), "4", str(3 + nr % 3))
        flere.tildelinger.all().delete()
        for sag in (flere, kontor.sag(f"Passiv {nr}", ejer=None, start=days(-190 + 20 * (nr % 3)))):
            if ejer:
                Tildeling.objects.create(forloeb=sag, medarbejder=ejer, start=days(-80))
    Sagsgennemgang.objects.create(
        forloeb=sag, dato=days(-2), resultat="indsats_aftalt", forventet_start=days(9)
    )
    vurdering.refresh(list(Forloeb.objects.values_list("pk", flat=True)), DAG)
    return list(Sagsstatus.objects.filter(aaben=True))


def test_the_figures_count_her_borgere_and_nobody_elses(kontor, folk, sager):
    i_liste = {navn: set(Sagsstatus.objects.filter(q)) for navn, (_, q) in team.LISTER.items()}
    assert [navn for navn, alle in i_liste.items() if not alle] == []
    for leder, valgt in every_choice(folk):
        egne = {s for s in sager if s.jobformidler_id in led(leder, valgt)}
        tal, stammer = team.figures(team.fresh_ledelse(leder, DAG, team=valgt and valgt.pk))
        assert tal.lister == {navn: len(egne & alle) for navn, alle in i_liste.items()}, (leder, valgt)
        assert tal.faser == dict(sorted(Counter(s.fase for s in egne if s.fase).items())), (leder, valgt)
        assert {s.noegle: s.borgere for s in stammer} == Counter(
            str(s.jobformidler_id or team.UDEN) for s in egne
        )
        assert [s.navn for s in stammer[:-1]] == sorted(s.navn for s in stammer[:-1])
        i_job = egne & i_liste["i_fleksjob"]
        assert tal.timer_nu == round(sum(s.timer for s in i_job) / len(i_job), 1)


def test_the_panel_shows_the_first_of_hers(kontor, folk, sager):
    def place(s: Sagsstatus) -> tuple:
        return PASSIVITETSORDEN.index(s.passivitet), s.passivitet_frist, s.navn_sortering, s.pk

    for leder, valgt in every_choice(folk):
        egne = [
            s for s in sager if s.jobformidler_id in led(leder, valgt) and s.passivitet in PASSIVITETSORDEN
        ]
        ledet = team.fresh_ledelse(leder, DAG, team=valgt and valgt.pk)
        viste = cases_of(fetch(*asking_cases(ledet, DAG, 3)), DAG)
        assert [sag.raekke.forloeb_id for sag in viste] == [s.pk for s in sorted(egne, key=place)][:3]


def test_who_leads_nothing_is_told_nothing(kontor, folk, sager):
    ledet = team.fresh_ledelse(kontor.mette, DAG)
    tal, stammer = team.figures(ledet)
    assert (tal.borgere, sum(tal.lister.values()), tal.timer_nu, stammer) == (0, 0, None, [])
    assert cases_of(fetch(*asking_cases(ledet, DAG, 3)), DAG) == []


def test_a_later_page_of_the_list_begins_in_the_middle_of_its_index(kontor, sager):
    """As the app's own role: what row-level security will not let the database look into is no way into an index."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    ids, _ = team.page_of(team.led_statusser(ledelse(kontor.leder, DAG)), antal=5)
    with CaptureQueriesContext(connection) as asked:
        team.page_of(team.led_statusser(ledelse(kontor.leder, DAG)), str(ids[-1]))
        cursor = connection.cursor()
        cursor.execute("EXPLAIN " + asked[-1]["sql"])
    plan = [line for (line,) in cursor.fetchall()]
    assert any("sagsstatus_orden_idx" in line for line in plan)
    assert any("Index Cond" in line and "ROW(hast" in line for line in plan), plan


def test_the_panel_is_read_in_the_order_of_its_index(kontor):
    """The index is used only as long as it says word by word what the panel asks for."""
    panel = Sagsstatus.objects.filter(team.LISTER["passiv_eller_naer"][1], kommune=1, aaben=True)
    ordnet = panel.order_by(PASSIVITETSRANG, "passivitet_frist", "navn_sortering", "pk").values("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
    assert "sagsstatus_passivitet_idx" in ordnet[:30].explain()
