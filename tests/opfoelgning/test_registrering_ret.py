"""Correcting and annulling an absence through the browser's eyes: a reason, its effect, two at once, and who may."""

import re
from datetime import date

from django.urls import reverse

from forloeb.models import Fravaer, Tildeling
from kommuner.models import Team
from tests.build import make_medarbejder
from tests.opfoelgning.formularer import HTMX, mette, read, today
from tests.opfoelgning.fravaerssag import alle, gyldig, sag, typer, url

__all__ = ["gyldig", "mette", "sag", "today", "typer", "url"]


def test_correcting_leaves_its_trace_on_tab_and_timeline(client, url, sag, mette, gyldig, inside):
    client.post(url, gyldig)
    (fravaer,) = alle(inside)
    ret = reverse("fravaer_ret", args=[fravaer.pk])
    assert "Aftalt" in client.get(ret).content.decode()
    felter = gyldig | {"til": "2026-11-30", "version": "1", "begrundelse": "Ferien blev længere"}
    assert "Fraværet er rettet." in read(client.post(ret, felter | {"retur": "indsats"}, follow=True))
    for side in ("indsats", "borger"):
        tekst = read(client.get(reverse(side, args=[sag.borger_id])))
        assert "Rettet: Ferie, 19. november 2026 – 27. november 2026" in tekst
        assert "Til og med: 27. november 2026 → 30. november 2026" in tekst
        assert "Begrundelse: Ferien blev længere" in tekst


def test_a_correction_asks_why_and_shows_its_effect(client, url, gyldig, inside):
    client.post(url, gyldig)
    ret = reverse("fravaer_ret", args=[alle(inside)[0].pk])
    felter = gyldig | {"til": "2026-11-30", "version": "1"}
    assert "Skriv, hvorfor du retter." in read(client.post(ret, felter | {"begrundelse": " "}))
    side = read(client.post(ret, felter | {"begrundelse": "", "virkning": "1"}, headers=HTMX))
    assert "derefter senest 11. december 2026" not in side
    assert "derefter senest 14. december 2026" in side


def test_annulling_needs_a_reason_and_nothing_else(client, url, sag, gyldig, inside):
    client.post(url, gyldig)
    (fravaer,) = alle(inside)
    ret = reverse("fravaer_ret", args=[fravaer.pk])
    annul = {"annuller": "1", "version": "1", "type": "", "start": "volapyk"}
    assert "Skriv, hvorfor du retter." in read(client.post(ret, annul))
    side = client.post(ret, annul | {"begrundelse": "Forkert borger"}, follow=True)
    assert "Fraværet er annulleret." in read(side)
    assert "Annulleret: Ferie, 19. november 2026 – 27. november 2026" in read(side)
    assert alle(inside) == []
    assert client.get(ret).status_code == 404


def test_two_at_once_the_second_gets_both_and_loses_nothing(client, url, gyldig, inside):
    client.post(url, gyldig)
    ret = reverse("fravaer_ret", args=[alle(inside)[0].pk])
    client.post(ret, gyldig | {"til": "2026-11-30", "version": "1", "begrundelse": "Den første"})
    mit = gyldig | {"note": "Min egen note", "version": "1", "begrundelse": "Den anden"}
    side = client.post(ret, mit)
    assert side.status_code == 409
    tekst = read(side)
    assert re.search(
        r"Du har selv rettet det samme kl\. \d+\.\d\d i et andet vindue med begrundelsen «Den første»", tekst
    )
    assert "Til og med 30. november 2026 27. november 2026" in tekst
    assert "Note Aftalt Min egen note" in tekst
    assert "Den anden" in side.content.decode()
    client.post(ret, mit | {"min": "2"})
    (fravaer,) = alle(inside)
    assert (fravaer.note, fravaer.slut, fravaer.version) == ("Min egen note", date(2026, 11, 28), 3)


def test_annulling_what_somebody_corrected_is_a_conflict_too(client, url, gyldig, inside):
    client.post(url, gyldig)
    ret = reverse("fravaer_ret", args=[alle(inside)[0].pk])
    client.post(ret, gyldig | {"til": "2026-11-30", "version": "1", "begrundelse": "Den første"})
    side = client.post(ret, gyldig | {"annuller": "1", "version": "1", "begrundelse": "Fejl"})
    assert side.status_code == 409
    assert len(alle(inside)) == 1


def test_who_may_correct(client, url, sag, mette, gyldig, inside):
    client.post(url, gyldig)
    with inside():
        team = Team.objects.create(navn="Team")
        type(mette).objects.filter(pk=mette.pk).update(team=team)
        (fravaer,) = Fravaer.objects.all()
        leder = make_medarbejder("leder", "teamleder", team=team)
        kollega = make_medarbejder("kollega", "jobformidler", team=team)
    ret = reverse("fravaer_ret", args=[fravaer.pk])
    svar = {}
    for hvem in (leder, kollega):
        with inside():
            client.force_login(hvem)
        svar[hvem.username] = client.get(ret).status_code
    assert svar == {"leder": 200, "kollega": 403}


def test_what_was_handed_over_is_read_only_and_the_text_is_shown(client, url, sag, mette, gyldig, inside):
    with inside():
        team = Team.objects.create(navn="Team")
        type(mette).objects.filter(pk=mette.pk).update(team=team)
        Tildeling.objects.update(medarbejder=make_medarbejder("dan", "jobformidler", team=team))
    svar = client.post(url, gyldig)
    assert svar.status_code == 403
    assert "Aftalt" in read(svar)
    assert alle(inside) == []
    assert "Registrér" not in read(client.get(reverse("indsats", args=[sag.borger_id])))
