"""Changing the phase by hand: what is asked for, and where it leads."""

import pytest
from django.urls import reverse

from forloeb.models import Fase, Tildeling
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.fase import change_fase
from tests.opfoelgning.sager import DAG, client_for, days, readings, text_of


@pytest.fixture
def sag(kontor):
    """Left phase 3 ten days ago, without a benefit that would have led back."""
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53), fase=3)
    Fase.objects.filter(forloeb=sag).update(slut=days(-10))
    return sag


def change(kontor, sag, nr=2, fra=DAG, **andet):
    return change_fase(forloeb=sag, nr=nr, fra=fra, by=kontor.mette, dag=DAG, **andet)


def test_back_to_phase_2_by_hand(kontor, sag):
    change(kontor, sag)
    assert Fase.objects.filter(forloeb=sag).order_by("start").values_list("nr", "start", "slut")[1] == (
        2,
        DAG,
        None,
    )


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"nr": 1}, "nr", "Vælg en af de faser, der kan følge."),
        ({"nr": 3}, "nr", "Fase 3 kræver en fleksjobaftale."),
        ({"fra": days(-20)}, "fra", "Fase 3 begyndte 1. oktober 2026. Vælg en senere dag."),
        ({"fra": days(-60)}, "fra", "Dagen ligger uden for forløbet."),
    ],
)
def test_what_cannot_be_is_refused(kontor, sag, valg, felt, besked):
    with pytest.raises(Afvist) as refused:
        change(kontor, sag, **valg)
    assert (refused.value.felt, str(refused.value)) == (felt, besked)


def test_phase_2_asks_for_a_jobformidler_and_after_phase_1_for_a_visitation(kontor, sag):
    Tildeling.objects.filter(forloeb=sag).delete()
    with pytest.raises(Afvist, match="Fase 2 kræver en jobformidler"):
        change(kontor, sag)
    foer = kontor.sag("Bo Berg", ejer=kontor.mette, start=days(-53), fase=1)
    with pytest.raises(Afvist, match="Fase 2 kræver en visitation"):
        change(kontor, foer)


def test_a_day_far_away_is_asked_about(kontor, sag):
    with pytest.raises(Spoergsmaal):
        change(kontor, sag, fra=days(400))
    assert change(kontor, sag, fra=days(400), bekraeftet=True)


def test_the_page_says_what_is_missing_and_where_it_is_made(kontor, sag, kommune):
    mette, url = client_for(kontor.mette), reverse("skift_fase", args=[sag.borger_id])
    side = text_of(mette.get(url))
    for said in (
        "Seneste fase: <b>3 Fleksjob</b>",
        "Kontakt i jobsøgningsfasen",
        "Opret fleksjob",
        "Jobformidler",
    ):
        assert said in side, said
    data = {"forloeb": sag.pk, "fra": DAG.isoformat()}
    tomt = mette.post(url, data)
    assert (tomt.status_code, "Vælg, hvilken fase der begynder." in text_of(tomt)) == (422, True)
    assert "Fase 2 Jobsøgning er begyndt 23. november 2026" in text_of(
        mette.post(url, data | {"nr": 2}, follow=True)
    )
    with kommunekontekst(kommune.pk):
        assert readings("skift_fase") == [{sag.borger_id}] * 3


def test_the_page_says_what_phase_3_brings(kontor, sag):
    html = text_of(client_for(kontor.mette).get(reverse("skift_fase", args=[sag.borger_id])))
    besked = "Der oprettes 4 opfølgninger (mindst 2 ved fremmøde) inden 23. maj 2027 og statusmøde."
    assert besked in html
    assert "Husk persongruppemarkeringen «Udvikling i fleksjob II»." in html
