"""Phase 1, dated values and the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import (
    AABEN,
    Ansaettelse,
    Fase,
    Kontakt,
    Opfoelgning,
    Sagsfakta,
    Sagsgennemgang,
)
from tests.regler.eksempler import I_FASE_2, PAA_LEDIGHEDSYDELSE, d, forvent, svar
from tests.regler.strategier import STANDARD, UIF2, fravaer


@pytest.mark.parametrize(
    ("dag", "facit"),
    [
        ("1/4", "loeber 10/6 1/4"),
        ("26/5", "loeber 10/6 1/4"),
        ("27/5", "varsel 10/6 27/5"),
        ("10/6", "varsel 10/6 27/5"),
        ("11/6", "overskredet 10/6 11/6"),
        ("1/7", None),
    ],
)
def test_phase_1_takes_ten_weeks(dag, facit):
    sag = Sagsfakta("f1", "uif2", d("1/4"), faser=(Fase(1, d("1/4"), d("1/7")), Fase(2, d("1/7"))))
    forvent(sag, "fase1_varighed", dag, facit)


@pytest.mark.parametrize(
    ("gyldig_fra", "loebende", "dag", "frist", "label"),
    [
        ("1/4", False, "5/4", "8/4", "uif2/0751/2020-04-01"),
        ("2/4", False, "5/4", "15/4", "uif2/standard/2019-07-01"),
        ("2/4", True, "1/4", "15/4", "uif2/standard/2019-07-01"),
        ("2/4", True, "2/4", "8/4", "uif2/0751/2020-04-02"),
    ],
)
def test_a_clock_keeps_the_values_it_started_with(gyldig_fra, loebende, dag, frist, label):
    version = UIF2.version("0751", d(gyldig_fra), {"kontakt.interval_dage": 7}, gaelder_loebende=loebende)
    vurdering = next(
        v
        for v in bedoem(I_FASE_2, Regelvaerdier(UIF2, [version]), d(dag)).vurderinger
        if v.regel == "kontakt"
    )
    assert (vurdering.frist, vurdering.regelsaet) == (d(frist), label)


def test_the_values_during_an_exemption_follow_the_anchor_one_day_behind():
    regler = Regelvaerdier(UIF2, [UIF2.version("0751", d(dag), {}) for dag in ("5/4", "15/4")])
    sag = replace(I_FASE_2, fravaer=(fravaer("ferie", d("10/4"), d("21/4")),))
    for dag, label, naeste in [
        ("10/4", "uif2/standard/2019-07-01", "11/4"),
        ("11/4", "uif2/0751/2020-04-05", "15/4"),
        ("15/4", "uif2/0751/2020-04-05", "16/4"),
        ("16/4", "uif2/0751/2020-04-15", "21/4"),
    ]:
        vurdering = next(v for v in bedoem(sag, regler, d(dag)).vurderinger if v.regel == "kontakt")
        assert (vurdering.regelsaet, bedoem(sag, regler, d(dag)).naeste) == (label, d(naeste))


def test_the_form_of_a_contact_counts_by_the_values_of_its_own_day():
    brev = UIF2.version("0751", d("10/4"), {"kontakt.former": ["brev"]})
    regler = Regelvaerdier(UIF2, [brev])
    foer = replace(I_FASE_2, kontakter=(Kontakt("c1", d("9/4"), "brev", "gennemfoert"),))
    efter = replace(I_FASE_2, kontakter=(Kontakt("c1", d("10/4"), "brev", "gennemfoert"),))
    assert svar(foer, "kontakt", d("10/4"), regler)[1] == d("15/4")
    assert svar(efter, "kontakt", d("10/4"), regler)[1] == d("24/4")


def test_judgements_stand_in_the_order_of_the_model_and_then_by_genstand():
    to_job = (Ansaettelse("j2", d("1/11")), Ansaettelse("j1", d("2/11")))
    sag = replace(PAA_LEDIGHEDSYDELSE, ansaettelser=to_job, tildelinger=())
    fundet = [(v.regel, v.genstand) for v in bedoem(sag, STANDARD, d("5/11")).vurderinger]
    assert fundet == [
        ("kontakt", None),
        ("jobformidler", None),
        ("fleksjobaftale", "j1"),
        ("fleksjobaftale", "j2"),
        ("vitas", "j1"),
        ("vitas", "j2"),
        ("lov_opfoelgning", "j1"),
        ("lov_opfoelgning", "j2"),
        ("lov_status", "j1"),
        ("lov_status", "j2"),
        ("revurdering", None),
        ("anden_aktoer_ret", None),
        ("anden_aktoer_pligt", None),
    ]


def test_nothing_is_judged_outside_the_forloeb():
    sag = replace(PAA_LEDIGHEDSYDELSE, slut=d("1/6"))
    assert bedoem(sag, STANDARD, d("31/3")) == ((), d("1/4"))
    assert bedoem(sag, STANDARD, d("31/5")).vurderinger
    assert bedoem(sag, STANDARD, d("1/6")) == ((), AABEN)


def test_dates_at_the_end_of_the_calendar_are_only_far_away():
    sidste = date(9999, 12, 30)
    sag = replace(
        PAA_LEDIGHEDSYDELSE,
        fravaer=(fravaer("ferie", d("1/5"), sidste), fravaer("sygdom", sidste)),
        kontakter=(Kontakt("c1", AABEN, "telefon", "planlagt"),),
        sagsgennemgange=(Sagsgennemgang(d("1/5"), "indsats_aftalt", AABEN),),
        ansaettelser=(
            Ansaettelse(
                "j1", d("2/4"), d("3/4"), opfoelgninger=(Opfoelgning("o1", AABEN, "fysisk", "planlagt"),)
            ),
        ),
    )
    for dag in (d("2/4"), d("1/7")):
        for vurdering in bedoem(sag, STANDARD, dag).vurderinger:
            assert forklar(sag, STANDARD, dag, vurdering) or vurdering.anker == dag
    assert svar(sag, "passivitet", d("1/7")) == ("pause", None, d("1/5"))
