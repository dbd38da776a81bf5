"""A configuration file is tried before it is read: who changes state, on the page and by the command."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from borgere.models import Borger
from kommuner.models import Regelsaet
from kommuner.tenancy import set_kommune
from opfoelgning.sweep import sweep
from opfoelgning.vurdering import live
from tests.opfoelgning.sager import DAG, client_for, days, readings, text_of
from tests.raekker import make_medarbejder

INDLAES = reverse("regelsaet_indlaes")
TI_DAGE = {
    "indsatsmodel": "uif2",
    "gyldig_fra": DAG.isoformat(),
    "vaerdier": {"kontakt.interval_dage": 10},
    "gaelder_loebende_frister": True,
    "begrundelse": "Besluttet af udvalget",
}


def fil(*regler: dict) -> str:
    return json.dumps({"regelfil": 1, "kommune": "0751", "regler": list(regler)})


@pytest.fixture
def sag(kontor):
    """Contact twelve days ago: in time by 14 days, overdue by 10."""
    forloeb = kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-60))
    kontor.kontakt(forloeb, days(-12))
    sweep(kontor.team.kommune_id, DAG)
    return forloeb


@pytest.fixture
def admin(kontor):
    return client_for(make_medarbejder("admin", "administrator"))


def choose(client, *regler: dict):
    return client.post(INDLAES, {"fil": SimpleUploadedFile("regler.json", fil(*regler).encode())})


def at_home(kontor) -> None:
    """Into the kommune again: a request leaves none behind."""
    set_kommune(kontor.team.kommune_id)


def key(svar) -> str:
    return re.search(r'name="noegle" value="([^"]+)"', svar.content.decode())[1]


def state(forloeb) -> str:
    (dom,) = (v for v in live(forloeb.pk, DAG).bedoemmelse.vurderinger if v.regel == "kontakt")
    return str(dom.tilstand)


def test_the_effect_is_shown_first_and_is_what_is_seen_after_saving(admin, kontor, sag):
    svar = choose(admin, TI_DAGE)
    side = text_of(svar)
    at_home(kontor)
    assert "1 ny version og 0 ændrede" in side
    assert (
        "Udvikling i fleksjob II fra 23. november 2026 (ny, også løbende frister): Kontakt i jobsøgningsfasen"
        in side
    )
    assert "højst så længe mellem to kontakter: 10 dage. Ingen kilde." in side
    assert "1 forløb er overskredet i dag (nu 0)." in side
    assert (Regelsaet.objects.count(), state(sag)) == (0, "varsel")
    assert admin.post(INDLAES, {"noegle": key(svar)})["Location"] == reverse("regelsaet")
    at_home(kontor)
    assert (Regelsaet.objects.get().vaerdier, state(sag)) == ({"kontakt.interval_dage": 10}, "overskredet")
    assert "Filen er indlæst: 1 ny version" in text_of(admin.get(reverse("regelsaet")))


def test_a_long_list_is_there_folded(admin, kontor, sag):
    for nr in range(50):
        kontor.kontakt(kontor.sag(f"Bo Vang nr. {nr}", ejer=kontor.mette, start=days(-60)), days(-12))
    side = choose(admin, TI_DAGE).content.decode()
    assert ("<summary>Vis alle 51</summary>" in side, "flere." in side) == (True, False)


def test_an_administrator_sees_which_but_not_who(admin, sag):
    side = text_of(choose(admin, TI_DAGE))
    assert f"Borger {sag.borger_id}" in side
    assert "Asta Ågård" not in side
    assert not any(readings("regelsaet_indlaes"))
    hvadnu = admin.get(
        reverse("hvadnu"),
        {"regel": "uif2.kontakt", "gyldig_fra": DAG.isoformat(), "omfang": "loebende", "interval_dage": "10"}
        | {"former": ["fysisk", "telefon", "video"], "varsel_dage": "3"},
    )
    assert "Asta Ågård" not in text_of(hvadnu)


def test_a_leader_who_is_administrator_too_sees_names_and_is_logged(kontor, sag):
    begge = make_medarbejder("begge", "administrator", "teamleder", team=kontor.team)
    assert "Asta Ågård" in text_of(choose(client_for(begge), TI_DAGE))
    assert readings("regelsaet_indlaes") == [{sag.borger_id}]


def test_a_change_of_the_rules_meanwhile_shows_the_effect_anew(admin, kontor, sag):
    noegle = key(choose(admin, TI_DAGE))
    at_home(kontor)
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(5), vaerdier={"kontakt.interval_dage": 9})
    svar = admin.post(INDLAES, {"noegle": noegle})
    assert "Reglerne er ændret imens. Se virkningen, som den er nu." in text_of(svar)
    at_home(kontor)
    assert Regelsaet.objects.count() == 1
    assert admin.post(INDLAES, {"noegle": key(svar)}).status_code == 302
    at_home(kontor)
    assert Regelsaet.objects.count() == 2


def test_a_file_that_is_not_kept_any_more_is_asked_for_again(admin, kontor):
    svar = admin.post(INDLAES, {"noegle": "findes-ikke"})
    assert svar.status_code == 422
    assert "Filen er ikke gemt længere. Vælg den igen." in text_of(svar)


def test_the_file_of_somebody_else_cannot_be_read(admin, kontor, sag):
    noegle = key(choose(admin, TI_DAGE))
    at_home(kontor)
    anden = client_for(make_medarbejder("anden", "administrator"))
    assert anden.post(INDLAES, {"noegle": noegle}).status_code == 422
    at_home(kontor)
    assert not Regelsaet.objects.exists()


def test_the_command_tries_a_file_and_stores_nothing(sag, tmp_path, capsys):
    sti = tmp_path / "regler.json"
    sti.write_text(fil(TI_DAGE), "utf-8")
    call_command("importer_regler", str(sti), proev=True)
    tekst = capsys.readouterr().err
    assert "Filen ville give 1 ny version og 0 ændrede" in tekst
    assert "mellem to kontakter: 10 dage. Ingen kilde." in tekst
    assert f"{sag.ekstern_id}: kontakt, varsel → overskredet" in tekst
    assert Borger.objects.get().navn not in tekst
    assert not Regelsaet.objects.exists()
