"""Counts that are kept: used as long as nothing has moved, and never when something has."""

import re
from collections import Counter
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from forloeb.models import Fase, Forloeb, Tildeling
from kommuner.models import Bevaegelse, Kommune, Medarbejder, Optaelling, Team
from kommuner.optaelling import forget_old
from kommuner.tenancy import SETTING, kommunekontekst
from opfoelgning import team
from opfoelgning.ledelse import ledelse
from opfoelgning.models import Sagsstatus
from opfoelgning.models.vurdering import TAELLER
from opfoelgning.rapporter import faser_pr_maaned
from tests.raekker import DAG, make_borger, make_forloeb, make_medarbejder, make_sagsstatus

FEJL = 1000  # what no count of these few borgere can give
SIDEN = date(2026, 6, 1)


@pytest.fixture
def kontoret(committed):
    """Two jobformidlere with two borgere each, one borger whom nobody has; all of it committed."""
    kommune_id = Kommune.objects.get(kode="0751").pk
    with kommunekontekst(kommune_id):
        holdet = Team.objects.create(navn="Holdet")
        leder = make_medarbejder("leder", "teamleder", team=holdet)
        a, b = (make_medarbejder(navn, "jobformidler", team=holdet) for navn in "ab")
        sager = [_case(nr, ejer) for nr, ejer in enumerate((a, a, b, b, None))]
    return SimpleNamespace(kommune=kommune_id, leder=leder, a=a, b=b, sager=sager)


def _case(nr: int, ejer: Medarbejder | None) -> Forloeb:
    sag = make_forloeb(make_borger(f"Borger {nr}", f"610180123{nr}"), start=SIDEN)
    Fase.objects.create(forloeb=sag, nr=2, start=SIDEN)
    if ejer:
        Tildeling.objects.create(forloeb=sag, medarbejder=ejer, start=SIDEN)
    status = make_sagsstatus(sag, ejer)
    Sagsstatus.objects.filter(pk=status.pk).update(fase=2, kontakt="loeber", hast=20)
    return sag


def stammer(kontoret) -> dict[str, tuple[int, int]]:
    """Borgere, and those with something overdue, by whose they are: as the page says."""
    with kommunekontekst(kontoret.kommune):
        return {s.noegle: (s.borgere, s.overskredet) for s in team.figures(ledelse(kontoret.leder, DAG))[1]}


def talt(kontoret) -> dict[str, tuple[int, int]]:
    """The same counted one by one."""
    with kommunekontekst(kontoret.kommune):
        alle = list(Sagsstatus.objects.filter(aaben=True).values_list("jobformidler_id", "hast"))
    borgere = Counter(str(ejer or team.UDEN) for ejer, _ in alle)
    sene = Counter(str(ejer or team.UDEN) for ejer, hast in alle if hast < 10)
    return {noegle: (antal, sene[noegle]) for noegle, antal in borgere.items()}


def faser(kontoret) -> list[dict[int, int]]:
    """The last three months of the chart."""
    with kommunekontekst(kontoret.kommune):
        return [m.faser for m in faser_pr_maaned(Medarbejder.objects.get(pk=kontoret.leder.pk), DAG)[-3:]]


def falsify(kontoret) -> None:
    """Make every kept count wrong, so that whoever uses one can be told from whoever counts."""
    with kommunekontekst(kontoret.kommune):
        for kept in Optaelling.objects.exclude(tal=[0]):
            kept.tal = [[2, 0, None, FEJL]] if kept.emne == "faser" else [FEJL, *kept.tal[1:]]
            kept.save()


def test_a_count_is_kept_for_each_until_something_of_hers_moves(kontoret):
    a, b = str(kontoret.a.pk), str(kontoret.b.pk)
    assert stammer(kontoret) == talt(kontoret) == {a: (2, 0), b: (2, 0), team.UDEN: (1, 0)}
    falsify(kontoret)
    assert {noegle: tal[0] for noegle, tal in stammer(kontoret).items()} == {
        a: FEJL,
        b: FEJL,
        team.UDEN: FEJL,
    }
    with kommunekontekst(kontoret.kommune):
        Sagsstatus.objects.filter(forloeb=kontoret.sager[0]).update(hast=3)
    assert stammer(kontoret) == {a: (2, 1), b: (FEJL, 0), team.UDEN: (FEJL, 0)}


