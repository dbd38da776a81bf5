"""Models from data files, checked values, dated versions, months and periods."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kalender.maaneder import add_months
from kalender.perioder import Periode, daekkende, faelles, foren, fratraek, sidste_dag_senest
from kommuner.indsatsmodel import MAPPE, Regelvaerdier, indsatsmodeller, laes_model
from kommuner.parametre import UgyldigeVaerdier
from opfoelgning.regler import mangler
from tests.regler.strategier import UIF2

DAG = date(2020, 6, 1)
FLYT = ".flyt_til_arbejdsdag"
LOVREGLER = {
    "lov_opfoelgning": {"maaneder": 30, "varsel_dage": 60},
    "lov_status": {"maaneder": 54, "tidligst_dage_foer": 90, "varsel_dage": 60},
    "revurdering": {"maaneder": 12, "vindue_maaneder": 18, "frist_maaneder": 18, "varsel_dage": 60},
    "anden_aktoer_ret": {"maaneder": 6, "vindue_maaneder": 9},
    "anden_aktoer_pligt": {"maaneder": 12, "vindue_maaneder": 18},
    "samtaler": {"antal": 4, "maaneder": 6, "varsel_dage": 30, "former": ("fysisk", "telefon", "video")},
}


def test_every_rule_of_every_model_exists():
    for model in indsatsmodeller().values():
        assert [fejl for regel in model.regler for fejl in mangler(model, regel)] == []
        assert all(regel.kilde and regel.navn for regel in model.regler)


def test_the_values_of_the_rule_text():
    vaerdier = UIF2.standard_paa(DAG).vaerdier
    model = {noegle: v for noegle, v in vaerdier.items() if noegle.partition(".")[0] not in LOVREGLER}
    assert {noegle: v for noegle, v in model.items() if not noegle.endswith(FLYT)} == {
        "passivitet.maaneder": 6,
        "passivitet.skaeringsdato": date(2020, 4, 1),
        "passivitet.langvarig_sygdom_dage": 56,
        "passivitet.varsel_dage": 30,
        "passivitet.aftalt_inden_dage": 30,
        "passivitet.aftalt_frist_dage": 14,
        "kontakt.interval_dage": 14,
        "kontakt.former": ("fysisk", "telefon", "video"),
        "kontakt.varsel_dage": 3,
        "opfoelgning_antal.antal": 4,
        "opfoelgning_antal.heraf_fremmoede": 2,
        "opfoelgning_antal.maaneder": 6,
        "opfoelgning_antal.timegraense": 10,
        "opfoelgning_antal.timegrundlag": "effektive",
        "opfoelgning_antal.varsel_dage": 30,
        "statusmoede.tidligst_dage_foer": 14,
        "statusmoede.inden_dage": 30,
        "fase1_varighed.uger": 10,
        "fase1_varighed.varsel_dage": 14,
        "persongruppe.navn": "Udvikling i fleksjob II",
        "opfoelgningsplan.inden_dage": 14,
        "svar.timer": 24,
        "svar.varsel_timer": 20,
        "progression.maaneder": 6,
        "sagsstamme.loft": None,
    }


def test_the_values_of_the_law_are_on_and_move_nothing():
    vaerdier = UIF2.standard_paa(DAG).vaerdier
    for regel, facit in LOVREGLER.items():
        egne = {n.partition(".")[2]: v for n, v in vaerdier.items() if n.startswith(f"{regel}.")}
        assert egne.pop("paragraf") == "Ikke angivet"
        assert (egne.pop("aktiv"), egne.pop("flyt_til_arbejdsdag", "nej")) == ("ja", "nej")
        assert egne == facit
    assert {v for n, v in vaerdier.items() if n.endswith(FLYT)} == {"nej"}


@pytest.mark.parametrize(
    ("noegle", "vaerdi", "besked"),
    [
        ("kontakt.interval_dage", 0, "kontakt.interval_dage skal være mindst 1 dag."),
        ("kontakt.interval_dage", 366, "kontakt.interval_dage skal være højst 365 dage."),
        ("kontakt.interval_dage", "14", "kontakt.interval_dage skal være et helt tal."),
        ("kontakt.interval_dage", True, "kontakt.interval_dage skal være et helt tal."),
        ("kontakt.interval_dage", 14.0, "kontakt.interval_dage skal være et helt tal."),
        ("kontakt.varsel_dage", -1, "kontakt.varsel_dage skal være mindst 0 dage."),
        ("opfoelgning_antal.timegraense", 38, "opfoelgning_antal.timegraense skal være højst 37 timer."),
        ("passivitet.maaneder", 0, "passivitet.maaneder skal være mindst 1 måned."),
        ("kontakt.hyppighed", 14, "Parameteren kontakt.hyppighed findes ikke i Udvikling i fleksjob II."),
        (
            "passivitet.skaeringsdato",
            "1/4/2020",
            "passivitet.skaeringsdato skal være en dato skrevet som ÅÅÅÅ-MM-DD.",
        ),
        (
            "passivitet.skaeringsdato",
            "20200401",
            "passivitet.skaeringsdato skal være en dato skrevet som ÅÅÅÅ-MM-DD.",
        ),
        (
            "kontakt.former",
            ["røgsignal"],
            "kontakt.former skal være en liste med mindst én af: fysisk, telefon, video, brev, sms, email.",
        ),
        (
            "kontakt.former",
            [],
            "kontakt.former skal være en liste med mindst én af: fysisk, telefon, video, brev, sms, email.",
        ),
        (
            "kontakt.former",
            [["fysisk"]],
            "kontakt.former skal være en liste med mindst én af: fysisk, telefon, video, brev, sms, email.",
        ),
        ("kontakt.former", ["fysisk", "fysisk"], "kontakt.former skal være en liste uden gentagelser."),
        (
            "opfoelgning_antal.timegrundlag",
            "alle",
            "opfoelgning_antal.timegrundlag skal være en af: effektive, aftalte.",
        ),
        ("persongruppe.navn", " ", "persongruppe.navn skal være en tekst."),
        (
            "opfoelgning_antal.heraf_fremmoede",
            5,
            "opfoelgning_antal.heraf_fremmoede må ikke være større end opfoelgning_antal.antal.",
        ),
        (
            "opfoelgning_antal.antal",
            1,
            "opfoelgning_antal.heraf_fremmoede må ikke være større end opfoelgning_antal.antal.",
        ),
    ],
)
def test_a_wrong_value_is_refused_in_danish(noegle, vaerdi, besked):
    assert [fejl.besked for fejl in UIF2.fejl_i({noegle: vaerdi}, DAG)] == [besked]
    with pytest.raises(UgyldigeVaerdier, match=noegle):
        UIF2.version("0751", DAG, {noegle: vaerdi})


def test_all_faults_are_told_at_once():
    fejl = UIF2.fejl_i({"kontakt.interval_dage": 0, "ukendt": 1, "passivitet.maaneder": "6"}, DAG)
    assert [en.noegle for en in fejl] == ["kontakt.interval_dage", "passivitet.maaneder", "ukendt"]


def test_a_version_stands_alone_over_the_model():
    foerste = UIF2.version("0751", date(2020, 1, 1), {"kontakt.interval_dage": 7, "kontakt.former": ["brev"]})
    anden = UIF2.version("0751", date(2020, 7, 1), {"passivitet.skaeringsdato": "2020-05-01"})
    assert (foerste.label, foerste.tal("kontakt.interval_dage")) == ("uif2/0751/2020-01-01", 7)
    assert foerste.liste("kontakt.former") == ("brev",)
    assert (anden.tal("kontakt.interval_dage"), anden.dato("passivitet.skaeringsdato")) == (
        14,
        date(2020, 5, 1),
    )


def _raa() -> dict:
    return json.loads((MAPPE / "uif2.json").read_text("utf-8"))


def test_a_model_may_have_several_dated_defaults():
    raa = _raa()
    raa["standard"].append(
        {
            "gyldig_fra": "2021-01-01",
            "vaerdier": {**raa["standard"][0]["vaerdier"], "kontakt.interval_dage": 21},
        }
    )
    model = laes_model(raa)
    egne = model.version("0751", date(2020, 6, 1), {"kontakt.varsel_dage": 1})
    labels = [
        Regelvaerdier(model, versioner).gaeldende(dag, dag).label
        for versioner in ([], [egne])
        for dag in (date(2018, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    ]
    gammel, ny = "uif2/standard/2019-07-01", "uif2/standard/2021-01-01"
    assert labels == [gammel, gammel, ny, gammel, egne.label, egne.label]


@pytest.mark.parametrize(
    ("noegle", "vaerdi"), [("kontakt.interval_dage", 0), ("kontakt.interval_dage", None), ("ny.noegle", 1)]
)
def test_a_broken_data_file_is_refused(noegle, vaerdi):
    raa = _raa()
    raa["standard"][0]["vaerdier"][noegle] = vaerdi
    with pytest.raises(UgyldigeVaerdier, match=noegle):
        laes_model(raa)


def test_a_data_file_without_a_default_value_is_refused():
    raa = _raa()
    del raa["standard"][0]["vaerdier"]["fase1_varighed.uger"]
    with pytest.raises(UgyldigeVaerdier, match=r"fase1_varighed\.uger mangler"):
        laes_model(raa)


def test_a_running_clock_meets_only_versions_that_say_so():
    ny = UIF2.version("0751", DAG, {"kontakt.interval_dage": 7})
    loebende = UIF2.version("0751", date(2020, 8, 1), {"kontakt.interval_dage": 10}, gaelder_loebende=True)
    regler = Regelvaerdier(UIF2, [loebende, ny])
    anker = date(2020, 5, 1)
    assert regler.gaeldende(anker, date(2020, 7, 31)).label == "uif2/standard/2019-07-01"
    assert regler.gaeldende(anker, date(2020, 8, 1)) is loebende
    assert regler.gaeldende(DAG, date(2020, 7, 31)) is ny
    assert regler.seneste_loebende_skift(date(2020, 7, 31)) == date.min
    assert regler.seneste_loebende_skift(date(2020, 8, 1)) == date(2020, 8, 1)


@pytest.mark.parametrize(
    ("dag", "antal", "facit"),
    [
        ("2020-08-31", 6, "2021-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-12-31", 1, "2021-01-31"),
        ("2020-03-31", -1, "2020-02-29"),
        ("2020-01-15", -1, "2019-12-15"),
    ],
)
def test_months_are_clipped_to_their_last_day(dag, antal, facit):
    assert add_months(date.fromisoformat(dag), antal) == date.fromisoformat(facit)


def p(start: int, slut: int) -> Periode:
    return Periode(date(2020, 1, start), date(2020, 1, slut))


def test_period_operations():
    assert foren([p(5, 8), p(1, 3), p(3, 5), p(10, 12), p(11, 11), p(2, 3)]) == [p(1, 8), p(10, 12)]
    assert faelles([p(1, 5), p(8, 12)], [p(4, 9)]) == [p(4, 5), p(8, 9)]
    assert fratraek([p(1, 10), p(12, 14)], [p(3, 5), p(5, 6), p(9, 13)]) == [p(1, 3), p(6, 9), p(13, 14)]
    assert daekkende([p(1, 3), p(3, 5)], date(2020, 1, 3)) == p(3, 5)
    assert daekkende([p(1, 3)], date(2020, 1, 3)) is None
    assert sidste_dag_senest([p(1, 3), p(5, 9)], date(2020, 1, 6)) == date(2020, 1, 6)
    assert sidste_dag_senest([p(1, 3), p(5, 9)], date(2020, 1, 4)) == date(2020, 1, 2)
    assert sidste_dag_senest([p(5, 9)], date(2020, 1, 4)) is None
