"""Correcting and annulling what was registered: by its author or a teamleder, with a reason, and the phases follow."""

import re

import pytest
from django.urls import reverse

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer, Virksomhed, name_fields
from forloeb.models import Fase, Persongruppemarkering, Rettelse, Ydelse
from opfoelgning.actions.annullering import annul_registration
from opfoelgning.actions.job import Jobindhold, change_timer, register_fleksjob
from opfoelgning.models import Opfoelgning, Sagsgennemgang
from tests.opfoelgning.sager import DAG, client_for, days, text_of


@pytest.fixture
def job(kontor, sag):
    """Six hours a week since 24 October, in fase 3 from that day on."""
    indhold = Jobindhold(
        virksomhed=Virksomhed.objects.create(**name_fields("Vestby Mølle"), bynavn="Vestby"),
        start=days(-30),
        timer=6,
        udfyldt=days(-40),
        arbejdsopgaver="Male mel",
        aftalt_mellem="Alle parter",
    )
    return register_fleksjob(forloeb=sag, indhold=indhold, by=kontor.mette, dag=DAG)[0]


@pytest.fixture
def mette(kontor, sag, job):
    return client_for(kontor.mette)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def phases(sag) -> list[tuple]:
    return list(Fase.objects.filter(forloeb=sag).order_by("start").values_list("nr", "start", "slut"))


GRUND = {"begrundelse": "Skrevet på en forkert borger", "version": "1"}


def test_a_job_that_never_was_takes_its_parts_and_its_phase_along(mette, sag, job, inside):
    with inside():
        assert phases(sag) == [(2, days(-53), days(-30)), (3, days(-30), None)]
    url = reverse("fleksjob_annuller", args=[job.pk])
    assert "Fleksjob hos Vestby Mølle, fra 24. oktober 2026" in words(mette.get(url))
    assert "Skriv, hvorfor du annullerer." in words(mette.post(url, {"version": "1"}))
    page = words(mette.post(url, GRUND, follow=True))
    assert "Fleksjobbet er annulleret. Fase 2 Jobsøgning er begyndt 24. oktober 2026" in page
    assert "Intet fleksjob endnu." in page
    with inside():
        assert phases(sag) == [(2, days(-53), None)]
        assert not Timer.objects.exists()
        assert not Fleksjobaftale.objects.exists()
        slags = set(Rettelse.objects.values_list("slags", "annulleret", "begrundelse"))
        grund = GRUND["begrundelse"]
        assert slags == {(s, True, grund) for s in ("ansaettelse", "timer", "fleksjobaftale")}


def test_a_job_with_a_follow_up_held_is_ended_instead(mette, sag, job, inside):
    with inside():
        Opfoelgning.objects.create(
            forloeb=sag, ansaettelse=job, dato=days(-2), form="fysisk", status="gennemfoert"
        )
    answer = mette.post(reverse("fleksjob_annuller", args=[job.pk]), GRUND)
    assert "Der er holdt opfølgning i fleksjobbet." in words(answer)
    with inside():
        assert Ansaettelse.objects.exists()
        assert not Rettelse.objects.exists()


def corrected(**andet) -> dict:
    data = {"virksomhed": "Vestby Mølle", "start": days(-30).isoformat(), "til": "", "slutaarsag": ""}
    return data | {"begrundelse": "Tastefejl", "version": "1"} | andet


def test_another_first_day_moves_hours_and_phase(mette, sag, job, inside):
    url = reverse("fleksjob_ret", args=[job.pk])
    page = words(mette.post(url, corrected(start=days(-20).isoformat()), follow=True))
    assert "Fleksjobbet er rettet." in page
    assert "Fra: 24. oktober 2026 → 3. november 2026" in words(
        mette.get(reverse("borger", args=[sag.borger_id]), {"vis": "indsats"})
    )
    with inside():
        assert Timer.objects.get().fra == days(-20)
        assert phases(sag) == [(2, days(-53), days(-20)), (3, days(-20), None)]


