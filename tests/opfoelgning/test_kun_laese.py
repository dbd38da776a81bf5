"""What somebody is told who may read a case and not change it: closed, handed over, never hers, or another's row."""

import re

import pytest
from django.urls import reverse

from forloeb.models import Sagsbehandling, Tildeling
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder

FORMER = ("kontakt_ny", "fravaer_ny", "aktivitet_ny", "fleksjob_ny", "jobmaal_ny", "borger_ret")
OVERDRAGET = "Borgeren er overdraget til"


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


@pytest.mark.parametrize("navn", FORMER)
def test_the_form_of_a_closed_case_says_so_at_once_and_leads_to_opening_it(kontor, navn):
    lukket = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-90), slut=days(-9))
    mette = client_for(kontor.mette)
    answer = mette.get(reverse(navn, args=[lukket.borger_id]))
    assert answer.status_code == 403
    assert "Forløbet blev afsluttet 13. november 2026. Det kan ikke ændres." in words(answer)
    genaabn = re.search(r'href="([^"]*genaabn[^"]*)"', text_of(answer))[1]
    assert mette.get(genaabn.replace("&amp;", "&")).status_code == 200


def test_who_had_the_borger_is_told_where_she_went(kontor, sag, inside):
    dan = make_medarbejder("dan", "jobformidler", team=kontor.team, navn="Dan Kofod")
    Tildeling.objects.filter(forloeb=sag).update(slut=days(-3))
    Tildeling.objects.create(forloeb=sag, medarbejder=dan, start=days(-3))
    for url in (reverse("fravaer_ny", args=[sag.borger_id]), reverse("borger", args=[sag.borger_id])):
        assert f"{OVERDRAGET} Dan Kofod 20. nov. Du kan læse" in words(client_for(kontor.mette).get(url))
    with inside():
        soeren = make_medarbejder("soeren", "sagsbehandler", team=kontor.team)
        Sagsbehandling.objects.create(forloeb=sag, medarbejder=soeren, start=days(-9), slut=days(-2))
    assert OVERDRAGET in words(client_for(soeren).get(url))


def test_who_never_had_her_gets_the_plain_refusal(kontor, sag):
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    for url in (reverse("fravaer_ny", args=[sag.borger_id]), reverse("borger", args=[sag.borger_id])):
        page = words(kollega.get(url))
        assert "Du kan læse, men ikke ændre." in page
        assert OVERDRAGET not in page


def test_somebody_elses_registration_says_whose_it_is_to_correct(kontor, sag, inside):
    fravaer = kontor.fravaer(sag, days(-5), DAG)
    kontakt = kontor.kontakt(sag, days(-5), registreret_af=kontor.leder)
    type(fravaer).objects.update(registreret_af=kontor.leder)
    mette = client_for(kontor.mette)
    answer = mette.get(reverse("fravaer_ret", args=[fravaer.pk]))
    assert (answer.status_code, "Kun den, der har registreret det" in words(answer)) == (403, True)
    answer = mette.get(reverse("kontakt_ret", args=[kontakt.pk]))
    assert (answer.status_code, "Kun den, der har registreret kontakten" in words(answer)) == (403, True)
    answer = mette.post(reverse("fravaer_fortryd", args=[fravaer.pk]))
    assert (answer.status_code, "kan fortryde det" in words(answer)) == (403, True)
