"""The examples of the rule text, and every border a day before, on and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.typer import (
    AABEN,
    AndenAktoer,
    Ansaettelse,
    Effekt,
    Fase,
    Kontakt,
    Markering,
    Opfoelgning,
    Sagsfakta,
    Sagsgennemgang,
    Tilbud,
    Tildeling,
    Timer,
    Ydelse,
)
from tests.regler.strategier import STANDARD, UIF2, fravaer

EN_DAG = timedelta(days=1)
LEDIG = (Ydelse("ledighedsydelse", date(2018, 5, 1)),)
I_FASE_2 = Sagsfakta(
    "f1",
    "uif2",
    date(2020, 4, 1),
    faser=(Fase(2, date(2020, 4, 1)),),
    tildelinger=(Tildeling("m1", date(2020, 4, 1)),),
)
PAA_LEDIGHEDSYDELSE = replace(I_FASE_2, ydelser=LEDIG)


def d(tekst: str) -> date:
    """Return the day of 2020 written ``d/m``, or another year's as ``d/m/yyyy``."""
    dag, maaned, *aar = tekst.split("/")
    return date(int(aar[0]) if aar else 2020, int(maaned), int(dag))


def svar(
    sag: Sagsfakta, regel: str, dag: date, regler: Regelvaerdier = STANDARD, genstand: str | None = None
):
    """Return (state, frist, since) of one rule, or None when it does not apply."""
    for v in bedoem(sag, regler, dag).vurderinger:
        if v.regel == regel and (genstand is None or v.genstand == genstand):
            return str(v.tilstand), v.frist, v.siden
    return None


def forvent(sag: Sagsfakta, regel: str, dag: str, *facit: str | None):
    """Compare with ``state frist since`` where ``-`` is no frist; None: the rule does not apply."""
    if facit == (None,):
        assert svar(sag, regel, d(dag)) is None
        return
    tilstand, frist, siden = str(facit[0]).split()
    assert svar(sag, regel, d(dag)) == (tilstand, None if frist == "-" else d(frist), d(siden))


# -- kontakt ---------------------------------------------------------------------------------------------


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


# -- passivitet ------------------------------------------------------------------------------------------

FERIE_I_JULI = replace(PAA_LEDIGHEDSYDELSE, fravaer=(fravaer("ferie", d("1/7"), d("22/7")),))
PRAKTIK = replace(
    PAA_LEDIGHEDSYDELSE, tilbud=(Tilbud("t1", "virksomhedspraktik", d("1/5"), d("15/5"), True),)
)
UDDANNELSE = replace(PAA_LEDIGHEDSYDELSE, tilbud=(Tilbud("t1", "jobrettet_uddannelse", d("1/5"), d("1/8")),))
GENBEHANDLET = replace(PAA_LEDIGHEDSYDELSE, genbehandlinger=(d("12/10"),))
STK1 = replace(PAA_LEDIGHEDSYDELSE, anden_aktoer=(AndenAktoer("stk1", d("1/5"), d("1/8")),))
STK2 = replace(PAA_LEDIGHEDSYDELSE, anden_aktoer=(AndenAktoer("stk2", d("1/5"), d("15/5")),))


@pytest.mark.parametrize(
    ("sag", "dag", "facit"),
    [
        (PAA_LEDIGHEDSYDELSE, "31/3", None),
        (PAA_LEDIGHEDSYDELSE, "1/4", "loeber 30/9 1/4"),
        (PAA_LEDIGHEDSYDELSE, "30/8", "loeber 30/9 1/4"),
        (PAA_LEDIGHEDSYDELSE, "31/8", "varsel 30/9 31/8"),
        (PAA_LEDIGHEDSYDELSE, "30/9", "varsel 30/9 31/8"),
        (PAA_LEDIGHEDSYDELSE, "1/10", "overskredet 30/9 1/10"),
        (PAA_LEDIGHEDSYDELSE, "1/3/2021", "overskredet 30/9 1/10"),
        (FERIE_I_JULI, "30/6", "loeber 30/9 1/4"),
        (FERIE_I_JULI, "1/7", "pause 21/10 1/7"),
        (FERIE_I_JULI, "21/7", "pause 21/10 1/7"),
        (FERIE_I_JULI, "22/7", "loeber 21/10 22/7"),
        (FERIE_I_JULI, "21/9", "varsel 21/10 21/9"),
        (FERIE_I_JULI, "21/10", "varsel 21/10 21/9"),
        (FERIE_I_JULI, "22/10", "overskredet 21/10 22/10"),
        (PRAKTIK, "30/4", "loeber 30/9 1/4"),
        (PRAKTIK, "1/5", None),
        (PRAKTIK, "14/5", None),
        (PRAKTIK, "15/5", "loeber 14/11 15/5"),
        (PRAKTIK, "14/11", "varsel 14/11 15/10"),
        (PRAKTIK, "15/11", "overskredet 14/11 15/11"),
        (UDDANNELSE, "30/9", "varsel 30/9 31/8"),
        (UDDANNELSE, "1/10", "overskredet 30/9 1/10"),
        (STK1, "1/10", "overskredet 30/9 1/10"),
        (STK2, "14/5", None),
        (STK2, "15/11", "overskredet 14/11 15/11"),
        (GENBEHANDLET, "11/10", "overskredet 30/9 1/10"),
        (GENBEHANDLET, "12/10", "loeber 11/4/2021 12/10"),
        (GENBEHANDLET, "11/4/2021", "varsel 11/4/2021 12/3/2021"),
        (GENBEHANDLET, "12/4/2021", "overskredet 11/4/2021 12/4/2021"),
    ],
)
def test_the_examples_of_passivity(sag, dag, facit):
    forvent(sag, "passivitet", dag, facit)


