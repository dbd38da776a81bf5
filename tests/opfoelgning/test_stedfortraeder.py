"""A stedfortræder leads the team on her days, on no other, no other team, and never decides alone on her own."""

import pytest
from django.urls import reverse

from forloeb.models import Forloeb, Overdrag
from kommuner.actions.stedfortraeder import add_stedfortraeder, change_stedfortraeder, remove_stedfortraeder
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.models import Medarbejder, Stedfortraeder, Team
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Beslutning, Forslag
from tests.opfoelgning.sager import (
    DAG,
    client_for,
    count_queries,
    days,
    make_kontor,
    other_kommune_id,
    text_of,
)
from tests.raekker import make_medarbejder

FRA, TIL = days(-3), days(4)


@pytest.fixture
def nord(kontor) -> Team:
    return Team.objects.create(navn="Team Nord")


@pytest.fixture
def vikar(kontor, nord) -> Medarbejder:
    """A jobformidler of Team Nord, who leads Team vest from ``FRA`` through ``TIL``."""
    person = make_medarbejder("vera", "jobformidler", team=nord, navn="Vera Vikar")
    Stedfortraeder.objects.create(team=kontor.team, medarbejder=person, start=FRA, slut=days(5))
    return person


@pytest.fixture
def sager(kontor, nord, vikar) -> dict[str, Forloeb]:
    kollega = make_medarbejder("kaj", "jobformidler", team=nord)
    return {
        "vest": kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200)),
        "egen": kontor.sag("Bo Dal", ejer=vikar, start=days(-200)),
        "nord": kontor.sag("Carl Eg", ejer=kollega, start=days(-200)),
        "syd": kontor.sag("Dora Fog", ejer=make_medarbejder("syd", "jobformidler"), start=days(-200)),
        "ingen": kontor.sag("Eva Gade", ejer=None, start=days(-200)),
    }


def anew(person: Medarbejder) -> Medarbejder:
    return Medarbejder.objects.get(pk=person.pk)


def seen(sager, door: str, person: Medarbejder, dag) -> set[str]:
    found = set(getattr(Forloeb.objects, door)(anew(person), dag).values_list("pk", flat=True))
    return {navn for navn, sag in sager.items() if sag.pk in found}


FOER = {"synlig_for": {"egen", "nord", "ingen"}, "writable_for": {"egen", "ingen"}, "ledet_af": set()}
UNDER = {
    "synlig_for": {"vest", "egen", "nord", "ingen"},
    "writable_for": {"vest", "egen", "ingen"},
    "ledet_af": {"vest", "ingen"},
}


@pytest.mark.parametrize(
    ("dag", "ventet"),
    [(days(-4), FOER), (FRA, UNDER), (TIL, UNDER), (days(5), FOER)],
    ids=["before", "first", "last", "after"],
)
def test_what_she_may_changes_on_the_first_day_and_after_the_last(kontor, vikar, sager, dag, ventet):
    for door, navne in ventet.items():
        assert seen(sager, door, vikar, dag) == navne, door


@pytest.mark.parametrize(
    ("dag", "status"), [(days(-4), 403), (FRA, 200), (TIL, 200), (days(5), 403)], ids=str
)
def test_the_leaders_pages_are_open_on_those_days(kontor, vikar, sager, settings, dag, status):
    settings.IDAG = dag
    client = client_for(vikar)
    for url in (
        "/team",
        "/team/borgere",
        "/team/ufordelte",
        "/team/overdrag",
        "/beslutninger",
        "/team/borgere.csv",
    ):
        assert client.get(url).status_code == status, url
    mine = text_of(client.get("/mine"))
    assert ('href="/team"' in mine) == (status == 200)
    assert ("Du er stedfortræder for Team vest" in mine) == (dag < days(5))
    assert client.get("/").headers["Location"] == "/mine"


def test_she_sees_the_teams_numbers_and_not_her_own(kontor, vikar, sager):
    client = client_for(vikar)
    side = text_of(client.get("/team/borgere"))
    assert [navn in side for navn in ("Anna Bech", "Bo Dal", "Carl Eg", "Dora Fog", "Eva Gade")] == [
        *(True, False, False, False, True)
    ]
    oversigt = text_of(client.get("/team"))
    assert "Team vest" in oversigt
    assert "til og med 27. november 2026." in oversigt
    assert "Vera Vikar er stedfortræder for Team vest" in text_of(client_for(kontor.leder).get("/team"))


BESLUTNING = {
    "udfald": "lovlig_grund",
    "begrundelse": "Orlov, som ikke er skrevet ind.",
    "dato": DAG.isoformat(),
    "jobformidler_deltog": "on",
}


