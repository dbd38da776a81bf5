"""Mine borgere: who is there, why, in which order, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borgere.models import Laesning
from forloeb.models import Forloeb
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Kontakt
from tests.build import DAG, days, make_job, make_kontakt, make_medarbejder, make_sag

MINE = "/mine"


@pytest.fixture(autouse=True)
def today(settings):
    settings.IDAG = DAG


@pytest.fixture
def mette(kommune, client):
    mette = make_medarbejder("mette", "jobformidler")
    client.force_login(mette)
    return mette


def read(response) -> str:
    """The page's words, tags and double spaces gone."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def names(html: str, vis: str) -> list[str]:
    """Names in the order of a list: ``idag`` or ``tabel``."""
    raekker = re.split(rf'id="{vis}-\d', html)[1:]
    return [re.search(r"data-aabn>([^<]+)<", raekke)[1] for raekke in raekker]


def test_who_needs_somebody_today_why_and_what_to_do(client, mette):
    make_sag(mette, "Jens Ågård", nr=1, kontakt=days(17))
    make_sag(mette, "Tove Hede", nr=2, kontakt=days(2))
    page = read(client.get(MINE))
    assert "Mandag 23. november 2026 · 2 borgere · 1 kræver handling" in page
    assert "Kontakt overskredet 3 dage Jens Ågård Fase 2" in page
    assert "Ring til Jens – sidst talt 6. nov." in page
    assert "20. nov. Kontakt (14 dage)" in page


def test_the_persons_own_next_step_comes_first(client, mette):
    sag = make_sag(mette, "Jens Ågård")
    make_kontakt(sag, days(18), registreret_af=mette, naeste_skridt="Ring om lageret")
    assert "Ring om lageret" in read(client.get(MINE))


def test_the_button_follows_the_reason(client, mette):
    sag = make_sag(mette, "Kurt Dam", fase=3, kontakt=days(3))
    make_job(sag, days(20))
    html = client.get(MINE).content.decode()
    idag = html[html.index('id="idag-') : html.index("Alle mine borgere")]
    assert "Åbn sag" in idag
    assert "Registrér kontakt" not in idag


def test_today_is_ordered_by_chip_and_the_table_by_urgency(client, mette):
    make_sag(mette, "Bo Overskredet", nr=1, kontakt=days(17))
    make_sag(mette, "Anna Overskredet", nr=2, kontakt=days(17))
    make_sag(mette, "Carl Længst", nr=3, kontakt=days(20))
    make_sag(mette, "Dorte I Dag", nr=4, kontakt=days(14))
    make_sag(mette, "Eva Rolig", nr=5, kontakt=days(1))
    html = client.get(MINE).content.decode()
    idag = ["Carl Længst", "Anna Overskredet", "Bo Overskredet", "Dorte I Dag"]
    assert names(html, "idag") == idag
    assert names(html, "tabel") == [*idag, "Eva Rolig"]


@pytest.mark.parametrize(
    ("soeg", "fundne"),
    [
        ("navn=åg", ["Jens Ågård"]),
        ("navn=gård", []),
        ("fase=1", ["Tove Hede"]),
        ("status=overskredet", ["Jens Ågård"]),
        ("status=handling", ["Jens Ågård"]),
        ("status=rolig", ["Eva Zahl", "Tove Hede"]),
        ("sorter=navn", ["Eva Zahl", "Jens Ågård", "Tove Hede"]),
        ("sorter=kontakt", ["Tove Hede", "Jens Ågård", "Eva Zahl"]),
        ("fase=9&status=ukendt", ["Jens Ågård", "Eva Zahl", "Tove Hede"]),
    ],
)
def test_filters_stand_in_the_address(client, mette, soeg, fundne):
    make_sag(mette, "Jens Ågård", nr=1, kontakt=days(17))
    make_sag(mette, "Tove Hede", nr=2, fase=1)
    make_sag(mette, "Eva Zahl", nr=3, kontakt=days(1))
    assert names(client.get(f"{MINE}?{soeg}").content.decode(), "tabel") == fundne


def test_a_changed_filter_brings_the_table_alone(client, mette):
    make_sag(mette, "Jens Ågård")
    headers = {"HX-Request": "true", "HX-Target": "borgerliste"}
    html = client.get(MINE, {"navn": "jens"}, headers=headers).content.decode()
    assert "Jens Ågård" in html
    assert "<html" not in html
    assert "I dag" not in html


def test_empty_says_what_to_do(client, mette):
    assert "Du har ingen borgere endnu. Opret en borger, eller bed din teamleder" in read(client.get(MINE))
    make_again(mette)
    page = read(client.get(MINE))
    assert "Ingen frister i dag. Næste: Tove Hede, kontakt senest 5. dec." in page
    assert "dec.." not in page
    page = client.get(f"{MINE}?navn=findes-ikke")
    assert "Ingen borgere passer til filtrene." in read(page)
    assert f'href="{MINE}"' in page.content.decode()