@pytest.mark.parametrize(
    ("aendring", "dag", "facit"),
    [
        # An open pause, the end of the benefit and the end of the forløb leave no deadline.
        ({"fravaer": (fravaer("ferie", d("1/7")),)}, "1/8", "pause - 1/7"),
        ({"ydelser": (Ydelse("ledighedsydelse", d("1/5/2018"), d("1/10")),)}, "30/9", "loeber - 1/4"),
        ({"ydelser": (Ydelse("ledighedsydelse", d("1/5/2018"), d("2/10")),)}, "30/9", "varsel 30/9 31/8"),
        ({"ydelser": (Ydelse("ledighedsydelse", d("1/5/2018"), d("2/10")),)}, "2/10", None),
        ({"slut": d("1/10")}, "30/9", "loeber - 1/4"),
        ({"slut": d("2/10")}, "1/10", "overskredet 30/9 1/10"),
        # Two touching payments are one, but the second is not known before it begins.
        (
            {
                "ydelser": (
                    Ydelse("ledighedsydelse", d("1/5/2018"), d("1/7")),
                    Ydelse("ledighedsydelse", d("1/7")),
                )
            },
            "30/6",
            "loeber - 1/4",
        ),
        (
            {
                "ydelser": (
                    Ydelse("ledighedsydelse", d("1/5/2018"), d("1/7")),
                    Ydelse("ledighedsydelse", d("1/7")),
                )
            },
            "1/7",
            "loeber 30/9 1/4",
        ),
        # Illness: 55 days pause, 56 days reset, also for the days before it became long.
        ({"fravaer": (fravaer("sygdom", d("1/5"), d("25/6")),)}, "25/6", "loeber 24/11 25/6"),
        ({"fravaer": (fravaer("sygdom", d("1/5"), d("26/6")),)}, "24/6", "pause - 1/5"),
        ({"fravaer": (fravaer("sygdom", d("1/5"), d("26/6")),)}, "25/6", None),
        ({"fravaer": (fravaer("sygdom", d("1/5"), d("26/6")),)}, "26/6", "loeber 25/12 26/6"),
        (
            {"fravaer": (fravaer("sygdom", d("1/5"), d("1/6")), fravaer("sygdom", d("1/6"), d("26/6")))},
            "26/6",
            "loeber 25/12 26/6",
        ),
        ({"fravaer": (fravaer("ulovligt_fravaer", d("1/5"), d("1/9")),)}, "1/10", "overskredet 30/9 1/10"),
        # Passive stays passive during absence.
        ({"fravaer": (fravaer("ferie", d("5/10"), d("20/10")),)}, "10/10", "overskredet 30/9 1/10"),
        # A job stops the clock however few its hours.
        ({"ansaettelser": (Ansaettelse("j1", d("1/6"), d("1/7")),)}, "30/6", None),
        ({"ansaettelser": (Ansaettelse("j1", d("1/6"), d("1/7")),)}, "1/7", "loeber 31/12 1/7"),
    ],
)
def test_borders_of_passivity(aendring, dag, facit):
    forvent(replace(PAA_LEDIGHEDSYDELSE, **aendring), "passivitet", dag, facit)


