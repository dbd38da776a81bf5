"""Follow-ups: planned by the system, moved, held with the hours told there, corrected, taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aftaler.models import Ansaettelse, Timer, Virksomhed, name_fields
from forloeb.models import Rettelse
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from opfoelgning import vurdering
from opfoelgning.actions import job as jobactions
from opfoelgning.actions import opfoelgning as actions
from opfoelgning.actions import opfoelgningsplan as planactions
from opfoelgning.actions.job import Jobindhold
from opfoelgning.actions.opfoelgningsplan import Opfoelgningsindhold
from opfoelgning.models import Kladde, Opfoelgning
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder


@pytest.fixture
def begin(kontor, sag):
    """``begin(start, "6")``: a fleksjob with a completed agreement."""
    moelle = Virksomhed.objects.create(**name_fields("Vestby Mølle"))

    def begin(start=DAG, timer="6"):
        aftale = {"udfyldt": days(-40), "arbejdsopgaver": "Male mel", "aftalt_mellem": "Alle parter"}
        indhold = Jobindhold(virksomhed=moelle, start=start, timer=Decimal(timer), **aftale)
        skrevet = {"by": kontor.mette, "dag": DAG, "forlader": True}
        return jobactions.register_fleksjob(forloeb=sag, indhold=indhold, **skrevet)[0]

    return begin


def plans(job) -> list[tuple[date, bool, bool]]:
    """Planned day, at the company, status meeting."""
    rows = Opfoelgning.objects.filter(ansaettelse=job, status="planlagt").order_by("dato")
    return list(rows.values_list("dato", "fremmoede_virksomhed", "statusmoede"))


# The plan of the system


def test_a_job_of_few_hours_gets_four_follow_ups_and_a_status_meeting(begin):
    fundne = plans(begin())
    assert fundne == [
        (date(2026, 12, 11), True, False),
        (date(2027, 1, 18), False, False),
        (date(2027, 2, 24), True, False),
        (date(2027, 4, 5), False, False),
        (date(2027, 5, 24), True, True),
    ]


def test_held_as_planned_no_flag_is_raised_on_the_way(kontor, sag, begin):
    job = begin()
    for raekke in Opfoelgning.objects.filter(ansaettelse=job).order_by("dato"):
        domme = vurdering.live(sag.pk, raekke.dato).bedoemmelse.vurderinger
        koder = {v.regel for v in domme if v.tilstand in ("varsel", "overskredet") and v.genstand}
        assert koder & {"opfoelgning_antal", "aftalt_opfoelgning"} == set()
        indhold = Opfoelgningsindhold(
            dato=raekke.dato,
            form=raekke.form,
            fremmoede_virksomhed=raekke.fremmoede_virksomhed,
            statusmoede=raekke.statusmoede,
        )
        actions.register_opfoelgning(
            job=job, indhold=indhold, planlagt=raekke, by=kontor.mette, dag=raekke.dato
        )
    domme = vurdering.live(sag.pk, date(2027, 5, 25)).bedoemmelse.vurderinger
    assert {"opfoelgning_antal", "statusmoede"} & {v.regel for v in domme} == set()


def test_many_hours_plan_nothing_until_they_fall(kontor, begin):
    job = begin(timer="12")
    assert plans(job) == []
    jobactions.change_timer(job=job, fra=days(10), timer=Decimal(8), intensitet=100, by=kontor.mette, dag=DAG)
    assert len(plans(job)) == 5
    assert plans(job)[0][0] > days(10)


def test_a_late_registration_spreads_what_is_left_of_the_months(begin):
    fundne = plans(begin(days(-60)))
    assert len(fundne) == 5
    assert all(DAG <= dato < days(-60 + 181) for dato, _, statusmoede in fundne if not statusmoede)


def test_hours_above_the_limit_call_off_what_was_only_proposed(kontor, begin):
    job = begin()
    flyttet = Opfoelgning.objects.filter(ansaettelse=job).order_by("dato").first()
    planactions.move_opfoelgning(
        opfoelgning=flyttet,
        dato=days(40),
        form="telefon",
        fremmoede_virksomhed=False,
        statusmoede=False,
        version=1,
        by=kontor.mette,
        dag=DAG,
    )
    jobactions.change_timer(
        job=job, fra=days(5), timer=Decimal(12), intensitet=100, by=kontor.mette, dag=DAG, forlader=True
    )
    assert plans(job) == [(days(40), False, False)]


def test_the_end_of_the_job_calls_off_what_lies_after(kontor, begin):
    job = begin(days(-30))
    jobactions.end_fleksjob(job=job, sidste_dag=DAG, aarsag="Lukket", by=kontor.mette, dag=DAG)
    assert plans(job) == []
    assert Opfoelgning.objects.filter(ansaettelse=job, status="aflyst").count() == 5


def test_what_was_called_off_is_not_proposed_again(kontor, begin):
    job = begin()
    for raekke in Opfoelgning.objects.filter(ansaettelse=job):
        planactions.cancel_opfoelgning(
            opfoelgning=raekke, begrundelse="Borgeren er på ferie", version=1, by=kontor.mette, dag=DAG
        )
    jobactions.change_timer(job=job, fra=days(5), timer=Decimal(7), intensitet=100, by=kontor.mette, dag=DAG)
    assert plans(job) == []
    assert Rettelse.objects.filter(slags="opfoelgning").count() == 5


def test_a_plan_lies_ahead_and_inside_the_job(kontor, begin):
    job = begin(days(-30))
    for dato, besked in ((days(-1), "i dag eller senere"), (days(2000), "højst ligge 3 år frem")):
        with pytest.raises(Afvist, match=besked):
            planactions.plan_opfoelgning(job=job, indhold=said(dato), by=kontor.mette, dag=DAG)
    planactions.plan_opfoelgning(job=job, indhold=said(days(3)), by=kontor.mette, dag=DAG)
    assert days(3) in [dato for dato, _, _ in plans(job)]


# Held


@pytest.fixture
def job(begin):
    """A job of six hours for thirty days, with its plan."""
    return begin(days(-30))


def said(dato=DAG, **andet) -> Opfoelgningsindhold:
    return Opfoelgningsindhold(**{"dato": dato, "form": "telefon", "note": "Det går godt"} | andet)


@pytest.fixture
def hold(kontor, job):
    def hold(indhold=None, dag=DAG, **andet):
        fakta = {"job": job, "indhold": indhold or said(), "by": kontor.mette, "dag": dag} | andet
        return actions.register_opfoelgning(**fakta)

    return hold


def test_one_that_was_planned_is_the_one_that_was_held(kontor, job, hold):
    planlagt = Opfoelgning.objects.filter(ansaettelse=job).order_by("dato").first()
    planlagt_til = planlagt.dato
    holdt = hold(planlagt=planlagt).opfoelgning
    assert (holdt.pk, holdt.status, holdt.dato, holdt.planlagt_til) == (
        planlagt.pk,
        "gennemfoert",
        DAG,
        planlagt_til,
    )
    assert hold(planlagt=planlagt).opfoelgning.pk == holdt.pk
    assert Opfoelgning.objects.filter(ansaettelse=job).count() == 5


def test_other_hours_are_a_change_from_that_day(job, hold):
    hold(timetal=actions.Timetal(timer=Decimal(6), intensitet=100))
    assert Timer.objects.filter(ansaettelse=job).count() == 1
    hold(timetal=actions.Timetal(timer=Decimal(8), intensitet=90), noegle="b" * 32)
    seneste = Timer.objects.filter(ansaettelse=job).latest("fra")
    assert (seneste.fra, seneste.timer, seneste.intensitet) == (DAG, Decimal(8), 90)


def test_hours_above_the_limit_leave_the_phase(job, hold):
    timetal = actions.Timetal(timer=Decimal(12), intensitet=100)
    with pytest.raises(Spoergsmaal, match="forlader indsatsen"):
        hold(timetal=timetal)
    skridt = hold(timetal=timetal, forlader=True).skridt
    assert [s.fase for s in skridt] == [None]


def test_hours_before_the_latest_change_are_refused_at_their_field(kontor, job, hold):
    jobactions.change_timer(job=job, fra=days(-2), timer=Decimal(7), intensitet=100, by=kontor.mette, dag=DAG)
    with pytest.raises(Afvist, match="Timerne kan ikke ændres fra den dag") as afvist:
        hold(said(days(-5)), timetal=actions.Timetal(timer=Decimal(9), intensitet=100))
    assert afvist.value.felt == "timer"
    assert not Opfoelgning.objects.filter(status="gennemfoert").exists()


def test_the_next_one_is_planned_once(job, hold):
    foer = len(plans(job))
    hold(naeste=days(21))
    hold(naeste=days(21), noegle="c" * 32)
    assert len(plans(job)) == foer + 1


@pytest.mark.parametrize(
    ("dato", "slags", "besked"),
    [
        (days(1), actions.IkkeNaaet, "ikke nået endnu"),
        (days(-31), Afvist, "begynder først 24. oktober 2026"),
    ],
)
def test_a_day_that_cannot_be_is_refused(hold, dato, slags, besked):
    with pytest.raises(slags, match=besked):
        hold(said(dato))


def test_more_than_a_year_back_is_asked_about(kontor):
    forloeb = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-500))
    job = Ansaettelse.objects.create(forloeb=forloeb, start=days(-500))
    fakta = {"job": job, "indhold": said(days(-380)), "by": kontor.mette, "dag": DAG}
    with pytest.raises(Spoergsmaal, match="mere end 1 år tilbage"):
        actions.register_opfoelgning(**fakta)
    assert actions.register_opfoelgning(**fakta, bekraeftet=True).opfoelgning.pk


# Taken back, corrected


def test_undo_plans_again_gives_the_hours_back_and_keeps_the_text(kontor, job, hold):
    planlagt = Opfoelgning.objects.filter(ansaettelse=job).order_by("dato").first()
    til = planlagt.dato
    holdt = hold(planlagt=planlagt, timetal=actions.Timetal(timer=Decimal(8), intensitet=100)).opfoelgning
    actions.undo_opfoelgning(opfoelgning=holdt, by=kontor.mette, dag=DAG, nu=timezone.now())
    planlagt.refresh_from_db()
    assert (planlagt.status, planlagt.dato, planlagt.note) == ("planlagt", til, "")
    assert Timer.objects.get(ansaettelse=job).timer == 6
    assert Kladde.objects.get(formular="opfoelgning").indhold["note"] == "Det går godt"


def test_a_status_meeting_before_its_time_is_asked_about_and_counts_as_a_follow_up(job, hold):
    """Six months from 24 October, less the fourteen days of the rule."""
    moede = said(statusmoede=True, fremmoede_virksomhed=True)
    with pytest.raises(Spoergsmaal, match=r"tidligst 10\. april 2027") as spurgt:
        hold(moede)
    assert spurgt.value.felt == "statusmoede"
    assert hold(moede, bekraeftet=True).opfoelgning.statusmoede


def test_undo_takes_the_end_of_the_phase_back(kontor, job, hold):
    foer = list(job.forloeb.faser.values_list("nr", "start", "slut"))
    holdt = hold(timetal=actions.Timetal(timer=Decimal(12), intensitet=100), forlader=True).opfoelgning
    actions.undo_opfoelgning(opfoelgning=holdt, by=kontor.mette, dag=DAG, nu=timezone.now())
    assert list(job.forloeb.faser.values_list("nr", "start", "slut")) == foer


def test_undo_is_for_ten_minutes_and_ones_own(kontor, hold):
    holdt = hold().opfoelgning
    sent = timezone.now() + timedelta(minutes=11)
    with pytest.raises(Afvist, match="10 minutter"):
        actions.undo_opfoelgning(opfoelgning=holdt, by=kontor.mette, dag=DAG, nu=sent)
    with pytest.raises(Afvist, match="Kun den"):
        actions.undo_opfoelgning(opfoelgning=holdt, by=kontor.leder, dag=DAG, nu=timezone.now())
    actions.undo_opfoelgning(opfoelgning=holdt, by=kontor.mette, dag=DAG, nu=timezone.now())
    assert not Opfoelgning.objects.filter(pk=holdt.pk).exists()


def test_a_correction_keeps_what_it_said_and_why(kontor, hold):
    holdt = hold().opfoelgning
    ret = {"opfoelgning": holdt, "status": "gennemfoert", "begrundelse": "Forkert form", "dag": DAG}
    nyt = said(form="fysisk", fremmoede_virksomhed=True)
    actions.correct_opfoelgning(indhold=nyt, version=1, by=kontor.leder, **ret)
    (spor,) = Rettelse.objects.all()
    assert spor.aendringer == [["Type", "Telefon", "Fysisk"], ["Fremmøde på virksomheden", "nej", "ja"]]
    with pytest.raises(Konflikt):
        actions.correct_opfoelgning(indhold=said(note="Andet"), version=1, by=kontor.mette, **ret)
    kollega = make_medarbejder("kollega", "jobformidler", team=kontor.team)
    with pytest.raises(Afvist, match="teamlederen"):
        actions.correct_opfoelgning(indhold=said(note="Andet"), version=2, by=kollega, **ret)
    with pytest.raises(Afvist, match="Der er ikke ændret noget"):
        actions.correct_opfoelgning(indhold=nyt, version=2, by=kontor.mette, **ret)


def test_an_annulled_one_counts_no_more(kontor, sag, hold):
    holdt = hold(said(form="fysisk", fremmoede_virksomhed=True)).opfoelgning
    actions.annul_opfoelgning(
        opfoelgning=holdt, begrundelse="Forkert borger", version=1, by=kontor.mette, dag=DAG
    )
    (job,) = vurdering.live(sag.pk, DAG).sag.ansaettelser
    assert not [o for o in job.opfoelgninger if o.status == "gennemfoert"]
    assert Rettelse.objects.get().annulleret
