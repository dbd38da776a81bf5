"""The forecast as a page, a spreadsheet and a command."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from kommuner.tenancy import set_kommune
from opfoelgning.models import Genbehandling
from tests.opfoelgning.sager import client_for, count_queries, days, readings, text_of

PROGNOSE = reverse("prognose")


@pytest.fixture
def sager(kontor):
    """Asta's contact runs out on 2 December; Bo, for whom a praktik is planned, becomes passive on 8 December."""
    asta = kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-30))
    kontor.kontakt(asta, days(-5))
    bo = kontor.sag("Bo Æbelø", ejer=kontor.leder, start=date(2026, 6, 8))
    kontor.kontakt(bo, days(0))
    kontor.praktik(bo, days(7), days(30))
    return {"asta": asta, "bo": bo}


def test_a_jobformidler_sees_her_own_with_the_day_and_what_stops_it(kontor, sager):
    side = text_of(client_for(kontor.mette).get(PROGNOSE))
    assert "Asta Ågård" in side
    assert "Bo Æbelø" not in side
    assert '<b class="text-nowrap">3. dec.</b>' in side
    assert "Kontakt (fysisk møde, telefon eller video) senest 2. dec." in side
    assert "Ingen planer ændrer det" in side


def test_a_leader_sees_the_team_and_what_a_plan_changes(kontor, sager):
    side = text_of(client_for(kontor.leder).get(PROGNOSE, {"regel": "passivitet"}))
    assert '<b class="text-nowrap">8. dec.</b>' in side
    assert (
        "Virksomhedspraktik hos Kornmarken Gartneri fra 30. nov. til og med 22. dec.: så først passiv" in side
    )
    assert "passiv 23. jun. 2027" in side
    assert "Asta Ågård" not in side


def test_filters_stand_in_the_address_and_nonsense_counts_as_none(kontor, sager):
    client = client_for(kontor.leder)
    mette = text_of(client.get(PROGNOSE, {"jobformidler": kontor.mette.pk}))
    assert "Asta Ågård" in mette and "Bo Æbelø" not in mette
    korte = text_of(client.get(PROGNOSE, {"dage": "14", "regel": "passivitet"}))
    assert "Ingen frister passer til filtrene." in korte
    vroevl = client.get(PROGNOSE, {"dage": "99999", "regel": "x'", "jobformidler": "æ", "efter": "¤.¤"})
    assert vroevl.status_code == 200
    assert "Asta Ågård" in text_of(vroevl)
    assert '<option value="30" selected>30 dage</option>' in text_of(vroevl)


def test_a_jobformidler_cannot_ask_for_somebody_elses(kontor, sager):
    side = text_of(client_for(kontor.mette).get(PROGNOSE, {"jobformidler": kontor.leder.pk, "dage": "90"}))
    assert "Bo Æbelø" not in side


def test_who_is_shown_is_logged(kontor, sager):
    client_for(kontor.mette).get(PROGNOSE)
    assert readings("prognose") == [{sager["asta"].borger_id}]


def test_long_lists_are_paged_by_key_without_gap_or_double(kontor, monkeypatch):
    monkeypatch.setattr("opfoelgning.views.prognose.PR_SIDE", 3)
    for nr in range(8):
        kontor.kontakt(kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=days(-30)), days(-nr))
    client, efter, sete = client_for(kontor.mette), "", []
    for _ in range(3):
        response = client.get(PROGNOSE, {"regel": "kontakt", "efter": efter})
        sete += [linje.forloeb.borger.navn for linje in response.context["linjer"]]
        efter = response.context["naeste"]
    assert sete == [f"Borger {nr}" for nr in (7, 6, 5, 4, 3, 2, 1, 0)]
    assert efter == ""


def test_too_many_to_compute_at_once_are_asked_for_by_jobformidler(kontor, sager, monkeypatch):
    monkeypatch.setattr("opfoelgning.views.prognose.AD_GANGEN", 1)
    leder = client_for(kontor.leder)
    tekst = text_of(leder.get(PROGNOSE))
    assert "Det er for mange at regne på én gang: vælg en jobformidler." in tekst
    assert "<tr data-raekke>" not in tekst
    assert leder.get(reverse("prognose_csv"))["Location"] == PROGNOSE
    hendes = {"jobformidler": kontor.mette.pk}
    assert "<tr data-raekke>" in text_of(leder.get(PROGNOSE, hendes))
    assert leder.get(reverse("prognose_csv"), hendes).status_code == 200