@pytest.mark.parametrize(
    ("start", "antal", "foerste_passive"),
    [
        ("31/8", 181, "28/2/2021"),
        ("30/8", 182, "28/2/2021"),
        ("31/8/2023", 182, "29/2/2024"),
        ("29/2/2024", 182, "29/8/2024"),
    ],
)
def test_six_months_are_clipped_to_the_end_of_the_month(start, antal, foerste_passive):
    sag = replace(PAA_LEDIGHEDSYDELSE, start=d(start))
    ur = passivitetsur(sag, STANDARD, d(start))
    assert (ur.dage_i_alt, ur.frist) == (antal, d(foerste_passive) - EN_DAG)
    assert svar(sag, "passivitet", d(foerste_passive))[0] == "overskredet"


def test_days_before_skaeringsdatoen_do_not_count():
    tidligt = replace(PAA_LEDIGHEDSYDELSE, start=d("1/10/2019"))
    forvent(tidligt, "passivitet", "31/3", None)
    forvent(tidligt, "passivitet", "1/10", "overskredet 30/9 1/10")
    assert bedoem(tidligt, STANDARD, d("1/3")).naeste <= d("1/4")


AFTALT = Sagsgennemgang(d("2/10"), "indsats_aftalt", d("15/10"))


@pytest.mark.parametrize(
    ("gennemgang", "dag", "facit"),
    [
        (AFTALT, "1/10", "overskredet 30/9 1/10"),
        (AFTALT, "2/10", "afventer 30/9 2/10"),
        (AFTALT, "29/10", "afventer 30/9 2/10"),
        (AFTALT, "30/10", "overskredet 30/9 30/10"),
        (AFTALT._replace(dato=d("15/9")), "29/10", "afventer 30/9 15/9"),
        (AFTALT._replace(dato=d("14/9")), "2/10", "overskredet 30/9 1/10"),
        (AFTALT._replace(resultat="lovlig_grund"), "2/10", "overskredet 30/9 1/10"),
        (AFTALT._replace(forventet_start=None), "2/10", "overskredet 30/9 1/10"),
        (Sagsgennemgang(d("1/6"), "indsats_aftalt", d("15/6")), "10/6", "loeber 30/9 1/4"),
    ],
)
def test_an_agreed_measure_is_waited_for(gennemgang, dag, facit):
    forvent(replace(PAA_LEDIGHEDSYDELSE, sagsgennemgange=(gennemgang,)), "passivitet", dag, facit)


def _forklaring(sag: Sagsfakta, dag: date):
    vurdering = next(v for v in bedoem(sag, STANDARD, dag).vurderinger if v.regel == "passivitet")
    return [(s.start, s.slut, str(s.effekt), s.grund) for s in forklar(sag, STANDARD, dag, vurdering)]


PLAIN = "Ledighedsydelse uden virksomhedsrettet indsats"


def test_the_explanation_names_every_stretch():
    assert _forklaring(PAA_LEDIGHEDSYDELSE, d("1/10")) == [(d("1/4"), d("1/10"), "taeller", PLAIN)]
    assert _forklaring(PAA_LEDIGHEDSYDELSE, d("1/4")) == []
    sag = replace(
        FERIE_I_JULI,
        tilbud=(Tilbud("t1", "jobrettet_uddannelse", d("1/5"), d("1/6")),),
        anden_aktoer=(AndenAktoer("stk1", d("1/9"), AABEN),),
    )
    assert _forklaring(sag, d("10/9")) == [
        (d("1/4"), d("1/5"), "taeller", PLAIN),
        (d("1/5"), d("1/6"), "taeller", "Jobrettet uddannelse – nulstiller ikke"),
        (d("1/6"), d("1/7"), "taeller", PLAIN),
        (d("1/7"), d("22/7"), "pauser", "Ferie – tæller ikke"),
        (d("22/7"), d("1/9"), "taeller", PLAIN),
        (d("1/9"), d("10/9"), "taeller", "Anden aktør efter stk. 1 – tæller"),
    ]


def test_a_broken_agreement_stands_in_the_explanation():
    sag = replace(PAA_LEDIGHEDSYDELSE, sagsgennemgange=(AFTALT,))
    assert _forklaring(sag, d("29/10")) == [(d("1/4"), d("29/10"), "taeller", PLAIN)]
    assert _forklaring(sag, d("30/10"))[1] == (
        d("15/10"),
        d("16/10"),
        "taeller",
        f"{PLAIN} – aftalt virksomhedsrettet indsats begyndte ikke",
    )


