"""Closing a forløb and opening it again: what stops, what stays, and the pages."""

import re

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone

from aftaler.models import Planaftale
from forloeb.models import (
    Afslutning,
    Fase,
    Forloeb,
    Persongruppemarkering,
    Sagsbehandling,
    Tildeling,
    Ydelse,
)
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.afslutning import (
    Afslutningsindhold,
    Genaabning,
    close_forloeb,
    reopen_forloeb,
)
from opfoelgning.actions.sagsfortrydelse import undo_afslutning
from opfoelgning.models import Kontakt, Vurdering
from tests.opfoelgning.sager import DAG, client_for, days, readings, text_of
from tests.raekker import make_forloeb


@pytest.fixture
def sag(kontor):
    """Phase 2 since October, a contact overdue and one planned."""
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))
    kontor.kontakt(sag, days(-20))
    kontor.kontakt(sag, days(5), status="planlagt")
    return sag


def close(kontor, sag, aarsag="over_timegraense", sidste_dag=DAG, note="", bekraeftet=True, dag=DAG):
    indhold = Afslutningsindhold(aarsag=aarsag, sidste_dag=sidste_dag, note=note)
    return close_forloeb(forloeb=sag, indhold=indhold, by=kontor.mette, dag=dag, bekraeftet=bekraeftet)


def reopen(kontor, sag, fra=DAG, dag=DAG, **andet):
    indhold = Genaabning(fra=fra, begrundelse="Jobbet holdt ikke", jobformidler=kontor.mette, **andet)
    return reopen_forloeb(forloeb=sag, indhold=indhold, by=kontor.mette, dag=dag)


def perioder(model, sag) -> list[tuple]:
    return list(model.objects.filter(forloeb=sag).order_by("start").values_list("start", "slut"))


def test_closing_ends_phase_tildeling_and_what_is_planned(kontor, sag):
    close(kontor, sag, sidste_dag=days(-1))
    sag.refresh_from_db()
    assert (sag.slut, sag.afslutningsaarsag) == (DAG, "over_timegraense")
    assert perioder(Fase, sag) == perioder(Tildeling, sag) == [(days(-53), DAG)]
    assert perioder(Ydelse, sag) == [(days(-53), None)]
    assert set(Kontakt.objects.values_list("dato", "status")) == {
        (days(-20), "gennemfoert"),
        (days(5), "aflyst"),
    }
    assert not Vurdering.objects.filter(forloeb=sag).exists()


def test_another_benefit_ends_the_ledighedsydelse_too(kontor, sag):
    close(kontor, sag, aarsag="anden_ydelse")
    assert perioder(Ydelse, sag) == [(days(-53), days(1))]


def test_a_ledighedsydelse_that_was_to_begin_later_never_does(kontor, sag):
    Ydelse.objects.filter(forloeb=sag).update(slut=days(-10))
    Ydelse.objects.create(forloeb=sag, type="ledighedsydelse", start=days(30))
    close(kontor, sag, aarsag="flyttet")
    assert perioder(Ydelse, sag) == [(days(-53), days(-10))]


def test_open_agreements_are_given_up_and_come_back_with_an_undo(kontor, sag):
    aftale = Planaftale.objects.create(forloeb=sag, hvad="Besøge gartneriet", dato=days(-2))
    with pghistory.context(user=kontor.mette.pk):
        lukning = close(kontor, sag)
    aftale.refresh_from_db()
    assert aftale.status == "opgivet"
    undo_afslutning(afslutning=lukning, by=kontor.mette, dag=DAG, nu=timezone.now())
    aftale.refresh_from_db()
    assert aftale.status == "aaben"


