"""The leader's side of it, through the browser's eyes: panel, decision, note, and what comes back by itself."""

import re

import pytest
from django.urls import reverse

from kalender.dansk import dato_aar
from kommuner.models import Rehabiliteringsorgan
from opfoelgning import ledersager, trufne
from opfoelgning.actions.forslag import Forslagsindhold, send_forslag
from opfoelgning.models import Beslutning, Genbehandling, Genbehandlingssag, Sagsgennemgang
from tests.opfoelgning.passivsag import sag
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of, words
from tests.raekker import make_medarbejder

__all__ = ["sag"]


@pytest.fixture
def anden(kontor):
    return kontor.sag("Erik Stentoft", ejer=kontor.mette, start=days(-250))


@pytest.fixture
def leder(kontor, sag):
    return client_for(kontor.leder)


AFVENTER, TEAM, TRUFFET = (f"/beslutninger?fane={fane}" for fane in ("afventer", "team", "truffet"))


def propose(kontor, sag, inside) -> None:
    with inside():
        indhold = Forslagsindhold(type="aktivitet", begrundelse="Praktik er aftalt", dato=days(9))
        send_forslag(forloeb=sag, indhold=indhold, by=kontor.mette, dag=DAG)


def test_the_panel_and_the_list_show_the_proposal(kontor, sag, leder, inside):
    propose(kontor, sag, inside)
    panel = words(leder.get("/team"))
    assert "Konkret aktivitet er aftalt: Praktik er aftalt" in panel
    assert "Træf beslutning" in panel
    liste = words(leder.get(AFVENTER))
    assert "Afventer (1)" in liste
    assert "Praktik er aftalt" in liste
    assert "Ingen sager er på vej" in words(leder.get(TEAM))
    assert "Ingen beslutninger er truffet endnu." in words(leder.get(TRUFFET))
    with inside():
        assert {sag.borger_id} in readings("beslutninger")


def decision(page: str, **andet) -> dict[str, str]:
    """A form as it opened, with what the leader fills in."""
    skjulte = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    valg = {"udfald": "genbehandling", "begrundelse": "Teamet skal se den", "moede": days(8).isoformat()}
    return skjulte | valg | andet


def test_a_decision_leads_to_the_next_case_and_to_its_note(kontor, sag, anden, leder, inside):
    propose(kontor, sag, inside)
    url = reverse("beslutning_ny", args=[sag.borger_id])
    page = text_of(leder.get(url))
    assert f'name="forventet_start" value="{days(9).isoformat()}"' in page
    data = decision(page, dato=DAG.isoformat(), moede=days(8).isoformat(), jobformidler_deltog="on")
    after = words(leder.post(url, data, follow=True))
    assert "Beslutningen om Finn Passiv er gemt: Genbehandling i rehabiliteringsteamet." in after
    assert "Næste: Erik Stentoft" in after
    assert "Til rehabiliteringsteam (1)" in after
    assert "Teamet skal se den" in words(leder.get(TRUFFET))
    paa_vej = words(leder.get(TEAM))
    assert "Afsnit 1.4, 2.1" in paa_vej
    with inside():
        notat = words(leder.get(reverse("beslutningsnotat", args=[Beslutning.objects.get().pk])))
    assert "«Praktik er aftalt»" in notat
    assert "Jobformidleren deltog." in notat
    assert f"Mødet er planlagt til {dato_aar(days(8))}." in notat


def test_what_a_file_tells_was_decided_stands_among_the_decisions(
    kontor, sag, anden, leder, inside, monkeypatch
):
    """What the report counts as decided can be found here, page by page."""
    monkeypatch.setattr(trufne, "PR_SIDE", 2)
    with inside():
        for nr, dage in enumerate((-9, -3, -3, -1)):
            Sagsgennemgang.objects.create(
                forloeb=sag, dato=days(dage), resultat="lovlig_grund", begrundelse=f"Grund {nr}"
            )
    page = text_of(leder.get(reverse("beslutning_ny", args=[anden.borger_id])))
    leder.post(reverse("beslutning_ny", args=[anden.borger_id]), decision(page, dato=days(-3).isoformat()))
    fundne, url = [], TRUFFET
    while url:
        side = text_of(leder.get(url))
        fundne += re.findall(r'data-title="Begrundelse">(.*?)</td>', side)
        naeste = re.search(r'href="([^"]*efter=[^"]*)">Næste side', side)
        url = naeste and naeste[1].replace("&amp;", "&")
    assert fundne == ["Grund 3", "Teamet skal se den", "Grund 2", "Grund 1", "Grund 0"]
    assert "Lovligt fravær eller fritagelse" in side
    assert "Fra en fil" in side


