"""The words of rules come from the models' data files: none is left without, and a new model needs no code."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest

from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller, laes_model
from kommuner.regelord import laes_ord
from opfoelgning import ordvalg
from opfoelgning.chips import chips
from opfoelgning.detaljer import detaljer
from opfoelgning.hast import rang
from opfoelgning.regler import PR_MEDARBEJDER
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Fase, Henvendelse, Kontakt, Sagsfakta, Ydelse
from opfoelgning.tekster import frist_dag, frist_ord, frist_saetning, naeste_skridt
from opfoelgning.tilstand import _judged as judged_for_lists
from tests.regler.eksempler import d
from tests.regler.strategier import STANDARD
from tests.regler.test_modeller import TREDJE

DAG = date(2026, 11, 23)
ALLE = [
    pytest.param(model.kode, regel, id=f"{model.kode}-{regel.kode}")
    for model in indsatsmodeller().values()
    for regel in model.regler
    if (regel.slags, regel.hvad) not in PR_MEDARBEJDER
]


class Dom(NamedTuple):
    regel: str
    tilstand: str
    frist: date | None
    regelsaet: str
    anker: date = date(2026, 5, 12)
    genstand: str = ""
    detaljer: dict = {}


def om(antal: int) -> date:
    return DAG + timedelta(days=antal)


@pytest.mark.parametrize(("model", "regel"), ALLE)
@pytest.mark.parametrize("tilstand", ["overskredet", "varsel"])
@pytest.mark.parametrize("frist", [None, om(-3), DAG, om(1), om(12)])
def test_every_shipped_rule_speaks_danish_in_every_state(model, regel, tilstand, frist):
    dom = Dom(regel.kode, tilstand, frist, f"{model}/standard/2019-07-01")
    tekster = [chip.tekst for chip in chips([dom], None, DAG)]
    tekster += [naeste_skridt(dom, "Jens", None, DAG), frist_ord(dom, DAG), frist_saetning(dom)]
    tavs = tilstand == "varsel" and regel.ord.chip["varsel"] == ""
    assert len(tekster) == (3 if tavs else 4)
    for tekst in tekster:
        assert tekst
        assert not set("{}") & set(tekst)
        assert "  " not in tekst
        assert " ." not in tekst
        assert ".." not in tekst
        assert not tekst.startswith("Frist ")
    assert (" (lov)" in tekster[0] or tavs, " (lov)" in tekster[-2]) == (regel.er_lov, regel.er_lov)
    assert naeste_skridt(dom, "Jens", None, DAG).endswith(".")


def test_only_a_right_is_silent_in_lists():
    tavse = {
        regel.kode
        for model in indsatsmodeller().values()
        for regel in model.regler
        if "" in regel.ord.chip.values()
    }
    assert tavse == {"anden_aktoer_ret"}


def test_the_six_statutory_rules_are_marked():
    lov = {regel.kode for regel in indsatsmodeller()["uif2"].regler if regel.er_lov}
    forventet = {"lov_opfoelgning", "lov_status", "revurdering", "anden_aktoer_ret", "anden_aktoer_pligt"}
    assert lov == forventet | {"samtaler"}


@pytest.mark.parametrize(
    ("regel", "tilstand", "frist", "chip", "i_dag", "skridt"),
    [
        ("svar", "overskredet", DAG, "Svar overskredet i dag", True, "Svar Jens på henvendelsen."),
        ("svar", "varsel", om(1), "Svar senest i morgen kl. 9.05", True, "Svar Jens på henvendelsen."),
        ("svar", "varsel", DAG, "Svar senest kl. 9.05", True, "Svar Jens på henvendelsen."),
        ("opfoelgningsplan", "varsel", om(3), "Næste opfølgning ikke aftalt", True,
         "Aftal senest 26. nov., hvornår den næste opfølgning er."),
        ("opfoelgningsplan", "overskredet", om(-3), "Næste opfølgning ikke aftalt", True,
         "Aftal, hvornår den næste opfølgning er – fristen var 20. nov."),
        ("progression", "varsel", None, "Timer ikke steget", False,
         "Timetallet er ikke steget siden 12. maj. Overvej virksomhedspraktik ved siden af jobbet."),
        ("revurdering", "varsel", om(20), "Revurdering senest 13. dec. (lov)", False,
         "Vurdér senest 13. dec., om Jens stadig har ret til fleksjob."),
        ("revurdering", "varsel", om(14), "Revurdering senest 7. dec. (lov)", True,
         "Vurdér senest 7. dec., om Jens stadig har ret til fleksjob."),
    ],
)  # fmt: skip
def test_the_words_of_new_rules(regel, tilstand, frist, chip, i_dag, skridt):
    detaljer = {"klokken": "9.05"} if regel == "svar" else {}
    dom = Dom(regel, tilstand, frist, "uif2/standard/2019-07-01", detaljer=detaljer)
    (fundet,) = chips([dom], None, DAG)
    assert (fundet.tekst, fundet.i_dag) == (chip, i_dag)
    assert naeste_skridt(dom, "Jens", None, DAG) == skridt


def test_conversations_by_law_are_counted_in_words():
    sag = Sagsfakta(
        "f1",
        "uif2",
        d("1/4"),
        ydelser=(Ydelse("ledighedsydelse", d("1/4")),),
        kontakter=(Kontakt("c1", d("5/4"), "telefon", "gennemfoert"),),
    )
    (dom,) = [v for v in bedoem(sag, STANDARD, d("20/9")).vurderinger if v.regel == "samtaler"]
    figurer = detaljer(sag, STANDARD, d("20/9"), dom)
    assert figurer == {"holdt": 1, "antal": 4}
    stored = Dom(dom.regel, dom.tilstand, dom.frist, dom.regelsaet, dom.anker, detaljer=figurer)
    assert [chip.tekst for chip in chips([stored], None, d("20/9"))] == ["Mangler 3 af 4 samtaler (lov)"]
    assert frist_ord(stored, d("20/9")) == "2. samtale (lov)"


def test_an_answer_is_due_at_a_clock_time_in_denmark():
    modtaget = datetime(2020, 10, 24, 7, 5, tzinfo=UTC)
    sag = Sagsfakta("f1", "uif2", d("1/4"), henvendelser=(Henvendelse("h1", modtaget),))
    (dom,) = [v for v in bedoem(sag, STANDARD, d("24/10")).vurderinger if v.regel == "svar"]
    # Summer time ends in the night between: 24 hours later the clock shows an hour less.
    assert detaljer(sag, STANDARD, d("24/10"), dom) == {"klokken": "8.05"}


EGNE = {"kort": "Brev", "gruppe": "kontakt", "i_dag": 2, "niveau": "info", "foelge": "Uden brev"}


@pytest.mark.parametrize(
    ("ord_", "tilstand", "frist", "chip", "kort", "skridt", "gruppe"),
    [
        ({}, "overskredet", om(-2), "Brev hver tredje uge: overskredet 2 dage", "Brev hver tredje uge",
         "Brev hver tredje uge: fristen var 21. nov.", 4),
        ({}, "varsel", om(1), "Brev hver tredje uge: senest i morgen", "Brev hver tredje uge",
         "Brev hver tredje uge: fristen er 24. nov.", 14),
        (EGNE, "varsel", om(3), "Brev: senest 26. nov.", "Brev", "Brev: fristen er 26. nov.", 11),
        (EGNE | {"chip": {"varsel": "Uden brev {om}"}, "skridt": {"varsel": "Skriv til {fornavn}."}},
         "varsel", om(2), "Uden brev om 3 dage", "Brev", "Skriv til Jens.", 11),
    ],
)  # fmt: skip
def test_a_third_model_speaks_danish_from_its_data_file(
    monkeypatch, ord_, tilstand, frist, chip, kort, skridt, gruppe
):
    model = laes_model({**TREDJE, "regler": [TREDJE["regler"][0] | {"ord": ord_}]})
    monkeypatch.setattr(ordvalg, "indsatsmodeller", lambda: {"spor9": model})
    ordvalg._regel.cache_clear()
    dom = Dom("brevkontakt", tilstand, frist, "spor9/standard/2020-01-01")
    (fundet,) = chips([dom], None, DAG)
    assert (fundet.tekst, fundet.i_dag) == (chip, not ord_ or frist <= om(2))
    assert (frist_ord(dom, DAG), naeste_skridt(dom, "Jens", None, DAG)) == (kort, skridt)
    assert rang(dom)[0] == gruppe
    assert (frist_dag(dom) == frist) == (not ord_)
    ordvalg._regel.cache_clear()


@pytest.mark.parametrize(
    ("ord_", "besked"),
    [
        ({"farve": "rød"}, "ord.farve findes ikke"),
        ({"gruppe": "sjov"}, "gruppen sjov findes ikke"),
        ({"niveau": "rød"}, "niveauet rød findes ikke"),
        ({"i_dag": "tit"}, "i_dag skal være altid, aldrig eller et antal dage"),
        ({"chip": {"ellers": "X"}}, "tilstanden ellers findes ikke"),
        ({"skridt": {"nu": "X"}}, "tilstanden nu findes ikke"),
        ({"skridt": {"ellers": "Ring til {navn}"}}, r"pladsen \{navn\} findes ikke"),
    ],
)
def test_words_that_mean_nothing_are_refused(ord_, besked):
    with pytest.raises(ValueError, match=f"Reglen brev: {besked}"):
        laes_ord("brev", "Brev", ord_)


@pytest.mark.parametrize(
    ("trin", "dag", "tilstand"),
    [(2, "9/4", "overskredet"), (3, "2/5", "overskredet"), (4, "30/4", "varsel"), (1, "9/4", "")],
)
def test_lists_count_the_contact_of_any_models_phase(trin, dag, tilstand):
    regler = Regelvaerdier(indsatsmodeller()["fsm2"])
    sag = Sagsfakta("f1", "fsm2", d("1/4"), faser=(Fase(trin, d("1/4")),))
    assert judged_for_lists(bedoem(sag, regler, d(dag)))["kontakt"] == tilstand
