"""Correcting a contact, and bringing a planned one to an end, through the browser's eyes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forloeb.models import Rettelse
from kommuner.models import Team
from opfoelgning.models import Kontakt
from tests.build import DAG, days, make_kontakt, make_medarbejder, make_sag

GYLDIG = {"type": "telefon", "dato": "2026-11-23", "note": "Talt om bageriet"}


@pytest.fixture(autouse=True)
def today(settings):
    settings.IDAG = DAG


@pytest.fixture
def mette(kommune, client):
    mette = make_medarbejder("mette", "jobformidler")
    client.force_login(mette)
    return mette


@pytest.fixture
def sag(mette):
    return make_sag(mette, "Jens Ågård", kontakt=days(17))


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def egne(inside):
    with inside():
        return list(Kontakt.objects.filter(registreret_af__isnull=False))


def test_a_correction(client, sag, mette, inside):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette, note="Før")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    assert "Før" in client.get(url).content.decode()
    page = client.post(url, GYLDIG | {"note": "Efter", "version": "1"}, follow=True)
    assert "Kontakten er rettet." in read(page)
    assert egne(inside)[0].note == "Efter"


def test_a_conflict_shows_both_texts_and_loses_neither(client, sag, mette, inside):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette, note="Den første")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    client.post(url, GYLDIG | {"note": "Den gemte", "version": "1"})
    response = client.post(url, GYLDIG | {"note": "Min egen", "version": "1"})
    assert response.status_code == 409
    assert re.search(r"Du har selv rettet denne kontakt kl\. \d+\.\d\d i et andet vindue\.", read(response))
    assert {"Den gemte", "Min egen"} <= set(re.findall("Den gemte|Min egen", read(response)))
    client.post(url, GYLDIG | {"note": "Min egen", "version": "1", "som_ny": "1"})
    assert sorted(k.note for k in egne(inside)) == ["Den gemte", "Min egen"]


@pytest.mark.parametrize("version", ["", "x", "9" * 30])
def test_annulling_by_no_version_shows_what_stands_there(client, sag, mette, inside, version):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette, note="Står her")
    felter = {"annuller": "1", "begrundelse": "Forkert borger", "version": version, "dato": "-1"}
    response = client.post(reverse("kontakt_ret", args=[kontakt.pk]), felter)
    assert response.status_code in (409, 422)
    assert "Forkert borger" in response.content.decode()
    assert len(egne(inside)) == 1


def test_a_planned_contact_asks_how_it_went(client, sag, mette, inside):
    kontakt = make_kontakt(sag, days(1), registreret_af=mette, status="planlagt")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    html = client.get(url).content.decode()
    for valg in ("Planlagt", "Gennemført", "Borgeren mødte ikke", "Aflyst"):
        assert html.count(valg) == 1
    valg = re.findall(r'<input[^>]*name="status"[^>]*>', html)
    assert [("checked" in felt) for felt in valg] == [False] * 4
    assert "udeblevet" not in re.findall(r'name="(\w+)"', html)
    felter = GYLDIG | {"version": "1"}
    assert "Vælg, hvordan det gik." in read(client.post(url, felter))
    client.post(url, felter | {"status": "gennemfoert"})
    assert [(k.status, k.dato) for k in egne(inside)] == [("gennemfoert", DAG)]


def test_a_planned_contact_is_moved_or_called_off(client, sag, mette, inside):
    kontakt = make_kontakt(sag, days(-2), registreret_af=mette, status="planlagt")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    felter = GYLDIG | {"dato": "2026-12-01", "version": "1"}
    side = client.post(url, felter | {"status": "gennemfoert"})
    assert "Datoen er ikke nået endnu." in read(side)
    assert "Opret som aftale" not in read(side)
    assert "Aftalen er rettet." in read(client.post(url, felter | {"status": "planlagt"}, follow=True))
    client.post(url, felter | {"status": "aflyst", "version": "2"})
    assert [(k.status, k.dato.isoformat()) for k in egne(inside)] == [("aflyst", "2026-12-01")]


def test_a_held_contact_is_not_asked_how_it_went(client, sag, mette):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette)
    html = client.get(reverse("kontakt_ret", args=[kontakt.pk])).content.decode()
    assert "Aflyst" not in html
    assert 'name="udeblevet"' in html


def test_the_type_it_came_with_can_be_kept(client, sag, inside):
    kontakt = make_kontakt(sag, days(1), form="sms", status="planlagt")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    assert "Sms" in client.get(url).content.decode()
    client.post(url, GYLDIG | {"type": "sms", "status": "gennemfoert", "version": "1"})
    assert [(k.form, k.status) for k in egne(inside)] == [("sms", "gennemfoert")]


def test_a_conflict_about_an_agreement_saves_ones_own_as_an_agreement(client, sag, mette, inside):
    kontakt = make_kontakt(sag, days(-2), registreret_af=mette, status="planlagt")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    felter = GYLDIG | {"dato": "2026-12-01", "version": "1"}
    client.post(url, felter | {"status": "planlagt"})
    side = client.post(url, felter | {"status": "aflyst", "som_ny": "1"})
    assert side.status_code == 409
    assert "Gem min som ny" not in read(side)
    client.post(url, felter | {"status": "planlagt", "som_ny": "1"})
    assert [k.status for k in egne(inside)] == ["planlagt", "planlagt"]


def older(kontakt) -> None:
    """As if it had been registered half an hour ago."""
    Kontakt.objects.filter(pk=kontakt.pk).update(registreret_tidspunkt=timezone.now() - timedelta(minutes=30))


def test_after_ten_minutes_a_correction_wants_a_reason_and_leaves_a_trace(client, sag, mette, inside):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette, note="Før")
    older(kontakt)
    url = reverse("kontakt_ret", args=[kontakt.pk])
    felter = GYLDIG | {"note": "Efter", "sted": "Biblioteket", "version": "1"}
    answer = client.post(url, felter)
    assert (answer.status_code, "Skriv, hvorfor du retter." in read(answer)) == (422, True)
    client.post(url, felter | {"begrundelse": "Husket forkert"})
    page = read(client.get(reverse("borger", args=[sag.borger_id])))
    assert "Note: Før → Efter" in page
    assert "Sted: ikke udfyldt → Biblioteket" in page
    assert "Begrundelse: Husket forkert" in page


def test_a_teamleder_corrects_anothers_contact_with_a_reason(client, sag, mette, inside):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette, note="Før")
    leder = make_medarbejder("leder", "teamleder")
    with inside():
        leder.team = mette.team = Team.objects.create(navn="Nord")
        leder.save()
        mette.save()
    client.force_login(leder)
    url = reverse("kontakt_ret", args=[kontakt.pk])
    assert "Skriv, hvorfor du retter." in read(client.post(url, GYLDIG | {"version": "1"}))
    page = client.post(url, GYLDIG | {"version": "1", "begrundelse": "Efter aftale"}, follow=True)
    assert "Kontakten er rettet." in read(page)
    with inside():
        assert Rettelse.objects.get().registreret_af == leder


def test_a_contact_that_never_was_is_annulled_with_a_reason(client, sag, mette, inside):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette, note="Forkert borger")
    url = reverse("kontakt_ret", args=[kontakt.pk])
    assert "Skriv, hvorfor du retter." in read(client.post(url, {"version": "1", "annuller": "1"}))
    data = {"version": "1", "annuller": "1", "begrundelse": "Skrevet på en forkert borger"}
    page = read(client.post(url, data, follow=True))
    assert "Kontakten er annulleret." in page
    assert "Annulleret: Kontakt 23. november 2026, telefon" in page
    assert egne(inside) == []


def test_the_saved_contact_stands_ready_for_the_journal_without_javascript(client, sag, mette):
    url = reverse("kontakt_ny", args=[sag.borger_id])
    page = client.post(url, GYLDIG | {"sted": "Biblioteket", "deltagere": "Mentor"}, follow=True)
    (tekst,) = re.findall(r"<textarea[^>]*readonly[^>]*>([^<]*)</textarea>", page.content.decode())
    assert tekst.splitlines() == [
        "23. november 2026: Kontakt på telefon.",
        "Sted: Biblioteket.",
        "Deltagere: Mentor.",
        "Talt om bageriet",
    ]