@pytest.mark.parametrize(
    ("aendring", "grund"),
    [
        ({"ydelser": ()}, "Ikke på ledighedsydelse"),
        ({"ansaettelser": (Ansaettelse("j1", d("1/5")),)}, "I fleksjob"),
        ({"tilbud": (Tilbud("t1", "loentilskud", d("1/5"), d("1/8"), True),)}, "Løntilskud"),
        ({"anden_aktoer": (AndenAktoer("stk2", d("1/5")),)}, "Anden aktør efter stk. 2"),
        ({"fravaer": (fravaer("sygdom", d("1/4")),)}, "Længere tids sygdom"),
    ],
)
def test_the_clock_says_why_it_stands_still(aendring, grund):
    ur = passivitetsur(replace(PAA_LEDIGHEDSYDELSE, **aendring), STANDARD, d("15/6"))
    assert (ur.tilstand, ur.effekt, ur.grund, ur.antal, ur.frist) == (None, Effekt.NULSTILLER, grund, 0, None)
    assert (ur.anker, ur.straekninger) == (d("16/6"), ())
    assert (ur.foer.slut, ur.foer.effekt) == (d("16/6"), Effekt.NULSTILLER)


def test_the_clock_shows_what_last_stopped_it():
    assert passivitetsur(PRAKTIK, STANDARD, d("1/6")).foer[:4] == (
        d("1/5"),
        d("15/5"),
        Effekt.NULSTILLER,
        "Virksomhedspraktik",
    )
    assert passivitetsur(GENBEHANDLET, STANDARD, d("1/11")).foer is None
    assert passivitetsur(PAA_LEDIGHEDSYDELSE, STANDARD, d("31/3")) is None


# -- fase 1 ----------------------------------------------------------------------------------------------


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


# -- fleksjob --------------------------------------------------------------------------------------------

S = date(2020, 11, 1)  # six months: 181 days, to 1 May 2021; quarters on 16 December, 30 January, 16 March


OTTE_TIMER = (Timer(S, Decimal(8)),)


def job(timer=OTTE_TIMER, opfoelgninger=(), start=S, **andet) -> Ansaettelse:
    return Ansaettelse("j1", start, timer=timer, aftale_udfyldt=S, opfoelgninger=opfoelgninger, **andet)


def i_job(et_job: Ansaettelse, **andet) -> Sagsfakta:
    return Sagsfakta(
        "f1",
        "uif2",
        date(2020, 4, 1),
        faser=(Fase(3, S),),
        tildelinger=(Tildeling("m1", S),),
        ansaettelser=(et_job,),
        **andet,
    )


def holdt(*dage: str, fremmoede: int = 9, moede: str | None = None) -> tuple[Opfoelgning, ...]:
    return tuple(
        Opfoelgning(f"o{n}", d(dag), "fysisk", "gennemfoert", n < fremmoede, dag == moede)
        for n, dag in enumerate(dage)
    )


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        ((), "31/10", None),
        ((), "1/11", "loeber 30/4/2021 1/11"),
        ((), "15/12", "loeber 30/4/2021 1/11"),
        ((), "16/12", "varsel 30/4/2021 16/12"),
        ((), "30/4/2021", "varsel 30/4/2021 16/12"),
        ((), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("16/12"), "16/12", "loeber 30/4/2021 1/11"),
        (holdt("17/12"), "17/12", "loeber 30/4/2021 17/12"),
        (holdt("1/12"), "29/1/2021", "loeber 30/4/2021 1/11"),
        (holdt("1/12"), "30/1/2021", "varsel 30/4/2021 30/1/2021"),
        (holdt("1/12", "2/12"), "15/3/2021", "loeber 30/4/2021 1/11"),
        (holdt("1/12", "2/12"), "16/3/2021", "varsel 30/4/2021 16/3/2021"),
        (holdt("1/12", "2/12", "3/12"), "30/3/2021", "loeber 30/4/2021 1/11"),
        (holdt("1/12", "2/12", "3/12"), "31/3/2021", "varsel 30/4/2021 31/3/2021"),
        (holdt("1/12", "2/12", "3/12", "4/12"), "30/4/2021", "loeber - 1/11"),
        (holdt("1/12", "2/12", "3/12", "4/12"), "1/5/2021", None),
        (holdt("1/12", "2/12", "3/12", "4/12", fremmoede=1), "31/3/2021", "varsel 30/4/2021 31/3/2021"),
        (holdt("1/12", "2/12", "3/12", "4/12", fremmoede=1), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("1/12", "2/12", "3/12", "1/5/2021"), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("31/10", "2/12", "3/12", "4/12"), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("30/4/2021", moede="30/4/2021"), "1/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("9/5/2021", moede="9/5/2021"), "8/5/2021", "overskredet 30/4/2021 1/5/2021"),
        (holdt("9/5/2021", moede="9/5/2021"), "9/5/2021", None),
    ],
)
def test_four_follow_ups_in_six_months(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "opfoelgning_antal", dag, facit)


