"""The first day of a forløb that was written wrong: what moves with it, what stands in the way, and the page."""

import pytest
from django.urls import reverse

from forloeb.models import Fase, Rettelse, Tildeling, Ydelse
from kommuner.afvist import Afvist, Spoergsmaal
from opfoelgning.actions.forloebsstart import move_start
from opfoelgning.models import Vurdering
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_forloeb


@pytest.fixture
def sag(kontor):
    return kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53), fase=1)


def move(kontor, sag, start, begrundelse="Tastefejl", **andet):
    return move_start(forloeb=sag, start=start, begrundelse=begrundelse, by=kontor.mette, dag=DAG, **andet)


@pytest.mark.parametrize("start", [days(-60), days(-20)])
def test_what_began_with_it_moves_along_and_the_deadlines_follow(kontor, sag, start):
    move(kontor, sag, start)
    sag.refresh_from_db()
    assert sag.start == start
    for model in (Fase, Tildeling, Ydelse):
        assert set(model.objects.filter(forloeb=sag).values_list("start", flat=True)) <= {start}
    assert Vurdering.objects.get(forloeb=sag, regel="fase1_varighed").anker == start
    spor = Rettelse.objects.get()
    assert (spor.tekst, spor.begrundelse) == ("Forløbets start", "Tastefejl")


def test_a_forloeb_that_was_to_begin_begins_earlier(kontor):
    sag = kontor.sag("Bo Berg", ejer=kontor.mette, start=days(200), fase=1)
    move(kontor, sag, days(-3))
    assert Vurdering.objects.filter(forloeb=sag, regel="fase1_varighed").exists()


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"start": days(-53)}, "start", "Det er den dag, der står nu."),
        ({"start": days(-60), "begrundelse": " "}, "begrundelse", "Skriv, hvorfor startdatoen rettes."),
        (
            {"start": days(-5)},
            "start",
            "Der er registreret en kontakt før den dag, 13. november 2026. Ret det først.",
        ),
        ({"start": days(-90)}, "start", "Det forrige forløb sluttede 24. september 2026."),
    ],
)
def test_what_stands_in_the_way_is_said(kontor, sag, valg, felt, besked):
    kontor.kontakt(sag, days(-10))
    make_forloeb(sag.borger, days(-300), slut=days(-59))
    with pytest.raises(Afvist) as refused:
        move(kontor, sag, **valg)
    assert (refused.value.felt, str(refused.value)) == (felt, besked)


def test_a_phase_that_began_since_stands_in_the_way(kontor, sag):
    Fase.objects.filter(forloeb=sag).update(slut=days(-30))
    Fase.objects.create(forloeb=sag, nr=2, start=days(-30))
    with pytest.raises(Afvist, match=r"en fase før den dag, 1\. oktober 2026"):
        move(kontor, sag, days(-20))


@pytest.mark.parametrize("start", [days(-60), days(-20)])
def test_a_benefit_from_before_the_forloeb_is_not_in_the_way(kontor, sag, start):
    Ydelse.objects.filter(forloeb=sag).update(slut=days(-52))
    Ydelse.objects.filter(forloeb=sag).update(start=days(-400))
    assert move(kontor, sag, start).start == start
    assert Ydelse.objects.get(forloeb=sag).start == days(-400)


def test_a_day_far_away_is_asked_about(kontor, sag):
    with pytest.raises(Spoergsmaal, match="mere end 1 år tilbage"):
        move(kontor, sag, days(-800))
    assert move(kontor, sag, days(-800), bekraeftet=True).start == days(-800)


def test_on_the_page(kontor, sag):
    mette = client_for(kontor.mette)
    ret, url = (reverse(navn, args=[sag.borger_id]) for navn in ("borger_ret", "forloebsstart"))
    assert url in text_of(mette.get(ret))
    assert 'value="2026-10-01"' in text_of(mette.get(url))
    fejl = mette.post(url, {"start": "2026-10-05", "begrundelse": ""})
    assert (fejl.status_code, "Skriv, hvorfor startdatoen rettes." in text_of(fejl)) == (422, True)
    page = text_of(mette.post(url, {"start": "2026-10-05", "begrundelse": "Tastefejl"}, follow=True))
    assert "Startdatoen er rettet. Fristerne følger med." in page
    assert "Forløbets start" in page
    assert "1. oktober 2026" in page
