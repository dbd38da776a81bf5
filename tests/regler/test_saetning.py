"""One sentence per judgement: what it says, and that every rule of every model has one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.saetning import saetning
from opfoelgning.regler.typer import Tilstand, Vurdering
from tests.regler.eksempler import I_FASE_2, PAA_LEDIGHEDSYDELSE, d
from tests.regler.strategier import STANDARD

KONTAKT = "Udvikling i fleksjob II, indsatsmodel: kontakt med borgeren mindst hver 14. dag i fase 2"


@pytest.mark.parametrize(
    ("tilstand", "frist", "siden", "dag", "facit"),
    [
        ("overskredet", "15/4", "16/4", "16/4", "{var} og er overskredet med 1 dag, siden 16. april 2020"),
        ("overskredet", "15/4", "16/4", "18/4", "{var} og er overskredet med 3 dage, siden 16. april 2020"),
        ("overskredet", "15/4", "20/4", "25/4", "{var}, for 10 dage siden, men regnes først som {fra}"),
        ("overskredet", "15/4", "15/4", "15/4", "fristen udløb i dag, 15. april 2020"),
        ("overskredet", None, "16/4", "18/4", "overskredet siden 16. april 2020"),
        ("varsel", "15/4", "12/4", "15/4", "fristen er i dag, 15. april 2020"),
        ("varsel", "15/4", "12/4", "14/4", "fristen er 15. april 2020, om 1 dag"),
        ("varsel", None, "12/4", "14/4", "der er noget at tage stilling til siden 12. april 2020"),
        ("loeber", "15/4", "1/4", "1/4", "fristen er 15. april 2020, om 14 dage"),
        ("loeber", None, "1/4", "1/4", "der er ingen frist lige nu"),
        ("pause", None, "10/4", "12/4", "borgeren er undtaget siden 10. april 2020"),
        ("pause", "15/4", "10/4", "12/4", "borgeren er undtaget siden 10. april 2020, og fristen er nu 15. april 2020"),
        ("afventer", "15/4", "2/4", "15/4", "et aftalt skridt ventes siden 2. april 2020, og {er}"),
        ("afventer", "15/4", "2/4", "16/4", "et aftalt skridt ventes siden 2. april 2020, og {var}"),
        ("afventer", None, "2/4", "16/4", "et aftalt skridt ventes siden 2. april 2020"),
    ],
)  # fmt: skip
def test_every_state_in_words(tilstand, frist, siden, dag, facit):
    vurdering = Vurdering(
        "kontakt", Tilstand(tilstand), frist and d(frist), d(siden), d("1/4"), "uif2/0751/2020-04-01"
    )
    facit = facit.format(
        var="fristen var 15. april 2020", er="fristen er 15. april 2020", fra="overskredet fra 20. april 2020"
    )
    assert saetning(vurdering, d(dag)) == f"Kontakt i jobsøgningsfasen: {facit} (kilde: {KONTAKT})."


def test_the_sentence_of_a_judgement_just_made():
    (kontakt,) = [v for v in bedoem(I_FASE_2, STANDARD, d("16/4")).vurderinger if v.regel == "kontakt"]
    assert saetning(kontakt, d("16/4")) == (
        "Kontakt i jobsøgningsfasen: fristen var 15. april 2020 og er overskredet med 1 dag, siden 16. april 2020 "
        f"(kilde: {KONTAKT})."
    )


def test_the_law_is_named_in_one_sentence():
    vurderinger = bedoem(PAA_LEDIGHEDSYDELSE, STANDARD, d("1/10")).vurderinger
    (ret,) = [v for v in vurderinger if v.regel == "anden_aktoer_ret"]
    assert saetning(ret, d("1/10"), STANDARD.model) == (
        "Ret til anden aktør: der er noget at tage stilling til siden 1. april 2020 (kilde: Lov: ret til anden aktør "
        "efter 6 måneder på ledighedsydelse inden for 9; paragraffen kontrolleres af kommunen)."
    )


def test_every_rule_and_state_makes_one_sentence():
    dag = date(2020, 6, 1)
    for model in indsatsmodeller().values():
        for kode in model.koder:
            for tilstand in Tilstand:
                for frist in (None, dag):
                    tekst = saetning(
                        Vurdering(kode, tilstand, frist, dag, dag, "x/standard/2020-01-01"), dag, model
                    )
                    assert tekst.startswith(f"{model.koder[kode].navn}: ") and tekst.endswith(").")
                    assert not re.search(r"\. [A-ZÆØÅ]", tekst)
