"""Who has a borger: assigning, changing with a reason, numbers before and after, and who may then write."""

import pytest
from django.urls import reverse

from forloeb.models import Forloeb, Sagsbehandling, Tildeling
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.tildeling import assign_jobformidler, assign_sagsbehandler
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def dan(kontor):
    return make_medarbejder("dan", "jobformidler", team=kontor.team, navn="Dan Kofoed")


def give(kontor, sag, til, fra=DAG, aarsag="Barsel", **andet):
    return assign_jobformidler(
        forloeb=sag, medarbejder=til, fra=fra, aarsag=aarsag, by=kontor.leder, dag=DAG, **andet
    )


def perioder(model=Tildeling) -> list[tuple]:
    return list(
        model.objects.order_by("start").values_list("medarbejder__navn", "start", "slut", "skifteaarsag")
    )


def test_who_fits_comes_first_and_says_what_she_is(kontor, sag, dan):
    make_medarbejder("niels", "sagsbehandler", navn="Niels Schmidt")
    side = text_of(client_for(kontor.leder).get(reverse("tildel", args=[sag.borger_id, "sagsbehandler"])))
    assert side.index("Niels Schmidt") < side.index("Dan Kofoed")
    assert f"jobformidler · {kontor.team}" in side


def test_a_change_keeps_who_had_her_and_why(kontor, sag, dan):
    give(kontor, sag, dan)
    assert perioder() == [
        ("mette.vest Prøve", days(-53), DAG, ""),
        ("Dan Kofoed", DAG, None, "Barsel"),
    ]


def test_the_first_needs_no_reason(kontor, dan):
    sag = kontor.sag("Bo Berg", ejer=None, start=days(-10))
    give(kontor, sag, dan, aarsag="")
    assert perioder() == [("Dan Kofoed", DAG, None, "")]


def test_changed_twice_on_a_day_it_is_the_last_who_has_her(kontor, sag, dan):
    give(kontor, sag, dan)
    give(kontor, sag, kontor.leder, aarsag="Dan er syg")
    assert [(navn, aarsag) for navn, _, _, aarsag in perioder()] == [
        ("mette.vest Prøve", ""),
        ("leder.vest Prøve", "Dan er syg"),
    ]


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"aarsag": "  "}, "aarsag", "Skriv, hvorfor borgeren skifter."),
        ({"aarsag": "x" * 301}, "aarsag", "Skriv højst 300 tegn."),
        ({"fra": days(-60)}, "fra", "Forløbet begyndte først 1. oktober 2026."),
        ({"til": "mette"}, "medarbejder", "Borgeren har allerede mette.vest Prøve."),
    ],
)
def test_what_cannot_be_is_refused(kontor, sag, dan, valg, felt, besked):
    til = kontor.mette if valg.pop("til", "") else dan
    with pytest.raises(Afvist) as refused:
        give(kontor, sag, til, **valg)
    assert (refused.value.felt, str(refused.value)) == (felt, besked)


def test_a_day_far_away_is_asked_about_once(kontor, sag, dan):
    with pytest.raises(Spoergsmaal):
        give(kontor, sag, dan, fra=days(400))
    give(kontor, sag, dan, fra=days(400), bekraeftet=True)
    assert perioder()[-1][:2] == ("Dan Kofoed", days(400))


def test_the_sagsbehandler_is_the_other_half_and_may_write(kontor, sag):
    sofie = make_medarbejder("sofie", "sagsbehandler", navn="Sofie Myndig")
    assert not Forloeb.objects.synlig_for(sofie, DAG).exists()
    assign_sagsbehandler(forloeb=sag, medarbejder=sofie, fra=DAG, by=kontor.leder, dag=DAG)
    assert perioder(Sagsbehandling) == [("Sofie Myndig", DAG, None, "")]
    assert Forloeb.objects.synlig_for(sofie, DAG).get() == sag
    assert Forloeb.objects.writable_for(sofie, DAG).get() == sag
    with pytest.raises(Afvist, match="hvorfor borgeren skifter"):
        assign_sagsbehandler(forloeb=sag, medarbejder=kontor.leder, fra=DAG, by=kontor.leder, dag=DAG)


# The pages


def test_the_page_tells_of_continuity_and_how_many_there_have_been(kontor, sag, dan):
    give(kontor, sag, dan, fra=days(-9))
    side = text_of(client_for(kontor.leder).get(reverse("sagsstamme", args=[sag.borger_id])))
    for said in (
        "Kontinuitet er et kerneelement",
        "Borgeren har haft 2 jobformidlere.",
        "<b>Dan Kofoed</b> siden 14. november 2026",
        "Barsel",
        "Ingen lige nu",
        "Tildel myndighedssagsbehandler",
    ):
        assert said in side, said


def test_numbers_of_both_stand_before_and_after(kontor, sag, dan, kommune):
    kontor.sag("Bo Berg", ejer=kontor.mette, start=days(-10))
    leder = client_for(kontor.leder)
    url = reverse("tildel", args=[sag.borger_id, "jobformidler"])
    side = text_of(leder.get(url))
    assert "Borgeren har haft 1 jobformidler, nu mette.vest Prøve." in side
    for nu, bagefter in ((2, 1), (0, 1)):
        assert f'"Borgere nu">{nu}</td><td class="num" data-title="Bagefter">{bagefter}</td>' in side
    data = {"forloeb": sag.pk, "medarbejder": dan.pk, "fra": DAG.isoformat()}
    mangler = leder.post(url, data)
    assert (mangler.status_code, "Skriv, hvorfor borgeren skifter." in text_of(mangler)) == (422, True)
    side = text_of(leder.post(url, data | {"aarsag": "Barsel"}, follow=True))
    assert "Borgere: mette.vest Prøve 2 → 1, Dan Kofoed 0 → 1." in side
    with kommunekontekst(kommune.pk):
        assert readings("tildel_jobformidler") == [{sag.borger_id}] * 3


def test_who_gives_her_to_another_team_goes_home(kontor, sag):
    nord = make_medarbejder("nord", "jobformidler")
    url = reverse("tildel", args=[sag.borger_id, "jobformidler"])
    data = {"forloeb": sag.pk, "medarbejder": nord.pk, "fra": DAG.isoformat(), "aarsag": "Flyttet"}
    answer = client_for(kontor.mette).post(url, data)
    assert answer.headers["Location"] == reverse("forside")


def test_an_unknown_half_is_an_unknown_page(kontor, sag):
    assert client_for(kontor.mette).get(reverse("tildel", args=[sag.borger_id, "chef"])).status_code == 404


def test_the_number_of_statements_does_not_grow(kontor, sag, dan, kommune):
    leder = client_for(kontor.leder)
    urls = [
        reverse("tildel", args=[sag.borger_id, "jobformidler"]),
        reverse("sagsstamme", args=[sag.borger_id]),
    ]
    few = [count_queries(leder, url) for url in urls]
    with kommunekontekst(kommune.pk):
        give(kontor, sag, dan, fra=days(-9))
        for nr in range(3):
            make_medarbejder(f"ny{nr}", "jobformidler", team=kontor.team)
    assert [count_queries(leder, url) for url in urls] == few
