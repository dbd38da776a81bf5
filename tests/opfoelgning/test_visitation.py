"""The decision on fleksjob, and what follows it by itself: fase 2, ledighedsydelse, and their corrections."""

import pytest

from forloeb.models import Afgoerelse, Fase, Rettelse, Tildeling, Ydelse
from kommuner.afvist import Afvist, Konflikt, Overlap
from opfoelgning.actions.rehabilitering import (
    Afgoerelsesindhold,
    annul_afgoerelse,
    correct_afgoerelse,
    register_afgoerelse,
)
from opfoelgning.actions.tildeling import assign_jobformidler
from opfoelgning.models import Vurdering
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_borger, make_forloeb

BEGYNDT = days(-40)


@pytest.fixture
def sag(kontor):
    """In the preparing part since October, on sygedagpenge, with nobody."""
    sag = make_forloeb(make_borger(), BEGYNDT)
    Fase.objects.create(forloeb=sag, nr=1, start=BEGYNDT)
    Ydelse.objects.create(forloeb=sag, type="sygedagpenge", start=BEGYNDT)
    return sag


def decide(kontor, sag, **valg):
    indhold = Afgoerelsesindhold(
        **{"dato": DAG, "resultat": "visiteret", "varighed": "midlertidig", "start": days(-5), **valg}
    )
    return register_afgoerelse(forloeb=sag, indhold=indhold, by=kontor.mette, dag=DAG)


def correct(kontor, afgoerelse, **valg):
    felter = ("dato", "resultat", "varighed", "start", "ledighedsydelse_fra")
    indhold = Afgoerelsesindhold(**({felt: getattr(afgoerelse, felt) for felt in felter} | valg))
    rettet = {"begrundelse": "Tastefejl", "version": afgoerelse.version, "by": kontor.mette, "dag": DAG}
    return correct_afgoerelse(raekke=afgoerelse, indhold=indhold, **rettet)


def annul(kontor, afgoerelse):
    afgoerelse.refresh_from_db()
    rettet = {"begrundelse": "Forkert borger", "version": afgoerelse.version, "by": kontor.mette, "dag": DAG}
    return annul_afgoerelse(raekke=afgoerelse, **rettet)


def give(kontor, sag, fra):
    return assign_jobformidler(forloeb=sag, medarbejder=kontor.mette, fra=fra, by=kontor.mette, dag=DAG)


def faser(sag) -> list[tuple]:
    return list(Fase.objects.filter(forloeb=sag).order_by("start").values_list("nr", "start", "slut"))


def ydelser(sag) -> list[tuple]:
    return list(Ydelse.objects.filter(forloeb=sag).order_by("start").values_list("type", "start", "slut"))


@pytest.mark.parametrize(
    ("har", "visiteret"), [(-20, -5), (-5, -20)], ids=["jobformidler first", "visited first"]
)
@pytest.mark.parametrize("decided_first", [True, False])
def test_phase_2_begins_on_the_later_day_whatever_was_written_first(
    kontor, sag, har, visiteret, decided_first
):
    if decided_first:
        assert decide(kontor, sag, start=days(visiteret))[1] == []
        skridt = give(kontor, sag, days(har))
    else:
        assert give(kontor, sag, days(har)) == []
        skridt = decide(kontor, sag, start=days(visiteret))[1]
    assert faser(sag) == [(1, BEGYNDT, days(-5)), (2, days(-5), None)]
    assert [(s.dato, s.fase) for s in skridt] == [(days(-5), 2)]
    assert "Borgeren er visiteret fra" in skridt[0].grund
    assert "har jobformidler fra" in skridt[0].grund
    assert Vurdering.objects.get(forloeb=sag, regel="kontakt").frist == days(9)


def test_not_visiteret_begins_nothing(kontor, sag):
    give(kontor, sag, days(-20))
    decide(kontor, sag, resultat="ikke_visiteret", varighed="")
    assert faser(sag) == [(1, BEGYNDT, None)]


def test_ledighedsydelse_begins_when_it_was_decided_and_ends_the_benefit_before(kontor, sag):
    decide(kontor, sag, ledighedsydelse_fra=days(-3))
    assert ydelser(sag) == [("sygedagpenge", BEGYNDT, days(-3)), ("ledighedsydelse", days(-3), None)]


def test_ledighedsydelse_that_runs_is_not_doubled(kontor, sag):
    Ydelse.objects.update(type="ledighedsydelse")
    afgoerelse, _ = decide(kontor, sag, ledighedsydelse_fra=days(-3))
    assert ydelser(sag) == [("ledighedsydelse", BEGYNDT, None)]
    annul(kontor, afgoerelse)
    assert ydelser(sag) == [("ledighedsydelse", BEGYNDT, None)]


