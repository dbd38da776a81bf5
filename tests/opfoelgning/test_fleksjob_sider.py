"""The tab «Fleksjob og timer» and its forms, through the browser's eyes."""

import re

import pytest
from django.urls import reverse

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer, Virksomhed, name_fields
from forloeb.models import Fase, Persongruppemarkering
from tests.opfoelgning.fleksjobsag import AFTALE, JOB, job, mette, moelle
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of, words
from tests.raekker import make_medarbejder

__all__ = ["job", "mette", "moelle"]


def test_a_new_job_says_what_became_of_the_phase_and_asks_for_the_mark(mette, sag, inside):
    ny = reverse("fleksjob_ny", args=[sag.borger_id])
    page = words(mette.post(ny, JOB | {"udfyldt": days(-1).isoformat()}, follow=True))
    assert (
        "Fleksjobbet er gemt. Fase 3 Fleksjob er begyndt 23. november 2026: Fleksjob på højst 10 effektive timer"
        in page
    )
    assert "7,5 timer om ugen , arbejdsintensitet 80 %: 6 effektive timer" in page
    assert "Markér borgeren som «Udvikling i fleksjob II» i jeres fagsystem fra 23. november 2026." in page
    page = words(mette.post(reverse("markering_ny", args=[sag.borger_id]), {"forloeb": sag.pk}, follow=True))
    assert "Markeringen er gemt." in page
    assert "Markér borgeren" not in page
    with inside():
        assert Persongruppemarkering.objects.get().start == DAG


def test_a_planned_job_asks_for_the_mark_at_once(mette, sag):
    ny = reverse("fleksjob_ny", args=[sag.borger_id])
    data = JOB | {"start": days(8).isoformat(), "udfyldt": DAG.isoformat()}
    page = words(mette.post(ny, data, follow=True))
    assert "Fase 3 Fleksjob begynder 1. december 2026" in page
    assert "i jeres fagsystem fra 1. december 2026." in page


