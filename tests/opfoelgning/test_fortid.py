"""Pages as they stood on a day gone by: the judgement of that day, nothing later, and nothing to change."""

from datetime import date

import pytest
from django.urls import reverse

from forloeb.models import Fase, Tildeling
from kommuner.models import Team
from kommuner.tenancy import set_kommune
from opfoelgning.fortid import billede_paa, raekker_paa
from opfoelgning.regler.motor import bedoem
from opfoelgning.vurdering import live
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, make_medarbejder, readings, text_of

DENGANG = date(2026, 10, 20)


@pytest.fixture
def sag(kontor):
    """Contact was overdue on 20 October; much has happened since."""
    forloeb = kontor.sag("Asta Ågård", ejer=kontor.mette, start=date(2026, 9, 1))
    kontor.kontakt(forloeb, date(2026, 10, 1), note="Talt om lagerarbejde.")
    kontor.kontakt(forloeb, date(2026, 11, 20), note="Talt om nissehuer.")
    kontor.praktik(forloeb, date(2026, 11, 1), date(2026, 11, 10))
    return forloeb


def se(user, url, **query):
    return client_for(user).get(url, {"dato": DENGANG.isoformat(), **query})


def borger_url(sag):
    return reverse("borger", args=[sag.borger_id])


def test_the_borgers_page_shows_the_judgement_and_the_timeline_of_the_day(kontor, sag):
    side = text_of(se(kontor.mette, borger_url(sag)))
    assert "Du ser sagen, som den så ud 20. oktober 2026." in side
    assert "Kontakt overskredet 5 dage" in side
    assert "Talt om lagerarbejde." in side
    assert (">20. oktober 2026: 49 af 181 dage<" in side, "I dag:" in side) == (True, False)
    assert "Udskriv dagens resumé" in side and "Hent dagens sagsakt" in side
    assert "nissehuer" not in side
    assert "Kornmarken Gartneri" not in side


def test_nothing_can_be_written_in_the_past(kontor, sag):
    side = text_of(se(kontor.mette, borger_url(sag)))
    assert reverse("kontakt_ny", args=[sag.borger_id]) not in side
    assert "/ret" not in side
    assert f'href="{borger_url(sag)}?forloeb={sag.pk}"' in side, "the way back to today"


def test_today_is_no_past(kontor, sag):
    side = text_of(client_for(kontor.mette).get(borger_url(sag), {"dato": DAG.isoformat()}))
    assert "Du ser sagen" not in side
    assert reverse("kontakt_ny", args=[sag.borger_id]) in side


@pytest.mark.parametrize(
    ("dato", "besked"),
    [
        ("2026-11-24", "Datoen er ikke nået endnu. Vælg en dag til og med i dag."),
        ("2026-02-30", "Vælg en dato, eller skriv den som 23-11-2026."),
        ("i går", "Vælg en dato, eller skriv den som 23-11-2026."),
        ("0001-01-01", "Vælg en dato, eller skriv den som 23-11-2026."),
    ],
)
@pytest.mark.parametrize("side", ["borger", "mine", "team_borgere", "hvorfor"])
def test_a_wrong_day_is_told_at_the_field(kontor, sag, side, dato, besked):
    url = {
        "borger": borger_url(sag),
        "hvorfor": reverse("hvorfor", args=[sag.borger_id, "kontakt"]),
    }.get(side) or reverse(side)
    bruger = kontor.leder if side == "team_borgere" else kontor.mette
    response = client_for(bruger).get(url, {"dato": dato})
    assert response.status_code == 422
    assert besked in text_of(response)
    assert 'aria-invalid="true"' in text_of(response)


def test_why_explains_the_day_and_says_when_there_was_nothing(kontor, sag):
    url = reverse("hvorfor", args=[sag.borger_id, "kontakt"])
    side = text_of(se(kontor.mette, url))
    assert "Du ser vurderingen, som den så ud 20. oktober 2026." in side
    assert "15. oktober 2026" in side
    assert f"?forloeb={sag.pk}&amp;dato=2026-10-20" in side
    tom = client_for(kontor.mette).get(url, {"dato": "2026-08-01"})
    assert tom.status_code == 200
    assert "Reglen gav ingen vurdering 1. august 2026." in text_of(tom)


