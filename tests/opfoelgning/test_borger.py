"""The page about one borger: what it says, to whom, and what it leaves behind."""

import re

import pytest
from django.urls import reverse

from borgere import cpr
from borgere.models import Borger
from forloeb.models import Forloeb, Tildeling
from kommuner.models import Regelsaet
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Genbehandling, Henvendelse, Kontakt, Sagsgennemgang
from opfoelgning.tidslinje import PR_SIDE
from tests.opfoelgning.sager import (
    client_for,
    count_queries,
    days,
    make_kontor,
    other_kommune_id,
    readings,
    text_of,
)
from tests.raekker import KLOKKEN_NI, make_medarbejder


def page(user, forloeb: Forloeb, query: str = "") -> str:
    response = client_for(user).get(reverse("borger", args=[forloeb.borger_id]) + query)
    assert response.status_code == 200
    return text_of(response)


@pytest.fixture
def sag(kontor):
    """Phase 2 since 1 September, last contact 20 days ago, holiday in October, a coming placement."""
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-83))
    Borger.objects.filter(pk=sag.borger_id).update(telefon="20 30 40 50")
    kontor.kontakt(sag, days(-20), note="Talt om skovbrug", naeste_skridt="Ring til planteskolen")
    kontor.kontakt(sag, days(4), status="planlagt")
    kontor.fravaer(sag, days(-50), days(-40))
    kontor.praktik(sag, days(10), days(40))
    return sag


def test_the_page_says_who_what_when_and_why(kontor, sag):
    html = page(kontor.mette, sag)
    for said in (
        *("Åse Ørsted", "f. 1980", 'href="tel:20304050"', "Jobformidler: <b>mette.vest Prøve</b>"),
        *("Kontakt overskredet 6 dage", "1 Visitation", "2 Jobsøgning", "Siden 1. september 2026 · 83 dage"),
        *("Kontakt (14 dage)</b> senest 17. november 2026", "overskredet 6 dage"),
        "kontakt med borgeren mindst hver 14. dag i fase 2",
        *("14 dage (modellen)", "3 dage (lokalt valg)", "modellens værdier fra 1. juli 2019"),
        *(
            "Talt om skovbrug",
            "Næste skridt: Ring til planteskolen",
            "Virksomhedspraktik, Kornmarken Gartneri",
        ),
        *("Intet fleksjob endnu.", "dage tæller", "Registrér kontakt"),
    ):
        assert said in html, said


def test_the_kommunes_own_values_are_cited(kontor, sag):
    egne = {"kontakt.interval_dage": 10}
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(-200), vaerdier=egne, kilde="Byrådet 12. marts."
    )
    assert "kommunens værdier fra 7. maj 2026 (Byrådet 12. marts)." in page(kontor.mette, sag)


def test_planned_events_come_first_and_say_so(kontor, sag):
    lines = re.findall(r"<li class=\"t-.*?</li>", page(kontor.mette, sag), re.S)
    assert ["planlagt" in line for line in lines[:3]] == [True, True, False]
    assert "Virksomhedspraktik" in lines[0]
    assert "Kontakt: telefon" in lines[1]


def test_every_kind_of_event_stands_in_its_group(kontor, sag):
    kontor.praktik(sag, days(-30), days(-25), sted="Møllevangen")
    Sagsgennemgang.objects.create(forloeb=sag, dato=days(-3), resultat="lovlig_grund", begrundelse="Ferie")
    Genbehandling.objects.create(forloeb=sag, moede=days(-2), indstillede_indsatser=["praktik"])
    Henvendelse.objects.create(forloeb=sag, modtaget=KLOKKEN_NI)
    expected = {
        "kontakter": {"Henvendelse fra borgeren", "Kontakt: telefon"},
        "indsats": {
            "Virksomhedspraktik, Møllevangen til og med 28. okt.",
            "Virksomhedspraktik, Kornmarken Gartneri til og med 1. jan. 2027",
        },
        "fravaer": {"Ferie til og med 13. okt."},
        "fase": {
            *("Fase 2 Jobsøgning", "Ledighedsydelse", "Jobformidler: mette.vest Prøve"),
            "Forløbet er begyndt",
        },
        "beslutninger": {"Sagsgennemgang: lovlig grund", "Genbehandling i rehabiliteringsteamet"},
    }
    for gruppe, overskrifter in expected.items():
        html = page(kontor.mette, sag, f"?vis={gruppe}")
        assert set(re.findall(r"<div><b>(.*?)</b>", html)) == overskrifter, gruppe


