"""Contact: the rule text's examples and every border a day before, on and after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import (
    AndenAktoer,
    Effekt,
    Fase,
    Kontakt,
)
from tests.regler.eksempler import I_FASE_2, d, forvent, svar
from tests.regler.strategier import STANDARD, fravaer


@pytest.mark.parametrize(
    ("dag", "facit"),
    [
        ("31/3", None),
        ("1/4", "loeber 15/4 1/4"),
        ("11/4", "loeber 15/4 1/4"),
        ("12/4", "varsel 15/4 12/4"),
        ("15/4", "varsel 15/4 12/4"),
        ("16/4", "overskredet 15/4 16/4"),
        ("16/4/2021", "overskredet 15/4 16/4"),
    ],
)
def test_contact_is_due_14_days_after_phase_2_began(dag, facit):
    forvent(I_FASE_2, "kontakt", dag, facit)


@pytest.mark.parametrize(
    ("dag", "facit"),
    [
        ("9/4", "loeber 15/4 1/4"),
        ("10/4", "pause - 10/4"),
        ("15/4", "pause - 10/4"),
        ("20/4", "pause - 10/4"),
        ("21/4", "loeber 4/5 21/4"),
        ("1/5", "varsel 4/5 1/5"),
        ("4/5", "varsel 4/5 1/5"),
        ("5/5", "overskredet 4/5 5/5"),
    ],
)
@pytest.mark.parametrize("hvad", ["ferie", "stk1", "stk2"])
def test_an_exemption_pauses_contact_and_moves_the_anchor_to_its_last_day(dag, facit, hvad):
    periode = (d("10/4"), d("21/4"))
    sag = replace(I_FASE_2, fravaer=(fravaer("ferie", *periode),))
    if hvad != "ferie":
        sag = replace(I_FASE_2, anden_aktoer=(AndenAktoer(hvad, *periode),))
    forvent(sag, "kontakt", dag, facit)


@pytest.mark.parametrize(
    ("form", "status", "frist"),
    [
        ("fysisk", "gennemfoert", "24/4"),
        ("telefon", "gennemfoert", "24/4"),
        ("video", "gennemfoert", "24/4"),
        ("brev", "gennemfoert", "15/4"),
        ("sms", "gennemfoert", "15/4"),
        ("email", "gennemfoert", "15/4"),
        ("telefon", "udeblevet", "15/4"),
        ("telefon", "aflyst", "15/4"),
        ("telefon", "planlagt", "15/4"),
    ],
)
def test_only_held_contacts_of_counting_forms_count(form, status, frist):
    sag = replace(I_FASE_2, kontakter=(Kontakt("c1", d("10/4"), form, status),))
    assert svar(sag, "kontakt", d("10/4"))[1] == d(frist)
    assert svar(sag, "kontakt", d("9/4"))[1] == d("15/4")


def test_an_absence_without_effect_on_contact_does_not_pause():
    sag = replace(I_FASE_2, fravaer=(fravaer("ulovligt_fravaer", d("10/4"), d("21/4")),))
    forvent(sag, "kontakt", "16/4", "overskredet 15/4 16/4")


def test_contact_ends_with_phase_2_and_with_the_forloeb():
    forvent(replace(I_FASE_2, faser=(Fase(2, d("1/4"), d("10/4")),)), "kontakt", "10/4", None)
    forvent(replace(I_FASE_2, slut=d("10/4")), "kontakt", "10/4", None)


def test_since_looks_back_over_contacts_made_in_time():
    i_tide = tuple(
        Kontakt(f"c{n}", d(dag), "telefon", "gennemfoert") for n, dag in enumerate(["8/4", "18/4", "25/4"])
    )
    forvent(replace(I_FASE_2, kontakter=i_tide), "kontakt", "30/4", "loeber 9/5 1/4")
    efter_varsel = (i_tide[0], i_tide[2])
    forvent(replace(I_FASE_2, kontakter=efter_varsel), "kontakt", "30/4", "loeber 9/5 25/4")


def test_attempts_stand_out_in_the_explanation_of_contact():
    sag = replace(
        I_FASE_2,
        kontakter=(
            Kontakt("c1", d("3/4"), "telefon", "gennemfoert"),
            Kontakt("c2", d("10/4"), "fysisk", "udeblevet"),
        ),
    )
    vurdering = next(v for v in bedoem(sag, STANDARD, d("15/4")).vurderinger if v.regel == "kontakt")
    assert forklar(sag, STANDARD, d("15/4"), vurdering) == (
        (d("3/4"), d("4/4"), Effekt.NULSTILLER, "Kontakt gennemført (telefon)", "c1"),
        (d("4/4"), d("10/4"), Effekt.TAELLER, "Ingen kontakt", None),
        (
            d("10/4"),
            d("11/4"),
            Effekt.TAELLER,
            "Borgeren udeblev (fysisk møde) – tæller ikke som kontakt",
            "c2",
        ),
        (d("11/4"), d("15/4"), Effekt.TAELLER, "Ingen kontakt", None),
    )


def test_an_attempt_on_an_exempt_day_is_told_and_the_day_still_pauses():
    sag = replace(
        I_FASE_2,
        fravaer=(fravaer("ferie", d("10/4"), d("21/4")),),
        kontakter=(Kontakt("c1", d("12/4"), "telefon", "udeblevet"),),
    )
    vurdering = next(v for v in bedoem(sag, STANDARD, d("13/4")).vurderinger if v.regel == "kontakt")
    (dagen_foer,) = forklar(sag, STANDARD, d("13/4"), vurdering)
    assert dagen_foer == (
        *(d("12/4"), d("13/4"), Effekt.PAUSER),
        "Ferie – fritaget for kontakt; Borgeren udeblev (telefon)",
        "ferie 2020-04-10",
    )
