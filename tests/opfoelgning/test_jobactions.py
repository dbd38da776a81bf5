"""Fleksjob, hours and agreements, and the phases that follow them."""

from decimal import Decimal

import pytest

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer, Virksomhed, name_fields
from forloeb.models import Fase, Persongruppemarkering, Rettelse, Ydelse
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.models import Regelsaet
from opfoelgning.actions import job as jobactions
from opfoelgning.actions.job import Aftaleindhold, Jobindhold
from opfoelgning.actions.markering import register_markering
from opfoelgning.models import Sagsstatus
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder

UDFYLDT, I_GAAR = days(-7), days(-1)
INDHOLD = {"arbejdsopgaver": "Male mel", "aftalt_mellem": "Alle parter"}


@pytest.fixture
def moelle(kontor):
    return Virksomhed.objects.create(**name_fields("Vestby Mølle"))


@pytest.fixture
def begin(kontor, sag, moelle):
    """``begin(start, "6")``: a fleksjob with its agreement completed a week ago, unless said otherwise."""

    def begin(start=DAG, timer="6", intensitet=100, udfyldt=UDFYLDT, afslut_ydelse=False, **andet):
        job = {"virksomhed": moelle, "start": start, "timer": Decimal(timer), "intensitet": intensitet}
        indhold = Jobindhold(**job, udfyldt=udfyldt, **INDHOLD, afslut_ydelse=afslut_ydelse)
        skrevet = {"by": kontor.mette, "dag": DAG, "forlader": True, **andet}
        return jobactions.register_fleksjob(forloeb=sag, indhold=indhold, **skrevet)

    return begin


def faser(sag) -> list[tuple]:
    return list(Fase.objects.filter(forloeb=sag).order_by("start").values_list("nr", "start", "slut"))


def test_a_job_of_few_hours_with_its_agreement_begins_phase_3(sag, begin):
    _, skridt = begin()
    assert faser(sag) == [(2, days(-53), DAG), (3, DAG, None)]
    assert [(s.dato, s.fase, s.grund) for s in skridt] == [
        (DAG, 3, "Fleksjob på højst 10 effektive timer om ugen med udfyldt fleksjobaftale")
    ]
    assert Sagsstatus.objects.get(forloeb=sag).fase == 3


def test_a_planned_job_plans_the_phase(sag, begin):
    begin(days(8))
    assert faser(sag) == [(2, days(-53), days(8)), (3, days(8), None)]
    assert Sagsstatus.objects.get(forloeb=sag).fase == 2


@pytest.mark.parametrize(
    ("timer", "intensitet", "fase"), [("10", 100, 3), ("10.25", 100, 2), ("20", 50, 3), ("21", 50, 2)]
)
def test_few_hours_are_effective_hours_at_or_below_the_limit(sag, begin, timer, intensitet, fase):
    begin(timer=timer, intensitet=intensitet)
    assert faser(sag)[-1][0] == fase


@pytest.mark.parametrize(
    ("vaerdier", "timer", "intensitet", "fase"),
    [
        ({"opfoelgning_antal.timegraense": 5}, "6", 100, 2),
        ({"opfoelgning_antal.timegrundlag": "aftalte"}, "20", 50, 2),
    ],
)
def test_the_limit_is_the_kommunes_own(sag, begin, vaerdier, timer, intensitet, fase):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(-400), vaerdier=vaerdier)
    begin(timer=timer, intensitet=intensitet)
    assert faser(sag)[-1][0] == fase


def test_without_an_agreement_the_phase_waits_for_it(kontor, sag, begin):
    job, skridt = begin(days(-20), udfyldt=None)
    assert (skridt, faser(sag)) == ([], [(2, days(-53), None)])
    indhold = Aftaleindhold(udfyldt=days(-3), **INDHOLD)
    skridt = jobactions.save_aftale(job=job, indhold=indhold, version=1, by=kontor.mette, dag=DAG)
    assert [s.fase for s in skridt] == [3]
    assert faser(sag) == [(2, days(-53), days(-3)), (3, days(-3), None)]


