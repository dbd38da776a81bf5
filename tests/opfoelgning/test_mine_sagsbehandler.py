"""Mine borgere of a sagsbehandler: the cases she has as somebody's makker."""

import pytest

from forloeb.models import Sagsbehandling
from tests.opfoelgning.sager import client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder

MINE = "/mine"
LISTE = "Mine som sagsbehandler"


@pytest.fixture
def sofie(kontor):
    """A sagsbehandler of no team, so that she sees what she has alone."""
    return make_medarbejder("sofie", "sagsbehandler")


def makker(kontor, sofie, navn="Åse Ørsted", *, ejer=None, slut=None):
    sag = kontor.sag(navn, ejer=ejer or kontor.mette, start=days(-53))
    Sagsbehandling.objects.create(forloeb=sag, medarbejder=sofie, start=days(-10), slut=slut)
    return sag


def test_a_sagsbehandler_finds_her_cases_judged_as_they_are_now(kontor, sofie, inside):
    sag = makker(kontor, sofie)
    makker(kontor, sofie, "Bo Forbi", slut=days(-1))
    kontor.sag("Cay Anden", ejer=kontor.mette, start=days(-53))
    html = text_of(client_for(sofie).get(MINE))
    assert LISTE in html
    assert "Åse Ørsted" in html
    assert "Kontakt overskredet" in html
    assert "Bo Forbi" not in html
    assert "Cay Anden" not in html
    assert "Du har ingen borgere endnu" not in html
    with inside():
        assert readings("mine")[-1] == {sag.borger_id}
        kontor.kontakt(sag, days(-1))
    assert "Kontakt overskredet" not in text_of(client_for(sofie).get(MINE))


def test_who_is_both_sees_the_borger_once(kontor, sofie):
    sofie.roller = ["jobformidler", "sagsbehandler"]
    sofie.save()
    makker(kontor, sofie, ejer=sofie)
    assert LISTE not in text_of(client_for(sofie).get(MINE))


def test_a_jobformidler_gets_no_such_list(kontor, sofie):
    makker(kontor, sofie)
    assert LISTE not in text_of(client_for(kontor.mette).get(MINE))


def test_a_sagsbehandler_without_cases_is_told_so(kontor, sofie):
    html = text_of(client_for(sofie).get(MINE))
    assert LISTE not in html
    assert "Du har ingen borgere endnu" in html


def test_many_cases_take_as_many_statements_as_one(kontor, sofie, inside):
    makker(kontor, sofie)
    client = client_for(sofie)
    client.get(MINE)
    few = count_queries(client, MINE)
    with inside():
        for nr in range(4):
            makker(kontor, sofie, f"Nr {nr} Nielsen")
    client.get(MINE)
    assert count_queries(client, MINE) == few
