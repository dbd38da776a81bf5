"""A flag keeps when it was opened and closed, and by which fact; a correction closes it and does not unsay it."""

from datetime import date, timedelta

import pytest

from aftaler.models import Ansaettelse
from forloeb.models import Fase, Forloeb, Ydelse
from kommuner.models import Regelsaet
from opfoelgning.advishistorik import Overskridelse, overskridelser
from opfoelgning.models import Advis, Genbehandling, Kontakt
from opfoelgning.sweep import sweep
from opfoelgning.vurdering import refresh
from tests.opfoelgning.advissager import FRIST, OVERSKREDET, flag, sag
from tests.opfoelgning.sager import DAG, days

__all__ = ["sag"]

EN_DAG = timedelta(days=1)


def test_an_open_flag_knows_what_its_deadline_was_counted_from(sag):
    assert (flag().frist, flag().aabnet_dag, flag().anker, flag().lukket_af) == (
        FRIST,
        OVERSKREDET,
        days(-17),
        None,
    )


def test_a_late_contact_closes_it_on_its_day_whenever_it_is_registered(kontor, sag):
    kontor.kontakt(sag, days(-1), ekstern_id="k2")
    refresh([sag.pk], DAG)
    assert flag().lukket_dag == days(-1)
    assert flag().lukket_af == {
        "maade": "oplysning",
        "slags": "kontakter",
        "post": "k2",
        "tekst": "Kontakt 22. nov. 2026 (telefon)",
    }


def test_a_contact_on_the_very_first_day_of_the_flag_is_late_too(kontor, sag):
    kontor.kontakt(sag, OVERSKREDET, ekstern_id="k2")
    refresh([sag.pk], OVERSKREDET)
    assert (flag().lukket_dag, flag().lukket_af["maade"]) == (OVERSKREDET, "oplysning")


def test_two_contacts_of_one_day_close_it_together(kontor, sag):
    kontor.kontakt(sag, days(-1))
    kontor.kontakt(sag, days(-1), form="video")
    refresh([sag.pk], DAG)
    assert flag().lukket_af["slags"] == "kontakter"


def test_a_contact_in_time_that_is_registered_late_leaves_the_flag_in_history(kontor, sag):
    """It was really raised, and stood until somebody registered what had been done."""
    kontor.kontakt(sag, days(-5), ekstern_id="k2")
    refresh([sag.pk], DAG)
    assert (flag().aabnet_dag, flag().lukket_dag) == (OVERSKREDET, DAG)
    assert (flag().lukket_af["maade"], flag().lukket_af["post"]) == ("rettelse", "k2")


def test_undoing_the_contact_opens_the_same_flag_again(kontor, sag):
    kontakt = kontor.kontakt(sag, days(-1))
    refresh([sag.pk], DAG)
    kontakt.delete()
    refresh([sag.pk], DAG)
    assert (flag().lukket_dag, flag().lukket_af) == (None, None)


def test_the_end_of_the_phase_closes_it(sag):
    Fase.objects.filter(forloeb=sag).update(slut=days(0))
    refresh([sag.pk], DAG)
    assert flag().lukket_dag == DAG
    assert (flag().lukket_af["maade"], flag().lukket_af["slags"]) == ("ophoert", "faser")


def test_the_end_of_the_forloeb_closes_it(sag):
    for model in (Fase, Ydelse):
        model.objects.filter(forloeb=sag).update(slut=days(-1))
    sag.tildelinger.update(slut=days(-1))
    Forloeb.objects.filter(pk=sag.pk).update(slut=days(-1))
    refresh([sag.pk], DAG)
    assert (flag().lukket_dag, flag().lukket_af) == (days(-1), {"maade": "forloebet"})


def test_an_absence_that_begins_closes_it(kontor, sag):
    kontor.fravaer(sag, days(-1), days(10))
    refresh([sag.pk], DAG)
    assert (flag().lukket_dag, flag().lukket_af["tekst"]) == (
        days(-1),
        "Ferie fra 22. nov. 2026 til og med 2. dec. 2026",
    )


def test_new_values_close_it_and_say_so(sag):
    Regelsaet.objects.create(
        indsatsmodel="uif2",
        gyldig_fra=days(-1),
        vaerdier={"kontakt.interval_dage": 30},
        gaelder_loebende=True,
    )
    refresh([sag.pk], DAG)
    assert (flag().lukket_dag, flag().lukket_af["maade"]) == (days(-1), "regelsaet")


def change_values(sag, dage: int, gyldig_fra: date) -> None:
    Regelsaet.objects.update_or_create(
        indsatsmodel="uif2",
        gyldig_fra=gyldig_fra,
        defaults={"vaerdier": {"kontakt.interval_dage": dage}, "gaelder_loebende": True},
    )
    refresh([sag.pk], DAG)