def test_a_job_sent_twice_is_one(sag, begin):
    noegle = "a" * 32
    assert begin(noegle=noegle)[0] == begin(noegle=noegle)[0]
    assert (Ansaettelse.objects.count(), len(faser(sag))) == (1, 2)


def test_a_job_a_year_away_is_asked_about_once(begin):
    with pytest.raises(Spoergsmaal, match="mere end 1 år tilbage"):
        begin(days(-400))
    begin(days(-400), bekraeftet=True)


def test_a_closed_forloeb_takes_no_job(sag, begin):
    sag.slut = days(-1)
    sag.save()
    with pytest.raises(Afvist, match="Forløbet blev afsluttet"):
        begin()


# Hours


@pytest.fixture
def job(begin):
    """A job of six hours for thirty days."""
    return begin(days(-30), udfyldt=days(-35))[0]


def change(kontor, job, fra, timer, **andet):
    skrevet = {"intensitet": 100, "by": kontor.mette, "dag": DAG, "forlader": True, **andet}
    return jobactions.change_timer(job=job, fra=fra, timer=Decimal(timer), **skrevet)


def test_more_hours_than_the_limit_end_phase_3(kontor, sag, job):
    skridt = change(kontor, job, DAG, "12")
    assert faser(sag)[-1] == (3, days(-30), DAG)
    assert (
        skridt[0].grund == "Fleksjobbet er på over 10 effektive timer om ugen, så borgeren forlader indsatsen"
    )
    assert list(Timer.objects.order_by("fra").values_list("fra", "timer")) == [(days(-30), 6), (DAG, 12)]


def test_fewer_hours_again_begin_it_anew(kontor, sag, job):
    change(kontor, job, days(-10), "12")
    change(kontor, job, DAG, "9")
    assert [f[:2] for f in faser(sag)][1:] == [(3, days(-30)), (3, DAG)]


def test_a_change_before_the_latest_is_refused_with_its_day(kontor, job):
    change(kontor, job, days(-5), "8")
    with pytest.raises(Afvist) as refused:
        change(kontor, job, days(-9), "7")
    assert (str(refused.value), refused.value.felt) == ("Fra-dato ligger før seneste ændring 18. nov.", "fra")


def correct(kontor, entry, timer, **andet):
    fakta = {"begrundelse": "Tastefejl", "version": entry.version, "by": kontor.mette, "dag": DAG, **andet}
    return jobactions.correct_timer(entry=entry, timer=Decimal(timer), intensitet=100, **fakta)


def test_a_correction_changes_the_entry_and_leaves_a_trace(kontor, sag, job):
    correct(kontor, Timer.objects.get(), "7")
    assert Timer.objects.get().timer == 7
    rettelse = Rettelse.objects.get()
    assert rettelse.aendringer == [["Timer pr. uge", "6", "7"]]
    assert (rettelse.begrundelse, rettelse.registreret_af) == ("Tastefejl", kontor.mette)


def test_a_correction_to_few_hours_begins_phase_3_from_the_start(kontor, sag, begin):
    begin(days(-30), timer="12", udfyldt=days(-35))
    assert faser(sag) == [(2, days(-53), None)]
    correct(kontor, Timer.objects.get(), "8")
    assert faser(sag) == [(2, days(-53), days(-30)), (3, days(-30), None)]


def test_corrections_that_may_not_be(kontor, job):
    entry = Timer.objects.get()
    with pytest.raises(Afvist, match="hvorfor du retter"):
        correct(kontor, entry, "7", begrundelse=" ")
    with pytest.raises(Afvist, match="ikke ændret noget"):
        correct(kontor, entry, "6")
    kollega = make_medarbejder("kollega", "jobformidler", team=kontor.team)
    with pytest.raises(Afvist, match="Kun den, der har registreret timerne"):
        correct(kontor, entry, "7", by=kollega)
    correct(kontor, entry, "7", by=kontor.leder)
    with pytest.raises(Konflikt):
        correct(kontor, entry, "8")


