"""«Fortryd» on meetings, decisions and who has a borger; drafts of short forms; the step-up's document."""

import re

import pytest
from django.urls import reverse

from forloeb.models import Afgoerelse, Fase, Rehabiliteringsmoede, Tildeling, Ydelse
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning.models import (
    Forslag,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Henvendelse,
    Kladde,
    Stepup,
    Stepupmoede,
)
from opfoelgning.tidslinje import whole_timeline
from tests.opfoelgning.papirsag import pdf_words
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def sag(kontor):
    return kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53), fase=1)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def undo(client, answer):
    adresse = re.search(r'action="(/[^"]*fortryd)"', text_of(answer))[1]
    return words(client.post(adresse, follow=True))


def test_a_planned_meeting_is_gone_and_a_held_one_planned_again(mette, sag, inside):
    data = {"dato": days(3).isoformat(), "status": "planlagt", "noegle": "a" * 32}
    ny = reverse("rehabiliteringsmoede_ny", args=[sag.borger_id])
    assert "Mødet er fortrudt." in undo(mette, mette.post(ny, data, follow=True))
    with inside():
        assert not Rehabiliteringsmoede.objects.exists()
        moede = Rehabiliteringsmoede.objects.create(forloeb=sag, dato=DAG, status="planlagt")
    ret = reverse("rehabiliteringsmoede_ret", args=[moede.pk])
    holdt = {"dato": DAG.isoformat(), "status": "holdt", "med_borger": "on", "version": "1"}
    answer = mette.post(ret, holdt | {"indstilling": "fleksjob_permanent", "timer": "12"}, follow=True)
    assert "Mødet er gemt." in words(answer)
    assert "Mødet er fortrudt." in undo(mette, answer)
    with inside():
        assert Rehabiliteringsmoede.objects.get().status == "planlagt"


def test_a_decision_takes_its_phase_and_benefit_along(mette, sag, inside):
    with inside():
        Ydelse.objects.all().delete()
    dag = DAG.isoformat()
    data = {"resultat": "visiteret", "varighed": "permanent", "dato": dag, "start": dag, "noegle": "a" * 32}
    ny = reverse("afgoerelse_ny", args=[sag.borger_id])
    answer = mette.post(ny, data | {"ledighedsydelse_fra": dag}, follow=True)
    with inside():
        assert (Fase.objects.count(), Ydelse.objects.count()) == (2, 1)
    assert "Afgørelsen er fortrudt." in undo(mette, answer)
    with inside():
        assert not Afgoerelse.objects.exists()
        assert not Ydelse.objects.exists()
        assert list(Fase.objects.values_list("nr", "slut")) == [(1, None)]


def test_whoever_had_the_borger_keeps_her(kontor, mette, sag, inside):
    with inside():
        dan = make_medarbejder("dan", "jobformidler", team=kontor.team, navn="Dan Kofod")
    url = reverse("tildel", args=[sag.borger_id, "jobformidler"])
    answer = mette.post(url, {"medarbejder": dan.pk, "fra": DAG.isoformat(), "aarsag": "Ferie"}, follow=True)
    with inside():
        ny = Tildeling.objects.get(medarbejder=dan)
    assert client_for(kontor.leder).post(reverse("tildeling_fortryd", args=[ny.pk])).status_code == 404
    assert "Tildelingen er fortrudt." in undo(mette, answer)
    with inside():
        assert list(Tildeling.objects.values_list("medarbejder", "slut")) == [(kontor.mette.pk, None)]


def draft(client, url, data):
    return client.post(url, data | {"kladde": "1"}, headers={"HX-Request": "true"})


def test_short_forms_keep_what_is_written(mette, sag, inside):
    with inside():
        henvendelse = Henvendelse.objects.create(
            forloeb=sag, modtaget="2026-11-22T08:00+01:00", note="Ferie?"
        )
    former = {
        reverse("henvendelse_svar", args=[henvendelse.pk]): {"svar": "Ja, gerne"},
        reverse("borger_ret", args=[sag.borger_id]): {"begrundelse": "Nyt nummer"},
        reverse("tildel", args=[sag.borger_id, "jobformidler"]): {"aarsag": "Skal på barsel"},
        reverse("afslut", args=[sag.borger_id]): {"note": "Flytter til Odense"},
        reverse("afgoerelse_ny", args=[sag.borger_id]): {"note": "Se referatet"},
    }
    for url, skrevet in former.items():
        assert "Kladde gemt" in text_of(draft(mette, url, skrevet)), url
        (tekst,) = skrevet.values()
        assert tekst in text_of(mette.get(url)), url
    page = words(mette.get(reverse("kladder")))
    for skrevet in former.values():
        assert next(iter(skrevet.values())) in page
    mette.post(
        next(iter(former)),
        {"svar": "Ja", "svar_dato": days(-1).isoformat(), "svar_klokken": "09:00", "version": "1"},
    )
    with inside():
        assert Kladde.objects.count() == len(former) - 1


def test_a_second_genbehandling_is_warned_of(mette, sag, inside):
    with inside():
        om = {"forloeb": sag, "dato": days(9)}
        Genbehandlingsmoede.objects.create(sag=Genbehandlingssag.objects.create(**om), **om)
    url = reverse("forslag_ny", args=[sag.borger_id])
    data = {"type": "genbehandling", "begrundelse": "Intet er lykkedes", "dato": days(20).isoformat()}
    besked = "Der er allerede planlagt et møde om genbehandling 2. december 2026."
    assert besked in words(mette.post(url, data))
    mette.post(url, data | {"alligevel": "1"})
    with inside():
        assert Forslag.objects.count() == 1
        titler = [(h.overskrift, h.maerke) for h in whole_timeline(sag, DAG)]
    assert ("Møde om genbehandling", "planlagt") in titler


def test_the_agreement_of_a_step_up_is_a_tagged_file(kontor, inside):
    with inside():
        sag = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-60))
        type(sag).objects.filter(pk=sag.pk).update(indsatsmodel="fsm2")
        deltager = indsatsmodeller()["fsm2"].stepup.deltagere[0]
        om = {"forloeb": sag, "dato": days(-20)}
        stepup = Stepup.objects.create(**om, foelger_op=kontor.mette, foelger_op_dato=days(20))
        Stepupmoede.objects.create(**om, stepup=stepup, nr=1, status="holdt", deltagere=[deltager.kode])
    mette, url = client_for(kontor.mette), reverse("stepup_pdf", args=[stepup.pk])
    assert "Aftalen er ikke skrevet endnu." in words(mette.get(url, follow=True))
    with inside():
        Stepup.objects.update(aftale="Praktik i gartneriet", maal="Otte timer", aftalt=days(-9))
    tekst = pdf_words(mette.get(url))
    for ord_ in ("Bo Bæk", "Praktik i gartneriet", "Otte timer", "følger op", deltager.navn):
        assert ord_ in tekst