@pytest.mark.parametrize("gyldig_fra", [days(-1), DAG])
def test_new_values_for_running_deadlines_move_the_frist_of_the_one_miss(kontor, sag, gyldig_fra):
    for dage in (10, 9, 10):
        change_values(sag, dage, gyldig_fra)
        assert (flag().frist, flag().aabnet_dag, flag().lukket_dag) == (
            days(-17) + timedelta(days=dage),
            OVERSKREDET,
            None,
        )
    kontor.kontakt(sag, days(-2), ekstern_id="k2")
    refresh([sag.pk], DAG)
    assert (flag().lukket_dag, flag().lukket_af["maade"], flag().lukket_af["post"]) == (
        OVERSKREDET,
        "oplysning",
        "k2",
    )
    (linje,) = overskridelser([flag()], {})
    assert (linje.art, linje.dage_for_sent) == ("for sent", 5)


@pytest.mark.parametrize(("lukket", "art", "dage"), [(0, "samme dag", None), (1, "for sent", 1)])
def test_what_is_done_on_the_day_it_is_due_is_not_late(lukket, art, dage):
    """A mark that is missing is told on the very day the job begins."""
    advis = Advis(frist=days(-9), lukket_dag=days(-9 + lukket), lukket_af={"maade": "oplysning"})
    linje = Overskridelse(advis, "Persongruppemarkering")
    assert (linje.art, linje.dage_for_sent) == (art, dage)


def test_a_sweep_after_the_change_ends_in_the_same_row(kontor):
    sag = kontor.sag("Bo Æbelø", ejer=kontor.mette, start=days(-40))
    kontor.kontakt(sag, days(-17))
    sweep(kontor.team.kommune_id, days(-4))
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=DAG, vaerdier={"kontakt.interval_dage": 10}, gaelder_loebende=True
    )
    sweep(kontor.team.kommune_id, days(1))
    assert (flag().frist, flag().aabnet_dag, flag().lukket_dag) == (days(-7), OVERSKREDET, None)


def test_values_for_days_gone_by_are_a_correction(sag):
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=date(2026, 1, 1), vaerdier={"kontakt.interval_dage": 30}
    )
    refresh([sag.pk], DAG)
    assert (flag().lukket_dag, flag().lukket_af["maade"]) == (DAG, "rettelse")
    assert flag().lukket_af["slags"] == "regelsaet"


def test_a_planned_contact_that_was_held_is_found_by_its_own_record(kontor, sag):
    aftale = kontor.kontakt(sag, days(-1), status="planlagt", ekstern_id="k3")
    refresh([sag.pk], DAG)
    assert flag("aftalt_kontakt").aabnet_dag == DAG
    Kontakt.objects.filter(pk=aftale.pk).update(status="gennemfoert")
    refresh([sag.pk], DAG)
    assert (flag("aftalt_kontakt").lukket_af["maade"], flag("aftalt_kontakt").lukket_af["post"]) == (
        "rettelse",
        "k3",
    )


@pytest.mark.parametrize(
    ("goer", "tekst"),
    [
        (lambda s: Genbehandling.objects.create(forloeb=s, moede=days(-1)), "Genbehandling"),
        (lambda s: Ansaettelse.objects.create(forloeb=s, start=days(-1)), "Fleksjob fra"),
    ],
)
def test_passivity_is_closed_by_what_starts_the_clock_anew(kontor, goer, tekst):
    sag = kontor.sag("Bo Æbelø", ejer=kontor.mette, start=date(2026, 3, 1))
    kontor.kontakt(sag, days(-2))
    sweep(kontor.team.kommune_id, days(-10))
    goer(sag)
    sweep(kontor.team.kommune_id, DAG)
    assert flag("passivitet").lukket_dag == days(-1)
    assert flag("passivitet").lukket_af["tekst"].startswith(tekst)
    assert flag("passivitet").anker == date(2026, 3, 1)


@pytest.mark.parametrize("missed", [0, 3, 9])
def test_missed_nights_end_in_the_same_rows_with_the_same_reasons(kontor, sag, missed):
    kontor.kontakt(sag, days(2), ekstern_id="k2")
    kontor.fravaer(sag, days(25), days(40))
    for nr in range(missed, 40, missed or 1):
        sweep(kontor.team.kommune_id, days(nr))
    sweep(kontor.team.kommune_id, days(40))
    rows = Advis.objects.order_by("aabnet_dag").values_list(
        "frist", "aabnet_dag", "lukket_dag", "lukket_af__slags"
    )
    assert list(rows.filter(regel="kontakt")) == [
        (FRIST, OVERSKREDET, days(2), "kontakter"),
        (days(16), days(17), days(25), "fravaer"),
    ]


def test_a_second_run_on_the_day_writes_nothing(kontor, sag):
    kontor.kontakt(sag, days(-5))
    refresh([sag.pk], DAG)
    before = Advis.objects.values().get(regel="kontakt")
    resultat = refresh([sag.pk], DAG + EN_DAG)
    assert (resultat.aabnet, resultat.lukket) == (0, 0)
    assert Advis.objects.values().get(regel="kontakt") == before