def test_a_progressive_illness_explains_why_there_is_no_mark(kontor, mette, sag, inside):
    with inside():
        sag.borger.progredierende_diagnose_fra = days(-100)
        sag.borger.save()
    data = JOB | {"udfyldt": DAG.isoformat()}
    page = words(mette.post(reverse("fleksjob_ny", args=[sag.borger_id]), data, follow=True))
    assert "skal ikke have persongruppemarkeringen" in page
    assert "Markér borgeren" not in page


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"virksomhed": "Findes Ikke"}, "Virksomheden findes ikke endnu. Opret den først."),
        ({"virksomhed": ""}, "Skriv virksomhedens navn."),
        ({"timer": "38"}, "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."),
        ({"timer": "mange"}, "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."),
        ({"intensitet": "0"}, "Arbejdsintensitet er et helt tal mellem 1 og 100 procent."),
        ({"start": "32-13-2026"}, "Skriv datoen som 23-11-2026."),
        ({"start": "2024-01-01"}, "Datoen ligger mere end 1 år tilbage. Er det rigtigt?"),
        ({"udfyldt": "2026-11-24"}, "Datoen er ikke nået endnu."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(mette, sag, data, besked):
    answer = mette.post(reverse("fleksjob_ny", args=[sag.borger_id]), JOB | data)
    assert answer.status_code == 422
    assert besked in words(answer)
    assert "intensitet" in data or 'value="80"' in text_of(answer)


def test_two_companies_of_one_name_are_told_apart_by_town(mette, sag, inside):
    with inside():
        anden = Virksomhed.objects.create(**name_fields("Vestby Mølle"), bynavn="Østby")
    ny = reverse("fleksjob_ny", args=[sag.borger_id])
    assert "Der er flere med det navn. Skriv byen efter et komma." in words(mette.post(ny, JOB))
    mette.post(ny, JOB | {"virksomhed": "Vestby Mølle, Østby"})
    with inside():
        assert Ansaettelse.objects.get().virksomhed_id == anden.pk


def test_hours_from_a_day_on_and_a_correction_are_two_things(mette, sag, job, inside):
    skift = reverse("timer_skift", args=[job.pk])
    data = {"fra": days(-5).isoformat(), "timer": "8", "intensitet": "100"}
    assert "De nye timer er gemt." in words(mette.post(skift, data, follow=True))
    answer = mette.post(skift, data | {"fra": days(-9).isoformat()})
    assert "Fra-dato ligger før seneste ændring 18. nov." in words(answer)
    with inside():
        entry = Timer.objects.get(fra=days(-30))
    ret = {"timer": "7", "intensitet": "100", "version": "1"}
    url = reverse("timer_ret", args=[entry.pk])
    assert "Skriv, hvorfor du retter." in words(mette.post(url, ret))
    assert "Timerne er rettet." in words(mette.post(url, ret | {"begrundelse": "Tastefejl"}, follow=True))
    answer = mette.post(url, ret | {"begrundelse": "Igen", "timer": "9"})
    assert (answer.status_code, 'name="version" value="2"' in text_of(answer)) == (409, True)


def test_other_hours_open_with_those_of_now(kontor, mette, sag, job, inside):
    with inside():
        Timer.objects.create(
            forloeb=sag,
            ansaettelse=job,
            fra=days(-5),
            timer=12,
            intensitet=50,
            registreret_af=kontor.mette,
        )
    answer = mette.get(reverse("timer_skift", args=[job.pk]))
    assert re.search(r'name="intensitet" value="50"', text_of(answer))
    assert re.search(r'name="timer" value="12"', text_of(answer))
    assert "12 timer × 50 % = 6 effektive timer om ugen." in words(answer)


def test_the_agreement_says_what_may_be_shared(mette, job):
    url = reverse("fleksjobaftale", args=[job.pk])
    data = AFTALE | {"version": "1", "hensyn": "Ro til pauser", "udfyldt": days(-40).isoformat()}
    assert "(deles ikke med virksomheden)" in words(mette.post(url, data, follow=True))
    page = mette.post(url, data | {"version": "2", "hensyn_deles": "on"}, follow=True)
    assert "(må deles med virksomheden)" in words(page)
    conflict = mette.post(url, data | {"hensyn": "Andet"})
    assert conflict.status_code == 409
    assert {"Ro til pauser", "Andet"} <= set(re.findall("Ro til pauser|Andet", words(conflict)))


def test_the_end_of_the_job_says_where_it_leads(mette, sag, job, inside):
    url = reverse("fleksjob_slut", args=[job.pk])
    with inside():
        Fase.objects.filter(forloeb=sag).update(nr=3)
    data = {"sidste_dag": days(-1).isoformat(), "aarsag": "Virksomheden lukker"}
    page = words(mette.post(url, data, follow=True))
    assert "Fase 2 Jobsøgning er begyndt 23. november 2026: Fleksjobbet er slut" in page
    assert "til og med 22. november 2026 · Virksomheden lukker" in page


def test_what_is_asked_about_hours_leaves_them_worked_out(mette, sag, job, inside):
    with inside():
        Fase.objects.filter(forloeb=sag).update(nr=3)
    sent = {"fra": days(0).isoformat(), "timer": "12", "intensitet": "100", "version": "1"}
    page = mette.post(reverse("timer_skift", args=[job.pk]), sent)
    assert page.status_code == 422
    assert "12 timer × 100 % = 12 effektive timer om ugen." in words(page)


def test_effective_hours_are_worked_out_while_typing(mette):
    url = reverse("effektive_timer")
    assert "10 timer × 45 % = 4,5 effektive timer om ugen." in words(
        mette.get(url + "?timer=10&intensitet=45")
    )
    assert "Skriv timer og arbejdsintensitet" in words(mette.get(url + "?timer=x&intensitet=45"))


def test_a_colleague_reads_and_does_not_write(kontor, sag, job):
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    page = words(kollega.get(reverse("fleksjob", args=[sag.borger_id])))
    assert "Du kan læse, men ikke ændre." in page
    assert "Nyt fleksjob" not in page
    assert kollega.get(reverse("timer_skift", args=[job.pk])).status_code == 403


def test_the_page_is_logged_and_takes_the_same_number_of_statements(kontor, mette, sag, job, moelle, inside):
    url = reverse("fleksjob", args=[sag.borger_id])
    few = count_queries(mette, url)
    with inside():
        assert readings("fleksjob") == [{sag.borger_id}]
        for nr in range(3):
            andet = Ansaettelse.objects.create(forloeb=sag, virksomhed=moelle, start=days(-20))
            Timer.objects.create(forloeb=sag, ansaettelse=andet, fra=days(-20 + nr), timer=2)
    assert count_queries(mette, url) == few


def draft(client, url, data):
    return client.post(url, data | {"kladde": "1"}, headers={"HX-Request": "true"})


def test_what_is_written_is_kept_until_it_is_saved(mette, sag, job, inside):
    url = reverse("fleksjobaftale", args=[job.pk])
    skrevet = {"version": "1", "arbejdsopgaver": "Pakke mel", "udfyldt": ""}
    assert "Kladde gemt" in text_of(draft(mette, url, skrevet))
    assert "Pakke mel" in text_of(mette.get(url))
    page = text_of(mette.get(reverse("kladder")))
    assert "Fleksjobaftale" in page
    assert f'href="{url}?' in page or f'href="{url}"' in page
    mette.post(url, skrevet | {"arbejdsopgaver": "Pakke mel og feje"})
    assert url not in text_of(mette.get(reverse("kladder")))
    ny = reverse("fleksjob_ny", args=[sag.borger_id])
    assert draft(mette, ny, {"virksomhed": "Vest", "timer": "7,"}).status_code == 200
    assert 'value="Vest"' in text_of(mette.get(ny))
    assert "Nyt fleksjob" in text_of(mette.get(reverse("kladder")))


def test_hours_above_the_limit_offer_both_ways(mette, sag, job):
    skift = reverse("timer_skift", args=[job.pk])
    data = {"fra": days(-5).isoformat(), "timer": "12", "intensitet": "100"}
    answer = mette.post(skift, data)
    assert answer.status_code == 422
    assert "borgeren forlader indsatsen. Vil du afslutte i stedet?" in words(answer)
    afslut = re.search(r'href="([^"]*afslut[^"]*)"', text_of(answer))[1].replace("&amp;", "&")
    assert 'value="over_timegraense" id="id_aarsag_0" required checked' in re.sub(
        r"\s+", " ", text_of(mette.get(afslut))
    )
    assert "De nye timer er gemt." in words(mette.post(skift, data | {"forlader": "1"}, follow=True))
    borger = words(mette.get(reverse("borger", args=[sag.borger_id])))
    assert "Borgeren har ikke været i nogen fase siden 17. november 2026." in borger
    assert "1 Visitation Sprunget over" in borger


def test_an_agreement_nobody_has_agreed_on_yet_is_not_told_as_done(mette, job):
    url = reverse("fleksjobaftale", args=[job.pk])
    page = words(mette.post(url, AFTALE | {"version": "1", "udfyldt": ""}, follow=True))
    assert "Fleksjobaftalen er gemt, men den er ikke udfyldt og aftalt endnu." in page


def test_in_a_conflict_only_what_was_changed_is_in_question(mette, job, inside):
    url = reverse("fleksjobaftale", args=[job.pk])
    data = AFTALE | {"version": "1", "udfyldt": days(-40).isoformat()}
    mette.post(url, data | {"hensyn": "Ro", "vitas": days(-2).isoformat()})
    answer = mette.post(url, data | {"hensyn": "Larm"})
    assert answer.status_code == 409
    tabel = re.search(r"<tbody>.*?</tbody>", text_of(answer), re.S)[0]
    assert re.findall(r'<th scope="row">(.*?)</th>', tabel)[0].startswith("Hensyn")
    assert tabel.count("<tr>") == 1
    assert f'value="{days(-2).isoformat()}"' in text_of(answer)


@pytest.mark.parametrize(
    ("timer", "slut", "siger"),
    [
        ("10", None, "Aftalen er ikke udfyldt endnu. Fase 3 begynder, når den er."),
        ("15", None, "Fase 3 begynder ikke, for jobbet er på over 10 effektive timer om ugen."),
        ("10", -5, "Aftalen blev ikke udfyldt."),
    ],
)
def test_what_a_job_without_an_agreement_waits_for(mette, sag, job, inside, timer, slut, siger):
    with inside():
        Fleksjobaftale.objects.update(udfyldt=None)
        Timer.objects.update(timer=timer, intensitet=100)
        if slut:
            Ansaettelse.objects.update(slut=days(slut), slutaarsag="Lukket")
    assert siger in words(mette.get(reverse("fleksjob", args=[sag.borger_id])))


def test_in_a_conflict_with_oneself_nobody_else_is_named(mette, job):
    url = reverse("fleksjobaftale", args=[job.pk])
    mette.post(url, AFTALE | {"version": "1", "hensyn": "Ro"})
    answer = words(mette.post(url, AFTALE | {"version": "1", "hensyn": "Larm"}))
    assert re.search(
        r"Du har selv rettet det samme kl\. \d+\.\d\d i et andet vindue, mens du skrev\.", answer
    )
    assert "har rettet det samme" not in answer