def test_whom_it_was_decided_with_is_optional_only_about_others(kontor, sag, leder, inside):
    with inside():
        egen = kontor.sag("Ane Egen", ejer=kontor.leder, start=days(-200))
    side, andres = (words(leder.get(reverse("beslutning_ny", args=[s.borger_id]))) for s in (egen, sag))
    assert "Besluttet sammen med (frivilligt)" in andres
    assert "Besluttet sammen med (frivilligt)" not in side
    assert "Besluttet sammen med" in side


def test_a_decision_needs_its_reason_and_the_company(sag, leder):
    url = reverse("beslutning_ny", args=[sag.borger_id])
    page = text_of(leder.get(url))
    assert "Jobformidleren har ikke sendt et forslag endnu. Du kan godt beslutte alligevel." in page
    tom = leder.post(url, decision(page, begrundelse="", dato=DAG.isoformat()))
    assert (tom.status_code, "Skriv en begrundelse." in words(tom)) == (422, True)
    uden = leder.post(url, decision(page, udfald="indsats_aftalt", dato=DAG.isoformat()))
    assert (uden.status_code, "Skriv, hvilken virksomhed indsatsen er aftalt med." in words(uden)) == (
        422,
        True,
    )


def test_somebody_decided_meanwhile_shows_both(kontor, sag, leder, inside):
    url = reverse("beslutning_ny", args=[sag.borger_id])
    data = decision(text_of(leder.get(url)), dato=DAG.isoformat(), udfald="lovlig_grund")
    with inside():
        anden_leder = client_for(make_medarbejder("anden.leder", "teamleder", team=kontor.team))
    til_fravaer = anden_leder.post(url, data | {"noegle": "b" * 32})
    assert til_fravaer.headers["Location"].startswith(reverse("fravaer_ny", args=[sag.borger_id]))
    imens = leder.post(url, data | {"begrundelse": "Min egen tekst"})
    assert imens.status_code == 409
    assert "Der er truffet en anden beslutning" in words(imens)
    assert "Min egen tekst" in text_of(imens)
    igen = decision(text_of(imens), begrundelse="Min egen tekst", dato=DAG.isoformat())
    assert leder.post(url, igen).status_code == 302


def test_passive_again_after_genbehandling_comes_back_by_itself(kontor, sag, leder, inside):
    with inside():
        Genbehandling.objects.create(forloeb=sag, moede=days(-190))
    assert "Passiv igen efter genbehandling" in words(leder.get(AFVENTER))


def test_a_measure_that_did_not_begin_comes_back_on_its_day(kontor, sag, leder, settings, inside):
    """Agreed today to begin in 9 days: the rule waits for 14 days more, and not one longer."""
    url = reverse("beslutning_ny", args=[sag.borger_id])
    valg = {"udfald": "indsats_aftalt", "virksomhed": "Kornmarken Gartneri", "dato": DAG.isoformat()}
    data = decision(text_of(leder.get(url)), **valg, forventet_start=days(9).isoformat())
    assert "står stadig som passiv" not in words(leder.post(url, data, follow=True))
    for dag, venter in ((days(9 + 14), False), (days(9 + 15), True)):
        settings.IDAG = dag
        liste = words(leder.get(AFVENTER))
        assert ("Finn Passiv" in liste, "Aftalt indsats 2. dec. begyndte ikke" in liste) == (
            venter,
            venter,
        ), dag
        assert ("Afventer (1)" in liste) == venter


def test_a_measure_too_late_for_the_rule_is_told_at_once(sag, leder):
    url = reverse("beslutning_ny", args=[sag.borger_id])
    valg = {"udfald": "indsats_aftalt", "virksomhed": "Kornmarken Gartneri", "dato": DAG.isoformat()}
    data = decision(text_of(leder.get(url)), **valg, forventet_start=days(31).isoformat())
    after = words(leder.post(url, data, follow=True))
    assert "Borgeren står stadig som passiv, fordi indsatsen begynder senere, end reglen venter." in after
    assert "Ingen andre sager afventer." in after


