"""Passivity: the rule text's examples and every border a day before, on and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.typer import (
    AABEN,
    AndenAktoer,
    Ansaettelse,
    Effekt,
    Sagsfakta,
    Sagsgennemgang,
    Tilbud,
    Ydelse,
)
from tests.regler.eksempler import EN_DAG, PAA_LEDIGHEDSYDELSE, d, forvent, svar
from tests.regler.strategier import STANDARD, fravaer

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
        (d("1/7"), d("22/7"), "pauser", "Ferie, lovligt fravær – tæller ikke"),
        (d("22/7"), d("1/9"), "taeller", PLAIN),
        (d("1/9"), d("10/9"), "taeller", "Anden aktør efter stk. 1 – tæller"),
    ]


def test_a_broken_agreement_stands_in_the_explanation():
    sag = replace(PAA_LEDIGHEDSYDELSE, sagsgennemgange=(AFTALT,))
    ventet = "(sagen gennemgået 2. oktober 2020, ventetid på den aftalte indsats til og med 29. oktober 2020)"
    assert _forklaring(sag, d("2/10")) == [(d("1/4"), d("2/10"), "taeller", PLAIN)]
    assert _forklaring(sag, d("29/10")) == [(d("1/4"), d("29/10"), "taeller", f"{PLAIN} {ventet}")]
    assert _forklaring(sag, d("30/10"))[0] == (d("1/4"), d("15/10"), "taeller", f"{PLAIN} {ventet}")
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
