"""`manage.py hvadnu`: the same answer in words and numbers, and what is wrong with the question in Danish."""

import json

import pytest
from django.core.management import call_command

from kommuner.models import Regelsaet, Team
from opfoelgning.models import Vurdering
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder


@pytest.fixture
def sager(kontor):
    """Contacts 12 and 30 days old with Mette, and one 12 days old with somebody of another team."""
    rikke = make_medarbejder("rikke", "jobformidler", team=Team.objects.create(navn="Team øst"))
    for navn, ejer, dage in (("Anna", kontor.mette, 12), ("Bent", kontor.mette, 30), ("Carl", rikke, 12)):
        sag = kontor.sag(navn, ejer=ejer, start=days(-60))
        sag.ekstern_id = navn
        sag.save()
        kontor.kontakt(sag, days(-dage))


def run(capsys, *regler, **options) -> str:
    call_command("hvadnu", regel=list(regler or ("kontakt.interval_dage=10",)), kommune="0751", **options)
    return capsys.readouterr().out


def test_json_names_every_change(sager, capsys):
    svar = json.loads(run(capsys, loebende=True, format="json"))
    assert [
        (en["forloeb"], en["fra"], en["til"], en["frist_foer"], en["frist_efter"]) for en in svar["skift"]
    ] == [
        ("Anna", "varsel", "overskredet", "2026-11-25", "2026-11-21"),
        ("Carl", "varsel", "overskredet", "2026-11-25", "2026-11-21"),
    ]
    assert (svar["forloeb"], svar["gyldig_fra"], svar["loebende"]) == (3, DAG.isoformat(), True)
    assert svar["kun_nye_frister"]["skift"] == 0
    loebende = svar["ogsaa_loebende_frister"]
    assert (loebende["overskredet_foer"], loebende["overskredet_efter"], loebende["skift"]) == (1, 3, 2)
    assert loebende["regler"]["kontakt"]["snart_foer"] == 2
    assert not Regelsaet.objects.exists()
    assert not Vurdering.objects.exists()


def test_without_running_clocks_nothing_changes_today_and_both_are_told(sager, capsys):
    svar = json.loads(run(capsys, format="json"))
    assert (svar["skift"], svar["loebende"]) == ([], False)
    assert svar["ogsaa_loebende_frister"]["skift"] == 2
    text = run(capsys)
    assert "Værdierne gælder frister, der begynder at løbe 23. november 2026 eller senere." in text
    assert ["Overskredet", "i", "dag", "1", "1", "3"] in [line.split() for line in text.splitlines()]


def test_a_team_and_another_day(sager, capsys):
    svar = json.loads(run(capsys, loebende=True, format="json", team="Team øst"))
    assert [en["forloeb"] for en in svar["skift"]] == ["Carl"]
    svar = json.loads(run(capsys, loebende=True, format="json", dato=days(-2).isoformat()))
    assert [(en["forloeb"], en["fra"], en["til"]) for en in svar["skift"]] == [
        ("Anna", "loeber", "varsel"),
        ("Carl", "loeber", "varsel"),
    ]


def test_a_team_is_found_in_whichever_kommune_has_it(sager, capsys):
    valg = {"loebende": True, "format": "json", "team": "Team øst"}
    call_command("hvadnu", regel=["kontakt.interval_dage=10"], **valg)
    svar = json.loads(capsys.readouterr().out)
    assert (svar["kommune"], [en["forloeb"] for en in svar["skift"]]) == ("0751", ["Carl"])


def test_caseloads_that_pass_another_ceiling_are_named(kontor, sager, capsys):
    (en,) = json.loads(run(capsys, "sagsstamme.loft=1", format="json"))["sagsstammer"]
    assert (en["navn"], en["antal"], en["over_foer"], en["over_efter"]) == (kontor.mette.navn, 2, None, 1)
    tekst = run(capsys, "sagsstamme.loft=1")
    assert f"Sagsstamme: {kontor.mette.navn}: 2 borgere, over loftet på 1 (nu ikke over loftet)." in tekst
    i_morgen = days(1).isoformat()
    assert (
        json.loads(run(capsys, "sagsstamme.loft=1", format="json", gyldig_fra=i_morgen))["sagsstammer"] == []
    )


def test_a_table_is_for_reading(sager, capsys):
    text = run(capsys, loebende=True)
    assert "også dem, der løber i forvejen" in text
    assert "Anna    kontakt  –         varsel  overskredet  2026-11-25  2026-11-21" in text


@pytest.mark.parametrize(
    ("regler", "options", "told"),
    [
        (("kontakt.interval_dag=10",), {}, "findes ikke. Mener du kontakt.interval_dage?"),
        (("kontakt",), {}, "skriv det som REGEL.NAVN=VÆRDI"),
        (("kontakt.interval_dage=0",), {}, "skal være mindst 1 dag."),
        (
            ("kontakt.interval_dage=10", "kontakt.interval_dage=12"),
            {},
            "--regel kontakt.interval_dage: står mere end én gang.",
        ),
        (("kontakt.interval_dage=ti",), {}, "skal være et helt tal."),
        (("passivitet.maaneder=5", "trin1_varighed.maaneder=1"), {}, "ikke i samme indsatsmodel"),
        ((), {"dato": "i dag"}, "--dato i dag: Der skal stå en dato"),
        ((), {"gyldig_fra": "2026-02-30"}, "--gyldig-fra 2026-02-30: Datoen findes ikke."),
        ((), {"team": "Intet"}, "Teamet «Intet» findes ikke i nogen af kommunerne."),
        ((), {"model": "x"}, "--model x: der findes fsm2, uif2."),
    ],
)
def test_what_is_wrong_is_told(sager, capsys, regler, options, told):
    with pytest.raises(SystemExit) as caught:
        call_command("hvadnu", regel=list(regler or ("kontakt.interval_dage=10",)), kommune="0751", **options)
    assert caught.value.code == 1
    assert told in capsys.readouterr().err
