"""Ny borger: who she is, where she begins, and nobody twice."""

import re

import pytest
from django.urls import reverse

from borgere.models import Borger
from forloeb.models import Fase, Forloeb, Tildeling, Ydelse
from kommuner.models import Team
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Sagsstatus, Vurdering
from tests.opfoelgning.sager import DAG, client_for, days, readings, text_of
from tests.raekker import make_borger, make_forloeb, make_medarbejder

URL = "/borger/ny"
DATA = {
    "cpr": "610180-1234",
    "navn": "Åse Ørsted",
    "telefon": "20 20 20 20",
    "maalgruppe": "uif2/rehabiliteringsteam",
    "start": DAG.isoformat(),
    "forberedelse": "on",
    "diagnose": "nej",
}


@pytest.fixture
def data(kontor):
    return DATA | {"jobformidler": str(kontor.mette.pk)}


@pytest.fixture
def mette(kontor):
    return client_for(kontor.mette)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_the_form_opens_with_today_and_me(kontor, mette):
    html = text_of(mette.get(URL))
    assert f'<option value="{kontor.mette.pk}" selected>mette.vest Prøve (mig)</option>' in html
    assert 'value="2026-11-23"' in html
    assert "målet fastholdelse og indhold i jobbet, ikke flere timer" in html
    assert "Står foran rehabiliteringsteamet" in html


def test_a_borger_before_the_team_begins_fase_1(kontor, mette, data, inside):
    answer = mette.post(URL, data, follow=True)
    assert "Åse Ørsted er oprettet." in words(answer)
    assert "Fase 1 slut" in words(answer)
    with inside():
        forloeb = Forloeb.objects.get()
        assert (forloeb.borger.navn, forloeb.borger.telefon) == ("Åse Ørsted", "20 20 20 20")
        assert (forloeb.borger.foedselsdato.isoformat(), forloeb.start) == ("1980-01-01", DAG)
        assert Fase.objects.values_list("nr", "start").get() == (1, DAG)
        assert Tildeling.objects.get().medarbejder == kontor.mette
        assert not Ydelse.objects.exists()
        frist = Vurdering.objects.get(regel="fase1_varighed").frist
        assert frist == days(70)


def test_the_forberedende_del_may_begin_later(mette, data, inside):
    del data["forberedelse"]
    answer = mette.post(URL, data, follow=True)
    page = words(mette.get(reverse("forberedelse", args=[answer.context["borger"].pk])))
    assert "Den forberedende del er ikke begyndt." in page
    with inside():
        assert not Fase.objects.exists()


def test_a_borger_on_ledighedsydelse_begins_fase_2(mette, data, inside):
    mette.post(URL, data | {"maalgruppe": "uif2/ledighedsydelse", "start": days(-5).isoformat()})
    with inside():
        assert Fase.objects.values_list("nr", "start").get() == (2, days(-5))
        assert Ydelse.objects.values_list("type", "start").get() == ("ledighedsydelse", days(-5))
        assert Sagsstatus.objects.get().fase == 2


def test_a_borger_in_a_fleksjob_goes_on_to_the_job(mette, data, inside):
    answer = mette.post(URL, data | {"maalgruppe": "uif2/fleksjob"})
    with inside():
        assert answer.url.startswith(reverse("fleksjob_ny", args=[Borger.objects.get().pk]))
        assert Ydelse.objects.get().type == "fleksloentilskud"


def test_without_a_jobformidler_the_missing_one_is_flagged(mette, data, inside):
    data |= {"maalgruppe": "uif2/ledighedsydelse", "jobformidler": ""}
    assert "Jobformidler: ingen" in words(mette.post(URL, data, follow=True))
    with inside():
        assert not Tildeling.objects.exists()
        assert Vurdering.objects.filter(regel="jobformidler", tilstand="overskredet").exists()


def test_a_telephone_number_has_digits(mette, data):
    answer = mette.post(URL, data | {"telefon": "ved ikke"})
    assert "Skriv telefonnummeret med cifre, fx 12 34 56 78." in words(answer)
    assert 'value="ved ikke"' in text_of(answer)
    assert mette.post(URL, data | {"telefon": "+45 20 20 20 20 mor"}).status_code == 302