def test_the_number_of_queries_does_not_grow(kontor, sager):
    few = count_queries(client_for(kontor.leder), PROGNOSE)
    set_kommune(kontor.leder.kommune_id)
    for nr in range(5):
        sag = kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=days(-30))
        kontor.praktik(sag, days(3), days(20))
    assert count_queries(client_for(kontor.leder), PROGNOSE) == few


def test_nobody_is_told_as_such(kontor):
    assert "Ingen bliver passive eller får en overskredet frist i perioden." in text_of(
        client_for(kontor.mette).get(PROGNOSE)
    )


def test_the_spreadsheet_holds_the_same_and_no_formulas(kontor, sager):
    kontor.kontakt(kontor.sag("=SUM(A1)", ejer=kontor.mette, start=days(-30)), days(-1))
    response = client_for(kontor.mette).get(reverse("prognose_csv"))
    linjer = b"".join(response.streaming_content).decode().removeprefix("\ufeff").splitlines()
    assert linjer[0].startswith("Borger;Jobformidler;Frist;Hvis intet sker")
    assert linjer[1].startswith("Asta Ågård;")
    assert ";2026-12-03;2026-12-03;" in linjer[1]
    assert any(linje.startswith("'=SUM(A1)") for linje in linjer)
    assert readings("prognose_csv") == [
        {sager["asta"].borger_id, max(b for r in readings("prognose_csv") for b in r)}
    ]


def run(**options) -> str:
    ud = StringIO()
    call_command("prognose", kommune="0751", dato="2026-11-23", stdout=ud, **options)
    return ud.getvalue()


def test_the_command_says_the_same_as_lines_of_json(kontor, sager):
    svar = [json.loads(linje) for linje in run(regel="passivitet").splitlines()]
    bo = next(en for en in svar if en["borger"] == "Bo Æbelø")
    assert bo["hvis_intet_sker"] == "2026-12-08"
    assert bo["med_planer"] == "2027-06-23"
    assert bo["frist"] == "2026-12-07"
    assert bo["planer"].startswith("Virksomhedspraktik hos Kornmarken Gartneri")
    assert bo["standser"].startswith(
        "Virksomhedspraktik, løntilskud, fleksjob eller genbehandling senest 7. dec."
    )


def test_the_command_prints_a_table_and_ends_by_the_days_asked_for(kontor, sager):
    tabel = run(dage=10, format="tabel")
    assert "2026-12-03" in tabel
    assert "2026-12-08" not in tabel


def test_a_team_meeting_to_come_is_told(kontor, sager):
    Genbehandling.objects.create(forloeb=sager["bo"], moede=days(5))
    svar = [json.loads(linje) for linje in run(regel="passivitet").splitlines()]
    assert "Genbehandling 28. nov." in svar[-1]["planer"]


@pytest.mark.parametrize(
    ("options", "besked"),
    [({"regel": "findes_ikke"}, "Reglen «findes_ikke» findes ikke."), ({"dato": "2026-02-30"}, "--dato")],
)
def test_the_command_refuses_in_danish(kontor, options, besked):
    fejl = StringIO()
    with pytest.raises(SystemExit):
        call_command("prognose", **{"kommune": "0751", **options}, stderr=fejl)
    assert besked in fejl.getvalue()


def test_what_plans_avert_stands_last_on_the_borgers_page(kontor, sager):
    for nr in range(1, 4):
        kontor.kontakt(sager["asta"], days(nr), status="planlagt")
    side = text_of(client_for(kontor.mette).get(f"/borger/{sager['asta'].borger_id}"))
    frister = side[side.index('id="frister"') : side.index('id="ur"')]
    assert frister.index("Kontakt i jobsøgningsfasen: overskredet") < frister.index(
        "Planlagt kontakt er ikke holdt"
    )
