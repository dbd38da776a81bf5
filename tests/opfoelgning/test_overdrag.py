"""Handing over borgere: one, several, all of somebody's, and the undoing of all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forloeb.models import Afgoerelse, Fase, Overdrag, Tildeling
from kommuner.actions.konto import close_login
from kommuner.afvist import Afvist, Konflikt
from kommuner.models import Fratraedelse
from opfoelgning.actions.overdrag import standing, undo_overdrag
from opfoelgning.actions.tildeling import assign_jobformidler
from opfoelgning.overdrag import effect, in_words, recipients
from opfoelgning.raekker import raekker
from tests.opfoelgning.overdragssager import METTE, dan, give, sager
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder

__all__ = ["dan", "sager"]


def perioder(*sager) -> list[tuple]:
    alle = Tildeling.objects.filter(forloeb__in=sager).order_by("forloeb", "start")
    return list(
        alle.values_list("forloeb__borger__navn", "medarbejder__navn", "start", "slut", "skifteaarsag")
    )


def test_who_has_not_begun_on_the_day_is_in_no_caseload(kontor, sager, dan):
    ny = kontor.sag("Finn Ny", ejer=None, start=days(-2))
    fra = days(-10)
    assert in_words(effect([sager[0].pk, ny.pk], dan, fra)) == f"{METTE} 3 → 2, Dan Kofoed 1 → 2"
    efter = {m.medarbejder.navn: m.tal.efter for m in recipients(kontor.leder, [ny.pk], fra, DAG)}
    assert efter["Dan Kofoed"] == 1


def test_a_caseload_too_large_for_once_says_so(kontor, sager, monkeypatch):
    url = f"{reverse('overdrag')}?alle={kontor.mette.pk}"
    client = client_for(kontor.leder)
    assert "ad gangen" not in text_of(client.get(url))
    for sted in ("opfoelgning.overdrag.HOEJST", "opfoelgning.views.overdrag.HOEJST"):
        monkeypatch.setattr(sted, 2)
    html = text_of(client.get(url))
    assert "Der kan overdrages højst 2 borgere ad gangen." in html
    assert html.count('name="valgt"') == 2


def test_several_change_at_once_and_keep_who_had_them(kontor, sager, dan):
    assert in_words(effect([s.pk for s in sager[:2]], dan, DAG)) == f"{METTE} 3 → 1, Dan Kofoed 1 → 3"
    give(kontor, dan, *sager[:2])
    assert perioder(*sager[:2]) == [
        ("Anna Bech", METTE, days(-50), DAG, ""),
        ("Anna Bech", "Dan Kofoed", DAG, None, "Barsel"),
        ("Bo Dal", METTE, days(-50), DAG, ""),
        ("Bo Dal", "Dan Kofoed", DAG, None, "Barsel"),
    ]
    assert [r.jobformidler for r in raekker([s.pk for s in sager[:3]], DAG)].count("Dan Kofoed") == 2


def test_a_coming_day_changes_nothing_before_it(kontor, sager, dan):
    give(kontor, dan, sager[0], fra=days(8))
    assert raekker([sager[0].pk], days(7))[0].jobformidler == METTE
    assert raekker([sager[0].pk], days(8))[0].jobformidler == "Dan Kofoed"


def test_all_or_none(kontor, sager, dan):
    sager[1].slut = days(5)
    sager[1].save()
    with pytest.raises(Afvist, match=r"^Bo Dal: Forløbet slutter 27\. november 2026\.$"):
        give(kontor, dan, *sager[:3], fra=days(8))
    assert Tildeling.objects.filter(medarbejder=dan).count() == 1
    assert not Overdrag.objects.exists()


def test_who_stops_gets_nobody_from_that_day_on(kontor, sager, dan):
    Fratraedelse.objects.create(medarbejder=dan, slut=days(9))
    give(kontor, dan, sager[0], fra=days(8))
    for give_ in (
        lambda: give(kontor, dan, sager[1], fra=days(9)),
        lambda: assign_jobformidler(
            forloeb=sager[1], medarbejder=dan, fra=days(9), aarsag="x", by=kontor.leder, dag=DAG
        ),
    ):
        with pytest.raises(Afvist) as refused:
            give_()
        assert (str(refused.value), refused.value.felt) == (
            "Dan Kofoed er ikke aktiv efter 1. december.",
            "medarbejder",
        )


def test_who_lost_her_login_gets_nobody_but_who_never_had_one_does(kontor, sager, dan):
    admin = make_medarbejder("admin", "administrator")
    fra_fil = make_medarbejder("fil", "jobformidler", navn="Fie Fil", is_active=False)
    give(kontor, fra_fil, sager[0])
    close_login(medarbejder=dan, by=admin)
    with pytest.raises(Afvist, match=r"^Dan Kofoed er ikke aktiv"):
        give(kontor, dan, sager[1])


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"begrundelse": "  "}, "begrundelse", "Skriv, hvorfor borgerne skifter."),
        ({"begrundelse": "x" * 301}, "begrundelse", "Skriv højst 300 tegn."),
        ({"laest": {}}, "valgt", "Vælg mindst én borger."),
        ({"laest": dict.fromkeys(range(501), "")}, "valgt", "Vælg højst 500 borgere ad gangen."),
        ({"laest": {987654321: ""}}, "valgt", "En af borgerne er ikke længere dine at overdrage. Vælg igen."),
        ({"til": ()}, "medarbejder", "uden Prøve arbejder ikke med sagerne. Vælg en anden."),
    ],
)
def test_what_cannot_be_is_refused(kontor, sager, dan, valg, felt, besked):
    til = make_medarbejder("uden", *valg.pop("til")) if "til" in valg else dan
    with pytest.raises(Afvist) as refused:
        give(kontor, til, sager[0], **valg)
    assert (refused.value.felt, str(refused.value)) == (felt, besked)


def test_a_case_of_another_team_is_not_the_leaders_to_give(kontor, sager, dan):
    fremmed = kontor.sag("Ulla Vang", ejer=make_medarbejder("nord", "jobformidler"), start=days(-9))
    with pytest.raises(Afvist, match="ikke længere dine"):
        give(kontor, dan, sager[0], fremmed)


def test_of_two_leaders_the_second_is_told(kontor, sager, dan):
    laest = standing([sager[0].pk, sager[1].pk])
    give(kontor, dan, sager[0])
    anden = make_medarbejder("leder2", "teamleder", team=kontor.team)
    with pytest.raises(Konflikt, match=r"^Anna Bech har fået Dan Kofoed, siden du åbnede siden\.$"):
        give(kontor, kontor.leder, sager[0], sager[1], laest=laest, by=anden)
    assert perioder(sager[1])[0][3] is None


def test_sent_twice_it_is_one(kontor, sager, dan):
    foerste = give(kontor, dan, sager[0], noegle="a" * 32)
    assert give(kontor, dan, sager[0], noegle="a" * 32) == foerste
    assert Overdrag.objects.count() == 1


# Taking it back


def undo(kontor, overdrag, **andet):
    nu = overdrag.registreret_tidspunkt + timedelta(minutes=9)
    undo_overdrag(**({"overdrag": overdrag, "by": kontor.leder, "dag": DAG, "nu": nu} | andet))


def test_all_of_it_is_taken_back(kontor, sager, dan):
    before = perioder(*sager)
    overdrag = give(kontor, dan, sager[0], sager[1], sager[3])
    assert perioder(*sager) != before
    undo(kontor, overdrag)
    assert perioder(*sager) == before
    assert raekker([sager[3].pk], DAG)[0].jobformidler == ""
    with pytest.raises(Afvist, match="allerede fortrudt"):
        undo(kontor, overdrag)


def test_given_twice_on_a_day_the_second_alone_is_taken_back(kontor, sager, dan):
    give(kontor, dan, sager[0])
    before = perioder(sager[0])
    overdrag = give(kontor, kontor.leder, sager[0], begrundelse="Dan er syg")
    undo(kontor, overdrag)
    assert perioder(sager[0]) == before


def test_a_phase_that_began_with_the_jobformidler_goes_back(kontor, dan):
    sag = kontor.sag("Ib Juul", ejer=None, start=days(-40), fase=1)
    Afgoerelse.objects.create(
        forloeb=sag, dato=days(-5), resultat="visiteret", start=days(-5), varighed="permanent"
    )
    overdrag = give(kontor, dan, sag)
    assert list(Fase.objects.filter(forloeb=sag).order_by("start").values_list("nr", "start")) == [
        (1, days(-40)),
        (2, DAG),
    ]
    undo(kontor, overdrag)
    assert list(Fase.objects.filter(forloeb=sag).values_list("nr", "start", "slut")) == [(1, days(-40), None)]


def test_something_that_happened_since_stands_in_the_way_of_all(kontor, sager, dan):
    overdrag = give(kontor, dan, sager[0], sager[1])
    kontor.kontakt(sager[1], DAG, registreret_af=dan)
    with pytest.raises(Afvist, match=r"^Der er registreret noget om Bo Dal siden\."):
        undo(kontor, overdrag)
    assert raekker([sager[0].pk], DAG)[0].jobformidler == "Dan Kofoed"


def test_somebody_else_given_her_since_stands_in_the_way(kontor, sager, dan):
    overdrag = give(kontor, dan, sager[0], sager[1])
    assign_jobformidler(forloeb=sager[0], medarbejder=kontor.leder, fra=days(3), aarsag="x", by=dan, dag=DAG)
    with pytest.raises(Afvist, match=r"^Anna Bech er tildelt igen siden\."):
        undo(kontor, overdrag)


def test_ten_minutes_and_oneself(kontor, sager, dan):
    overdrag = give(kontor, dan, sager[0])
    sent = overdrag.registreret_tidspunkt + timedelta(minutes=10, seconds=1)
    with pytest.raises(Afvist, match="i 10 minutter"):
        undo(kontor, overdrag, nu=sent)
    with pytest.raises(Afvist, match="Kun den, der har overdraget"):
        undo(kontor, overdrag, by=dan)