def test_hours_of_a_file_are_taken_over_by_a_correction(kontor, job):
    Timer.objects.update(fra_fil=True, registreret_af=None)
    correct(kontor, Timer.objects.get(), "7")
    assert not Timer.objects.get().fra_fil


# The end


def end(kontor, job, sidste_dag=I_GAAR, aarsag="Virksomheden lukker"):
    return jobactions.end_fleksjob(job=job, sidste_dag=sidste_dag, aarsag=aarsag, by=kontor.mette, dag=DAG)


def test_the_end_leads_back_to_phase_2_on_ledighedsydelse(kontor, sag, job):
    skridt = end(kontor, job)
    assert faser(sag)[1:] == [(3, days(-30), DAG), (2, DAG, None)]
    assert skridt[0].grund == "Fleksjobbet er slut, og borgeren får ledighedsydelse"


def test_the_end_of_a_job_that_had_outgrown_the_phase_leads_back_too(kontor, sag, job):
    change(kontor, job, days(-10), "12")
    (skift,) = end(kontor, job)
    assert faser(sag)[1:] == [(3, days(-30), days(-10)), (2, DAG, None)]
    assert skift.grund == "Fleksjobbet er slut, og borgeren får ledighedsydelse"


def test_the_end_of_a_job_that_had_outgrown_the_phase_leads_nowhere_without_ledighedsydelse(kontor, sag, job):
    change(kontor, job, days(-10), "12")
    Ydelse.objects.all().delete()
    assert end(kontor, job) == []


def test_the_end_leads_to_no_phase_without_it(kontor, sag, job):
    Ydelse.objects.all().delete()
    skridt = end(kontor, job)
    assert faser(sag)[1:] == [(3, days(-30), DAG)]
    assert (skridt[0].fase, "ikke registreret ledighedsydelse" in skridt[0].grund) == (None, True)


def test_another_small_job_keeps_phase_3(kontor, sag, job, begin):
    begin(days(-10))
    assert end(kontor, job) == []
    assert faser(sag)[-1] == (3, days(-30), None)


def test_an_end_needs_a_reason_and_a_day_in_the_job(kontor, job):
    with pytest.raises(Afvist, match="hvorfor fleksjobbet slutter"):
        end(kontor, job, aarsag=" ")
    with pytest.raises(Afvist, match="begynder først"):
        end(kontor, job, days(-40))
    end(kontor, job)
    with pytest.raises(Afvist, match="er slut"):
        end(kontor, job)


# Agreement and mark


def test_the_agreement_has_versions_and_conflicts(kontor, job):
    def save(version, **felter):
        return jobactions.save_aftale(
            job=job,
            indhold=Aftaleindhold(udfyldt=days(-35), **INDHOLD, **felter),
            version=version,
            by=kontor.mette,
            dag=DAG,
        )

    save(1, hensyn="Ro")
    with pytest.raises(Konflikt):
        save(1, hensyn="Larm")
    aftale = Fleksjobaftale.objects.get()
    assert (aftale.version, aftale.hensyn, aftale.hensyn_deles) == (2, "Ro", False)
    assert aftale.historik.count() == 2


def test_an_agreement_of_tomorrow_is_refused(kontor, job):
    with pytest.raises(Afvist) as refused:
        jobactions.save_aftale(
            job=job, indhold=Aftaleindhold(vitas=days(1)), version=1, by=kontor.mette, dag=DAG
        )
    assert refused.value.felt == "vitas"


def test_the_mark_is_set_once_and_never_for_a_progressive_illness(kontor, sag, job):
    register_markering(forloeb=sag, start=days(-30), by=kontor.mette, dag=DAG)
    assert Persongruppemarkering.objects.values_list("navn", "start").get() == (
        "Udvikling i fleksjob II",
        days(-30),
    )
    with pytest.raises(Afvist, match="allerede markeret"):
        register_markering(forloeb=sag, start=DAG, by=kontor.mette, dag=DAG)
    sag.borger.progredierende_diagnose_fra = days(-5)
    sag.borger.save()
    with pytest.raises(Afvist, match="skal ikke markeres"):
        register_markering(forloeb=sag, start=DAG, by=kontor.mette, dag=DAG)
