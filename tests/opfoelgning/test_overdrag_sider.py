"""The page that hands over: numbers before it saves, refusals that keep what was typed, and the queue."""

from django.urls import reverse

from forloeb.models import Forloeb, Overdrag
from kommuner.models import Fratraedelse, Regelsaet
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.overdrag import standing
from tests.opfoelgning.overdragssager import METTE, dan, give, sager
from tests.opfoelgning.sager import (
    DAG,
    client_for,
    count_queries,
    days,
    make_kontor,
    other_kommune_id,
    readings,
    text_of,
)

__all__ = ["dan", "sager"]


# The pages


def test_the_page_shows_both_caseloads_before_it_saves(kontor, sager, dan, kommune):
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(-900), vaerdier={"sagsstamme.loft": 2}, kilde="Byrådet"
    )
    leder = client_for(kontor.leder)
    ids = [sag.pk for sag in sager[:2]]
    url = reverse("overdrag")
    side = text_of(leder.get(url, {"valgt": ids}))
    assert "Kontinuitet er et kerneelement" in side
    assert f"{METTE} 3 → 1" in side
    data = {"valgt": ids, "medarbejder": dan.pk, "fra": DAG.isoformat(), "begrundelse": "Barsel"}
    foer = text_of(leder.post(url, data | {"virkning": "1"}))
    assert f"{METTE} 3 → 1, Dan Kofoed 1 → 3" in foer
    assert "Dan Kofoed kommer over loftet på 2 borgere." in foer
    with kommunekontekst(kommune.pk):
        assert not Overdrag.objects.exists()
    efter = text_of(leder.post(url, data, follow=True))
    assert (
        f"2 borgere overdraget til Dan Kofoed fra 23. november 2026. {METTE} 3 → 1, Dan Kofoed 1 → 3."
        in efter
    )
    assert "Du har overdraget 2 borgere til Dan Kofoed" in efter
    with kommunekontekst(kommune.pk):
        assert readings("overdrag")[0] == {sag.borger_id for sag in sager[:2]}
        pk = Overdrag.objects.get().pk
    tilbage = text_of(leder.post(reverse("overdrag_fortryd", args=[pk]), follow=True))
    assert "Overdragelsen er fortrudt." in tilbage
    with kommunekontekst(kommune.pk):
        assert not Forloeb.objects.mine(dan, DAG).filter(pk__in=ids).exists()


def test_a_whole_caseload_is_chosen_by_whose_it_is(kontor, sager):
    side = text_of(client_for(kontor.leder).get(reverse("overdrag"), {"alle": kontor.mette.pk}))
    assert [navn in side for navn in ("Anna Bech", "Bo Dal", "Carl Eg", "Dora Fog")] == [True] * 3 + [False]
    liste = text_of(client_for(kontor.leder).get(f"/team/borgere?jobformidler={kontor.mette.pk}"))
    assert f"Overdrag alle (3): {METTE}" in liste


def test_nobody_chosen_says_so(kontor, sager, dan):
    leder = client_for(kontor.leder)
    for svar in (leder.get("/team/overdrag"), leder.post("/team/overdrag", {"begrundelse": "Barsel"})):
        assert "Vælg mindst én borger." in text_of(svar)


def test_what_was_typed_stays_with_the_refusal(kontor, sager, dan, kommune):
    Fratraedelse.objects.create(medarbejder=dan, slut=days(9))
    data = {"valgt": sager[0].pk, "medarbejder": dan.pk, "fra": days(20).isoformat(), "begrundelse": "Barsel"}
    svar = client_for(kontor.leder).post("/team/overdrag", data)
    side = text_of(svar)
    assert svar.status_code == 422
    assert "Dan Kofoed er ikke aktiv efter 1. december." in side
    assert 'value="Barsel"' in side


def test_the_second_leader_sees_the_numbers_anew(kontor, sager, dan, kommune):
    laest = f"{sager[0].pk}:{standing([sager[0].pk])[sager[0].pk]}"
    give(kontor, dan, sager[0])
    data = {"valgt": laest, "medarbejder": kontor.leder.pk, "fra": DAG.isoformat(), "begrundelse": "Ferie"}
    svar = client_for(kontor.leder).post("/team/overdrag", data)
    side = text_of(svar)
    assert svar.status_code == 409
    assert "Anna Bech har fået Dan Kofoed, siden du åbnede siden." in side
    assert "Dan Kofoed 2 → 1, leder.vest Prøve 0 → 1" in side
    assert 'value="Ferie"' in side


def test_foreign_and_unknown_ids_are_one_and_the_same(kontor, sager, dan):
    with kommunekontekst(other_kommune_id()):
        fremmed = make_kontor("fremmed")
        deres = fremmed.sag("Nina Poulsen", ejer=fremmed.mette, start=days(-9))
    leder = client_for(kontor.leder)
    for pk in (deres.pk, 987_654_321, "x", "9" * 30):
        assert leder.get("/team/overdrag", {"valgt": [sager[0].pk, pk]}).status_code == 404
        assert leder.post("/team/ufordelte", {"valgt": pk}).status_code == 404


# The queue


def test_the_queue_is_on_top_and_leads_to_the_same_people(kontor, sager):
    leder = client_for(kontor.leder)
    assert '?jobformidler=uden">1</a> borger har ingen jobformidler.' in text_of(leder.get("/team"))
    for url in ("/team/borgere?jobformidler=uden", "/team/ufordelte"):
        side = text_of(leder.get(url))
        assert "Eva Gade" in side
        assert "Anna Bech" not in side


def test_somebody_of_the_queue_is_given_away_in_place(kontor, sager, dan, kommune):
    leder = client_for(kontor.leder)
    data = {"valgt": sager[3].pk, "fra": DAG.isoformat()}
    mangler = leder.post("/team/ufordelte", data)
    assert (mangler.status_code, "Vælg, hvem der skal have borgerne." in text_of(mangler)) == (422, True)
    assert f'value="{sager[3].pk}:" aria-label="Vælg Eva Gade" checked' in text_of(mangler)
    side = text_of(leder.post("/team/ufordelte", data | {"medarbejder": dan.pk}, follow=True))
    assert "Fordelt: Uden jobformidler 1 → 0, Dan Kofoed 1 → 2." in side
    assert "Alle borgere har en jobformidler." in side
    assert "har ingen jobformidler" not in text_of(leder.get("/team"))


def test_the_number_of_statements_does_not_grow(kontor, sager, dan, kommune):
    leder = client_for(kontor.leder)
    urls = [f"/team/overdrag?alle={kontor.mette.pk}", "/team/ufordelte", "/team/borgere"]
    for url in urls:
        leder.get(url)
    before = [count_queries(leder, url) for url in urls]
    with kommunekontekst(kommune.pk):
        for nr in range(4):
            kontor.sag(f"Person {nr}", ejer=kontor.mette, start=days(-9))
            kontor.sag(f"Ingens {nr}", ejer=None, start=days(-9))
    for url in urls:
        leder.get(url)
    assert [count_queries(leder, url) for url in urls] == before