FALDER = (Timer(S, Decimal(15)), Timer(d("1/12"), Decimal(8)))
STIGER = (Timer(S, Decimal(8)), Timer(d("1/12"), Decimal(15)), Timer(d("1/2/2021"), Decimal(9)))


@pytest.mark.parametrize(
    ("et_job", "dag", "facit"),
    [
        (job(timer=(Timer(S, Decimal(10)),)), "1/11", "loeber 30/4/2021 1/11"),
        (job(timer=(Timer(S, Decimal("10.01")),)), "1/11", None),
        (job(timer=(Timer(S, Decimal(20), 50),)), "1/11", "loeber 30/4/2021 1/11"),
        (job(timer=(Timer(S, Decimal(20), 51),)), "1/11", None),
        (job(timer=()), "1/11", None),
        (job(timer=FALDER), "30/11", None),
        (job(timer=FALDER), "1/12", "loeber 31/5/2021 1/12"),
        (job(timer=STIGER), "30/11", "loeber 30/4/2021 1/11"),
        (job(timer=STIGER), "1/12", None),
        (job(timer=STIGER), "1/2/2021", "loeber 31/7/2021 1/2/2021"),
        (job(slut=d("10/11")), "9/11", "loeber 30/4/2021 1/11"),
        (job(slut=d("10/11")), "10/11", None),
        (job(start=d("31/3"), timer=(Timer(d("31/3"), Decimal(8)),)), "1/11", None),
        (job(start=d("1/4"), timer=(Timer(d("1/4"), Decimal(8)),)), "30/9", "varsel 30/9 16/5"),
        (job(start=d("31/8"), timer=(Timer(d("31/8"), Decimal(8)),)), "27/2/2021", "varsel 27/2/2021 15/10"),
    ],
)
def test_the_window_follows_the_hours(et_job, dag, facit):
    forvent(i_job(et_job), "opfoelgning_antal", dag, facit)


@pytest.mark.parametrize(
    ("opfoelgninger", "dag", "facit"),
    [
        ((), "30/4/2021", None),
        ((), "1/5/2021", "varsel 31/5/2021 1/5/2021"),
        ((), "31/5/2021", "varsel 31/5/2021 1/5/2021"),
        ((), "1/6/2021", "overskredet 31/5/2021 1/6/2021"),
        (holdt("16/4/2021", moede="16/4/2021"), "1/5/2021", "varsel 31/5/2021 1/5/2021"),
        (holdt("17/4/2021", moede="17/4/2021"), "1/5/2021", None),
        (holdt("10/6/2021", moede="10/6/2021"), "9/6/2021", "overskredet 31/5/2021 1/6/2021"),
        (holdt("10/6/2021", moede="10/6/2021"), "10/6/2021", None),
        (holdt("10/5/2021"), "10/5/2021", "varsel 31/5/2021 1/5/2021"),
    ],
)
def test_a_status_meeting_after_six_months(opfoelgninger, dag, facit):
    forvent(i_job(job(opfoelgninger=opfoelgninger)), "statusmoede", dag, facit)


def test_follow_ups_and_the_missing_meeting_are_explained():
    opfoelgninger = (
        Opfoelgning("o1", d("1/12"), "fysisk", "gennemfoert", True),
        Opfoelgning("o2", d("1/12"), "telefon", "udeblevet"),
    )
    sag, dag = i_job(job(opfoelgninger=opfoelgninger)), d("9/5/2021")
    forklaringer = {
        v.regel: [(s.start, s.slut, s.grund, s.post) for s in forklar(sag, STANDARD, dag, v)]
        for v in bedoem(sag, STANDARD, dag).vurderinger
    }
    holdt_og_ej = "Opfølgning holdt ved fremmøde på virksomheden; Opfølgning: borgeren udeblev – tæller ikke"
    assert forklaringer["opfoelgning_antal"] == [
        (S, d("1/12"), "Ingen opfølgning", None),
        (d("1/12"), d("2/12"), holdt_og_ej, "o1"),
        (d("2/12"), d("1/5/2021"), "Ingen opfølgning", None),
        (d("1/5/2021"), dag, "Perioden er gået uden opfølgninger nok", None),
    ]
    assert forklaringer["statusmoede"] == [
        (S, d("1/5/2021"), "Fleksjob med få timer", "j1"),
        (d("1/5/2021"), dag, "Statusmøde mangler", "j1"),
    ]


