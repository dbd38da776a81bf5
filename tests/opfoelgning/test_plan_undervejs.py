"""The CV, and follow-up while a praktik or a fleksjob runs, on the tab «Plan» and beside it."""

from django.urls import reverse

from aftaler.models import Tilbudsopfoelgning
from forloeb.models import CvTilstand
from tests.opfoelgning.sager import DAG, client_for, days, words


def test_the_cv_has_a_state_from_a_day_on(mette, sag, inside):
    url = reverse("cv_ny", args=[sag.borger_id])
    assert "Vælg, hvor langt CV'et er." in words(mette.post(url, {"dato": DAG.isoformat()})).replace(
        "&#x27;", "'"
    )
    fremme = {"stand": "klar", "dato": days(2).isoformat()}
    assert "Datoen er ikke nået endnu." in words(mette.post(url, fremme))
    page = words(
        mette.post(url, {"stand": "klar", "dato": DAG.isoformat(), "note": "Set igennem"}, follow=True)
    )
    assert "Klar til brug fra 23. november 2026" in page
    with inside():
        assert CvTilstand.objects.get().note == "Set igennem"
    assert "CV: klar til brug" in words(mette.get(reverse("borger", args=[sag.borger_id])))


def test_the_jobmaal_stand_beside_the_cv(mette, sag, inside):
    url = reverse("plan", args=[sag.borger_id])
    assert "Intet jobmål endnu." in words(mette.get(url))
    with inside():
        sag.jobmaal.create(jobfunktion="Gartnermedhjælper", foreslaaet_af="borger", start=days(-5))
        sag.jobmaal.create(jobfunktion="Pakker", foreslaaet_af="borger", start=days(-50), slut=days(-5))
    page = words(mette.get(url))
    assert "Jobmål: Gartnermedhjælper (borgeren)" in page
    assert "Pakker" not in page


def test_a_praktik_is_followed_while_it_runs(kontor, mette, sag, inside):
    with inside():
        praktik = kontor.praktik(sag, days(-10), days(20))
    url = reverse("tilbudsopfoelgning_ny", args=[sag.borger_id])
    data = {"tilbud": praktik.pk, "type": "besoeg", "dato": DAG.isoformat(), "note": "Møder til tiden"}
    assert "Datoen er ikke nået endnu." in words(mette.post(url, data | {"dato": days(1).isoformat()}))
    tidlig = mette.post(url, data | {"dato": days(-20).isoformat()})
    assert "Aktiviteten begynder først 13. november 2026." in words(tidlig)
    assert "Skriv, hvordan det går." in words(mette.post(url, data | {"note": ""}))
    page = words(mette.post(url, data | {"aftalt": "Flere timer"}, follow=True))
    assert "Møder til tiden" in page
    assert "Aftalt: Flere timer" in page
    with inside():
        assert Tilbudsopfoelgning.objects.get().tilbud == praktik


def test_a_praktik_with_follow_up_is_not_taken_back_before_it(kontor, mette, sag, inside):
    with inside():
        praktik = kontor.praktik(sag, days(-10), days(20))
        ens = {"forloeb": sag, "registreret_af": kontor.mette, "form": "besoeg", "note": "Godt"}
        praktik.opfoelgninger.create(dato=DAG, **ens)
    url = reverse("aktivitet_ret", args=[praktik.pk])
    page = mette.post(url, {"version": "1", "annuller": "1", "begrundelse": "Forkert"})
    assert "Andet er skrevet under registreringen. Tag det tilbage først." in words(page)


def test_a_praktik_that_ended_asks_for_its_outcome(kontor, mette, sag, inside):
    with inside():
        praktik = kontor.praktik(sag, days(-30), days(-2))
    url = reverse("indsats", args=[sag.borger_id])
    assert "Resultatet mangler." in words(mette.get(url))
    with inside():
        praktik.resultat = "Fleksjob på 6 timer"
        praktik.save()
    page = words(mette.get(url))
    assert "Resultat: Fleksjob på 6 timer" in page
    assert "Resultatet mangler." not in page


def test_a_measure_of_another_case_cannot_be_chosen(kontor, mette, sag, inside):
    with inside():
        andet = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-60))
        fremmed = kontor.praktik(andet, days(-10), days(20))
    url = reverse("tilbudsopfoelgning_ny", args=[sag.borger_id])
    data = {"tilbud": fremmed.pk, "type": "besoeg", "dato": DAG.isoformat(), "note": "Godt"}
    assert "Vælg aktiviteten." in words(mette.post(url, data))


def test_the_first_follow_up_has_a_day(kontor, inside):
    """A quarter of the six months from 24 September."""
    with inside():
        sag = kontor.fleksjob("Bo Bæk", days(-60), "6")
    url = reverse("plan", args=[sag.borger_id])
    assert "Første opfølgning senest 8. november 2026." in words(client_for(kontor.mette).get(url))
    with inside():
        kontor.opfoelgning(sag, days(-20))
    assert "Første opfølgning" not in words(client_for(kontor.mette).get(url))