def make_again(mette):
    with kommunekontekst(mette.kommune_id):
        make_sag(mette, "Tove Hede", kontakt=days(2))


def test_a_leader_without_borgere_is_shown_the_team(client, kommune):
    client.force_login(make_medarbejder("lis", "teamleder"))
    page = client.get(MINE)
    assert "Du har ingen egne borgere" in read(page)
    assert reverse("team") in page.content.decode()


def test_an_administrator_has_no_list(client, kommune):
    client.force_login(make_medarbejder("adam", "administrator"))
    assert client.get(MINE).status_code == 403


def test_only_ones_own_open_cases(client, mette):
    jonas = make_medarbejder("jonas", "jobformidler")
    make_sag(jonas, "Andens Borger", nr=1)
    lukket = make_sag(mette, "Lukket Borger", nr=2)
    Forloeb.objects.filter(pk=lukket.pk).update(slut=DAG)
    make_sag(None, "Ingens Borger", nr=3)
    page = read(client.get(MINE))
    assert not [navn for navn in ("Andens", "Lukket", "Ingens") if navn in page]


def test_reading_is_logged(client, mette):
    sag = make_sag(mette)
    client.get(MINE)
    with kommunekontekst(mette.kommune_id):
        assert Laesning.objects.get(side="mine").borgere == [sag.borger_id]


def test_the_number_of_queries_does_not_follow_the_number_of_borgere(client, mette):
    used = []
    for antal in (5, 60):
        with kommunekontekst(mette.kommune_id):
            for nr in range(Forloeb.objects.count() + 1, antal + 1):
                make_sag(mette, f"Borger {nr}", nr=nr, kontakt=days(nr % 20), ydelse=bool(nr % 2))
        client.get(MINE)  # judges the new ones
        with CaptureQueriesContext(connection) as queries:
            assert len(names(client.get(MINE).content.decode(), "tabel")) == antal
        used.append(len(queries))
    assert used[0] == used[1]
    assert used[1] <= 8


def test_another_kommune_sees_nothing(client, mette, other_kommune):
    make_sag(mette, "Jens Ågård")
    with kommunekontekst(other_kommune.pk):
        client.force_login(make_medarbejder("fremmed", "jobformidler"))
    assert "Jens" not in read(client.get(MINE))


def test_the_explanation_names_periods_source_and_values(client, mette):
    sag = make_sag(mette, "Jens Ågård", kontakt=days(17))
    url = reverse("hvorfor", args=[sag.borger_id, "kontakt"])
    page = read(client.get(url, {"forloeb": sag.pk}))
    assert "fristen var 20. november 2026 og er overskredet med 3 dage" in page
    assert "Kontakt gennemført (telefon)" in page
    assert "Ingen kontakt" in page
    assert "mindst hver 14. dag i fase 2" in page
    assert "Højst så længe mellem to kontakter: 14 dage (modellen)" in page
    fragment = client.get(url, {"vis": "idag"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment


def test_an_explanation_of_what_is_not_judged_is_not_found(client, mette):
    sag = make_sag(mette)
    assert client.get(reverse("hvorfor", args=[sag.borger_id, "fase1_varighed"])).status_code == 404
    assert client.get(reverse("hvorfor", args=[sag.borger_id, "findes-ikke"])).status_code == 404


def test_a_saved_row_stays_and_says_so(client, mette):
    sag = make_sag(mette, "Jens Ågård", kontakt=days(17))
    url = reverse("mine_raekke", args=[sag.pk])
    assert "gemt kl." not in read(client.get(url, {"vis": "idag"}))
    with kommunekontekst(mette.kommune_id):
        Kontakt.objects.create(
            forloeb=sag, dato=DAG, form="telefon", status="gennemfoert", registreret_af=mette
        )
    for vis in ("idag", "tabel"):
        page = read(client.get(url, {"vis": vis}))
        assert re.search(r"Kontakt gemt kl\. \d+\.\d\d · næste frist 7\. december", page)
        assert "Fortryd" in page


def test_a_stranger_and_a_ghost_are_the_same_404(client, mette):
    sag = make_sag(make_medarbejder("jonas", "jobformidler"))
    for pk in (sag.pk, 10**9):
        assert client.get(reverse("mine_raekke", args=[pk])).status_code == 404
    for pk in (sag.borger_id, 10**9):
        assert client.get(reverse("hvorfor", args=[pk, "kontakt"])).status_code == 404


def test_the_day_decides_what_the_page_says(client, mette, settings):
    make_sag(mette, kontakt=days(17))
    settings.IDAG = days(4)
    assert "Kontakt senest i morgen" in read(client.get(MINE))