@pytest.mark.parametrize(
    ("dag", "facit"),
    [("19/11", None), ("20/11", None), ("21/11", "overskredet 20/11 21/11"), ("1/12", None)],
)
def test_a_planned_follow_up_was_not_held(dag, facit):
    planlagt = (Opfoelgning("o1", d("20/11"), "fysisk", "planlagt"),)
    forvent(i_job(job(opfoelgninger=planlagt, slut=d("1/12"))), "aftalt_opfoelgning", dag, facit)
    aflyst = (planlagt[0]._replace(status="aflyst"),)
    forvent(i_job(job(opfoelgninger=aflyst)), "aftalt_opfoelgning", dag, None)


@pytest.mark.parametrize(
    ("udfyldt", "dag", "facit"),
    [
        (None, "31/10", None),
        (None, "1/11", "overskredet 1/11 1/11"),
        ("1/11", "1/11", None),
        ("5/11", "4/11", "overskredet 1/11 1/11"),
        ("5/11", "5/11", None),
        ("28/10", "1/11", None),
    ],
)
def test_a_job_without_an_agreement(udfyldt, dag, facit):
    et_job = job()._replace(aftale_udfyldt=udfyldt and d(udfyldt))
    forvent(i_job(et_job), "fleksjobaftale", dag, facit)


MARKERET = (Markering("Udvikling i fleksjob II", d("10/11")),)


@pytest.mark.parametrize(
    ("et_job", "andet", "dag", "facit"),
    [
        (job(), {}, "1/11", "overskredet 1/11 1/11"),
        (job()._replace(aftale_udfyldt=d("5/11")), {}, "4/11", None),
        (job()._replace(aftale_udfyldt=d("5/11")), {}, "5/11", "overskredet 5/11 5/11"),
        (job()._replace(aftale_udfyldt=d("5/10")), {}, "5/11", "overskredet 1/11 1/11"),
        (job(), {"markeringer": MARKERET}, "9/11", "overskredet 1/11 1/11"),
        (job(), {"markeringer": MARKERET}, "10/11", None),
        (job(), {"markeringer": (Markering("Noget andet", d("10/11")),)}, "10/11", "overskredet 1/11 1/11"),
        (job(), {"markeringer": (MARKERET[0]._replace(slut=d("20/11")),)}, "25/11", "overskredet 1/11 20/11"),
        (job(timer=STIGER), {}, "1/12", None),
        (job(), {"progredierende_fra": d("5/11")}, "4/11", "overskredet 1/11 1/11"),
        (job(), {"progredierende_fra": d("5/11")}, "5/11", None),
        (job(), {"progredierende_fra": d("5/11"), "markeringer": MARKERET}, "10/11", "varsel - 10/11"),
        (
            job(slut=d("11/11")),
            {"progredierende_fra": d("15/11"), "markeringer": MARKERET},
            "15/11",
            "varsel - 15/11",
        ),
    ],
)
def test_the_mark(et_job, andet, dag, facit):
    forvent(i_job(et_job, **andet), "persongruppe", dag, facit)


@pytest.mark.parametrize(
    ("dag", "facit"),
    [("31/3", None), ("1/4", "overskredet 31/3 1/4"), ("5/4", None), ("10/4", "overskredet 9/4 10/4")],
)
@pytest.mark.parametrize("fase", [1, 2, 3])
def test_nobody_is_assigned(fase, dag, facit):
    sag = Sagsfakta(
        "f1",
        "uif2",
        d("1/4"),
        faser=(Fase(fase, d("1/4")),),
        tildelinger=(Tildeling("m1", d("5/4"), d("10/4")),),
    )
    forvent(sag, "jobformidler", dag, facit if fase > 1 else None)


# -- dated values ----------------------------------------------------------------------------------------


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
    ]


def test_nothing_is_judged_outside_the_forloeb():
    sag = replace(PAA_LEDIGHEDSYDELSE, slut=d("1/6"))
    assert bedoem(sag, STANDARD, d("31/3")) == ((), d("1/4"))
    assert bedoem(sag, STANDARD, d("31/5")).vurderinger
    assert bedoem(sag, STANDARD, d("1/6")) == ((), AABEN)