def decide(client, sag, **mere):
    url = reverse("beslutning_ny", args=[sag.borger_id])
    return client.post(url, BESLUTNING | {"forloeb": sag.pk} | mere)


def test_she_decides_for_the_team_and_for_no_other(kontor, vikar, sager, kommune):
    client = client_for(vikar)
    assert decide(client, sager["vest"]).status_code == 302
    assert decide(client, sager["egen"]).status_code == 403
    assert decide(client, sager["nord"]).status_code == 403
    assert decide(client, sager["syd"]).status_code == 404
    with kommunekontekst(kommune.pk):
        assert [b.registreret_af for b in Beslutning.objects.all()] == [vikar]


def test_in_her_own_team_she_does_not_approve_her_own_proposal_alone(kontor, kommune):
    Stedfortraeder.objects.create(team=kontor.team, medarbejder=kontor.mette, start=FRA, slut=days(5))
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200))
    forslag = Forslag.objects.create(
        forloeb=sag, type="fravaer", begrundelse="Orlov", dato=DAG, registreret_af=kontor.mette
    )
    client = client_for(kontor.mette)
    alene = decide(client, sag, forslag=forslag.pk)
    assert (alene.status_code, "ikke godkende dit eget forslag alene" in text_of(alene)) == (422, True)
    assert decide(client, sag, forslag=forslag.pk, sammen_med=kontor.leder.pk).status_code == 302


def test_she_hands_over_the_teams_borgere(kontor, vikar, sager, kommune):
    client = client_for(vikar)
    data = {"medarbejder": kontor.leder.pk, "fra": DAG.isoformat(), "begrundelse": "Ferie"}
    assert client.post("/team/overdrag", data | {"valgt": sager["nord"].pk}).status_code == 404
    assert client.post("/team/overdrag", data | {"valgt": sager["vest"].pk}).status_code == 302
    with kommunekontekst(kommune.pk):
        assert Overdrag.objects.get().registreret_af == vikar


def test_the_forecast_is_of_the_team_too(kontor, vikar, settings):
    kollega = make_medarbejder("kaj", "jobformidler", team=vikar.team)
    for navn, ejer in (("Anna Ny", kontor.mette), ("Bo Ny", vikar), ("Carl Ny", kollega), ("Eva Ny", None)):
        kontor.sag(navn, ejer=ejer, start=days(-170))
    for dag, navne in ((DAG, ["Anna Ny", "Bo Ny", "Eva Ny"]), (days(5), ["Bo Ny"])):
        settings.IDAG = dag
        side = text_of(client_for(vikar).get("/prognose?dage=30"))
        assert [navn for navn in ("Anna Ny", "Bo Ny", "Carl Ny", "Eva Ny") if navn in side] == navne


def test_a_leader_who_stands_in_leads_both(kontor, nord, sager):
    nora = make_medarbejder("nora", "teamleder", team=nord)
    Stedfortraeder.objects.create(team=kontor.team, medarbejder=nora, start=days(10), slut=days(20))
    assert seen(sager, "ledet_af", nora, days(9)) == {"egen", "nord", "ingen"}
    assert seen(sager, "ledet_af", nora, days(10)) == {"vest", "egen", "nord", "ingen"}


def test_without_a_role_that_sees_cases_it_gives_nothing(kontor, vikar, sager):
    Medarbejder.objects.filter(pk=vikar.pk).update(roller=["administrator"])
    assert seen(sager, "synlig_for", vikar, DAG) == seen(sager, "ledet_af", vikar, DAG) == set()


def test_one_of_another_kommune_is_nothing_here(kontor, vikar, sager):
    with kommunekontekst(other_kommune_id()):
        fremmed = make_kontor("fremmed")
        pk = Stedfortraeder.objects.create(
            team=fremmed.team, medarbejder=fremmed.mette, start=FRA, slut=days(5)
        ).pk
        assert not Forloeb.objects.synlig_for(anew(fremmed.mette), DAG).exists()
    client = client_for(kontor.leder)
    assert client.get(f"/team/stedfortraeder/{pk}").status_code == 404
    assert client.post(f"/team/stedfortraeder/{pk}/slut").status_code == 404


# Choosing one


