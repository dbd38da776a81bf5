"""Contacts and drafts by their effect: what the rules and the lists say afterwards."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forloeb.models import Forloeb
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from opfoelgning.actions import kladde as kladde_actions
from opfoelgning.actions import kontakt as actions
from opfoelgning.actions.kontakt import Kontaktindhold
from opfoelgning.models import Kladde, Kontakt, Sagsstatus, Status, Vurdering
from opfoelgning.vurdering import ensure_fresh
from tests.build import DAG, START, days, make_kontakt, make_medarbejder, make_sag

NOEGLE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def mette(kommune):
    return make_medarbejder("mette", "jobformidler")


@pytest.fixture
def sag(mette) -> Forloeb:
    sag = make_sag(mette, kontakt=days(17))
    ensure_fresh([sag.pk], DAG)
    return sag


def register(sag, mette, dato=DAG, form="telefon", note="", nu=None, **more) -> Kontakt:
    indhold = Kontaktindhold(form=form, dato=dato, note=note)
    nu = nu or timezone.now()
    return actions.register_kontakt(forloeb=sag, indhold=indhold, by=mette, dag=DAG, nu=nu, **more)


def judged(sag) -> tuple[str, date]:
    return Vurdering.objects.values_list("tilstand", "frist").get(forloeb=sag, regel="kontakt")


def test_a_contact_moves_the_deadline_fourteen_days(sag, mette):
    assert judged(sag) == ("overskredet", days(3))
    register(sag, mette)
    assert judged(sag) == ("loeber", DAG + timedelta(days=14))
    assert Sagsstatus.objects.get(forloeb=sag).seneste_kontakt == DAG


def test_an_attempt_does_not(sag, mette):
    register(sag, mette, udeblevet=True)
    assert judged(sag) == ("overskredet", days(3))


def test_an_agreement_does_not(sag, mette):
    indhold = Kontaktindhold(form="video", dato=DAG + timedelta(days=2))
    kontakt = actions.plan_kontakt(forloeb=sag, indhold=indhold, by=mette, dag=DAG)
    assert kontakt.status == "planlagt"
    assert judged(sag) == ("overskredet", days(3))


def test_a_day_to_come_is_planned_not_registered(sag, mette):
    with pytest.raises(actions.IkkeNaaet, match="Datoen er ikke nået endnu"):
        register(sag, mette, DAG + timedelta(days=1))


def test_a_day_gone_is_registered_not_planned(sag, mette):
    with pytest.raises(Afvist, match="i dag eller senere"):
        actions.plan_kontakt(
            forloeb=sag, indhold=Kontaktindhold(form="video", dato=days(1)), by=mette, dag=DAG
        )


def test_before_the_course_is_refused(sag, mette):
    register(sag, mette, START)
    with pytest.raises(Afvist, match=r"før forløbets start 1\. oktober 2026"):
        register(sag, mette, START - timedelta(days=1))


def test_more_than_a_year_back_is_asked(mette):
    gammel = make_sag(mette, "Ib Øst", nr=2, start=date(2025, 1, 1))
    with pytest.raises(Spoergsmaal, match="mere end 1 år tilbage"):
        register(gammel, mette, days(366))
    register(gammel, mette, days(365))
    register(gammel, mette, days(366), bekraeftet=True)
    assert Kontakt.objects.filter(forloeb=gammel).count() == 2


def test_a_double_is_asked_once(sag, mette):
    first = register(sag, mette)
    with pytest.raises(Spoergsmaal, match="Du har lige gemt en telefonkontakt i dag") as asked:
        register(sag, mette)
    assert asked.value.raekke == first
    register(sag, mette, form="video")
    register(sag, mette, dato=days(1))
    register(sag, mette, bekraeftet=True)
    register(sag, mette, nu=timezone.now() + timedelta(minutes=11))
    assert Kontakt.objects.filter(forloeb=sag, registreret_af=mette).count() == 5


def test_somebody_elses_contact_is_no_double(sag, mette):
    register(sag, make_medarbejder("jonas", "jobformidler"))
    register(sag, mette)


def test_the_same_form_sent_twice_is_one_contact(sag, mette):
    assert register(sag, mette, noegle=NOEGLE) == register(sag, mette, noegle=NOEGLE)


def test_a_closed_course_takes_no_contact(sag, mette):
    Forloeb.objects.filter(pk=sag.pk).update(slut=DAG)
    with pytest.raises(Afvist, match=r"afsluttet 22\. november 2026"):
        register(sag, mette, days(1))


def test_undo_brings_the_deadline_back_and_keeps_the_text(sag, mette):
    kontakt = register(sag, mette, note="Talt om bageri")
    kladde = actions.undo_kontakt(kontakt=kontakt, by=mette, dag=DAG, nu=timezone.now())
    assert judged(sag) == ("overskredet", days(3))
    assert kladde.indhold["note"] == "Talt om bageri"
    with pytest.raises(Afvist, match="allerede fortrudt"):
        actions.undo_kontakt(kontakt=kontakt, by=mette, dag=DAG, nu=timezone.now())


def test_undo_ends_after_ten_minutes(sag, mette):
    kontakt = register(sag, mette)
    ti = kontakt.registreret_tidspunkt + timedelta(minutes=10)
    with pytest.raises(Afvist, match="10 minutter"):
        actions.undo_kontakt(kontakt=kontakt, by=mette, dag=DAG, nu=ti + timedelta(seconds=1))
    actions.undo_kontakt(kontakt=kontakt, by=mette, dag=DAG, nu=ti)
    assert not Kontakt.objects.filter(pk=kontakt.pk).exists()


def test_only_the_author_undoes_and_corrects(sag, mette):
    kontakt = register(sag, mette)
    jonas = make_medarbejder("jonas", "jobformidler")
    with pytest.raises(Afvist, match="Kun den, der har registreret"):
        actions.undo_kontakt(kontakt=kontakt, by=jonas, dag=DAG, nu=timezone.now())
    with pytest.raises(Afvist, match="Kun den, der har registreret"):
        correct(kontakt, jonas, dato=DAG)


def correct(kontakt, by, version=1, status=Status.GENNEMFOERT, **fields):
    indhold = Kontaktindhold(**{"form": "telefon", "dato": DAG} | fields)
    return actions.correct_kontakt(
        kontakt=kontakt,
        indhold=indhold,
        status=status,
        version=version,
        by=by,
        dag=DAG,
        nu=timezone.now(),
    )


def test_a_correction_is_judged_anew(sag, mette):
    kontakt = register(sag, mette)
    assert correct(kontakt, mette, dato=days(2)).version == 2
    assert judged(sag) == ("loeber", DAG + timedelta(days=12))


def test_a_correction_of_an_older_version_is_a_conflict(sag, mette):
    kontakt = register(sag, mette)
    correct(kontakt, mette, note="Første")
    with pytest.raises(Konflikt) as konflikt:
        correct(kontakt, mette, note="Anden")
    assert konflikt.value.raekke.note == "Første"


def plan(sag, by, dato=DAG) -> Kontakt:
    indhold = Kontaktindhold(form="telefon", dato=dato)
    return actions.plan_kontakt(forloeb=sag, indhold=indhold, by=by, dag=DAG)


def test_a_planned_contact_that_was_held_counts_at_once(sag, mette):
    kontakt = correct(plan(sag, mette), mette)
    assert (kontakt.status, kontakt.registreret_af) == ("gennemfoert", mette)
    assert judged(sag) == ("loeber", DAG + timedelta(days=14))


@pytest.mark.parametrize("status", [Status.UDEBLEVET, Status.AFLYST])
def test_a_planned_contact_that_was_not_held_moves_no_deadline(sag, mette, status):
    assert correct(plan(sag, mette), mette, status=status).status == status
    assert judged(sag) == ("overskredet", days(3))


def test_a_contact_held_by_mistake_goes_back_to_called_off(sag, mette):
    correct(correct(plan(sag, mette), mette), mette, version=2, status=Status.AFLYST)
    assert judged(sag) == ("overskredet", days(3))


@pytest.mark.parametrize("status", [Status.PLANLAGT, Status.AFLYST])
def test_a_contact_not_held_may_lie_ahead(sag, mette, status):
    kontakt = correct(plan(sag, mette), mette, status=status, dato=DAG + timedelta(days=9))
    assert (kontakt.status, kontakt.dato) == (status, DAG + timedelta(days=9))


@pytest.mark.parametrize("status", [Status.GENNEMFOERT, Status.UDEBLEVET])
def test_a_planned_contact_is_not_finished_before_its_day(sag, mette, status):
    kontakt = plan(sag, mette, DAG + timedelta(days=1))
    with pytest.raises(actions.IkkeNaaet, match="Datoen er ikke nået endnu"):
        correct(kontakt, mette, status=status, dato=DAG + timedelta(days=1))


def test_an_agreement_is_not_left_on_a_day_gone(sag, mette):
    with pytest.raises(Afvist, match="i dag eller senere"):
        correct(plan(sag, mette), mette, status=Status.PLANLAGT, dato=days(1))


def test_a_planned_contact_without_author_is_finished_by_whoever_does_it(sag, mette):
    kontakt = make_kontakt(sag, days(1), status="planlagt")
    assert correct(kontakt, mette, dato=days(1)).registreret_af == mette
    assert judged(sag) == ("loeber", DAG + timedelta(days=13))
    with pytest.raises(Afvist, match="Kun den, der har registreret"):
        correct(kontakt, make_medarbejder("jonas", "jobformidler"), version=2)


def test_one_that_was_moved_only_still_has_no_author(sag, mette):
    kontakt = make_kontakt(sag, days(1), status="planlagt")
    assert correct(kontakt, mette, status=Status.PLANLAGT).registreret_af is None


def test_a_held_contact_without_author_is_nobodys_to_correct(sag, mette):
    with pytest.raises(Afvist, match="Kun den, der har registreret"):
        correct(make_kontakt(sag, days(1)), mette)


def save_kladde(sag, by, **indhold):
    return kladde_actions.save_kladde(forloeb=sag, indhold=indhold, by=by, dag=DAG)


def test_one_draft_per_person_and_case_gone_when_saved(sag, mette):
    save_kladde(sag, mette, note="Hal")
    save_kladde(sag, mette, note="Halvt skrevet")
    save_kladde(sag, make_medarbejder("jonas", "jobformidler"), note="Mit")
    assert Kladde.objects.get(medarbejder=mette).indhold == {"note": "Halvt skrevet"}
    register(sag, mette)
    assert [kladde.indhold["note"] for kladde in Kladde.objects.all()] == ["Mit"]


def test_nothing_written_is_no_draft(sag, mette):
    save_kladde(sag, mette, note="Hal")
    assert save_kladde(sag, mette, note="", type="telefon") is None
    assert not Kladde.objects.exists()


def test_a_draft_that_comes_after_its_save_is_dropped(sag, mette):
    register(sag, mette, noegle=NOEGLE)
    assert save_kladde(sag, mette, note="Forsinket", noegle=NOEGLE) is None


def test_a_draft_is_its_owners(sag, mette):
    kladde = save_kladde(sag, mette, note="Mit")
    kladde_actions.delete_kladde(kladde=kladde, by=make_medarbejder("jonas", "jobformidler"))
    assert Kladde.objects.exists()
    kladde_actions.delete_kladde(kladde=kladde, by=mette)
    assert not Kladde.objects.exists()
