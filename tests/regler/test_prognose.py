"""The forecast says on which day what ``bedoem`` says day by day, with the facts that its two answers stand for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from opfoelgning import poster
from opfoelgning.poster import Sag
from opfoelgning.prognose import kun_reglen, prognose
from opfoelgning.regler import SLAGS
from opfoelgning.regler.afvaergelse import TEKSTER, hvad_standser
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.svar import DANSK_TID
from opfoelgning.regler.typer import (
    Fase,
    Fravaer,
    Henvendelse,
    Kontakt,
    Sagsfakta,
    Sagsgennemgang,
    Tilbud,
    Tildeling,
    Tilstand,
    Ydelse,
)
from tests.regler.regelstrategier import regelvaerdier
from tests.regler.strategier import INDSTILLING, STANDARD, UIF2, sager_og_dage

EN_DAG = timedelta(days=1)
DAG = date(2026, 11, 23)


def _overskredne(sag, regler, dag):
    return {
        (v.regel, v.genstand)
        for v in bedoem(sag, regler, dag).vurderinger
        if v.tilstand is Tilstand.OVERSKREDET
    }


def _dag_for_dag(sag, regler, dag, dage):
    """The first day on which each duty is missed and was not the day before, by asking every single day."""
    fundet = {}
    foer = _overskredne(sag, regler, dag)
    for n in range(1, dage + 1):
        nu = _overskredne(sag, regler, dag + n * EN_DAG)
        for pligt in nu - foer:
            fundet.setdefault(pligt, dag + n * EN_DAG)
        foer = nu
    return fundet


def _set_i_dag(sag, dag):
    """Only what has begun by the day, written down apart from the code under test; appointments stay planned."""
    begyndt = {
        felt: tuple(p for p in getattr(sag, felt) if p.start <= dag)
        for felt in ("faser", "tildelinger", "ydelser", "fravaer", "anden_aktoer", "tilbud", "markeringer")
    }
    jobs = tuple(
        job._replace(
            timer=tuple(t for t in job.timer if t.fra <= dag),
            opfoelgninger=tuple(o for o in job.opfoelgninger if o.dato <= dag or o.status == "planlagt"),
            aftale_udfyldt=job.aftale_udfyldt if job.aftale_udfyldt and job.aftale_udfyldt <= dag else None,
            vitas=job.vitas if job.vitas and job.vitas <= dag else None,
        )
        for job in sag.ansaettelser
        if job.start <= dag
    )
    diagnose = sag.progredierende_fra
    return replace(
        sag,
        **begyndt,
        ansaettelser=jobs,
        kontakter=tuple(k for k in sag.kontakter if k.dato <= dag or k.status == "planlagt"),
        sagsgennemgange=tuple(s for s in sag.sagsgennemgange if s.dato <= dag),
        genbehandlinger=tuple(g for g in sag.genbehandlinger if g <= dag),
        henvendelser=tuple(h for h in sag.henvendelser if h.modtaget.date() <= dag),
        progredierende_fra=diagnose if diagnose and diagnose <= dag else None,
    )


def _som_planlagt(sag, dag):
    """Everything recorded; what is planned from the day on is held."""

    def holdt(aftale):
        skal = aftale.status == "planlagt" and aftale.dato >= dag
        return aftale._replace(status="gennemfoert") if skal else aftale

    jobs = tuple(job._replace(opfoelgninger=tuple(map(holdt, job.opfoelgninger))) for job in sag.ansaettelser)
    return replace(sag, kontakter=tuple(map(holdt, sag.kontakter)), ansaettelser=jobs)


def _kun_gyldige(regler, dag):
    return type(regler)(regler.model, [v for v in regler.versioner if v.gyldig_fra <= dag])


@INDSTILLING
@given(sager_og_dage(), regelvaerdier(), st.sampled_from([1, 30, 90, 200]))
def test_the_forecast_is_what_the_rules_say_day_by_day(sag_og_dag, regler, dage):
    sag, dag = sag_og_dag
    svar = prognose(sag, regler, dag, dage)
    uden = {_pligt(u): u.uden.dag for u in svar if u.uden}
    assert uden == _dag_for_dag(_set_i_dag(sag, dag), _kun_gyldige(regler, dag), dag, dage)
    til = dag + dage * EN_DAG
    med = {_pligt(u): u.med.dag for u in svar if u.med and u.med.dag <= til}
    assert med == _dag_for_dag(_som_planlagt(sag, dag), regler, dag, dage)


def _pligt(udsigt):
    return udsigt.foerst.vurdering.regel, udsigt.foerst.vurdering.genstand


@INDSTILLING
@given(sager_og_dage(), regelvaerdier())
def test_if_nothing_happens_begins_with_what_is_judged_today(sag_og_dag, regler):
    """Whatever a rule sees today stays in the case carried forward: otherwise the forecast began with another today."""
    sag, dag = sag_og_dag
    fremskrevet = poster.fremskriv(Sag(sag, regler), dag, ())
    assert bedoem(*fremskrevet, dag).vurderinger == bedoem(sag, regler, dag).vurderinger


@INDSTILLING
@given(sager_og_dage(), regelvaerdier())
def test_a_difference_names_plans_and_every_plan_lies_ahead(sag_og_dag, regler):
    sag, dag = sag_og_dag
    for udsigt in prognose(sag, regler, dag, 120):
        samme = (udsigt.uden and udsigt.uden.dag) == (udsigt.med and udsigt.med.dag)
        assert samme is not bool(udsigt.planer)
        assert all(plan.dato >= dag for plan in udsigt.planer)


@INDSTILLING
@given(sager_og_dage(), regelvaerdier(), st.sampled_from(["kontakt", "passivitet", "aftalt_kontakt"]))
def test_one_rule_alone_says_the_same(sag_og_dag, regler, kode):
    sag, dag = sag_og_dag
    alle = [u for u in prognose(sag, regler, dag, 90) if u.foerst.vurdering.regel == kode]
    alene = prognose(sag, kun_reglen(regler, kode), dag, 90)
    assert [(u.uden, u.med) for u in alene if u.uden] == [(u.uden, u.med) for u in alle if u.uden]


def _ledig(**fakta):
    start = date(2026, 6, 1)
    return Sagsfakta(
        id="f1",
        indsatsmodel="uif2",
        start=start,
        **{
            "faser": (Fase(2, start),),
            "tildelinger": (Tildeling("m1", start),),
            "ydelser": (Ydelse("ledighedsydelse", start),),
            "kontakter": (Kontakt("k1", DAG - 4 * EN_DAG, "telefon", "gennemfoert"),),
            **fakta,
        },
    )


def _en(sag, regel, regler=STANDARD, dage=60):
    return next(u for u in prognose(sag, regler, DAG, dage) if u.foerst.vurdering.regel == regel)


def test_nothing_planned_gives_the_same_day_twice():
    udsigt = _en(_ledig(), "passivitet")
    assert udsigt.uden.dag == udsigt.med.dag == date(2026, 12, 1)
    assert udsigt.uden.vurdering.frist == date(2026, 11, 30)
    assert udsigt.planer == ()


def test_a_praktik_that_begins_next_week_moves_passivity_behind_the_days_asked_for():
    praktik = Tilbud(
        "t1", "virksomhedspraktik", date(2026, 11, 30), date(2026, 12, 15), virksomhedsrettet=True
    )
    udsigt = _en(_ledig(tilbud=(praktik,)), "passivitet")
    assert udsigt.uden.dag == date(2026, 12, 1)
    assert udsigt.med.dag == date(2027, 6, 15)
    assert [plan.fakta for plan in udsigt.planer] == [praktik]


def test_planned_absence_postpones_and_a_team_meeting_starts_anew():
    ferie = Fravaer("ferie", "Ferie", date(2026, 11, 25), date(2026, 11, 28))
    assert _en(_ledig(fravaer=(ferie,)), "passivitet").med.dag == date(2026, 12, 4)
    moede = _en(_ledig(genbehandlinger=(date(2026, 11, 27),)), "passivitet")
    assert moede.med.dag == date(2027, 5, 27)
    assert [plan.slags for plan in moede.planer] == ["genbehandlinger"]


def test_a_planned_contact_counts_as_held_with_the_plans_only():
    aftale = Kontakt("k2", date(2026, 12, 1), "telefon", "planlagt")
    udsigt = _en(_ledig(kontakter=(*_ledig().kontakter, aftale)), "kontakt")
    assert (udsigt.uden.dag, udsigt.med.dag) == (date(2026, 12, 4), date(2026, 12, 16))
    assert [plan.fakta for plan in udsigt.planer] == [aftale]


def test_todays_appointment_is_missed_tomorrow_if_nothing_happens():
    aftale = Kontakt("k2", DAG, "telefon", "planlagt")
    udsigt = _en(_ledig(kontakter=(*_ledig().kontakter, aftale)), "aftalt_kontakt")
    assert (udsigt.uden.dag, udsigt.med) == (DAG + EN_DAG, None)


def test_an_appointment_to_come_is_missed_when_nothing_happens_and_met_with_the_plans():
    aftale = Kontakt("k2", DAG + 8 * EN_DAG, "telefon", "planlagt")
    udsigt = _en(_ledig(kontakter=(*_ledig().kontakter, aftale)), "aftalt_kontakt")
    assert (udsigt.uden.dag, udsigt.med) == (DAG + 9 * EN_DAG, None)
    assert [plan.fakta for plan in udsigt.planer] == [aftale]


def test_a_message_that_runs_out_in_the_hours_left_of_the_day_is_foreseen():
    kom = datetime(2026, 11, 22, 15, tzinfo=DANSK_TID)
    sag = _ledig(henvendelser=(Henvendelse("h1", kom),))
    for klokken, foreseen in ((10, [DAG]), (16, [])):
        nu = kom + timedelta(days=1, hours=klokken - 15)
        svar = prognose(sag, STANDARD, DAG, 30, nu=nu)
        assert [u.uden.dag for u in svar if u.foerst.vurdering.regel == "svar"] == foreseen


def test_values_that_become_valid_are_a_plan():
    kortere = UIF2.version("0751", DAG + 2 * EN_DAG, {"kontakt.interval_dage": 7}, gaelder_loebende=True)
    udsigt = _en(_ledig(), "kontakt", type(STANDARD)(UIF2, [kortere]))
    assert (udsigt.uden.dag, udsigt.med.dag) == (date(2026, 12, 4), date(2026, 11, 27))
    assert [plan.fakta for plan in udsigt.planer] == [kortere]


def test_a_duty_that_only_a_plan_brings_about_is_told():
    sag = _ledig(faser=(Fase(1, date(2026, 6, 1), DAG + EN_DAG), Fase(2, DAG + EN_DAG)), kontakter=())
    udsigt = _en(sag, "kontakt")
    assert udsigt.uden is None
    assert udsigt.med.dag == date(2026, 12, 9)


def test_what_is_missed_already_is_no_forecast():
    sag = _ledig(kontakter=(Kontakt("k1", DAG - 40 * EN_DAG, "telefon", "gennemfoert"),))
    assert [u for u in prognose(sag, STANDARD, DAG, 365) if u.foerst.vurdering.regel == "kontakt"] == []


def test_what_is_said_to_stop_it_stops_it():
    sag = _ledig()
    kontakt, passiv = _en(sag, "kontakt"), _en(sag, "passivitet")
    senest = kontakt.uden.vurdering.frist
    holdt = replace(sag, kontakter=(*sag.kontakter, Kontakt("k2", senest, "video", "gennemfoert")))
    assert _en(holdt, "kontakt").med.dag == senest + 15 * EN_DAG
    praktik = Tilbud(
        "t1", "loentilskud", passiv.uden.vurdering.frist, date(2027, 1, 1), virksomhedsrettet=True
    )
    assert _en(replace(sag, tilbud=(praktik,)), "passivitet").med.dag == date(2027, 7, 1)


def test_every_kind_says_what_stops_it_and_with_the_values_in_force():
    assert set(TEKSTER) == set(SLAGS)
    egne = type(STANDARD)(UIF2, [UIF2.version("0751", date(2026, 1, 1), {"kontakt.former": ["fysisk"]})])
    sag = _ledig(kontakter=(Kontakt("k1", DAG - 4 * EN_DAG, "fysisk", "gennemfoert"),))
    foerst = _en(sag, "kontakt", egne).foerst
    tekst = hvad_standser(foerst.vurdering, egne, DAG, foerst.dag)
    assert tekst == "Kontakt (fysisk møde) senest 3. dec. Lovligt fravær udskyder."


def test_a_duty_that_waits_for_an_agreed_step_can_be_met_until_the_day_before():
    gennemgang = Sagsgennemgang(DAG - 3 * EN_DAG, "indsats_aftalt", DAG + 4 * EN_DAG)
    ledig = _ledig()
    ydelse = ledig.ydelser[0]._replace(start=date(2026, 1, 1))
    sag = replace(ledig, start=date(2026, 1, 1), ydelser=(ydelse,), sagsgennemgange=(gennemgang,))
    foerst = _en(sag, "passivitet").foerst
    assert foerst.vurdering.frist < DAG < foerst.dag
    tekst = hvad_standser(foerst.vurdering, STANDARD, DAG, foerst.dag)
    assert f"senest {(foerst.dag - EN_DAG).day}. dec." in tekst
