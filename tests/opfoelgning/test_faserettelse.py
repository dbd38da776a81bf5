"""Corrections of jobs, hours and agreements move the phases that rest on them, and the ledighedsydelse around."""

from decimal import Decimal

import pytest

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer, Virksomhed, name_fields
from forloeb.actions.fakta import Ydelsesindhold
from forloeb.models import Fase, Ydelse
from kommuner.afvist import Afvist
from opfoelgning.actions import job as jobactions
from opfoelgning.actions import ydelse as ydelsesactions
from opfoelgning.actions.annullering import annul_registration
from opfoelgning.actions.job import Aftaleindhold, Jobindhold
from opfoelgning.actions.jobkrav import Forlader
from opfoelgning.actions.jobrettelse import Jobrettelse, correct_fleksjob
from tests.opfoelgning.sager import DAG, days

INDHOLD = {"arbejdsopgaver": "Male mel", "aftalt_mellem": "Alle parter"}


@pytest.fixture
def begin(kontor, sag):
    """``begin(timer="6")``: a job from thirty days ago, under an agreement of five days before."""

    def begin(**andet):
        andet.setdefault("timer", Decimal(6))
        virksomhed = Virksomhed.objects.create(**name_fields("Vestby Mølle"))
        job = {"virksomhed": virksomhed, "start": days(-30), "udfyldt": days(-35), **INDHOLD, **andet}
        skrevet = {"by": kontor.mette, "dag": DAG, "forlader": True}
        return jobactions.register_fleksjob(forloeb=sag, indhold=Jobindhold(**job), **skrevet)[0]

    return begin


@pytest.fixture
def correct(by):
    """``correct(job, start=…)``: the job as it should have been."""

    def correct(job, **nyt):
        job = Ansaettelse.objects.get(pk=job.pk)
        felter = {f: getattr(job, f) for f in ("virksomhed", "start", "slut", "slutaarsag")}
        rettet = {"begrundelse": "Fejl", "version": job.version, **by}
        return correct_fleksjob(raekke=job, indhold=Jobrettelse(**felter | nyt), **rettet)

    return correct


@pytest.fixture
def hours(by):
    """``hours(fra, "12")``: the entry from that day was wrong."""

    def hours(fra, timer, **andet):
        entry = Timer.objects.get(fra=fra)
        rettet = {"intensitet": 100, "begrundelse": "Tastefejl", "version": entry.version, **by, **andet}
        return jobactions.correct_timer(entry=entry, timer=Decimal(timer), **{"forlader": True, **rettet})

    return hours


def faser(sag) -> list[tuple]:
    return list(Fase.objects.filter(forloeb=sag).order_by("start").values_list("nr", "start", "slut"))


def ydelser(sag) -> list[tuple]:
    return list(Ydelse.objects.filter(forloeb=sag).order_by("start").values_list("start", "slut"))


JOBFASE = [(2, days(-53), days(-30)), (3, days(-30), None)]


@pytest.mark.parametrize("start", [days(-20), days(-35), days(-40)])
def test_another_first_day_moves_the_phase(sag, begin, correct, start):
    correct(begin(), start=start)
    moved = max(start, days(-35))
    assert faser(sag) == [(2, days(-53), moved), (3, moved, None)]


@pytest.mark.parametrize("start", [days(-20), days(-34)])
def test_another_first_day_moves_the_phase_of_a_job_that_is_over(sag, begin, correct, by, start):
    job = begin()
    jobactions.end_fleksjob(job=job, sidste_dag=days(-6), aarsag="Lukket", **by)
    correct(job, start=start)
    assert faser(sag) == [(2, days(-53), start), (3, start, days(-5)), (2, days(-5), None)]


@pytest.mark.parametrize("sidste_dag", [days(-10), days(-3)])
def test_another_last_day_moves_the_end_of_the_phase(sag, begin, correct, by, sidste_dag):
    job = begin()
    jobactions.end_fleksjob(job=job, sidste_dag=days(-6), aarsag="Lukket", **by)
    slut = sidste_dag + (days(1) - DAG)
    correct(job, slut=slut)
    assert faser(sag) == [(2, days(-53), days(-30)), (3, days(-30), slut), (2, slut, None)]
    correct(job, slut=None, slutaarsag="")
    assert faser(sag) == JOBFASE


