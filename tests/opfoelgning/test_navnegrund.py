"""Previews for an administrator: numbers, and names only for a reason that stays in the read log."""

from html import unescape

import pytest

from borgere.models import Laesning
from kommuner.models import Fravaerstype, Regelsaet
from tests.opfoelgning.regelgrund import REGLER, RET, admin, at_home, fields, now, sene
from tests.opfoelgning.sager import client_for, days, readings, text_of

__all__ = ["admin", "sene"]

GRUND = "Udvalget vil vide, hvem det rammer"


def test_names_come_with_a_reason_and_without_a_way_into_the_case(admin, sene):
    html = text_of(client_for(admin).post(RET, fields(handling="navne", **{"navne-begrundelse": GRUND})))
    for said in ("Anna Bech", "Carl Eg", f"Du ser navnene, fordi: {GRUND}", "Gem fra 23. november 2026"):
        assert said in html, said
    assert 'href="/borger/' not in html
    at_home()
    (log,) = Laesning.objects.filter(side="regel_ret")
    assert (log.medarbejder_id, len(log.borgere), log.begrundelse) == (admin.pk, 2, GRUND)
    assert not Regelsaet.objects.exists()


@pytest.mark.parametrize("grund", ["", "   ", "x" * 301])
def test_without_a_reason_there_are_no_names(admin, sene, grund):
    answer = client_for(admin).post(RET, fields(handling="navne", **{"navne-begrundelse": grund}))
    html = text_of(answer)
    assert answer.status_code == 422
    assert ("Skriv, hvorfor du skal se navnene." in html) == (not grund.strip())
    assert "Anna Bech" not in html
    assert readings("regel_ret") == []


def test_the_link_leads_a_leader_to_the_names_of_her_own(admin, sene, kontor):
    html = text_of(client_for(admin).post(RET, fields()))
    link = unescape(html.split('Send <a href="')[1].split('"')[0])
    page = text_of(client_for(kontor.leder).get(link.removeprefix("http://testserver")))
    assert "Anna Bech" in page
    assert "Carl Eg" not in page
    assert "14 dage → <b>10 dage</b>" in page


def test_a_withdrawal_is_previewed_before_it_is_done(admin, sene, kontor):
    kontor.kontakt(kontor.sag("Bo Æbelø", ejer=kontor.mette, start=days(-60)), days(-1))
    row = Regelsaet.objects.create(
        indsatsmodel="uif2",
        gyldig_fra=days(1),
        vaerdier={"kontakt.interval_dage": 120},
        gaelder_loebende=True,
    )
    url = f"{REGLER}/version/{row.pk}/traek-tilbage"
    html = text_of(client_for(admin).get(url))
    # With the version nobody is overdue in the next 90 days; without it everybody is.
    assert "Yderligere 3 bliver det de næste 90 dage (nu 0)." in html
    assert "120 dage" in html
    at_home()
    assert Regelsaet.objects.exists()
    client_for(admin).post(url, {"stand": now(), "handling": "traek_tilbage"})
    at_home()
    assert not Regelsaet.objects.exists()


def test_the_effect_of_a_type_is_named_the_same_way(admin, kontor):
    forloeb = kontor.sag("Åse Ferie", ejer=kontor.mette, start=days(-40))
    kontor.fravaer(forloeb, days(-20), days(5))
    ferie = Fravaerstype.objects.get(kode="ferie")
    url = f"/administration/typer/fravaerstype/{ferie.pk}"
    sent = {"navn": "Ferie", "virkning": "ingen", "version": 1}
    assert "Åse Ferie" not in text_of(client_for(admin).post(url, sent))
    sent |= {"forhaandsvist": "ingen", "handling": "navne", "navne-begrundelse": GRUND}
    assert "Åse Ferie" in text_of(client_for(admin).post(url, sent))
    at_home()
    assert [log.begrundelse for log in Laesning.objects.filter(side="type_ret")] == [GRUND]
    ferie.refresh_from_db()
    assert ferie.pauser_kontakt