def test_what_the_figures_do_not_count_moves_nothing(kontoret):
    stammer(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune):
        Sagsstatus.objects.update(naeste=DAG + timedelta(days=3), seneste_form="telefon")
    assert {borgere for borgere, _ in stammer(kontoret).values()} == {FEJL}


def _handed_over(kontoret):
    Sagsstatus.objects.filter(forloeb=kontoret.sager[0]).update(jobformidler=kontoret.b)


def _left_to_nobody(kontoret):
    Sagsstatus.objects.filter(jobformidler__in=[kontoret.a, kontoret.b]).update(jobformidler=None)


def _ended(kontoret):
    Sagsstatus.objects.update(aaben=False)


def _thrown_away(kontoret):
    Sagsstatus.objects.filter(jobformidler=kontoret.a).delete()
    Sagsstatus.objects.exclude(jobformidler=kontoret.a).update(hast=1)


def _new(kontoret):
    for nr, ejer in enumerate((kontoret.a, kontoret.b, None), 5):
        _case(nr, ejer)


@pytest.mark.parametrize("change", [_handed_over, _left_to_nobody, _ended, _thrown_away, _new])
def test_every_way_of_moving_is_seen(kontoret, change):
    foer = stammer(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune):
        change(kontoret)
    efter = talt(kontoret)
    beroert = {noegle for noegle in foer | efter if foer.get(noegle) != efter.get(noegle)}
    vist = stammer(kontoret)
    assert beroert
    assert {noegle: vist.get(noegle) for noegle in beroert} == {
        noegle: efter.get(noegle) for noegle in beroert
    }


@pytest.mark.parametrize(
    "first", ["SELECT pg_current_xact_id()", "UPDATE opfoelgning_sagsstatus SET hast = 3"]
)
def test_a_writer_who_is_not_done_when_it_is_counted_is_seen_afterwards(kontoret, connect, first):
    """Whether she has only begun or already written: the count is of before, and does not hold after."""
    writer = connect()
    writer.execute("SELECT set_config(%s, %s, true)", [SETTING, str(kontoret.kommune)])
    writer.execute(first)
    foer = stammer(kontoret)
    assert {sene for _, sene in foer.values()} == {0}
    writer.execute("UPDATE opfoelgning_sagsstatus SET hast = 3")
    assert stammer(kontoret) == foer
    writer.commit()
    assert stammer(kontoret) == talt(kontoret)
    assert {sene for _, sene in stammer(kontoret).values()} == {1, 2}


def test_what_is_rolled_back_moved_nothing(kontoret):
    stammer(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune), transaction.atomic():
        Sagsstatus.objects.update(hast=3)
        transaction.set_rollback(True)
    assert {borgere for borgere, _ in stammer(kontoret).values()} == {FEJL}


def test_one_who_counts_and_then_writes_leaves_no_false_count(kontoret):
    with kommunekontekst(kontoret.kommune):
        Sagsstatus.objects.filter(forloeb=kontoret.sager[0]).update(hast=4)
        team.figures(ledelse(kontoret.leder, DAG))
        Sagsstatus.objects.filter(forloeb=kontoret.sager[1]).update(hast=4)
    assert stammer(kontoret) == talt(kontoret)
    assert stammer(kontoret)[str(kontoret.a.pk)] == (2, 2)


@pytest.mark.parametrize(
    ("felt", "vaerdi"),
    [
        ("kode", 1),
        ("server", timezone.now() - timedelta(days=9)),
        ("tidspunkt", timezone.now() - timedelta(days=1)),
    ],
)
def test_a_count_of_other_code_another_run_or_an_older_day_is_made_anew(kontoret, felt, vaerdi):
    stammer(kontoret), faser(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune):
        Optaelling.objects.update(**{felt: vaerdi})
    assert stammer(kontoret) == talt(kontoret)
    assert faser(kontoret) == [{2: 5}] * 3