def test_a_benefit_with_a_known_end_is_not_cut(kontor, sag):
    Ydelse.objects.update(slut=days(10))
    with pytest.raises(Afvist, match=r"får sygedagpenge fra .* til og med 2\. december 2026") as refused:
        decide(kontor, sag, ledighedsydelse_fra=days(-3))
    assert refused.value.felt == "ledighedsydelse_fra"
    assert not Afgoerelse.objects.exists()


@pytest.mark.parametrize("til", [-12, -2])
def test_a_correction_moves_phase_and_benefit(kontor, sag, til):
    give(kontor, sag, days(-20))
    afgoerelse, _ = decide(kontor, sag, ledighedsydelse_fra=days(-5))
    correct(kontor, afgoerelse, start=days(til), ledighedsydelse_fra=days(til))
    assert faser(sag) == [(1, BEGYNDT, days(til)), (2, days(til), None)]
    assert ydelser(sag) == [("sygedagpenge", BEGYNDT, days(til)), ("ledighedsydelse", days(til), None)]
    assert Rettelse.objects.get().begrundelse == "Tastefejl"


@pytest.mark.parametrize("hvordan", ["annulled", "not visited"])
def test_taking_the_decision_back_takes_back_what_it_began(kontor, sag, hvordan):
    give(kontor, sag, days(-20))
    afgoerelse, _ = decide(kontor, sag, ledighedsydelse_fra=days(-5))
    if hvordan == "annulled":
        annul(kontor, afgoerelse)
        assert not Afgoerelse.objects.exists()
    else:
        correct(kontor, afgoerelse, resultat="ikke_visiteret", varighed="", ledighedsydelse_fra=None)
    assert faser(sag) == [(1, BEGYNDT, None)]
    assert ydelser(sag) == [("sygedagpenge", BEGYNDT, None)]
    assert not Vurdering.objects.filter(forloeb=sag, regel="kontakt").exists()
    assert decide(kontor, sag, start=days(-1))[1][0].dato == days(-1) if hvordan == "annulled" else True


def test_visited_on_the_day_the_preparation_began_and_back_again(kontor, sag):
    give(kontor, sag, BEGYNDT)
    afgoerelse, _ = decide(kontor, sag, start=BEGYNDT)
    assert faser(sag) == [(2, BEGYNDT, None)]
    annul(kontor, afgoerelse)
    assert faser(sag) == [(1, BEGYNDT, None)]


def test_what_came_after_is_not_undone(kontor, sag):
    give(kontor, sag, days(-20))
    afgoerelse, _ = decide(kontor, sag)
    Fase.objects.filter(nr=2).update(slut=days(-1))
    Fase.objects.create(forloeb=sag, nr=3, start=days(-1))
    with pytest.raises(Afvist, match=r"Fase 3 begyndte 22\. november 2026\. Ret den først\."):
        annul(kontor, afgoerelse)
    with pytest.raises(Afvist, match="Ret den først"):
        correct(kontor, afgoerelse, start=DAG)
    assert Afgoerelse.objects.get().start == days(-5)


def test_a_forloeb_past_phase_1_keeps_its_phases(kontor):
    sag = kontor.sag("Bo Berg", ejer=kontor.mette, start=BEGYNDT)
    assert decide(kontor, sag)[1] == []
    assert faser(sag) == [(2, BEGYNDT, None)]


def test_refusals(kontor, sag):
    decide(kontor, sag)
    with pytest.raises(Overlap, match="Borgeren er allerede visiteret midlertidigt"):
        decide(kontor, sag)
    with pytest.raises(Afvist, match="ikke nået endnu"):
        decide(kontor, sag, dato=days(1))
    with pytest.raises(Afvist, match="midlertidig eller permanent"):
        decide(kontor, sag, varighed="")


def test_two_who_correct_at_once_are_told(kontor, sag):
    afgoerelse, _ = decide(kontor, sag)
    correct(kontor, Afgoerelse.objects.get(), start=days(-7))
    with pytest.raises(Konflikt):
        correct(kontor, afgoerelse, start=days(-9))


def test_the_jobformidler_given_later_is_the_later_day(kontor, sag):
    decide(kontor, sag)
    give(kontor, sag, DAG)
    assert faser(sag)[-1] == (2, DAG, None)
    assert Tildeling.objects.get().start == DAG
