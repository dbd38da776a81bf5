"""Random documents through the importer and out of `vurder`, against the reference on the documents themselves."""

import json
import os
from datetime import date

import pytest

from opfoelgning.sagsdata.importer import import_document
from tests.regler.dokumentfacit import check_explanation
from tests.regler.dokumentgrund import dag
from tests.regler.dokumentsag import REFERENCER
from tests.regler.tilfaeldige import Digter
from tests.sagsdata.dokumenter import dokument, forloeb

FORLOEB = int(
    os.environ.get("REGLER_FORLOEB", "30")
)  # in each of so many documents; a thorough run asks for more
DOKUMENTER = int(os.environ.get("REGLER_DOKUMENTER", "2"))
MODELLER = ("uif2", "uif2", "uif2", "fsm2")


def tilfaeldigt(froe: int) -> dict:
    """A document of many forløb under the kommune's own dated rules, every list in random order."""
    digter = Digter(froe)
    sager = [digter.forloeb(MODELLER[nr % 4]) for nr in range(FORLOEB)]
    for sag in sager:
        for liste in (en for en in sag.values() if isinstance(en, list)):
            digter.r.shuffle(liste)
    return dokument(*sager, regler=[en for model in ("uif2", "fsm2") for en in digter.regler(model)])


def spurgte_dage(froe: int) -> list[date]:
    digter = Digter(froe + 1)
    digter.start = date(2020, 4, 1)
    return sorted({digter.dag(-100, 500) for _ in range(10)} | {date(2021, 10, 31)})


def stykker(vurdering: dict) -> list[tuple]:
    def nr(tekst: str) -> int:
        return date.fromisoformat(tekst).toordinal()

    return [(nr(s["fra"]), nr(s["til"]), s["effekt"], s["dage"]) for s in vurdering["forklaring"]]


@pytest.mark.parametrize("froe", range(DOKUMENTER))
def test_vurder_agrees_with_the_document(froe, kommune, run):
    dok = tilfaeldigt(froe)
    import_document(dok)
    dage = spurgte_dage(froe)
    svar = {
        (linje["forloeb"], dag_): {(v["regel"], v["genstand"]): v for v in linje["vurderinger"]}
        for dag_ in dage
        for linje in map(json.loads, run("vurder", "--dato", dag_).out.splitlines())
    }
    assert len(svar) == FORLOEB * len(dage)
    for en in dok["forloeb"]:
        reference = REFERENCER[en["indsatsmodel"]](en, dok["regler"])
        facit = dict(reference.dag_for_dag(max(dage).toordinal()))
        for dag_ in dage:
            _compare(reference, facit.get(dag_.toordinal(), {}), svar[en["id"], dag_], dag_)


def _compare(reference, facit: dict, fundne: dict, dag_: date) -> None:
    svar = {n: (v["tilstand"], v["frist"], v["siden"], v["regelsaet"]) for n, v in fundne.items()}
    assert svar == {n: en[:4] for n, en in facit.items()}, (reference.f["id"], dag_)
    for (regel, genstand), (*_, anker) in facit.items():
        check_explanation(reference, regel, anker, dag_.toordinal(), stykker(fundne[regel, genstand]))


TILFOEJET = {
    "fravaer": {"type": "ferie", "fra": "2020-04-20", "til": "2020-06-20"},
    "anden_aktoer": {"hjemmel": "stk2", "fra": "2020-07-01", "til": "2020-07-09"},
    "genbehandlinger": {"moede": "2020-08-03"},
    "persongruppemarkeringer": {"navn": "Udvikling i fleksjob II", "fra": "2020-04-10", "til": None},
}


def test_a_fact_withdrawn_restores_every_judgement(kommune, run):
    """Lists read again without a record that was added give the judgements, to the letter, from before it was."""
    sag = forloeb(
        faser=[{"nr": 2, "fra": "2020-04-01"}],
        ydelser=[{"type": "ledighedsydelse", "fra": "2018-05-01"}],
        **{navn: [] for navn in TILFOEJET},
    )

    def svar() -> list[str]:
        return [run("vurder", "--dato", dag_).out for dag_ in ("2020-05-01", "2020-08-10", "2020-10-01")]

    import_document(dokument(sag))
    foer = svar()
    for navn, post in TILFOEJET.items():
        import_document(dokument(sag | {navn: [post]}))
        assert (svar() == foer) == (navn == "persongruppemarkeringer"), navn
        import_document(dokument(sag))
        assert svar() == foer


def test_the_documents_meet_every_rule_and_state():
    """A comparison of nothing is no comparison: the documents bring every rule into each of its states."""
    moedt = set()
    for froe in range(80):
        digter = Digter(froe)
        en = digter.forloeb("fsm2" if froe % 3 == 2 else "uif2")
        reference = REFERENCER[en["indsatsmodel"]](en, digter.regler(en["indsatsmodel"]))
        for _, facit in reference.dag_for_dag(dag(en["fra"]) + 400):
            moedt |= {(regel, svar[0]) for (regel, _), svar in facit.items()}
    assert sorted(ALLE - moedt) == []


NED = ("loeber", "varsel", "overskredet")
PAUSE = (*NED, "pause")
MANGEL = ("varsel", "overskredet")
ALLE = {
    (regel, tilstand)
    for tilstande, regler in (
        (("afventer", *PAUSE), ("passivitet",)),
        (PAUSE, ("kontakt", "kontakt_trin3", "kontakt_eftervaern")),
        (NED, ("fase1_varighed", "opfoelgning_antal", "svar", "samtaler", "revurdering", "trin2_varighed")),
        (NED, ("trin1_varighed", "eftervaern_varighed")),
        (MANGEL, ("statusmoede", "opfoelgningsplan", "persongruppe")),
        (("overskredet",), ("jobformidler", "fleksjobaftale", "aftalt_kontakt", "aftalt_opfoelgning")),
        (("varsel",), ("vitas", "progression", "anden_aktoer_ret", "anden_aktoer_pligt")),
        (("loeber",), ("lov_status", "lov_opfoelgning")),
    )
    for regel in regler
    for tilstand in tilstande
}
