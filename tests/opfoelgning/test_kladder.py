"""Drafts in a list, one's own settings, and the page of somebody without a role."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from forloeb.models import Tildeling
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.afslutning import Afslutningsindhold, close_forloeb
from opfoelgning.models import Kladde
from tests.build import DAG, days, make_medarbejder, make_sag


@pytest.fixture(autouse=True)
def today(settings):
    settings.IDAG = DAG


@pytest.fixture
def mette(kommune, client):
    mette = make_medarbejder("mette", "jobformidler")
    client.force_login(mette)
    return mette


@pytest.fixture
def sag(mette):
    return make_sag(mette, "Jens Ågård", kontakt=days(17))


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def hand_over(sag) -> None:
    """The borger goes to a colleague of another team."""
    dan = make_medarbejder("dan", "jobformidler")
    Tildeling.objects.filter(forloeb=sag).update(slut=days(3))
    Tildeling.objects.create(forloeb=sag, medarbejder=dan, start=days(3))


def test_drafts_in_a_list(client, mette, sag):
    assert "Du har ingen kladder." in read(client.get("/kladder"))
    with kommunekontekst(mette.kommune_id):
        kladde = Kladde.objects.create(
            medarbejder=mette, forloeb=sag, formular="kontakt", indhold={"note": "Halvt"}
        )
    response = client.get("/kladder")
    assert "Jens Ågård" in read(response)
    assert "Halvt" in read(response)
    assert reverse("kontakt_ny", args=[sag.borger_id]) in response.content.decode()
    page = client.post(reverse("kladde_slet", args=[kladde.pk]), follow=True)
    assert "Kladden er slettet." in read(page)
    assert "Du har ingen kladder." in read(page)


def test_a_draft_of_a_short_form_leads_back_to_that_form(client, mette, sag):
    afslut = reverse("afslut", args=[sag.borger_id])
    client.post(afslut, {"kladde": "1", "note": "Flytter nok"})
    assert f'href="{afslut}?forloeb={sag.pk}"' in client.get("/kladder").content.decode()
    tildel = reverse("tildel", args=[sag.borger_id, "jobformidler"])
    client.post(tildel, {"kladde": "1", "aarsag": "Ferie"})
    assert f'href="{tildel}?forloeb={sag.pk}"' in client.get("/kladder").content.decode()


def test_the_reason_for_opening_a_closed_case_again_is_drafted_too(client, mette, sag):
    with kommunekontekst(mette.kommune_id):
        indhold = Afslutningsindhold(aarsag="flyttet", sidste_dag=DAG - timedelta(days=1))
        close_forloeb(forloeb=sag, indhold=indhold, by=mette, dag=DAG, bekraeftet=True)
    genaabn = reverse("genaabn", args=[sag.borger_id])
    client.post(genaabn, {"kladde": "1", "begrundelse": "Jobbet holdt ikke"})
    assert "Åbn forløbet igen" in read(client.get("/kladder"))
    assert 'value="Jobbet holdt ikke"' in client.get(genaabn).content.decode()
    data = {"fra": DAG.isoformat(), "begrundelse": "Jobbet holdt ikke", "jobformidler": mette.pk}
    client.post(genaabn, data)
    assert "Du har ingen kladder." in read(client.get("/kladder"))


def test_a_character_that_no_database_keeps_costs_nobody_her_draft(client, mette, sag):
    url = reverse("kontakt_kladde", args=[sag.borger_id])
    assert client.post(url, {"note": "Halvt\0 skrevet", "type": "\0"}).status_code == 200
    assert "Halvt skrevet" in read(client.get("/kladder"))


def test_a_draft_that_came_after_its_form_is_forgotten(client, mette, sag):
    ret = reverse("borger_ret", args=[sag.borger_id])
    skrevet = {"kladde": "1", "navn": sag.borger.navn, "telefon": sag.borger.telefon, "version": "1"}
    client.post(ret, skrevet)
    client.get(ret)
    with kommunekontekst(mette.kommune_id):
        assert not Kladde.objects.exists()


def test_a_draft_outlives_the_borger_without_her_name(client, mette, sag):
    hand_over(sag)
    Kladde.objects.create(medarbejder=mette, forloeb=sag, formular="kontakt", indhold={"note": "Halvt"})
    page = read(client.get("/kladder"))
    assert "Kladden er til en borger, du ikke længere har." in page
    assert "Kopiér teksten" in page
    assert "Halvt" in page
    assert "Jens" not in page


def test_nobody_elses_draft_is_seen_or_deleted(client, mette, sag):
    jonas = make_medarbejder("jonas", "jobformidler")
    kladde = Kladde.objects.create(
        medarbejder=jonas, forloeb=sag, formular="kontakt", indhold={"note": "Hemmeligt"}
    )
    assert "Hemmeligt" not in read(client.get("/kladder"))
    assert client.post(reverse("kladde_slet", args=[kladde.pk])).status_code == 404


def test_settings_take_effect_at_once(client, mette):
    response = client.post("/indstillinger", {"tema": "moerkt"}, follow=True)
    html = response.content.decode()
    assert "Indstillingerne er gemt." in html
    assert 'data-bs-theme="dark"' in html
    assert 'data-genveje="fra"' in html


def test_an_unknown_theme_is_refused(client, mette):
    assert client.post("/indstillinger", {"tema": "lyserød"}).status_code == 422


def test_somebody_without_a_role_is_told_whom_to_ask(client, kommune):
    make_medarbejder("adam", "administrator", navn="Adam Admin")
    client.force_login(make_medarbejder("uden"))
    response = client.get("/", follow=True)
    assert response.redirect_chain == [("/ingen-rolle", 302)]
    assert "Kontakt din administrator: Adam Admin." in read(response)
