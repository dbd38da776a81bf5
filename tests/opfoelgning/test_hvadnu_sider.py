"""The page «Hvad nu hvis»: what it counts, whose names it shows, and how it begins."""

import re
from html import unescape

import pytest

from kommuner.models import Regelsaet
from kommuner.tenancy import kommunekontekst
from tests.opfoelgning.regelgrund import RET, admin, at_home, fields, sene
from tests.opfoelgning.sager import client_for, days, make_kontor, readings, text_of

__all__ = ["admin", "sene"]


def ask(user, **changed) -> str:
    query = {
        k: v for k, v in fields(**changed).items() if k not in ("stand", "handling", "kilde", "begrundelse")
    }
    return text_of(client_for(user).get("/hvadnu", {"regel": "uif2.kontakt"} | query))


def test_a_leader_sees_her_teams_names_and_numbers(kontor, sene):
    html = ask(kontor.leder)
    assert "1 forløb er overskredet i dag (nu 0)" in html
    assert "Anna Bech" in html
    assert "Carl Eg" not in html
    assert [len(ids) for ids in readings("hvadnu")] == [1]
    at_home()
    assert not Regelsaet.objects.exists()


def test_only_what_is_asked_about_is_named_as_a_difference(kontor, sene):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(9), vaerdier={"fase1_varighed.uger": 8})
    html = ask(kontor.leder, gyldig_fra=days(20).isoformat())
    assert "14 dage → <b>10 dage</b>" in html
    assert "8 uger" not in html


def test_an_administrator_sees_numbers_only(admin, sene):
    html = ask(admin)
    assert "2 forløb er overskredet i dag (nu 0)." in html
    assert "Anna Bech" not in html
    assert not any(readings("hvadnu"))


def test_the_changes_that_do_not_fit_are_a_link_away(kontor, admin, sene):
    for nr in range(50):
        kontor.kontakt(kontor.sag(f"Bo Vang nr. {nr}", ejer=kontor.mette, start=days(-60)), days(-12))
    html = ask(kontor.leder)
    assert ("Bo Vang nr. 48<" in html, "Bo Vang nr. 9<" in html, "Og 1 flere." in html) == (True, False, True)
    resten = unescape(re.search(r'href="(\?[^"]*&amp;alle=1)#skift"', html)[1])
    html = text_of(client_for(kontor.leder).get(f"/hvadnu{resten}"))
    assert ("Bo Vang nr. 9<" in html, "flere." in html) == (True, False)
    assert len(readings("hvadnu")[-1]) == 51
    assert "&amp;alle=1#skift" in text_of(client_for(admin).post(RET, fields()))


def test_another_kommunes_cases_are_not_counted(admin, sene, other_kommune):
    with kommunekontekst(other_kommune.pk):
        fremmed = make_kontor("fremmed")
        fremmed.kontakt(fremmed.sag("Nina Poulsen", ejer=fremmed.mette, start=days(-60)), days(-12))
    assert "2 forløb er overskredet" in ask(admin)


def test_for_new_deadlines_only_both_columns_are_told(kontor, sene):
    html = ask(kontor.leder, omfang="nye")
    row = re.search(r'<th scope="row">Overskredet i dag</th>(.*?)</tr>', html)[1]
    assert re.findall(r">(\d+)<", row) == ["0", "0", "1"]
    assert "Anna Bech" not in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({}, "Kontakt i jobsøgningsfasen"),
        ({"regel": "x.y"}, "Kontakt i jobsøgningsfasen"),
        ({"regel": "uif2.passivitet"}, "Passivitet på ledighedsydelse"),
    ],
)
def test_the_page_begins_with_the_values_of_today(kontor, query, told):
    html = text_of(client_for(kontor.leder).get("/hvadnu", query))
    assert f'id="vaerdier">{told}' in html
    assert "Svar</h2>" not in html


def test_a_faulty_value_is_told_there_too(kontor):
    answer = client_for(kontor.leder).get("/hvadnu", {"regel": "uif2.kontakt", "gyldig_fra": "2026-11-23"})
    assert answer.status_code == 422
    assert "skal være et helt tal." in ask(kontor.leder, v_interval_dage="x")