def test_an_end_that_was_wrong_is_taken_away_and_one_needs_its_reason(mette, sag, job, inside):
    url = reverse("fleksjob_ret", args=[job.pk])
    slut = {"til": days(-3).isoformat()}
    assert "Skriv, hvorfor fleksjobbet slutter." in words(mette.post(url, corrected(**slut)))
    page = words(mette.post(url, corrected(**slut, slutaarsag="Virksomheden lukkede"), follow=True))
    assert "Fase 2 Jobsøgning er begyndt 21. november 2026: Fleksjobbet er slut" in page
    mette.post(url, corrected(version="2"))
    with inside():
        assert Ansaettelse.objects.get().slut is None


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"begrundelse": ""}, "Skriv, hvorfor du retter."),
        ({"virksomhed": "Findes Ikke"}, "Virksomheden findes ikke endnu."),
        ({"til": days(-31).isoformat(), "slutaarsag": "x"}, "Til-dato ligger før fra-dato."),
        ({"slutaarsag": "Lukker"}, "Skriv den sidste dag, eller slet årsagen."),
        ({}, "Der er ikke ændret noget."),
        ({"start": "2020-01-01"}, "Datoen ligger mere end 1 år tilbage. Er det rigtigt?"),
    ],
)
def test_a_wrong_correction_says_what_to_do(mette, job, data, besked):
    answer = mette.post(reverse("fleksjob_ret", args=[job.pk]), corrected(**data))
    assert (answer.status_code, besked in words(answer)) == (422, True)


def test_two_people_on_a_job_get_both_texts(kontor, mette, job):
    url = reverse("fleksjob_ret", args=[job.pk])
    mette.post(url, corrected(start=days(-20).isoformat()))
    answer = client_for(kontor.leder).post(url, corrected(start=days(-25).isoformat()))
    assert answer.status_code == 409
    assert "Fra 3. november 2026 29. oktober 2026" in words(answer)


def test_hours_and_an_agreement_are_taken_back(mette, sag, job, inside):
    with inside():
        foerste = Timer.objects.get()
        ny = Timer.objects.create(forloeb=sag, ansaettelse=job, fra=days(-5), timer=12)
        aftale = Fleksjobaftale.objects.get()
    mette.post(reverse("timer_annuller", args=[ny.pk]), GRUND)
    answer = mette.post(reverse("timer_annuller", args=[foerste.pk]), GRUND)
    assert "Et fleksjob skal have timer." in words(answer)
    page = words(mette.post(reverse("fleksjobaftale_annuller", args=[aftale.pk]), GRUND, follow=True))
    assert "Fleksjobaftalen er annulleret. Fase 2 Jobsøgning er begyndt" in page


def planned(job) -> list[tuple]:
    rows = Opfoelgning.objects.filter(ansaettelse=job, status="planlagt")
    return list(rows.order_by("dato").values_list("dato", "form", "statusmoede"))


def to_hours(kontor, job, fra, timer) -> None:
    change_timer(job=job, fra=fra, timer=timer, intensitet=100, by=kontor.mette, dag=DAG, forlader=True)


def test_the_plan_is_as_before_when_hours_that_ended_the_phase_are_taken_back(
    kontor, mette, sag, job, inside
):
    with inside():
        held = Opfoelgning.objects.filter(ansaettelse=job).earliest("dato")
        Opfoelgning.objects.filter(pk=held.pk).update(status="gennemfoert", dato=days(-3), foreslaaet=False)
        foer = planned(job)
        to_hours(kontor, job, days(-1), 22)
        assert (len(foer), planned(job)) == (4, [])
        for_mange = Timer.objects.get(timer=22)
    page = words(mette.post(reverse("timer_annuller", args=[for_mange.pk]), GRUND, follow=True))
    assert "Registreringen af timer er annulleret." in page
    assert "er begyndt" not in page
    with inside():
        assert planned(job) == foer
        assert phases(sag)[-1] == (3, days(-30), None)


