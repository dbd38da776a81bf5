"""Registrér fravær and anden aktør through the browser's eyes: effect before saving, ways back, the tab."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borgere.models import Laesning
from forloeb.models import AndenAktoer, Forloeb
from kommuner.models import Fravaerstype
from opfoelgning.models import Kladde
from tests.build import DAG
from tests.opfoelgning.formularer import HTMX, mette, read, today
from tests.opfoelgning.fravaerssag import alle, gyldig, sag, typer, url

__all__ = ["gyldig", "mette", "sag", "today", "typer", "url"]


def test_the_form_says_what_each_type_does(client, url):
    side = read(client.get(url))
    assert "Ferie – tæller ikke med, fritager for kontakt" in side
    assert "Ulovligt fravær – tæller med, fritager ikke for kontakt" in side
    assert "Sygdom – tæller ikke med, fritager for kontakt, nulstiller uret, hvis den varer længe" in side
    assert "(frivilligt)" in side


def test_a_type_out_of_use_is_not_offered(client, url):
    Fravaerstype.objects.filter(kode="barsel").update(aktiv=False)
    assert "Barsel" not in read(client.get(url))


def test_without_javascript_a_save_leads_to_the_borger_with_a_way_back(client, url, sag, gyldig, inside):
    side = client.post(url, gyldig, follow=True)
    assert side.redirect_chain == [(f"/borger/{sag.borger_id}?forloeb={sag.pk}", 302)]
    assert "Fraværet er gemt: Ferie, 19. november 2026 – 27. november 2026." in read(side)
    (fravaer,) = alle(inside)
    assert fravaer.slut == date(2026, 11, 28)
    side = client.post(reverse("fravaer_fortryd", args=[fravaer.pk]), follow=True)
    assert "Fraværet er fortrudt." in read(side)
    assert alle(inside) == []
    igen = client.get(url).content.decode()
    assert "Aftalt" in igen
    assert 'value="2026-11-19"' in igen


def test_judgements_follow_at_once(client, url, sag, gyldig):
    borger = reverse("borger", args=[sag.borger_id])
    assert "Lovligt fravær til" not in read(client.get(borger))
    client.post(url, gyldig)
    assert "Lovligt fravær til 27. nov." in read(client.get(borger))
    assert "Lovligt fravær til 27. nov." in read(client.get(reverse("mine")))


def test_the_effect_is_shown_before_anything_is_saved(client, url, gyldig, inside):
    side = read(client.post(url, gyldig | {"virkning": "1"}, headers=HTMX))
    assert "Hvis du gemmer" in side
    assert re.search(r"Passiv \d+\. \w+ \d+ → bliver til \d+\. \w+ \d+", side)
    assert "Kontakt senest 27. november 2026 → bliver til pause, derefter senest 11. december 2026" in side
    assert alle(inside) == []


def test_the_effect_without_javascript_is_the_page_again(client, url, gyldig, inside):
    side = client.post(url, gyldig | {"virkning": "1"})
    assert "Hvis du gemmer" in read(side)
    assert "<h1" in side.content.decode()
    assert "Aftalt" in side.content.decode()
    assert alle(inside) == []


@pytest.mark.parametrize("felter", [{"type": ""}, {"start": "i går"}, {"til": "2026-01-01"}])
def test_an_unfinished_form_has_no_effect_yet(client, url, gyldig, felter):
    side = read(client.post(url, gyldig | felter | {"virkning": "1"}, headers=HTMX))
    assert "Udfyld felterne for at se" in side


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"type": ""}, "Vælg en type."),
        ({"type": "987654"}, "Vælg en type."),
        ({"type": "x"}, "Vælg en type."),
        ({"start": ""}, "Skriv, hvornår det begynder."),
        ({"til": "31-02-2026"}, "Skriv datoen som 23-11-2026."),
        ({"til": "2026-11-01"}, "Til-dato ligger før fra-dato."),
        ({"til": "9999-12-31"}, "Skriv datoen som 23-11-2026."),
        ({"start": "2020-01-01", "til": "2020-02-01"}, "mere end 1 år tilbage. Er det rigtigt?"),
        ({"start": "2030-01-01", "til": "2030-02-01"}, "mere end 1 år frem. Er det rigtigt?"),
        ({"note": "x" * 10_001}, "Noten er for lang."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_errors_say_what_to_do_and_keep_the_text(client, url, gyldig, inside, felter, besked, headers):
    response = client.post(url, {"note": "Skal blive stående"} | gyldig | felter, headers=headers)
    assert response.status_code == 422
    assert besked in read(response)
    assert felter.get("note", "Aftalt")[:50] in response.content.decode()
    assert alle(inside) == []


def test_an_old_day_is_saved_when_confirmed(client, url, gyldig, inside):
    gammel = gyldig | {"start": "2020-01-01", "til": "2020-02-01"}
    assert "Svar på hvert spørgsmål, og gem." in read(client.post(url, gammel))
    client.post(url, gammel | {"alligevel": ["langt:2020-01-01", "foer:2020-01-01"]})
    assert len(alle(inside)) == 1


def test_an_overlap_offers_to_extend_the_other(client, url, gyldig, inside):
    client.post(url, gyldig)
    side = client.post(url, gyldig | {"start": "2026-11-25", "til": "2026-12-04"})
    assert "Overlapper «Ferie» 19. november 2026 – 27. november 2026." in read(side)
    link = re.search(r'href="(/fravaer/\d+/ret\?[^"]+)"[^>]*>Forlæng den', side.content.decode())
    forlaeng = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert 'value="2026-12-04"' in forlaeng
    (fravaer,) = alle(inside)
    felter = gyldig | {"til": "2026-12-04", "version": "1", "begrundelse": "Forlænget"}
    client.post(reverse("fravaer_ret", args=[fravaer.pk]), felter)
    assert [f.slut for f in alle(inside)] == [date(2026, 12, 5)]


def test_a_draft_is_kept_and_goes_when_saved(client, url, gyldig, inside):
    svar = client.post(url, gyldig | {"kladde": "1", "noegle": "a" * 32}, headers=HTMX)
    assert "kladde-gemt" in svar.headers["HX-Trigger"]
    assert "Fravær" in read(client.get(reverse("kladder")))
    assert "Aftalt" in client.get(url).content.decode()
    client.post(url, gyldig | {"noegle": "a" * 32})
    # A slow line brings the draft of what is saved by now.
    assert client.post(url, gyldig | {"kladde": "1", "noegle": "a" * 32}).status_code == 204
    with inside():
        assert not Kladde.objects.exists()


def test_with_htmx_the_form_comes_alone_and_the_save_leads_back(client, url, sag, gyldig):
    assert "<h1" not in client.get(f"{url}?vis=1", headers=HTMX).content.decode()
    svar = client.post(url, gyldig | {"vis": "1", "retur": "indsats"}, headers=HTMX)
    assert svar.headers["HX-Redirect"] == f"/borger/{sag.borger_id}/indsats?forloeb={sag.pk}"
    for vis in ("1", ""):
        fejl = client.post(url, gyldig | {"vis": vis}, headers=HTMX)
        assert fejl.status_code == 422
        assert "<h1" not in fejl.content.decode()


def test_another_provider_says_what_the_law_does(client, sag, inside):
    url = reverse("anden_aktoer_ny", args=[sag.borger_id])
    assert "nulstiller passivitetsuret" in read(client.get(url))
    felter = {"hjemmel": "stk2", "start": "2026-11-23", "til": ""}
    assert "uret nulstilles" in read(client.post(url, felter | {"virkning": "1"}, headers=HTMX))
    assert "Vælg stk. 1 eller stk. 2." in read(client.post(url, felter | {"hjemmel": ""}))
    assert "Perioden hos anden aktør er gemt" in read(client.post(url, felter, follow=True))
    (raekke,) = alle(inside, AndenAktoer)
    ret = reverse("anden_aktoer_ret", args=[raekke.pk])
    client.post(ret, felter | {"hjemmel": "stk1", "version": "1", "begrundelse": "Rettet hjemmel"})
    assert alle(inside, AndenAktoer)[0].hjemmel == "stk1"


def test_the_tab_is_empty_in_words_and_has_real_addresses(client, sag):
    side = client.get(reverse("indsats", args=[sag.borger_id]))
    assert "Intet fravær registreret." in read(side)
    assert "Borgeren har ikke været hos anden aktør." in read(side)
    assert (
        f'href="/borger/{sag.borger_id}/fravaer/ny?forloeb={sag.pk}&amp;retur=indsats"'
        in side.content.decode()
    )
    assert 'aria-current="page">Indsats og fravær' in side.content.decode()


def test_the_tab_lists_what_is_and_was_and_will_be(client, url, sag, gyldig):
    client.post(url, gyldig)
    client.post(url, gyldig | {"start": "2026-12-10", "til": ""})
    client.post(url, gyldig | {"start": "2026-09-01", "til": "2026-09-03"})
    side = reverse("indsats", args=[sag.borger_id])
    client.get(side)  # takes the messages of what was saved
    side = read(client.get(side))
    assert side.index(" planlagt ") < side.index(" nu ") < side.index("1. september 2026")
    assert "tæller ikke med, fritager for kontakt" in side


def test_the_tab_takes_the_same_number_of_queries_whatever_it_shows(client, url, sag, gyldig):
    side = reverse("indsats", args=[sag.borger_id])
    with CaptureQueriesContext(connection) as tom:
        client.get(side)
    for dag in range(1, 8):
        client.post(url, gyldig | {"start": f"2026-09-0{dag}", "til": f"2026-09-0{dag}"})
    client.get(side)  # takes the messages of what was saved
    with CaptureQueriesContext(connection) as fuld:
        client.get(side)
    assert len(fuld) <= len(tom)


def test_a_closed_forloeb_offers_nothing(client, url, sag, gyldig, inside):
    with inside():
        Forloeb.objects.filter(pk=sag.pk).update(slut=DAG)
    assert "Registrér" not in read(client.get(reverse("indsats", args=[sag.borger_id])))
    assert "blev afsluttet" in read(client.post(url, gyldig))


def test_every_look_is_logged(client, url, sag, gyldig, inside):
    client.get(url)
    client.get(reverse("indsats", args=[sag.borger_id]))
    client.post(url, gyldig)
    client.get(reverse("fravaer_ret", args=[alle(inside)[0].pk]))
    with inside():
        sider = set(Laesning.objects.filter(borgere=[sag.borger_id]).values_list("side", flat=True))
    assert {"fravaer_ny", "indsats", "fravaer_ret"} <= sider