def test_a_planned_end_is_planned_anew(sag, begin, by):
    job = begin()
    for dag in (20, 10, 30):
        jobactions.end_fleksjob(job=job, sidste_dag=days(dag - 1), aarsag="Lukker", **by)
        assert faser(sag)[1:] == [(3, days(-30), days(dag)), (2, days(dag), None)]


def test_hours_that_were_too_many_all_along_undo_the_phase(sag, begin, hours):
    begin()
    hours(days(-30), "12")
    assert faser(sag) == [(2, days(-53), None)]
    hours(days(-30), "10")
    assert faser(sag) == JOBFASE


def test_hours_corrected_in_a_phase_that_is_over(sag, begin, hours, by):
    job = begin()
    skift = {"fra": days(-10), "timer": Decimal(12), "intensitet": 100, "forlader": True}
    jobactions.change_timer(job=job, **skift, **by)
    assert faser(sag)[1:] == [(3, days(-30), days(-10))]
    hours(days(-30), "14")
    assert faser(sag) == [(2, days(-53), None)]
    hours(days(-30), "6")
    assert faser(sag) == [(2, days(-53), days(-30)), (3, days(-30), days(-10))]
    hours(days(-10), "8")
    assert faser(sag) == JOBFASE


def test_hours_corrected_after_the_job_is_over(sag, begin, hours, by):
    job = begin(timer=Decimal(12))
    jobactions.end_fleksjob(job=job, sidste_dag=days(-6), aarsag="Lukket", **by)
    hours(days(-30), "6")
    assert faser(sag) == [(2, days(-53), days(-30)), (3, days(-30), days(-5)), (2, days(-5), None)]
    hours(days(-30), "12")
    assert faser(sag) == [(2, days(-53), None)]


def test_the_day_of_the_agreement_moves_the_phase(kontor, sag, begin, by):
    job = begin()
    for version, udfyldt, start in ((1, days(-20), days(-20)), (2, days(-31), days(-30))):
        indhold = Aftaleindhold(udfyldt=udfyldt, **INDHOLD)
        jobactions.save_aftale(job=job, indhold=indhold, version=version, **by)
        assert faser(sag)[-1] == (3, start, None)


def test_a_phase_of_a_file_that_followed_the_job_is_moved_with_it(sag, begin, hours):
    begin()
    Fase.objects.update(fra_fil=True)
    hours(days(-30), "12")
    assert faser(sag) == [(2, days(-53), None)]


def test_a_phase_of_a_file_that_never_did_stays(sag, begin, hours):
    begin()
    Fase.objects.filter(nr=2).update(slut=days(-33))
    Fase.objects.filter(nr=3).update(start=days(-33), fra_fil=True)
    hours(days(-30), "7")
    assert faser(sag)[-1][:2] == (3, days(-33))


# Leaving the model


def test_hours_above_the_limit_are_asked_about_before_they_are_saved(sag, begin, hours, by):
    job = begin()
    skift = {"job": job, "fra": DAG, "timer": Decimal(12), "intensitet": 100, **by}
    besked = "Timer er over 10: borgeren forlader indsatsen. Vil du afslutte i stedet?"
    with pytest.raises(Forlader, match=besked.replace("?", "[?]")):
        jobactions.change_timer(**skift)
    with pytest.raises(Forlader):
        hours(days(-30), "11", forlader=False)
    assert (Timer.objects.get().timer, faser(sag)) == (6, JOBFASE)
    jobactions.change_timer(**skift, forlader=True)
    jobactions.change_timer(**skift | {"fra": days(5), "timer": Decimal(15)})
    assert Timer.objects.count() == 3


# Ledighedsydelse


def test_ledighedsydelse_ends_with_the_first_day_and_follows_it(sag, begin, correct, by):
    job = begin(afslut_ydelse=True)
    assert ydelser(sag) == [(days(-53), days(-30))]
    correct(job, start=days(-28))
    assert ydelser(sag) == [(days(-53), days(-28))]
    annul_registration(raekke=Ansaettelse.objects.get(), begrundelse="Fejl", version=2, **by)
    assert (ydelser(sag), faser(sag)) == ([(days(-53), None)], [(2, days(-53), None)])