def test_the_page_names_everybody_and_everything_that_ends_or_goes_on(kontor, sag, kommune):
    Sagsbehandling.objects.create(forloeb=sag, medarbejder=kontor.leder, start=days(-53))
    Planaftale.objects.create(forloeb=sag, hvad="Besøge gartneriet", dato=days(5))
    Persongruppemarkering.objects.create(forloeb=sag, navn="Udvikling i fleksjob II", start=days(-9))
    side = text_of(client_for(kontor.mette).get(reverse("afslut", args=[sag.borger_id])))
    for linje in (
        f"{kontor.leder.navn} som myndighedssagsbehandler slutter",
        "Aftalen «Besøge gartneriet» 28. november 2026 opgives",
        "Persongruppemarkeringen «Udvikling i fleksjob II»",
    ):
        assert linje in side


def test_it_asks_once_and_changes_nothing_before_the_answer(kontor, sag):
    with pytest.raises(Spoergsmaal, match=r"sidste dag 23\. november 2026"):
        close(kontor, sag, bekraeftet=False)
    with pytest.raises(Spoergsmaal, match="mere end 1 år"):
        close(kontor, sag, sidste_dag=days(400), bekraeftet=False)
    assert not Afslutning.objects.exists()


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"sidste_dag": days(-60)}, "sidste_dag", "Forløbet begyndte først 1. oktober 2026."),
        ({"sidste_dag": days(-30)}, "sidste_dag", "Fase 3 begyndte 13. november 2026. Vælg en senere dag."),
        ({"aarsag": "andet", "note": " "}, "note", "Skriv i noten, hvorfor forløbet afsluttes."),
    ],
)
def test_what_cannot_be_is_refused(kontor, sag, valg, felt, besked):
    Fase.objects.filter(forloeb=sag).update(slut=days(-10))
    Fase.objects.create(forloeb=sag, nr=3, start=days(-10))
    with pytest.raises(Afvist) as refused:
        close(kontor, sag, **valg)
    assert (refused.value.felt, str(refused.value)) == (felt, besked)


def test_a_phase_planned_for_later_never_begins(kontor, sag):
    Fase.objects.filter(forloeb=sag).update(slut=days(3))
    Fase.objects.create(forloeb=sag, nr=3, start=days(3))
    close(kontor, sag)
    assert perioder(Fase, sag) == [(days(-53), days(1))]


def test_reopening_takes_it_up_in_phase_2_and_keeps_the_closing(kontor, sag):
    close(kontor, sag, sidste_dag=days(-10), aarsag="anden_ydelse")
    reopen(kontor, sag, fra=days(-2), ledighedsydelse_fra=days(-2))
    sag.refresh_from_db()
    assert (sag.slut, sag.afslutningsaarsag) == (None, "")
    assert perioder(Fase, sag) == perioder(Tildeling, sag) == [(days(-53), days(-9)), (days(-2), None)]
    assert Fase.objects.get(forloeb=sag, slut=None).nr == 2
    assert perioder(Ydelse, sag) == [(days(-53), days(-9)), (days(-2), None)]
    lukning = Afslutning.objects.get()
    assert (lukning.sidste_dag, lukning.aarsag, lukning.genaabnet) == (days(-10), "anden_ydelse", days(-2))
    assert Vurdering.objects.get(forloeb=sag, regel="kontakt").frist == days(12)


def test_a_forloeb_closed_by_a_file_can_be_opened_too(kontor):
    sag = kontor.sag("Bo Berg", ejer=kontor.mette, start=days(-53), slut=days(-3))
    Forloeb.objects.filter(pk=sag.pk).update(afslutningsaarsag="flyttet")
    reopen(kontor, sag)
    assert Afslutning.objects.values_list("sidste_dag", "aarsag", "genaabnet").get() == (
        days(-4),
        "flyttet",
        DAG,
    )


@pytest.mark.parametrize(("fra", "besked"), [(days(1), "ikke nået"), (days(-5), "sluttede 20. november")])
def test_it_opens_neither_before_its_end_nor_in_the_future(kontor, sag, fra, besked):
    close(kontor, sag, sidste_dag=days(-3))
    with pytest.raises(Afvist, match=besked):
        reopen(kontor, sag, fra=fra)