def test_whose_forloeb_is_to_begin_is_said_to_be_there(mette, data, inside):
    mette.post(URL, data | {"start": days(30).isoformat()})
    answer = mette.post(reverse("borger_ny"), {"cpr": data["cpr"], "tjek": "1"})
    assert "Findes allerede i et forløb, der ikke er begyndt endnu." in words(answer)


def test_a_documented_diagnosis_is_kept_with_its_day(mette, data, inside):
    mette.post(URL, data | {"diagnose": "ja", "diagnose_fra": "2026-05-01"})
    with inside():
        assert Borger.objects.get().progredierende_diagnose_fra.isoformat() == "2026-05-01"


def test_a_question_on_the_way_does_not_forget_save_and_new(mette, data):
    data["start"] = days(-400).isoformat()
    asked = mette.post(URL, data | {"og_ny": "1"})
    assert (asked.status_code, 'name="alligevel" value="og_ny"' in text_of(asked)) == (422, True)
    assert mette.post(URL, data | {"alligevel": "og_ny"}).url == URL


def test_save_and_new_opens_an_empty_form_with_the_way_back(mette, data, inside):
    page = mette.post(URL, data | {"og_ny": "1"}, follow=True)
    assert page.redirect_chain[-1][0] == URL
    with inside():
        pk = Borger.objects.get().pk
    assert f'Åse Ørsted er oprettet. <a href="/borger/{pk}">Åbn borgeren</a>' in text_of(page)
    assert 'value="610180-1234"' not in text_of(page)


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"cpr": ""}, "Skriv CPR-nummeret."),
        ({"cpr": "610180-123"}, "CPR-nummeret har 10 cifre. Der mangler 1."),
        ({"cpr": "610180-12345"}, "CPR-nummeret har 10 cifre. Der er 1 for meget."),
        ({"cpr": "abc"}, "CPR-nummeret skrives med 10 cifre, fx 610180-1234."),
        ({"cpr": "321380-1234"}, "CPR-nummeret begynder ikke med en dato, der findes."),
        ({"cpr": "610136-4234"}, "CPR-nummerets dato er ikke nået endnu."),
        ({"cpr": "610174-5678"}, "Efter CPR-nummeret er borgeren født i 1874."),
        ({"cpr": "610119-4123"}, "Efter CPR-nummeret er borgeren født i 2019."),
        ({"navn": " "}, "Skriv borgerens navn."),
        ({"maalgruppe": ""}, "Vælg, hvor borgeren kommer fra."),
        ({"maalgruppe": "uif2/andet"}, "Vælg, hvor borgeren kommer fra."),
        ({"start": "i går"}, "Skriv datoen som 23-11-2026."),
        ({"start": "2025-01-01"}, "Startdato ligger mere end 1 år tilbage. Er det rigtigt?"),
        ({"start": "2028-01-01"}, "Startdato ligger mere end 1 år frem. Er det rigtigt?"),
        ({"start": "2027-09-01"}, "Startdato ligger mere end 3 måneder frem. Er det rigtigt?"),
        ({"jobformidler": "987654321"}, "Vælg en jobformidler fra listen."),
        ({"diagnose": "ja"}, "Skriv, hvornår diagnosen er dokumenteret."),
        ({"diagnose": "ja", "diagnose_fra": "2026-11-24"}, "Datoen er ikke nået endnu."),
        ({"diagnose_fra": "2026-11-01"}, "Vælg ja, eller slet datoen."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(mette, data, inside, felter, besked):
    answer = mette.post(URL, data | felter)
    assert answer.status_code == 422
    assert besked in words(answer)
    assert 'value="20 20 20 20"' in text_of(answer)
    with inside():
        assert not Borger.objects.exists()


def test_an_old_start_is_saved_when_she_says_yes(mette, data, inside):
    mette.post(URL, data | {"start": "2025-01-01", "alligevel": "1"})
    with inside():
        assert Forloeb.objects.get().start.isoformat() == "2025-01-01"


def test_the_same_form_twice_is_one_borger(mette, data, inside):
    for _ in range(2):
        mette.post(URL, data | {"noegle": "a" * 32})
    with inside():
        assert (Borger.objects.count(), Forloeb.objects.count()) == (1, 1)


# Nobody twice


def tjek(client, cpr="610180-1234"):
    return client.post(URL, {"cpr": cpr, "tjek": "1"})


def test_a_known_borger_is_named_by_who_has_her_with_a_link(kontor, mette, data):
    sag = kontor.sag("Åse Ørsted", ejer=kontor.leder, start=days(-53))
    sag.borger.set_cpr("6101801234", sag.kommune)
    sag.borger.save()
    answer = mette.post(URL, data)
    assert answer.status_code == 422
    assert "Findes allerede hos leder.vest Prøve." in words(answer)
    assert f'href="/borger/{sag.borger_id}">Åbn borgeren' in text_of(answer)
    assert "Findes allerede hos leder.vest Prøve." in words(tjek(mette))
    assert readings("borger_ny") == [{sag.borger_id}] * 2


def test_a_borger_of_another_team_has_no_link(kontor, mette, data):
    nord = Team.objects.create(navn="Nordteam")
    anden = make_medarbejder("nord", "jobformidler", team=nord)
    forloeb = make_forloeb()
    forloeb.tildelinger.create(medarbejder=anden, start=days(-53))
    answer = mette.post(URL, data)
    assert "Findes allerede hos Nordteam." in words(answer)
    assert f"/borger/{forloeb.borger_id}" not in text_of(answer)


def test_a_borger_of_another_kommune_is_unknown(kontor, mette, data, other_kommune, inside):
    with kommunekontekst(other_kommune.pk):
        make_forloeb()
    assert text_of(tjek(mette)).strip() == ""
    assert "er oprettet" in words(mette.post(URL, data, follow=True))


def test_a_wrong_number_is_told_while_typing(mette):
    assert "Der mangler 1." in words(tjek(mette, "610180-123"))


def test_a_closed_borger_is_offered_a_new_forloeb(kontor, mette, data, inside):
    gammelt = make_forloeb(start=days(-300), slut=days(-100))
    gammelt.tildelinger.create(medarbejder=kontor.mette, start=days(-300), slut=days(-100))
    url = reverse("forloeb_ny", args=[gammelt.borger_id])
    answer = mette.post(URL, data)
    assert "Findes allerede, men er ikke i forløb nu." in words(answer)
    assert f'href="{url}"' in text_of(answer)
    assert f'href="{url}"' in text_of(mette.get(reverse("borger", args=[gammelt.borger_id])))
    igen = {"maalgruppe": "uif2/ledighedsydelse", "start": days(-101).isoformat()}
    answer = mette.post(url, igen)
    assert "Det forrige forløb sluttede 14. august 2026. Vælg en dag efter." in words(answer)
    answer = mette.post(url, igen | {"start": DAG.isoformat()}, follow=True)
    assert "Åse Ørsted har fået et nyt forløb." in words(answer)
    assert "Andre forløb" in words(answer)
    with inside():
        assert Fase.objects.values_list("nr", "start").get() == (2, DAG)


def test_a_borger_who_never_had_a_forloeb_gets_her_first(mette, data, inside):
    borger = make_borger()
    assert "Findes allerede, men har aldrig været i forløb." in words(mette.post(URL, data))
    url = reverse("forloeb_ny", args=[borger.pk])
    mette.post(url, {"maalgruppe": "uif2/ledighedsydelse", "start": DAG.isoformat()})
    with inside():
        assert Forloeb.objects.get().borger_id == borger.pk


def test_an_open_forloeb_must_be_closed_first(kontor, mette):
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))
    url = reverse("forloeb_ny", args=[sag.borger_id])
    assert "Borgeren er allerede i et forløb. Det skal afsluttes" in words(mette.get(url))
    answer = mette.post(url, {"maalgruppe": "uif2/ledighedsydelse", "start": DAG.isoformat()})
    assert (answer.status_code, "Det skal afsluttes først." in words(answer)) == (422, True)


def test_the_lists_lead_there(kontor, mette):
    assert f'href="{URL}"' in text_of(mette.get(reverse("mine")))
    assert f'href="{URL}"' in text_of(client_for(kontor.leder).get(reverse("team")))