def test_the_chart_is_kept_as_well(kontoret):
    assert faser(kontoret) == [{2: 5}] * 3
    falsify(kontoret)
    assert faser(kontoret) == [{2: FEJL}] * 3


def test_another_day_another_leader_and_another_team_are_counted_by_themselves(kontoret):
    faser(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune):
        andet = Team.objects.create(navn="Andet")
        anden = make_medarbejder("anden", "teamleder", team=andet)
        assert faser_pr_maaned(anden, DAG)[-1].faser == {2: 1}
        assert faser_pr_maaned(kontoret.leder, DAG - timedelta(days=1))[-1].faser == {2: 5}


def _phase_ends(kontoret):
    Fase.objects.filter(forloeb=kontoret.sager[0]).update(slut=date(2026, 11, 1))
    return [{2: 5}, {2: 5}, {2: 4}]


def _phase_goes(kontoret):
    Fase.objects.filter(forloeb=kontoret.sager[0]).delete()
    return [{2: 4}] * 3


def _case_ends(kontoret):
    Forloeb.objects.filter(pk=kontoret.sager[0].pk).update(slut=date(2026, 11, 1))
    return [{2: 5}, {2: 5}, {2: 4}]


def _another_has_it(kontoret):
    fremmed = make_medarbejder("fremmed", "jobformidler", team=Team.objects.create(navn="Fremmed"))
    Tildeling.objects.filter(medarbejder=kontoret.a).update(medarbejder=fremmed)
    return [{2: 3}] * 3


def _she_changes_team(kontoret):
    Medarbejder.objects.filter(pk=kontoret.a.pk).update(team=Team.objects.create(navn="Nyt"))
    return [{2: 3}] * 3


def _one_more(kontoret):
    _case(7, kontoret.a)
    return [{2: 6}] * 3


@pytest.mark.parametrize(
    "change", [_phase_ends, _phase_goes, _case_ends, _another_has_it, _she_changes_team, _one_more]
)
def test_whatever_moves_the_chart_is_seen(kontoret, change):
    faser(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune):
        expected = change(kontoret)
    assert faser(kontoret) == expected


def test_who_logs_in_moves_no_chart(kontoret):
    faser(kontoret)
    falsify(kontoret)
    with kommunekontekst(kontoret.kommune):
        Medarbejder.objects.update(last_login=timezone.now(), navn="Et andet navn")
        Forloeb.objects.update(afslutningsaarsag="")
    assert faser(kontoret) == [{2: FEJL}] * 3


def test_after_any_row_of_changes_the_figures_are_those_of_a_count(kontoret):
    held = Random(4)
    for _ in range(60):
        with kommunekontekst(kontoret.kommune):
            chosen = Sagsstatus.objects.filter(forloeb__in=held.sample(kontoret.sager, held.randint(1, 3)))
            chosen.update(
                hast=held.choice((1, 20)),
                aaben=held.random() < 0.8,
                jobformidler=held.choice((kontoret.a, kontoret.b, None)),
            )
        assert stammer(kontoret) == talt(kontoret)


def test_whatever_the_figures_count_moves_them(kommune):
    columns = set(re.findall(r'"opfoelgning_sagsstatus"\."(\w+)"', team._figures()))
    assert {"fase", "hast", "timer"} <= columns <= set(TAELLER)


def test_what_holds_no_longer_is_removed(kontoret):
    with kommunekontekst(kontoret.kommune):
        team.figures(ledelse(kontoret.leder, DAG))
    klokken = timezone.now()
    for dage, kept, moves in ((0, 4, True), (1, 0, True), (2, 0, False)):
        with kommunekontekst(kontoret.kommune):
            forget_old(klokken + timedelta(days=dage, minutes=1))
            assert (Optaelling.objects.count(), Bevaegelse.objects.exists()) == (kept, moves)