def add(kontor, person, fra=DAG, til=TIL, by=None, **andet):
    return add_stedfortraeder(
        team=kontor.team, medarbejder=person, fra=fra, til=til, by=by or kontor.leder, dag=DAG, **andet
    )


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"fra": days(-1)}, "fra", "Dagen er gået. Vælg i dag eller en senere dag."),
        ({"fra": days(4), "til": days(3)}, "til", "Til og med-dagen ligger før den første dag."),
        ({"person": ()}, "medarbejder", "petra Prøve arbejder ikke med sagerne. Vælg en anden."),
        ({"person": "leder"}, "medarbejder", "leder.vest Prøve er selv teamleder for Team vest."),
        (
            {"by": "jobformidler"},
            None,
            "Kun teamets egen teamleder og en administrator kan vælge en stedfortræder.",
        ),
    ],
)
def test_what_cannot_be_is_refused(kontor, valg, felt, besked):
    person = kontor.mette
    if "person" in valg:
        hvem = valg.pop("person")
        person = kontor.leder if hvem == "leder" else make_medarbejder("petra")
    if "by" in valg:
        valg["by"] = make_medarbejder("nn", valg["by"], team=kontor.team)
    with pytest.raises(Afvist) as refused:
        add(kontor, person, **valg)
    assert (refused.value.felt, str(refused.value)) == (felt, besked)


def test_one_at_a_time_and_touching_is_fine(kontor):
    add(kontor, kontor.mette)
    with pytest.raises(Afvist, match="allerede en stedfortræder"):
        add(kontor, make_medarbejder("nn", "sagsbehandler"), fra=TIL, til=days(9))
    add(kontor, make_medarbejder("mm", "sagsbehandler"), fra=days(5), til=days(9))
    with pytest.raises(Spoergsmaal):
        add(kontor, kontor.mette, fra=days(20), til=days(500))


def test_moved_and_ended_while_it_runs(kontor, vikar):
    raekke = Stedfortraeder.objects.get()
    change = {"stedfortraeder": raekke, "by": kontor.leder, "dag": DAG}
    with pytest.raises(Afvist, match="Den første dag kan ikke flyttes"):
        change_stedfortraeder(fra=DAG, til=TIL, version=1, **change)
    with pytest.raises(Afvist, match="Dagen er gået"):
        change_stedfortraeder(fra=FRA, til=days(-1), version=1, **change)
    change_stedfortraeder(fra=FRA, til=days(9), version=1, **change)
    with pytest.raises(Konflikt):
        change_stedfortraeder(fra=FRA, til=DAG, version=1, **change)
    assert remove_stedfortraeder(version=2, **change)
    assert (anew(vikar).leads(days(-1)), anew(vikar).leads(DAG)) == (True, False)
    with pytest.raises(Afvist, match="slut og kan ikke ændres"):
        remove_stedfortraeder(version=3, **change)


def test_the_page_chooses_moves_and_removes(kontor, kommune):
    leder = client_for(kontor.leder)
    url = reverse("stedfortraeder")
    assert "Ingen stedfortræder er valgt." in text_of(leder.get(url))
    data = {"team": kontor.team.pk, "medarbejder": kontor.mette.pk, "fra": days(3).isoformat()}
    mangler = leder.post(url, data)
    assert (mangler.status_code, "Skriv, hvornår perioden slutter." in text_of(mangler)) == (422, True)
    side = text_of(leder.post(url, data | {"til": days(6).isoformat()}, follow=True))
    assert "mette.vest Prøve er stedfortræder for Team vest fra 26. november 2026." in side
    assert "29. november 2026" in side
    assert "Du er stedfortræder for Team vest fra 26. november 2026 til og med" in text_of(
        client_for(kontor.mette).get("/mine")
    )
    with kommunekontekst(kommune.pk):
        raekke = Stedfortraeder.objects.get()
    ret = reverse("stedfortraeder_ret", args=[raekke.pk])
    dage = {"fra": days(4).isoformat(), "til": days(8).isoformat(), "version": 1}
    assert leder.post(ret, dage).status_code == 302
    assert leder.post(ret, dage).status_code == 409
    side = text_of(leder.post(reverse("stedfortraeder_slut", args=[raekke.pk]), {"version": 2}, follow=True))
    assert "mette.vest Prøve bliver ikke stedfortræder for Team vest." in side


def test_no_page_costs_more_for_those_who_never_stand_in(kontor):
    client = client_for(kontor.mette)
    client.get("/mine")
    uden = count_queries(client, "/mine")
    client = client_for(kontor.leder)
    Stedfortraeder.objects.create(team=kontor.team, medarbejder=kontor.mette, start=days(-9), slut=days(-2))
    client = client_for(kontor.mette)
    client.get("/mine")
    assert count_queries(client, "/mine") == uden


def test_the_page_costs_the_same_however_many_periods_there_are(kontor, kommune):
    leder = client_for(kontor.leder)
    leder.get("/team/stedfortraeder")
    before = count_queries(leder, "/team/stedfortraeder")
    with kommunekontekst(kommune.pk):
        for nr in range(4):
            start = days(10 * nr + 1)
            Stedfortraeder.objects.create(
                team=kontor.team, medarbejder=kontor.mette, start=start, slut=days(10 * nr + 5)
            )
    assert count_queries(leder, "/team/stedfortraeder") == before