def test_an_empty_group_says_so(kontor, sag):
    assert "Ingen beslutninger endnu." in page(kontor.mette, sag, "?vis=beslutninger")


def test_the_timeline_is_paged_without_loss_or_repetition(kontor, sag):
    for nr in range(60):
        kontor.kontakt(sag, days(-20 - nr // 3), note=f"Note {nr:02}")
    first = page(kontor.mette, sag, "?vis=kontakter")
    efter = re.search(r"efter=([^\"]+)\">Vis ældre", first)[1]
    second = page(kontor.mette, sag, f"?vis=kontakter&efter={efter}")
    notes = [set(re.findall(r"Note \d\d", html)) for html in (first, second)]
    assert first.count('<li class="t-') == PR_SIDE
    assert not notes[0] & notes[1]
    assert len(notes[0] | notes[1]) == 60
    assert "Vis ældre" not in second


@pytest.mark.parametrize("efter", ["x", "2026-13-40.kontakt.1", "' OR 1=1", "2026-11-01.kontakt." + "9" * 40])
def test_a_key_that_means_nothing_shows_the_first_page(kontor, sag, efter):
    assert "Talt om skovbrug" in page(kontor.mette, sag, f"?efter={efter}")


def test_htmx_gets_the_timeline_only(kontor, sag):
    url = reverse("borger", args=[sag.borger_id])
    headers = {"HX-Request": "true", "HX-Target": "tidslinje"}
    html = text_of(client_for(kontor.mette).get(url + "?vis=fravaer", headers=headers))
    assert html.lstrip().startswith("<section")
    assert "Ferie" in html
    assert readings("borger") == [{sag.borger_id}]


def test_in_a_fleksjob_the_follow_ups_are_counted_and_the_clock_stands_still(kontor):
    sag = kontor.fleksjob("Bo Bæk", days(-60), "4", "6.5")
    kontor.opfoelgning(sag, days(-30))
    kontor.opfoelgning(sag, days(-10), fremmoede_virksomhed=False, form="telefon")
    html = page(kontor.mette, sag)
    assert "2 af 4 · 1 af 2 fysiske" in html
    assert "frist 23. marts 2027" in html
    assert "Uret står stille." in html
    assert "<b>6,5 timer om ugen</b>" in html
    assert "(4 ved start)" in html
    assert "Tårnby Trykkeri siden 24. september 2026" in html


def test_a_closed_forloeb_is_shown_as_it_ended(kontor):
    sag = kontor.sag("Cilla Dam", ejer=kontor.mette, start=days(-400), slut=days(-100))
    html = page(kontor.mette, sag)
    assert "Borgeren er ikke i dette forløb i dag. Forløbet sluttede 14. august 2026." in html
    assert "Registrér kontakt" not in html
    assert "Forløbet er afsluttet" in html


def test_the_running_forloeb_comes_first_and_links_to_the_others(kontor):
    gammel = kontor.sag("Dan Eg", ejer=kontor.mette, start=days(-900), slut=days(-400))
    ny = Forloeb.objects.create(borger=gammel.borger, indsatsmodel="uif2", start=days(-30))
    Tildeling.objects.create(forloeb=ny, medarbejder=kontor.mette, start=days(-30))
    html = page(kontor.mette, ny)
    assert "ikke i dette forløb i dag" not in html
    assert f"?forloeb={gammel.pk}" in html
    assert "ikke i dette forløb i dag" in page(kontor.mette, gammel, f"?forloeb={gammel.pk}")


def test_a_colleague_may_read_but_not_write(kontor, sag):
    jonas = make_medarbejder("jonas", "jobformidler", team=kontor.team)
    html = page(jonas, sag)
    assert "Du kan læse, men ikke ændre." in html
    assert "Registrér kontakt" not in html
    assert "Registrér kontakt" in page(kontor.leder, sag)


def test_foreign_and_unknown_borgere_are_the_same_404(kontor, sag):
    rikke = make_medarbejder("rikke", "jobformidler")
    admin = make_medarbejder("admin", "administrator", team=kontor.team)
    with kommunekontekst(other_kommune_id()):
        fremmed = make_kontor("fremmed")
        andre = fremmed.sag("Ebbe Friis", ejer=fremmed.mette, start=days(-30))
    unknown = [(kontor.leder, andre.borger_id), (kontor.leder, 999_999_999), (kontor.leder, 10**30)]
    other_team = [(rikke, sag.borger_id), (admin, sag.borger_id)]
    for suffix, asked in (("", unknown), ("/cpr", unknown + other_team)):
        answers = set()
        for user, pk in asked:
            client = client_for(user)
            response = client.post(f"/borger/{pk}/cpr") if suffix else client.get(f"/borger/{pk}")
            answers.add((response.status_code, response.content))
        assert len(answers) == 1
        assert answers.pop()[0] == 404
    assert readings("borger") == readings("borger_cpr") == []


def test_a_forloeb_of_somebody_else_cannot_be_chosen(kontor, sag):
    other = kontor.sag("Frida Gram", ejer=kontor.mette, start=days(-30))
    response = client_for(kontor.mette).get(f"/borger/{sag.borger_id}?forloeb={other.pk}")
    assert response.status_code == 404


def test_the_cpr_number_is_hidden_until_asked_for_and_the_asking_is_logged(kontor, sag, caplog):
    digits = cpr.decrypt(sag.borger.cpr_krypteret, "0751")
    hidden = page(kontor.mette, sag)
    assert f"{digits[:6]}-••••" in hidden
    assert digits[6:] not in hidden
    assert readings("borger_cpr") == []
    client, url = client_for(kontor.mette), reverse("vis_cpr", args=[sag.borger_id])
    assert client.get(url).status_code == 405
    with_htmx = text_of(client.post(url, headers={"HX-Request": "true"}))
    without = text_of(client.post(url))
    for html in (with_htmx, without):
        assert cpr.pretty(digits) in html
        assert "Vis CPR-nr." not in html
    assert "<html" not in with_htmx
    assert "Tidslinje" in without
    assert readings("borger_cpr") == [{sag.borger_id}] * 2
    assert digits[6:] not in caplog.text


def test_every_view_of_the_page_is_logged(kontor, sag):
    page(kontor.mette, sag)
    page(kontor.leder, sag)
    assert readings("borger") == [{sag.borger_id}] * 2


def test_the_page_may_not_be_kept_by_the_browser(kontor, sag):
    response = client_for(kontor.mette).get(f"/borger/{sag.borger_id}")
    assert "no-store" in response["Cache-Control"]


def test_a_passive_borger_has_one_deadline_told_with_the_day_after(kontor):
    sag = kontor.sag("Hans Ibsen", ejer=kontor.mette, start=days(-300))
    html = page(kontor.mette, sag)
    (frist,) = re.findall(r"<b>Passiv</b> Fristen var (.*?)\. Passiv fra (.*?)\. <", html)
    (forklaret,) = re.findall(r"fristen var (.*?) og er overskredet.*?\)\. Passiv fra (.*?)\.<", html)
    why = text_of(client_for(kontor.mette).get(reverse("hvorfor", args=[sag.borger_id, "passivitet"])))
    assert frist == forklaret == ("26. juli 2026", "27. juli 2026")
    assert "fristen var 26. juli 2026 og er overskredet med 120 dage" in why
    assert "Passiv fra 27. juli 2026." in why


def corrections(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r"/kontakt/(\d+)/ret", html)]


def test_a_model_without_the_clock_says_nothing_of_it(kontor, sag):
    kontor.fravaer(sag, days(-30), days(-25), kode="ulovligt_fravaer")
    assert "Tæller med i passivitetsuret." in page(kontor.mette, sag)
    Forloeb.objects.filter(pk=sag.pk).update(indsatsmodel="fsm2")
    html = page(kontor.mette, sag)
    assert "passivitetsur" not in html.lower()
    assert 'id="opfoelgning"' not in html


def test_the_timeline_leads_to_correcting_what_one_may_correct(kontor, sag):
    jonas = make_medarbejder("jonas", "jobformidler", team=kontor.team)
    url = reverse("borger", args=[sag.borger_id])
    importeret = kontor.kontakt(sag, days(-1), status="planlagt", registreret_af=None)
    kontor.kontakt(sag, days(-2), registreret_af=None)
    kontor.kontakt(sag, days(-3), registreret_af=jonas)
    egne = Kontakt.objects.filter(forloeb=sag, registreret_af=kontor.mette).order_by("-dato")
    hendes = [k.pk for k in (egne[0], importeret, egne[1])]
    headers = {"HX-Request": "true", "HX-Target": "tidslinje"}
    alle = list(Kontakt.objects.filter(forloeb=sag).order_by("-dato", "-pk").values_list("pk", flat=True))
    for user, expected in ((kontor.mette, hendes), (kontor.leder, alle), (jonas, [])):
        assert corrections(page(user, sag)) == expected
        assert corrections(text_of(client_for(user).get(url, headers=headers))) == expected


def test_a_closed_forloeb_leads_to_no_correction(kontor):
    sag = kontor.sag("Cilla Dam", ejer=kontor.mette, start=days(-400), slut=days(-100))
    kontor.kontakt(sag, days(-200), registreret_af=kontor.leder)
    assert corrections(page(kontor.leder, sag)) == []


def test_the_number_of_queries_does_not_grow_with_the_case(kontor, sag):
    stor = kontor.sag("Gerd Holm", ejer=kontor.mette, start=days(-600))
    for nr in range(60):
        kontor.kontakt(stor, days(-600 + nr * 7))
        if nr % 6 == 0:
            kontor.fravaer(stor, days(-600 + nr * 7), days(-597 + nr * 7))
            kontor.praktik(stor, days(-590 + nr * 7), days(-580 + nr * 7))
    client = client_for(kontor.mette)
    client.get(f"/borger/{sag.borger_id}")
    counts = [count_queries(client, f"/borger/{s.borger_id}") for s in (sag, stor)]
    assert counts[0] == counts[1] <= 24


def test_a_warning_without_a_deadline_asks_to_be_considered(kontor):
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200))
    page = text_of(client_for(kontor.mette).get(f"/borger/{sag.borger_id}"))
    ret = page[page.index("Ret til anden aktør (lov)") :]
    assert "tag stilling" in ret[: ret.index("<details")]


def test_a_review_says_its_reason_and_the_agreed_start_on_lines_of_their_own(kontor):
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-20))
    aftale = {"resultat": "indsats_aftalt", "begrundelse": "Praktik aftalt", "forventet_start": days(5)}
    Sagsgennemgang.objects.create(forloeb=sag, dato=days(-1), **aftale)
    page = text_of(client_for(kontor.mette).get(f"/borger/{sag.borger_id}"))
    assert (
        "Praktik aftalt\nForventet start 28. november 2026." in page or "Praktik aftalt<br>Forventet" in page
    )
