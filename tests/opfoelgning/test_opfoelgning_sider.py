"""Registrér opfølgning, planned ones, and the tab «Plan», through the browser's eyes."""

import re

import pytest
from django.urls import reverse

from aftaler.models import Ansaettelse, Fleksjobaftale, Kontaktperson
from opfoelgning.models import Kladde, Opfoelgning
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def sag(kontor):
    return kontor.fleksjob("Åse Ørsted", days(-160), "6")


@pytest.fixture
def job(sag):
    job = Ansaettelse.objects.get(forloeb=sag)
    person = Kontaktperson.objects.create(virksomhed=job.virksomhed, navn="Per Lund")
    Fleksjobaftale.objects.filter(ansaettelse=job).update(kontaktperson=person)
    return job


@pytest.fixture
def tre(kontor, sag, job):
    """Three follow-ups held, one of them at the company, and one planned for tomorrow."""
    for nr in range(3):
        kontor.opfoelgning(
            sag,
            days(-140 + 40 * nr),
            form="telefon",
            fremmoede_virksomhed=nr == 0,
            registreret_af=kontor.mette,
        )
    return kontor.opfoelgning(sag, days(1), status="planlagt")


@pytest.fixture
def mette(kontor, tre):
    return client_for(kontor.mette)


@pytest.fixture
def url(sag):
    return reverse("opfoelgning_ny", args=[sag.borger_id])


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def sent(job, **andet) -> dict[str, str]:
    start = {"job": str(job.pk), "hvordan": "virksomhed", "dato": DAG.isoformat()}
    return start | {"timer": "6", "intensitet": "100", "noegle": "a" * 32} | andet


def test_the_form_opens_with_what_is_known(mette, url, tre):
    page = mette.get(url)
    assert "Dette er nr. 4 af 4. Fysiske: 1 af 2" in words(page)
    html = text_of(page)
    assert f'<option value="{tre.pk}" selected>' in html
    assert 'name="timer" value="6' in html
    assert "Borgeren og Per Lund" in html
    assert "Hjælpemidler" in html


def test_held_at_the_company_it_is_the_last_one(mette, url, job, tre, inside):
    data = sent(job, planlagt=str(tre.pk), maalstatus="paa_vej", note="Mere tempo", stoette=["mentor"])
    page = words(mette.post(url, data, follow=True))
    assert "Opfølgningen er gemt. Dette er nr. 4 af 4. Fysiske: 2 af 2 ✓" in page
    assert "Progressionsmål: på vej" in page
    assert "Støtte: mentor" in page
    with inside():
        holdt = Opfoelgning.objects.get(pk=tre.pk)
        assert (holdt.status, holdt.fremmoede_virksomhed, holdt.planlagt_til) == (
            "gennemfoert",
            True,
            days(1),
        )


def test_a_phone_call_is_saved_and_said_not_to_count_in_person(mette, url, job):
    answer = mette.post(url, sent(job, hvordan="telefon", tael="1"), headers={"HX-Request": "true"})
    assert "Telefon tæller ikke som fremmøde. Der mangler stadig 1." in words(answer)
    page = words(mette.post(url, sent(job, hvordan="telefon"), follow=True))
    assert "Opfølgningen er gemt." in page
    assert "Telefon tæller ikke som fremmøde. Der mangler stadig 1." in page


def test_after_the_months_it_counts_no_more_and_the_form_says_so(kontor, inside):
    with inside():
        sent_sag = kontor.fleksjob("Bo Bæk", days(-220), "6")
        kontor.opfoelgning(sent_sag, days(-200))
    page = words(client_for(kontor.mette).get(reverse("opfoelgning_ny", args=[sent_sag.borger_id])))
    assert "Perioden er gået: 1 af 4 blev holdt. Fysiske: 1 af 2" in page


def test_an_early_status_meeting_and_too_many_hours_are_two_questions(mette, url, job):
    data = sent(job, statusmoede="on", plan="Flere timer", timer="20")
    assert "Statusmødet gælder tidligst" in words(mette.post(url, data))
    anden = mette.post(url, data | {"alligevel": "1"})
    assert (anden.status_code, "Timer er over 10" in words(anden)) == (422, True)
    assert '<input type="hidden" name="alligevel" value="1">' in text_of(anden)
    assert mette.post(url, data | {"alligevel": "1", "forlader": "1"}).status_code == 302