def test_an_agreement_that_counts_ends_it_too(sag, begin, by):
    job = begin(udfyldt=None)
    indhold = Aftaleindhold(udfyldt=days(-2), **INDHOLD)
    jobactions.save_aftale(job=job, indhold=indhold, version=1, afslut_ydelse=True, **by)
    assert ydelser(sag) == [(days(-53), days(-30))]


def test_back_on_ledighedsydelse_begins_it_and_phase_2_again(sag, begin, correct, by):
    job = begin(afslut_ydelse=True)
    jobactions.end_fleksjob(job=job, sidste_dag=days(-6), aarsag="Lukket", ledighedsydelse=True, **by)
    assert ydelser(sag) == [(days(-53), days(-30)), (days(-5), None)]
    assert faser(sag)[1:] == [(3, days(-30), days(-5)), (2, days(-5), None)]
    correct(job, slut=days(-2))
    assert ydelser(sag)[1:] == [(days(-2), None)]
    assert faser(sag)[1:] == [(3, days(-30), days(-2)), (2, days(-2), None)]


def test_fleksloentilskud_ends_where_ledighedsydelse_begins_again(sag, begin, correct, by):
    job = begin(afslut_ydelse=True)
    Ydelse.objects.create(forloeb=sag, type="fleksloentilskud", start=days(-30))
    jobactions.end_fleksjob(job=job, sidste_dag=days(-6), aarsag="Lukket", ledighedsydelse=True, **by)
    assert ydelser(sag) == [(days(-53), days(-30)), (days(-30), days(-5)), (days(-5), None)]
    for slut in (days(-8), days(-2)):
        correct(job, slut=slut)
        assert ydelser(sag)[1:] == [(days(-30), slut), (slut, None)]
    correct(job, slut=None, slutaarsag="")
    assert ydelser(sag)[1:] == [(days(-30), None)]


def test_ledighedsydelse_registered_after_the_job_begins_phase_2(sag, begin, by):
    job = begin(afslut_ydelse=True)
    jobactions.end_fleksjob(job=job, sidste_dag=days(-6), aarsag="Lukket", **by)
    assert faser(sag)[1:] == [(3, days(-30), days(-5))]
    indhold = Ydelsesindhold(type="ledighedsydelse", start=days(-3))
    ydelsesactions.register_ydelse(forloeb=sag, indhold=indhold, **by)
    assert faser(sag)[1:] == [(3, days(-30), days(-5)), (2, days(-3), None)]


def test_a_job_on_the_first_day_of_ledighedsydelse_is_refused(begin):
    with pytest.raises(Afvist, match="begynder samme dag"):
        begin(start=days(-53), afslut_ydelse=True)


# The agreement


@pytest.mark.parametrize("felt", sorted(INDHOLD))
def test_an_agreement_that_says_too_little_does_not_count(sag, begin, by, felt):
    job = begin(udfyldt=None)
    indhold = Aftaleindhold(udfyldt=days(-2), **INDHOLD | {felt: " "})
    with pytest.raises(Afvist, match="Før det gælder aftalen ikke") as afvist:
        jobactions.save_aftale(job=job, indhold=indhold, version=1, **by)
    assert (afvist.value.felt, faser(sag)) == (felt, [(2, days(-53), None)])
    with pytest.raises(Afvist, match="Før det gælder aftalen ikke"):
        begin(**{felt: ""})


def test_an_agreement_of_a_file_may_say_as_little_as_it_did(begin, by):
    job = begin()
    Fleksjobaftale.objects.update(arbejdsopgaver="", aftalt_mellem="")
    gemt = Fleksjobaftale.objects.get()
    jobactions.save_aftale(job=job, indhold=Aftaleindhold(udfyldt=gemt.udfyldt, vitas=DAG), version=1, **by)
    assert Fleksjobaftale.objects.get().vitas == DAG
