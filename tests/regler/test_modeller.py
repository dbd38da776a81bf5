"""Models from data files alone: Flere skal med 2, and one that was made up for this test."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kommuner import indsatsmodel
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller, laes_model
from opfoelgning.regler import modelregler
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.sagsstamme import Stamme, vurder_stamme
from opfoelgning.regler.typer import Fase, Kontakt, Sagsfakta, Tilbud
from tests.regler.eksempler import d, svar
from tests.regler.strategier import STANDARD, UIF2

FSM2 = Regelvaerdier(indsatsmodeller()["fsm2"])


def i_trin(nr: int, *kontakter: str, **andet) -> Sagsfakta:
    holdt = tuple(Kontakt(f"c{n}", d(dag), "telefon", "gennemfoert") for n, dag in enumerate(kontakter))
    return Sagsfakta("f1", "fsm2", d("1/4"), faser=(Fase(nr, d("1/4")),), kontakter=holdt, **andet)


PRAKTIK = {"tilbud": (Tilbud("t1", "virksomhedspraktik", d("20/4"), d("1/5"), True),)}
KURSUS = {"tilbud": (Tilbud("t1", "vejledning", d("20/4"), d("1/5"), False),)}


@pytest.mark.parametrize(
    ("sag", "regel", "dag", "facit"),
    [
        (i_trin(1), "trin1_varighed", "1/5", "varsel 1/5 24/4"),
        (i_trin(1), "trin1_varighed", "2/5", "overskredet 1/5 2/5"),
        (i_trin(1), "kontakt", "2/5", None),
        (i_trin(2), "trin2_varighed", "1/7", "varsel 1/7 17/6"),
        (i_trin(2), "trin2_varighed", "2/7", "overskredet 1/7 2/7"),
        (i_trin(2), "kontakt", "5/4", "loeber 8/4 1/4"),
        (i_trin(2), "kontakt", "6/4", "varsel 8/4 6/4"),
        (i_trin(2), "kontakt", "8/4", "varsel 8/4 6/4"),
        (i_trin(2), "kontakt", "9/4", "overskredet 8/4 9/4"),
        (i_trin(2, "15/4", **PRAKTIK), "kontakt", "19/4", "loeber 22/4 15/4"),
        (i_trin(2, "15/4", **PRAKTIK), "kontakt", "20/4", "loeber 15/5 15/4"),
        (i_trin(2, "15/4", **PRAKTIK), "kontakt", "5/5", "loeber 15/5 15/4"),
        (i_trin(2, "15/4", **PRAKTIK), "kontakt", "16/5", "overskredet 15/5 16/5"),
        (i_trin(2, "15/4", **KURSUS), "kontakt", "23/4", "overskredet 22/4 23/4"),
        (i_trin(3, "30/4"), "kontakt_trin3", "30/5", "varsel 30/5 23/5"),
        (i_trin(3, "30/4"), "kontakt_trin3", "31/5", "overskredet 30/5 31/5"),
        (i_trin(3, "31/5"), "kontakt_trin3", "30/6", "varsel 30/6 23/6"),
        (i_trin(3, "31/5"), "kontakt_trin3", "1/7", "overskredet 30/6 1/7"),
        (i_trin(3), "kontakt", "1/7", None),
        (i_trin(4, "1/4"), "kontakt_eftervaern", "2/5", "overskredet 1/5 2/5"),
        (i_trin(4), "eftervaern_varighed", "1/10", "varsel 1/10 17/9"),
        (i_trin(4), "eftervaern_varighed", "2/10", "overskredet 1/10 2/10"),
    ],
)
def test_flere_skal_med_2(sag, regel, dag, facit):
    fundet = svar(sag, regel, d(dag), FSM2)
    if facit is None:
        assert fundet is None
        return
    tilstand, frist, siden = facit.split()
    assert fundet == (tilstand, d(frist), d(siden))


def test_a_model_without_passivity_has_no_clock():
    assert passivitetsur(i_trin(2), FSM2, d("1/5")) is None


TREDJE = {
    "kode": "spor9",
    "navn": "Spor 9",
    "faser": [{"nr": 7, "navn": "Opstart"}, {"nr": 8, "navn": "Job"}],
    "trin": [[7, 8]],
    "faelles_parametre": {
        "flyt_til_arbejdsdag": {
            "type": "valg",
            "valg": ["ja", "nej"],
            "ophav": "lokal",
            "standard": "ja",
            "etiket": "Flyt",
        }
    },
    "regler": [
        {
            "kode": "brevkontakt",
            "slags": "kadence",
            "hvad": "kontakt",
            "opsaetning": {"faser": [7, 8]},
            "faelles": ["flyt_til_arbejdsdag"],
            "navn": "Brev hver tredje uge",
            "kilde": "Opfundet",
            "parametre": [
                {"noegle": "interval_uger", "type": "heltal", "ophav": "model", "etiket": "Interval"},
                {
                    "noegle": "former",
                    "type": "valgliste",
                    "valg": ["brev"],
                    "ophav": "model",
                    "etiket": "Former",
                },
                {"noegle": "varsel_dage", "type": "heltal", "ophav": "lokal", "etiket": "Varsel"},
            ],
        },
        {
            "kode": "konsulent",
            "slags": "mangler",
            "hvad": "jobformidler",
            "opsaetning": {"faser": [7]},
            "navn": "Ingen konsulent",
            "kilde": "Opfundet",
            "parametre": [],
        },
    ],
    "betingelser": [],
    "standard": [
        {
            "gyldig_fra": "2020-01-01",
            "vaerdier": {
                "brevkontakt.interval_uger": 3,
                "brevkontakt.former": ["brev"],
                "brevkontakt.varsel_dage": 5,
            },
        }
    ],
}


def test_a_third_model_is_a_data_file_and_nothing_else(tmp_path, monkeypatch):
    for fil in indsatsmodel.MAPPE.glob("*.json"):
        (tmp_path / fil.name).write_bytes(fil.read_bytes())
    (tmp_path / "spor9.json").write_text(json.dumps(TREDJE), "utf-8")
    monkeypatch.setattr(indsatsmodel, "MAPPE", tmp_path)
    model = indsatsmodeller.__wrapped__()["spor9"]
    kontakter = (
        Kontakt("c1", d("4/4"), "brev", "gennemfoert"),
        Kontakt("c2", d("9/4"), "telefon", "gennemfoert"),
    )
    sag = Sagsfakta(
        "f1", "spor9", d("1/4"), faser=(Fase(7, d("1/4"), d("1/6")), Fase(8, d("1/6"))), kontakter=kontakter
    )
    regler = Regelvaerdier(model)
    # Three weeks after Saturday 4 April is Saturday 25 April; the model itself moves it to Monday.
    assert svar(sag, "brevkontakt", d("27/4"), regler) == ("varsel", d("27/4"), d("20/4"))
    assert svar(sag, "brevkontakt", d("28/4"), regler) == ("overskredet", d("27/4"), d("28/4"))
    assert svar(sag, "konsulent", d("28/4"), regler) == ("overskredet", d("31/3"), d("1/4"))
    assert [v.regel for v in bedoem(sag, regler, d("1/6")).vurderinger] == ["brevkontakt"]
    (kontakt, _) = bedoem(sag, regler, d("28/4")).vurderinger
    assert forklar(sag, regler, d("28/4"), kontakt)[0].grund == "Kontakt gennemført (brev)"


@pytest.mark.parametrize(
    ("aendring", "besked"),
    [
        ({"slags": "trolddom"}, "Reglen brevkontakt har slagsen trolddom/kontakt, som ikke findes."),
        ({"opsaetning": {}}, "Reglen brevkontakt mangler faser."),
        ({"hvad": "opfoelgning", "opsaetning": {}}, "Reglen brevkontakt mangler brevkontakt.dage."),
        (
            {"slags": "svartid", "hvad": "henvendelse"},
            "brevkontakt.timer. Reglen brevkontakt mangler brevkontakt.varsel_timer.",
        ),
    ],
)  # fmt: skip
def test_a_data_file_that_asks_for_what_is_not_there_is_refused(aendring, besked):
    model = laes_model({**TREDJE, "regler": [TREDJE["regler"][0] | aendring, TREDJE["regler"][1]]})
    with pytest.raises(ValueError, match=besked.replace(".", r"\.")):
        modelregler(model)


@pytest.mark.parametrize(
    ("loft", "antal", "facit"),
    [(None, 999, None), (40, 40, "loeber"), (40, 41, "overskredet"), (40, 0, "loeber")],
)
def test_the_ceiling_of_a_caseload(loft, antal, facit):
    regler = Regelvaerdier(UIF2, [UIF2.version("0751", d("1/4"), {"sagsstamme.loft": loft})])
    svaret = vurder_stamme(UIF2.koder["sagsstamme"], regler, d("1/4"), antal)
    assert svaret == (facit and Stamme(facit, antal, loft, "uif2/0751/2020-04-01"))
    assert vurder_stamme(UIF2.koder["sagsstamme"], STANDARD, date(2030, 1, 1), antal) is None


def test_an_empty_value_is_only_for_parameters_that_may_be():
    assert UIF2.fejl_i({"sagsstamme.loft": None}, d("1/4")) == ()
    assert (
        UIF2.fejl_i({"sagsstamme.loft": 0}, d("1/4"))[0].besked
        == "sagsstamme.loft skal være mindst 1 borger."
    )
    assert UIF2.fejl_i({"kontakt.varsel_dage": None}, d("1/4"))[0].besked.endswith("et helt tal.")


def test_a_step_is_explained_by_the_models_own_word_for_it():
    regler = Regelvaerdier(indsatsmodeller()["fsm2"])
    for nr, navn in ((1, "Trin 1"), (4, "Efterværn")):
        sag = i_trin(nr)
        dag = sag.start.replace(day=sag.start.day + 1)
        (dom,) = (v for v in bedoem(sag, regler, dag).vurderinger if v.regel.endswith("_varighed"))
        assert [en.grund for en in forklar(sag, regler, dag, dom)] == [navn]
