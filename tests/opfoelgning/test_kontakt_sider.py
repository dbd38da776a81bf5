"""Registrér kontakt, drafts and settings through the browser's eyes: words, ways back, and nothing lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from borgere.models import Laesning
from forloeb.models import Forloeb, Tildeling
from kommuner.models import Team
from opfoelgning.models import Kladde, Kontakt
from tests.build import DAG, START, days, make_kontakt, make_medarbejder, make_sag

HTMX = {"HX-Request": "true"}
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


@pytest.fixture
def url(sag):
    return reverse("kontakt_ny", args=[sag.borger_id])


def read(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def egne(inside):
    with inside():
        return list(Kontakt.objects.filter(registreret_af__isnull=False))


def test_the_form_opens_on_today_without_a_type(client, url):
    html = client.get(url).content.decode()
    assert 'value="2026-11-23"' in html
    assert "checked" not in html
    assert "Skriv kun det, der er nødvendigt" in html
    assert "Seneste kontakter" in html
    assert "6. nov." in html


def test_the_latest_contacts_can_be_corrected_by_whom_they_belong_to(client, url, sag, mette):
    make_kontakt(sag, days(2), registreret_af=make_medarbejder("jonas", "jobformidler"))
    egen = make_kontakt(sag, days(1), registreret_af=mette)
    assert re.findall(r"/kontakt/(\d+)/ret", client.get(url).content.decode()) == [str(egen.pk)]


def test_without_javascript_a_save_leads_to_the_list_with_a_way_back(client, url, inside):
    response = client.post(url, GYLDIG, follow=True)
    assert response.redirect_chain == [("/mine", 302)]
    assert re.search(r"Kontakt gemt kl\. \d+\.\d\d · Jens Ågård\.", read(response))
    (kontakt,) = egne(inside)
    fortryd = reverse("kontakt_fortryd", args=[kontakt.pk])
    assert f'action="{fortryd}"' in response.content.decode()
    page = read(client.post(fortryd, follow=True))
    assert "Kontakten er fortrudt. Teksten ligger som kladde." in page
    assert egne(inside) == []
    assert "Talt om bageriet" in client.get(url).content.decode()


def test_who_came_from_the_borger_returns_to_her(client, url, sag):
    borger = reverse("borger", args=[sag.borger_id])
    assert f"{url}?fra=borger" in client.get(borger).content.decode()
    assert 'name="fra" value="borger"' in client.get(f"{url}?fra=borger").content.decode()
    response = client.post(url, GYLDIG | {"fra": "borger"}, headers=HTMX)
    assert response.headers["HX-Redirect"] == borger
    assert "Fortryd" in read(client.get(borger))


def test_with_htmx_the_row_answers_in_its_place(client, url, sag, inside):
    response = client.post(url, GYLDIG | {"vis": "idag"}, headers=HTMX)
    assert response.headers["HX-Retarget"] == f"#idag-{sag.pk}"
    assert "gemt" in response.headers["HX-Trigger"]
    assert f"opdater-tabel-{sag.pk}" in response.headers["HX-Trigger-After-Swap"]
    assert "næste frist 7. december" in read(response)
    assert "23. november 2026: Kontakt på telefon. Talt om bageriet" in read(response)
    (kontakt,) = egne(inside)
    response = client.post(reverse("kontakt_fortryd", args=[kontakt.pk]), {"vis": "idag"}, headers=HTMX)
    assert "Kontakt overskredet 3 dage" in read(response)
    assert "fortrudt" in response.headers["HX-Trigger-After-Settle"]


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"type": ""}, "Vælg, om kontakten var telefon, fysisk eller video."),
        ({"type": "brev"}, "Vælg, om kontakten var telefon, fysisk eller video."),
        ({"dato": "i går"}, "Skriv datoen som 23-11-2026."),
        ({"dato": ""}, "Skriv, hvornår kontakten var."),
        ({"dato": "2026-11-24"}, "Datoen er ikke nået endnu."),
        ({"dato": "2026-09-30"}, "Datoen ligger før forløbets start 1. oktober 2026."),
        ({"naeste_skridt": "x" * 201}, "Skriv næste skridt på højst 200 tegn."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_errors_say_what_to_do_and_keep_the_text(client, url, inside, felter, besked, headers):
    response = client.post(url, GYLDIG | felter, headers=headers)
    assert response.status_code == 422
    assert besked in read(response)
    assert "Talt om bageriet" in response.content.decode()
    assert egne(inside) == []


@pytest.mark.parametrize("dato", ["23-11-2026", "23.11.2026", "2026-11-23"])
def test_dates_are_read_as_danes_write_them(client, url, inside, dato):
    client.post(url, GYLDIG | {"dato": dato})
    assert egne(inside)[0].dato == DAG


def test_a_day_to_come_is_offered_as_an_agreement(client, url, inside):
    felter = GYLDIG | {"dato": "2026-12-01"}
    assert "Opret som aftale" in read(client.post(url, felter))
    page = read(client.post(url, felter | {"aftale": "1"}, follow=True))
    assert "Aftale gemt: 1. december · Jens Ågård." in page
    assert [k.status for k in egne(inside)] == ["planlagt"]


def test_an_agreement_leaves_an_overdue_contact_overdue_and_says_so(client, url):
    felter = GYLDIG | {"dato": "2026-12-01", "aftale": "1", "vis": "idag"}
    page = read(client.post(url, felter, headers=HTMX))
    assert "Aftale gemt: 1. december · kontakt stadig overskredet" in page
    assert "næste frist" not in page


def test_an_agreement_next_year_names_the_year(client, url):
    felter = GYLDIG | {"dato": "2027-01-05", "aftale": "1"}
    assert "Aftale gemt: 5. januar 2027" in read(client.post(url, felter, follow=True))


def test_a_deadline_that_has_passed_is_not_told_as_the_next(client, mette):
    passiv = make_sag(mette, "Ib Øst", nr=2, start=days(300), ydelse=True, kontakt=days(17))
    felter = GYLDIG | {"vis": "idag"}
    page = read(client.post(reverse("kontakt_ny", args=[passiv.borger_id]), felter, headers=HTMX))
    assert "Passiv siden" in page
    assert "· næste frist 7. december" in page


def test_a_double_is_asked_with_both_ways_on(client, url, inside):
    client.post(url, GYLDIG)
    response = client.post(url, GYLDIG)
    assert "Du har lige gemt en telefonkontakt i dag." in read(response)
    (kontakt,) = egne(inside)
    assert reverse("kontakt_ret", args=[kontakt.pk]) in response.content.decode()
    client.post(url, GYLDIG | {"alligevel": "1"})
    assert len(egne(inside)) == 2


def test_a_year_back_is_asked(client, mette, inside):
    gammel = make_sag(mette, "Ib Øst", nr=2, start=days(500))
    url = reverse("kontakt_ny", args=[gammel.borger_id])
    felter = GYLDIG | {"dato": days(400).isoformat()}
    assert "Datoen ligger mere end 1 år tilbage. Er det rigtigt?" in read(client.post(url, felter))
    client.post(url, felter | {"alligevel": "1"})
    assert len(egne(inside)) == 1


def test_an_attempt_is_saved_as_one(client, url, inside):
    page = read(client.post(url, GYLDIG | {"udeblevet": "on"}, follow=True))
    assert "Forsøg på kontakt gemt" in page
    assert "Kontakt overskredet 3 dage" in page
    assert egne(inside)[0].status == "udeblevet"


def test_the_same_form_twice_is_one_contact(client, url, inside):
    felter = GYLDIG | {"noegle": "0" * 32}
    client.post(url, felter)
    assert client.post(url, felter).status_code == 302
    assert len(egne(inside)) == 1


def test_a_draft_is_kept_offered_again_and_gone_when_saved(client, url, sag, inside):
    kladde = reverse("kontakt_kladde", args=[sag.borger_id])
    response = client.post(kladde, {"note": "Halvt skre", "type": "video"}, headers=HTMX)
    assert re.fullmatch(r"Kladde gemt \d+\.\d\d", response.content.decode())
    assert "kladde-gemt" in response.headers["HX-Trigger"]
    html = client.get(url).content.decode()
    assert "Halvt skre" in html
    assert re.search(r'value="video"[^>]* checked', html)
    assert "Kladder (1)" in html
    client.post(url, GYLDIG)
    with inside():
        assert not Kladde.objects.exists()


def test_an_empty_draft_says_nothing(client, sag):
    url = reverse("kontakt_kladde", args=[sag.borger_id])
    assert client.post(url, {"note": ""}, headers=HTMX).status_code == 204


def test_an_expired_login_answers_401_and_keeps_the_page(client, url, sag):
    client.logout()
    for adresse in (url, reverse("kontakt_kladde", args=[sag.borger_id])):
        response = client.post(adresse, GYLDIG, headers=HTMX)
        assert response.status_code == 401
        assert response.headers["HX-Trigger"] == "session-udloebet"
    assert client.post(url, GYLDIG).status_code == 302


@pytest.fixture
def overdraget(mette, sag):
    """The borger has gone to a colleague of the same team."""
    team = mette.team
    dan = make_medarbejder("dan", "jobformidler", team=team, navn="Dan Kofod")
    Tildeling.objects.filter(forloeb=sag).update(slut=days(3))
    Tildeling.objects.create(forloeb=sag, medarbejder=dan, start=days(3))
    return dan


def test_a_borger_of_another_is_not_found(client, url, overdraget):
    assert client.get(url).status_code == 404
    assert client.post(url, GYLDIG).status_code == 404
    assert client.get(reverse("kontakt_ny", args=[10**9])).status_code == 404


def test_a_teams_borger_may_be_read_not_changed(client, kommune, url, mette, overdraget, inside):
    with inside():
        hold(mette, overdraget)
    response = client.get(url)
    assert response.status_code == 403
    besked = "Borgeren er overdraget til Dan Kofod 20. nov. Du kan læse, men ikke ændre."
    assert besked in read(response)
    response = client.post(url, GYLDIG)
    assert response.status_code == 403
    assert "Talt om bageriet" in read(response)
    assert besked in read(client.post(url, GYLDIG, headers=HTMX))
    assert egne(inside) == []


def hold(*folk):
    team = Team.objects.create(navn="Fleksteam")
    for person in folk:
        person.team = team
        person.save(update_fields=["team"])


def test_a_closed_course_says_so(client, url, sag, inside):
    Forloeb.objects.filter(pk=sag.pk).update(slut=DAG)
    response = client.post(url, GYLDIG)
    assert "Forløbet blev afsluttet 22. november 2026." in read(response)
    assert "Talt om bageriet" in response.content.decode()


def test_reading_the_form_is_logged(client, url, sag, inside):
    client.get(url)
    with inside():
        assert Laesning.objects.get(side="kontakt_ny").borgere == [sag.borger_id]


def test_another_persons_contact_cannot_be_reached(client, sag):
    jonas = make_medarbejder("jonas", "jobformidler")
    kontakt = make_kontakt(sag, DAG, registreret_af=jonas)
    for navn in ("kontakt_ret", "kontakt_fortryd"):
        assert client.post(reverse(navn, args=[kontakt.pk]), GYLDIG).status_code == 403


def test_too_late_to_undo_says_so(client, sag, mette, inside):
    kontakt = make_kontakt(sag, DAG, registreret_af=mette)
    sent = kontakt.__class__.objects.get(pk=kontakt.pk).registreret_tidspunkt - timedelta(minutes=11)
    Kontakt.objects.filter(pk=kontakt.pk).update(registreret_tidspunkt=sent)
    page = read(client.post(reverse("kontakt_fortryd", args=[kontakt.pk]), follow=True))
    assert "kun fortrydes i 10 minutter. Ret den i stedet." in page
    assert len(egne(inside)) == 1


def test_start_of_the_course_is_not_before_it(client, url, inside):
    client.post(url, GYLDIG | {"dato": START.isoformat()})
    assert egne(inside)[0].dato == START