def test_the_status_meeting_wants_a_plan_for_what_follows(mette, url, job, inside):
    data = sent(job, statusmoede="on", naeste=days(40).isoformat(), alligevel="1")
    answer = mette.post(url, data)
    assert answer.status_code == 422
    assert "Skriv, hvad I har aftalt, der skal ske efter statusmødet." in words(answer)
    page = words(mette.post(url, data | {"plan": "Fortsætter med 6 timer"}, follow=True))
    assert "Statusmødet er gemt." in page
    assert "Plan: Fortsætter med 6 timer" in page
    with inside():
        assert Opfoelgning.objects.filter(dato=days(40), status="planlagt").count() == 1


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"hvordan": ""}, "Vælg, hvordan opfølgningen blev holdt."),
        ({"dato": "i går"}, "Skriv datoen som 23-11-2026."),
        ({"dato": "2026-11-24"}, "Datoen er ikke nået endnu."),
        ({"dato": "2026-01-01"}, "Fleksjobbet begynder først 16. juni 2026."),
        ({"timer": "40"}, "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."),
        ({"naeste": "2026-01-01"}, "En aftale skal ligge i dag eller senere."),
        ({"job": "987654321"}, "Vælg fleksjobbet."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(mette, url, job, data, besked):
    answer = mette.post(url, sent(job, note="Talt om tempo") | data)
    assert answer.status_code == 422
    assert besked in words(answer)
    assert "Talt om tempo" in text_of(answer)


def test_a_day_to_come_can_be_made_an_appointment(mette, url, job, inside):
    data = sent(job, dato=days(9).isoformat())
    assert "Opret som aftale" in words(mette.post(url, data))
    assert "er planlagt." in words(mette.post(url, data | {"aftale": "1"}, follow=True))
    with inside():
        assert Opfoelgning.objects.filter(dato=days(9), status="planlagt").exists()


def test_undo_brings_the_plan_back_and_the_text_as_a_draft(mette, url, job, tre, inside):
    mette.post(url, sent(job, planlagt=str(tre.pk), note="Mere tempo"))
    page = words(mette.post(reverse("opfoelgning_fortryd", args=[tre.pk]), follow=True))
    assert "Opfølgningen er fortrudt. Teksten ligger som kladde." in page
    with inside():
        assert Opfoelgning.objects.get(pk=tre.pk).status == "planlagt"
    assert "Mere tempo" in text_of(mette.get(url))
    assert "Opfølgning" in words(mette.get(reverse("kladder")))


def test_what_is_being_written_is_kept(mette, url, job, inside):
    answer = mette.post(url, sent(job, note="Halv sætning", kladde="1"))
    assert "Kladde gemt" in text_of(answer)
    assert "Halv sætning" in text_of(mette.get(url))
    mette.post(url, sent(job, note="Hel sætning"))
    with inside():
        assert not Kladde.objects.exists()


def test_a_draft_on_a_slow_line_brings_nothing_back_once_the_planned_one_is_saved(
    mette, url, job, tre, inside
):
    data = sent(job, planlagt=str(tre.pk), note="Mere tempo")
    mette.post(url, data)
    assert mette.post(url, data | {"kladde": "1"}).status_code == 204
    with inside():
        assert not Kladde.objects.exists()


def test_a_planned_one_is_moved_and_called_off(mette, sag, tre, inside):
    flyt = reverse("opfoelgning_flyt", args=[tre.pk])
    data = {"hvordan": "video", "dato": days(12).isoformat(), "version": "1"}
    assert "flyttet til 5. december 2026" in words(mette.post(flyt, data, follow=True))
    conflict = mette.post(flyt, data | {"dato": days(3).isoformat()})
    assert (conflict.status_code, "Din tekst står her stadig" in words(conflict)) == (409, True)
    answer = mette.post(flyt, data | {"version": "2", "aflys": "1"})
    assert "Skriv, hvorfor du retter." in words(answer)
    page = mette.post(flyt, data | {"version": "2", "aflys": "1", "begrundelse": "Ferie"}, follow=True)
    assert "er aflyst." in words(page)
    with inside():
        assert Opfoelgning.objects.get(pk=tre.pk).status == "aflyst"
    assert "Begrundelse: Ferie" in words(mette.get(reverse("borger", args=[sag.borger_id])))


def test_a_move_past_the_deadline_is_asked_about_once_and_undone(mette, tre, inside):
    flyt = reverse("opfoelgning_flyt", args=[tre.pk])
    efter = days(200)
    data = {"hvordan": "video", "dato": efter.isoformat(), "version": "1"}
    asked = mette.post(flyt, data)
    assert asked.status_code == 422
    assert re.search(r"Den nye dag ligger efter fristen: Opfølgning senest \d+\. \w+ 202\d\.", words(asked))
    ja = re.findall(r'<button[^>]*name="alligevel" value="([^"]+)"', text_of(asked))
    assert ja == [f"frist:{efter}"]
    anden_dag = data | {"dato": days(210).isoformat(), "alligevel": ja}
    assert mette.post(flyt, anden_dag).status_code == 422  # a yes to another day is no yes to this one
    page = text_of(mette.post(flyt, data | {"alligevel": ja}, follow=True))
    fortryd = reverse("opfoelgning_flyt_fortryd", args=[tre.pk])
    assert f'action="{fortryd}"' in page
    with inside():
        assert Opfoelgning.objects.get(pk=tre.pk).dato == efter
    assert "Flytningen er fortrudt." in words(mette.post(fortryd, follow=True))
    with inside():
        assert Opfoelgning.objects.get(pk=tre.pk).dato == tre.dato


def test_a_move_that_meets_the_deadline_asks_nothing(mette, tre):
    data = {"hvordan": "video", "dato": days(12).isoformat(), "version": "1"}
    assert mette.post(reverse("opfoelgning_flyt", args=[tre.pk]), data).status_code == 302


def test_one_is_planned_once_however_often_it_is_sent(mette, sag, job, inside):
    url = reverse("opfoelgning_planlaeg", args=[sag.borger_id])
    (noegle,) = re.findall(r'name="noegle" value="(\w{32})"', text_of(mette.get(url)))
    data = {"hvordan": "telefon", "dato": days(15).isoformat(), "job": str(job.pk), "noegle": noegle}
    assert "Vælg, hvordan opfølgningen skal holdes." in words(mette.post(url, data | {"hvordan": ""}))
    for _ in range(2):
        assert "er planlagt." in words(mette.post(url, data, follow=True))
    with inside():
        assert Opfoelgning.objects.filter(dato=days(15)).count() == 1


def test_a_held_one_is_corrected_and_annulled_with_a_reason(mette, sag, tre, inside):
    with inside():
        holdt = Opfoelgning.objects.filter(status="gennemfoert").latest("dato")
    ret = reverse("opfoelgning_ret", args=[holdt.pk])
    data = {"hvordan": "virksomhed", "dato": holdt.dato.isoformat(), "status": "gennemfoert", "version": "1"}
    assert "Skriv, hvorfor du retter." in words(mette.post(ret, data))
    page = words(mette.post(ret, data | {"begrundelse": "Vi var der"}, follow=True))
    assert "Opfølgningen er rettet." in page
    conflict = mette.post(ret, data | {"begrundelse": "Igen", "note": "Min tekst"})
    assert (conflict.status_code, "Min tekst" in text_of(conflict)) == (409, True)
    page = mette.post(ret, {"version": "2", "annuller": "1", "begrundelse": "Forkert borger"}, follow=True)
    assert "Opfølgningen er annulleret." in words(page)
    page = words(mette.get(reverse("borger", args=[sag.borger_id])))
    assert "Annulleret: Opfølgning" in page


def test_without_a_job_the_page_says_what_to_do_first(kontor, inside):
    with inside():
        andet = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-60))
    page = words(client_for(kontor.mette).get(reverse("opfoelgning_ny", args=[andet.borger_id])))
    assert "Borgeren har intet fleksjob, der er begyndt. Opret fleksjobbet først." in page