def test_a_new_stretch_of_few_hours_gets_a_plan_of_its_own(kontor, sag, job, inside):
    with inside():
        to_hours(kontor, job, days(-2), 22)
        to_hours(kontor, job, DAG, 6)
        statusmoede = [dato for dato, _, moede in planned(job) if moede]
        assert (len(planned(job)), statusmoede) == (5, [days(182)])
        plan = planned(job)
        to_hours(kontor, job, days(1), 7)
        assert planned(job) == plan


def test_what_was_corrected_meanwhile_is_read_again_before_it_is_annulled(mette, job, inside):
    with inside():
        Ansaettelse.objects.filter(pk=job.pk).update(version=2, slut=days(5))
    answer = mette.post(reverse("fleksjob_annuller", args=[job.pk]), GRUND)
    assert "Fleksjobbet er rettet, siden du åbnede siden. Nu står der: Fleksjob hos Vestby" in words(answer)
    assert 'name="version" value="2"' in text_of(answer)


def test_a_benefit_is_registered_corrected_and_annulled(mette, sag, inside):
    ny = reverse("ydelse_ny", args=[sag.borger_id])
    data = {"type": "sygedagpenge", "start": days(-5).isoformat(), "til": ""}
    assert "Overlapper «Ledighedsydelse» fra 1. oktober 2026." in words(mette.post(ny, data))
    with inside():
        gammel = Ydelse.objects.get()
        Ydelse.objects.filter(pk=gammel.pk).update(slut=days(-5))
    assert "Ydelsen er gemt" in words(mette.post(ny, data | {"retur": "indsats"}, follow=True))
    with inside():
        ydelse = Ydelse.objects.latest("start")
    ret = reverse("ydelse_ret", args=[ydelse.pk])
    rettet = data | {"type": "kontanthjaelp", "begrundelse": "Forkert ydelse", "version": "1"}
    page = words(mette.post(ret, rettet | {"retur": "indsats"}, follow=True))
    assert "Ydelsen er rettet." in page
    assert "Type: Sygedagpenge → Kontanthjælp" in page
    mette.post(ret, {"annuller": "1", "begrundelse": "Aldrig sket", "version": "2"})
    with inside():
        assert Ydelse.objects.get() == gammel


def test_a_phase_and_a_mark_are_corrected(mette, sag, job, inside):
    with inside():
        fase = Fase.objects.get(nr=2)
        mark = Persongruppemarkering.objects.create(forloeb=sag, navn="Udvikling i fleksjob II", start=DAG)
    ret = reverse("fase_ret", args=[fase.pk])
    data = {"nr": "2", "start": days(-50).isoformat(), "til": days(-31).isoformat()}
    data |= {"begrundelse": "Visiteret senere", "version": str(fase.version)}
    assert "Overlapper fase 3" in words(mette.post(ret, data | {"til": days(-1).isoformat()}))
    assert "Forløbet begyndte først 1. oktober 2026." in words(
        mette.post(ret, data | {"start": days(-60).isoformat()})
    )
    assert "Fasen er rettet." in words(mette.post(ret, data, follow=True))
    url = reverse("markering_ret", args=[mark.pk])
    data = {"start": days(-1).isoformat(), "til": "", "begrundelse": "Sat dagen før", "version": "1"}
    assert "Markeringen er rettet." in words(mette.post(url, data, follow=True))


def test_a_review_is_taken_back_with_a_trace(kontor, sag, inside):
    gennemgang = Sagsgennemgang.objects.create(
        forloeb=sag, dato=days(-1), resultat="lovlig_grund", registreret_af=kontor.leder
    )
    annul_registration(raekke=gennemgang, begrundelse="Forkert sag", version=1, by=kontor.leder, dag=DAG)
    assert not Sagsgennemgang.objects.exists()
    assert Rettelse.objects.get().tekst == "Sagsgennemgang 22. november 2026: lovlig grund"