def test_six_months_after_a_genbehandling_it_comes_back_on_its_day(kontor, sag, leder, settings, inside):
    with inside():
        Genbehandling.objects.create(forloeb=sag, moede=DAG)
    for dag, venter in ((days(180), False), (days(181), True)):  # 22 and 23 May 2027
        settings.IDAG = dag
        assert ("Passiv igen efter genbehandling" in words(leder.get(AFVENTER))) == venter, dag


def test_a_genbehandling_without_a_day_is_asked_about_and_shows_its_checklist(sag, leder):
    url = reverse("beslutning_ny", args=[sag.borger_id])
    page = text_of(leder.get(url))
    assert "Mangler</span> 1.4 Seneste aktiviteter" in page
    data = decision(page, dato=DAG.isoformat(), moede="")
    spurgt = leder.post(url, data)
    assert (spurgt.status_code, "Hvornår er mødet?" in words(spurgt)) == (422, True)
    assert leder.post(url, data | {"alligevel": "1"}).status_code == 302


def test_every_tab_goes_on_behind_its_page(kontor, leder, inside, monkeypatch):
    monkeypatch.setattr(ledersager, "PR_SIDE", 2)
    monkeypatch.setattr(ledersager.waiting_cases, "__defaults__", ("", 2))
    with inside():
        for nr in range(5):
            ny = kontor.sag(f"Flere {nr}", ejer=kontor.mette, start=days(-240))
            af = {"forloeb": ny, "dato": days(-nr), "registreret_af": kontor.leder}
            if nr > 2:
                continue
            beslutning = Beslutning.objects.create(udfald="genbehandling", begrundelse=f"Se {nr}", **af)
            Genbehandlingssag.objects.create(beslutning=beslutning, **af)
    for fane, ventet in (
        (AFVENTER, {"Finn Passiv", "Flere 3", "Flere 4"}),
        (TEAM, {"Flere 0", "Flere 1", "Flere 2"}),
        (TRUFFET, {"Flere 0", "Flere 1", "Flere 2"}),
    ):
        fundet, url = [], fane
        while url:
            html = text_of(leder.get(url))
            fundet += re.findall(r"data-aabn>(.*?)</a>", html)
            more = re.search(r'href="([^"]+)">Næste side', html)
            url = more[1].replace("&amp;", "&") if more else ""
        assert sorted(fundet) == sorted(ventet), fane


def test_the_list_takes_the_same_number_of_statements(kontor, sag, leder, inside):
    def add(nr: int) -> None:
        ny = kontor.sag(f"Flere {nr}", ejer=kontor.mette, start=days(-240))
        af = {"forloeb": ny, "dato": DAG, "registreret_af": kontor.leder}
        if nr % 2:
            beslutning = Beslutning.objects.create(udfald="genbehandling", begrundelse="Se den", **af)
            Genbehandlingssag.objects.create(beslutning=beslutning, **af)

    def counted() -> list[int]:
        leder.get(AFVENTER)
        return [count_queries(leder, url) for url in (AFVENTER, TEAM, TRUFFET)]

    with inside():
        add(0)
        add(1)
    few = counted()
    with inside():
        for nr in range(2, 8):
            add(nr)
    assert counted() == few


def test_the_timeline_tells_what_was_proposed_and_decided(kontor, sag, leder, inside):
    propose(kontor, sag, inside)
    url = reverse("beslutning_ny", args=[sag.borger_id])
    data = decision(text_of(leder.get(url)), dato=DAG.isoformat(), udfald="uden_for")
    svar = leder.post(url, data)
    assert svar.headers["Location"].startswith(reverse("afslut", args=[sag.borger_id]))
    side = words(leder.get(reverse("borger", args=[sag.borger_id])))
    assert "Forslag til leder: Konkret aktivitet er aftalt" in side
    assert "Beslutning: Ikke længere i målgruppen" in side


def test_the_body_is_called_what_the_kommune_calls_it(sag, leder, inside):
    with inside():
        Rehabiliteringsorgan.objects.create(navn="visitationsudvalget", meget_begraenset_timer=10)
    url = reverse("beslutning_ny", args=[sag.borger_id])
    page = text_of(leder.get(url))
    assert "Genbehandling i visitationsudvalget" in page
    svar = words(leder.post(url, decision(page, dato=DAG.isoformat()), follow=True))
    assert "er gemt: Genbehandling i visitationsudvalget." in svar
    assert "Til visitationsudvalget (1)" in svar
    assert "Genbehandling i visitationsudvalget" in words(leder.get(TRUFFET))