def test_lists_show_those_of_the_day_with_their_status_then(kontor, sag):
    kontor.kontakt(kontor.sag("Bo Æbelø", ejer=kontor.mette, start=date(2026, 11, 2)), days(0))
    afsluttet = kontor.sag("Carla Ø", ejer=kontor.mette, start=date(2026, 9, 1), slut=date(2026, 11, 1))
    for url, bruger in ((reverse("mine"), kontor.mette), (reverse("team_borgere"), kontor.leder)):
        side = text_of(se(bruger, url))
        assert "Du ser listen, som den så ud 20. oktober 2026." in side
        assert "Kontakt overskredet 5 dage" in side
        assert "Carla Ø" in side
        assert "Bo Æbelø" not in side
        assert f"{borger_url(afsluttet)}?forloeb={afsluttet.pk}&amp;dato=2026-10-20" in side


def test_who_has_been_handed_to_another_team_since_is_counted_and_not_named(kontor, sag):
    anden = make_medarbejder("anden", "jobformidler", team=Team.objects.create(navn="Nabo"))
    Tildeling.objects.filter(forloeb=sag).update(slut=date(2026, 11, 1))
    Tildeling.objects.create(forloeb=sag, medarbejder=anden, start=date(2026, 11, 1))
    side = text_of(se(kontor.leder, reverse("team_borgere")))
    assert "Asta" not in side
    assert "1 borger fra dengang hører nu til et andet team og er ikke vist." in side
    set_kommune(kontor.leder.kommune_id)
    assert se(kontor.mette, borger_url(sag)).status_code == 403


def test_a_row_is_what_the_rules_say_of_the_day(kontor, sag):
    Fase.objects.filter(forloeb=sag).update(slut=days(-3))
    for dag in (DENGANG, date(2026, 11, 5), days(-1)):
        raekke = raekker_paa([sag.pk], dag)[0]
        svar = live(sag.pk, dag).bedoemmelse.vurderinger
        assert [(v.regel, v.tilstand, v.frist, v.anker) for v in raekke.vurderinger] == [
            (v.regel, v.tilstand, v.frist, v.anker) for v in svar
        ]
        billede = billede_paa(sag.pk, dag)
        assert billede.bedoemmelse.vurderinger == svar == bedoem(billede.sag, billede.regler, dag).vurderinger


def test_looking_back_is_logged_by_its_own_name(kontor, sag):
    se(kontor.mette, borger_url(sag))
    set_kommune(kontor.mette.kommune_id)
    se(kontor.mette, reverse("mine"))
    set_kommune(kontor.mette.kommune_id)
    assert readings("borger_dengang") == readings("mine_dengang") == [{sag.borger_id}]


def test_the_number_of_queries_does_not_grow(kontor, sag):
    url = f"{reverse('team_borgere')}?dato=2026-10-20"
    few = count_queries(client_for(kontor.leder), url)
    set_kommune(kontor.leder.kommune_id)
    for nr in range(6):
        kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=date(2026, 9, 1))
    assert count_queries(client_for(kontor.leder), url) == few


def test_filters_and_pages_keep_the_day(kontor, sag, monkeypatch):
    monkeypatch.setattr("opfoelgning.views.fortid.PR_SIDE", 2)
    for nr in range(3):
        kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=date(2026, 9, 1))
    url, sete, efter = reverse("team_borgere"), [], ""
    for _ in range(2):
        response = se(kontor.leder, url, sorter="navn", efter=efter)
        sete += [raekke.navn for raekke in response.context["liste"]]
        efter = response.context["naeste"]
    assert sete == ["Asta Ågård", "Borger 0", "Borger 1", "Borger 2"]
    assert efter == ""
    assert "dato=2026-10-20" in text_of(response)
    assert "Ingen borgere passer til filtrene." in text_of(se(kontor.leder, url, navn="findes ikke"))