def test_my_list_and_the_company_lead_to_the_form(mette, kontor, sag, job, tre, inside):
    with inside():
        Opfoelgning.objects.filter(pk=tre.pk).update(dato=days(-2))
    html = text_of(mette.get(reverse("mine")))
    assert f'href="{reverse("opfoelgning_ny", args=[sag.borger_id])}?forloeb={sag.pk}&amp;retur=mine"' in html
    assert "Registrér opfølgning" in html
    html = text_of(mette.get(reverse("virksomhed", args=[job.virksomhed_id])))
    assert f"{reverse('opfoelgning_ny', args=[sag.borger_id])}?forloeb={sag.pk}&amp;job={job.pk}" in html


def test_a_colleague_reads_and_does_not_write(kontor, mette, sag):
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    page = words(kollega.get(reverse("plan", args=[sag.borger_id])))
    assert "Du kan læse, men ikke ændre." in page
    assert "Registrér opfølgning" not in page


def test_the_page_is_logged_and_takes_the_same_number_of_statements(kontor, mette, sag, inside):
    url = reverse("plan", args=[sag.borger_id])
    few = count_queries(mette, url)
    with inside():
        assert readings("plan") == [{sag.borger_id}]
        for nr in range(3):
            kontor.opfoelgning(sag, days(20 + nr), status="planlagt")
    assert count_queries(mette, url) == few