def test_a_borger_has_one_open_forloeb_of_a_model(kontor, sag):
    close(kontor, sag, sidste_dag=days(-3))
    make_forloeb(sag.borger, days(-1))
    with pytest.raises(Afvist, match="allerede et åbent forløb"):
        reopen(kontor, sag)


def test_an_open_forloeb_is_not_opened(kontor, sag):
    with pytest.raises(Afvist, match="ikke afsluttet"):
        reopen(kontor, sag)


# The pages


def test_closed_in_four_interactions_and_opened_again(kontor, sag, kommune):
    mette = client_for(kontor.mette)
    borger, afslut = (reverse(navn, args=[sag.borger_id]) for navn in ("borger", "afslut"))
    assert afslut in text_of(mette.get(borger))  # 1: the link
    side = text_of(mette.get(afslut))
    assert "Kontakt (14 dage): senest" in side
    assert "Aftalt kontakt 28. november 2026 aflyses" in side
    data = {"forloeb": sag.pk, "aarsag": "flyttet", "sidste_dag": DAG.isoformat(), "note": "Til Aarhus"}
    spurgt = mette.post(afslut, data)  # 2 and 3: the reason, the button
    assert spurgt.status_code == 422
    assert "Ja, afslut forløbet" in text_of(spurgt)
    assert "Til Aarhus" in text_of(spurgt)
    side = text_of(mette.post(afslut, data | {"alligevel": "1"}, follow=True))  # 4: yes
    assert "Forløbet er afsluttet med sidste dag 23. november 2026." in side
    assert "Forløbet er afsluttet. Sidste dag er 23. november 2026." in side
    with kommunekontekst(kommune.pk):
        assert readings("afslut") == [{sag.borger_id}] * 3


def test_a_closing_is_taken_back_with_all_that_it_ended(kontor, sag, kommune):
    mette, afslut = client_for(kontor.mette), reverse("afslut", args=[sag.borger_id])
    data = {"aarsag": "flyttet", "sidste_dag": days(-1).isoformat(), "alligevel": "1"}
    side = text_of(mette.post(afslut, data, follow=True))
    side = text_of(mette.post(re.search(r'action="(/afslutning/[^"]*)"', side)[1], follow=True))
    assert "Afslutningen er fortrudt." in side
    with kommunekontekst(kommune.pk):
        sag.refresh_from_db()
        assert (sag.slut, sag.afslutningsaarsag) == (None, "")
        assert perioder(Fase, sag) == perioder(Tildeling, sag) == [(days(-53), None)]
        assert perioder(Ydelse, sag) == [(days(-53), None)]
        assert Kontakt.objects.get(dato=days(5)).status == "planlagt"
        assert not Afslutning.objects.exists()


def test_a_closed_forloeb_says_how_to_open_it_and_tells_its_story(kontor, sag, kommune):
    close(kontor, sag, sidste_dag=days(-1), aarsag="flyttet", note="Til Aarhus")
    mette = client_for(kontor.mette)
    borger, genaabn = (reverse(navn, args=[sag.borger_id]) for navn in ("borger", "genaabn"))
    side = text_of(mette.get(borger))
    assert genaabn in side
    assert "Flyttet" in side
    data = {"forloeb": sag.pk, "fra": DAG.isoformat(), "jobformidler": kontor.mette.pk}
    mangler = mette.post(genaabn, data)
    assert (mangler.status_code, "Skriv, hvorfor forløbet åbnes igen." in text_of(mangler)) == (422, True)
    side = text_of(mette.post(genaabn, data | {"begrundelse": "Flyttede hjem igen"}, follow=True))
    for said in ("Forløbet er åbnet igen i fase 2.", "Flyttede hjem igen", "Til Aarhus", "Registrér kontakt"):
        assert said in side, said
